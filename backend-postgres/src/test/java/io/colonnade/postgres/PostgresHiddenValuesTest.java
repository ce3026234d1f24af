// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import static io.colonnade.tck.cases.Calls.words;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.Parameter;
import io.colonnade.dialect.StatementKind;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** The server's words are shown but for the values in them, whatever the kind of the error and the language that it speaks. */
class PostgresHiddenValuesTest extends PostgresTestCase {

    private static final String SECRET = "s3cr3t";

    private static void assertHidden(DatabaseException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            assertFalse(cause.toString().contains(SECRET), cause::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"to_tsquery(:v || ' & &')", ":v::regclass", ":v::regtype", ":v::regoperator", ":v::regprocedure",
            "(:v || '.a.b.c')::regclass", ":v::int", ":v::json", ":v::bytea || '\\x0'::bytea", "current_setting(:v)",
            "set_config('DateStyle', :v, true)", "set_config('role', :v, true)", "(:v || ' $')::jsonpath", "has_table_privilege(:v, 'pg_class', 'SELECT')", "pg_read_file(:v)",
            "nextval(:v)", "to_char(now(), 'x') || timezone(:v, now())", "'x' ~ (:v || '(')", "encode('x', :v)", "repeat(:v, 1000000000)"})
    void noErrorShowsAValueThatWasBound(String expression) {
        try {
            await(db.fetchAll("SELECT " + expression, SECRET));
        } catch (DatabaseException failure) {
            assertHidden(failure);
            return;
        }
        assertTrue(expression.contains("bytea"), "it did not fail");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "SELECT nowhere FROM pg_class WHERE relname = :v | nowhere", "SELECT 1 FROM nowhere WHERE a = :v | nowhere",
            "SELECT no_function(:v) | no_function", "ALTER TABLE nowhere ADD COLUMN a int | nowhere", "DROP TABLE nowhere | nowhere"})
    void namesOfTheStatementAreShown(String sql, String name) {
        DatabaseException failure = assertThrows(DatabaseException.class,
                () -> await(sql.contains(":v") ? db.fetchAll(sql, SECRET) : db.fetchAll(sql)));
        assertTrue(words(failure).contains(name), failure::getMessage);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "22P02 | ungültige Eingabesyntax für Typ integer: „s3cr3t“ | ungültige Eingabesyntax für Typ integer: „…“",
            "22P02 | syntaxe en entrée invalide pour le type integer : « s3cr3t » | syntaxe en entrée invalide pour le type integer : «…»",
            "22007 | sintaxis de entrada no válida para tipo date: «s3cr3t\"s» | sintaxis de entrada no válida para tipo date: «…»",
            "42601 | Syntaxfehler in tsquery: „s3cr3t &“ | Syntaxfehler in tsquery: „…“",
            "42P01 | Relation »s3cr3t« existiert nicht | Relation »…« existiert nicht",
            "42883 | Operator existiert nicht: s3cr3t | Operator existiert nicht: …",
            "42501 | keine Berechtigung, um Rolle „s3cr3t“ zu setzen | keine Berechtigung, um Rolle „…“ zu setzen",
            "23505 | doppelter Schlüsselwert verletzt Unique-Constraint „name“ | doppelter Schlüsselwert verletzt Unique-Constraint „name“",
            "40001 | konnte Zugriff nicht serialisieren: „name“ | konnte Zugriff nicht serialisieren: „name“",
            "P0001 | Der Kunde „name“ darf das nicht | Der Kunde „name“ darf das nicht"})
    void inEveryLanguage(String state, String words, String shown) {
        DatabaseException failure = translate(state, words, "", true, false);
        assertEquals(shown, failure.getMessage());
        assertHidden(failure);
    }

    @Test
    void whatSpeaksOfTheStatementOrOfNoValueIsShown() {
        assertEquals("Relation „nowhere“ existiert nicht", translate("42P01", "Relation „nowhere“ existiert nicht", "P15\0", true, false)
                .getMessage());
        assertEquals("Relation „nowhere“ existiert bereits", translate("42P07", "Relation „nowhere“ existiert bereits", "", false, false)
                .getMessage());
        assertEquals("neue Zeile verletzt Policy für Tabelle „t“", translate("42501", "neue Zeile verletzt Policy für Tabelle „t“",
                "RExecWithCheckOptions\0", true, false).getMessage());
    }

    @Test
    void tellsATimeoutFromACancelInEveryLanguage() {
        String timeout = "storniere Anfrage wegen Zeitüberschreitung der Anfrage";
        assertEquals(ErrorKind.STATEMENT_TIMEOUT, translate("57014", timeout, "", false, false).kind());
        assertEquals(ErrorKind.CANCELLED, translate("57014", "storniere Anfrage wegen Benutzeraufforderung", "", false, true).kind());
        assertEquals(ErrorKind.CANCELLED, translate("57014", "canceling statement due to user request", "", false, false).kind());
        assertEquals(ErrorKind.SERIALIZATION, translate("0A000", "gecachter Plan darf den Ergebnistyp nicht ändern",
                "RRevalidateCachedQuery\0", false, false).kind());
    }

    @Test
    void theDriversOwnWordsShowNoValue() {
        DatabaseException failure = PostgresErrors.running(() -> null, () -> false, () -> true, () -> false)
                .translate(new SQLException("Bad value for type int : s3cr3t", "22003"), -1);
        assertEquals(ErrorKind.DATA, failure.kind());
        assertHidden(failure);
    }

    private static DatabaseException translate(String state, String words, String more, boolean bound, boolean cancelled) {
        ServerErrorMessage server = new ServerErrorMessage("SFEHLER\0VERROR\0C" + state + "\0M" + words + "\0" + more + "\0");
        List<Parameter> parameters = bound ? List.of(new Parameter("value", null)) : List.of();
        Compiled statement = new Compiled("SELECT", StatementKind.QUERY, false, parameters, List.of(), false);
        return PostgresErrors.running(() -> statement, () -> cancelled, () -> true, () -> false).translate(new PSQLException(server, false), -1);
    }
}
