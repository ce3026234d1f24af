// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import static io.colonnade.tck.cases.Calls.words;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the driver could not go on with is refused before it is sent, and nothing else is. */
class DriverLimitsTest extends PostgresTestCase {

    private static final String PID = "SELECT pg_backend_pid()::text";

    @ParameterizedTest
    @ValueSource(strings = {"SET DateStyle = 'German'", "set session datestyle to sql, dmy", "SET LOCAL \"DateStyle\" = 'Postgres, MDY'",
        "/* so */ SET -- or\n DATESTYLE /* so */ TO 'ISO', 'German'", "SET client_encoding = 'LATIN1'", "SET NAMES 'LATIN1'",
        "SET Client_Encoding TO sql_ascii", "SELECT set_config('DateStyle', 'German', false)", "SELECT pg_catalog.set_config ('datestyle', 'SQL', true)",
        "SELECT \"set_config\"(E'client_encoding', $$LATIN1$$, true)", "WITH a AS (SELECT set_config('client_encoding', 'EUC_JP', true)) SELECT * FROM a",
        "SELECT set_config(new_value => 'German', setting_name => 'DateStyle', is_local => true)", "SELECT set_config('DateStyle', lower('GERMAN'), true)",
        "COPY limits FROM STDIN", "copy limits (id) from /* so */ stdin with (format csv)", "COPY limits TO STDOUT", "COPY (SELECT 1) TO STDOUT",
        "-- so\nCOPY BINARY limits FROM STDIN", "COPY limits FROM stdout", "COPY (SELECT 'FROM' AS x FROM limits) TO STDOUT (FORMAT csv)"})
    void refusesAndGoesOn(String sql) {
        String session = text(db, PID);
        await(db.execute("CREATE TABLE IF NOT EXISTS limits (id int)"));
        await(db.transaction(tx -> tx.execute("CREATE TEMP TABLE mine (id int)").thenCompose(made -> tx.execute(sql))
                .handle((done, failure) -> {
                    DatabaseException refusal = (DatabaseException) failure.getCause();
                    assertEquals(ErrorKind.UNSUPPORTED, refusal.kind(), refusal::getMessage);
                    assertFalse(refusal.sent());
                    assertTrue(refusal.connectionUsable());
                    return null;
                }).thenCompose(refused -> tx.fetchAll("SELECT * FROM mine"))));
        assertEquals(session, text(db, PID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SET DateStyle = 'ISO, DMY'", "SET DateStyle TO ISO, YMD", "SET DateStyle = DMY", "SET DateStyle TO DEFAULT", "RESET DateStyle",
        "RESET client_encoding", "RESET ALL", "SET client_encoding = 'UTF8'", "SET NAMES 'utf-8'", "SET client_encoding TO DEFAULT",
        "SELECT set_config('DateStyle', 'ISO, MDY', false)", "SELECT set_config('search_path', 'datestyle', true)", "SELECT 'SET DateStyle = German'",
        "SELECT current_setting('DateStyle')", "ALTER ROLE postgres SET DateStyle = 'ISO, MDY'", "SET application_name = 'German'",
        "CREATE OR REPLACE FUNCTION limited() RETURNS text LANGUAGE sql SET DateStyle = 'German' AS $$ SELECT current_date::text $$",
        "COPY limits TO '/dev/null'", "SELECT 1 AS stdin", "COPY (SELECT 1 AS stdout) TO '/dev/null'"})
    void letsPassWhatDoesNoHarm(String sql) {
        String session = text(db, PID);
        await(db.execute("CREATE TABLE IF NOT EXISTS limits (id int)"));
        await(db.withConnection(c -> c.execute(sql).thenCompose(done -> c.fetchAll("SELECT DATE '2024-02-29', 'ä'"))));
        assertEquals(session, text(db, PID));
    }

    /** What no text tells costs the connection, and the error says why; the database goes on with another one. */
    @Test
    void whatNoTextTellsIsAnErrorInWords() {
        String session = text(db, PID);
        for (String sql : List.of("DO $$ BEGIN PERFORM set_config('DateStyle', 'German', false); END $$",
                "DO $$ BEGIN PERFORM set_config('client_encoding', 'LATIN1', false); END $$")) {
            DatabaseException failure = failure(ErrorKind.CONNECTION_LOST, db.execute(sql));
            assertTrue(words(failure).contains("UTF8") && words(failure).contains("ISO"), failure::getMessage);
            assertFalse(failure.connectionUsable());
        }
        assertFalse(session.equals(text(db, PID)), "another connection");
    }
}
