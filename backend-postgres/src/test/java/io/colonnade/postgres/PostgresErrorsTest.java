// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import static io.colonnade.tck.cases.Calls.words;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.Transaction;
import io.colonnade.TransactionOptions;
import io.colonnade.dialect.IsolationLevel;
import io.colonnade.error.ConstraintViolation;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementException;
import io.colonnade.error.StatementOutcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server's errors and what they are called here, each provoked. */
class PostgresErrorsTest extends PostgresTestCase {

    private static final String SECRET = "s3cr3t";

    @BeforeEach
    void createTables() {
        await(db.execute("CREATE TABLE parents (id int PRIMARY KEY)"));
        await(db.execute("CREATE TABLE children (id int PRIMARY KEY, a int, b int NOT NULL, parent int REFERENCES parents,"
                + " short varchar(3), span int4range, CONSTRAINT children_ab UNIQUE (a, b), CONSTRAINT children_positive CHECK (b > 0),"
                + " CONSTRAINT children_span EXCLUDE USING gist (span WITH &&))"));
        await(db.execute("CREATE SEQUENCE children_sequence"));
        await(db.execute("CREATE VIEW parents_view AS SELECT id FROM parents WHERE id > 0 WITH CHECK OPTION"));
        await(db.execute("CREATE VIEW parents_counted AS SELECT count(*) FROM parents"));
        await(db.execute("INSERT INTO parents VALUES (1)"));
        await(db.execute("INSERT INTO children VALUES (1, 1, 1, 1, 'abc', '[1,5)')"));
    }

    @AfterEach
    void dropTables() {
        await(db.execute("DROP TABLE children, parents CASCADE"));
        await(db.execute("DROP SEQUENCE children_sequence"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "SELEKT 1 | SYNTAX | 42601",
            "SELECT id FROM nowhere | NOT_FOUND | 42P01",
            "SELECT nothing FROM parents | NOT_FOUND | 42703",
            "SELECT no_function(1) | NOT_FOUND | 42883",
            "SELECT 1::no_type | NOT_FOUND | 42704",
            "CREATE TABLE parents (id int) | ALREADY_EXISTS | 42P07",
            "ALTER TABLE parents ADD COLUMN id int | ALREADY_EXISTS | 42701",
            "SELECT 1 / 0 | DATA | 22012",
            "SELECT 's3cr3t'::int | DATA | 22P02",
            "SELECT 's3cr3t'::date | DATA | 22007",
            "INSERT INTO children (id, b, short) VALUES (2, 2, 's3cr3t') | DATA | 22001",
            "SELECT 99999999999::int | DATA | 22003",
            "INSERT INTO parents VALUES ('{}'::json) | DATA | 42804",
            "DO $$ BEGIN EXECUTE concat('CREATE TABLE wide (c', array_to_string(ARRAY(SELECT generate_series(1, 1601)), ' int, c'),"
                    + " ' int)'); END $$ | VALUE_TOO_LARGE | 54011",
            "COMMIT PREPARED 'nothing' | NOT_FOUND | 42704",
            "LOCK TABLE parents | INVALID_STATE | 25P01",
            "DO $$ BEGIN RAISE EXCEPTION 'refused' USING ERRCODE = 'P0001'; END $$ | CONSTRAINT | P0001",
            "DO $$ BEGIN RAISE EXCEPTION 'no space' USING ERRCODE = '53100'; END $$ | STORAGE_FULL | 53100",
            "DO $$ BEGIN RAISE EXCEPTION 'damaged' USING ERRCODE = 'XX001'; END $$ | CORRUPT | XX001",
            "DO $$ BEGIN RAISE EXCEPTION 'cannot' USING ERRCODE = '0A000'; END $$ | UNSUPPORTED | 0A000",
            "DO $$ BEGIN RAISE EXCEPTION 'own' USING ERRCODE = 'MY001'; END $$ | CONSTRAINT | MY001",
            "DO $$ BEGIN RAISE EXCEPTION 'own' USING ERRCODE = '45000'; END $$ | CONSTRAINT | 45000",
            "DO $$ BEGIN ASSERT false; END $$ | CONSTRAINT | P0004",
            "DO $$ DECLARE n int; BEGIN SELECT id INTO STRICT n FROM parents WHERE id = 99; END $$ | DATA | P0002",
            "DO $$ DECLARE n int; BEGIN SELECT generate_series(1, 2) INTO STRICT n; END $$ | DATA | P0003",
            "DO $$ BEGIN CASE 1 WHEN 2 THEN NULL; END CASE; END $$ | DATA | 20000",
            "SELECT (SELECT generate_series(1, 2)) | DATA | 21000",
            "INSERT INTO parents (id) VALUES (1, 2) | SYNTAX | 42601",
            "WITH a AS (SELECT 1), a AS (SELECT 2) SELECT 1 | SYNTAX | 42712",
            "DROP TABLE parents | CONSTRAINT | 2BP01",
            "INSERT INTO parents_view VALUES (-9) | CONSTRAINT | 44000",
            "SELECT currval('children_sequence') | INVALID_STATE | 55000",
            "DELETE FROM parents_counted | INVALID_STATE | 55000",
            "DO $$ BEGIN RAISE EXCEPTION 'lost elsewhere' USING ERRCODE = '08006'; END $$ | INVALID_STATE | 08006",
            "DO $$ BEGIN RAISE EXCEPTION 'within' USING ERRCODE = 'XX000'; END $$ | INVALID_STATE | XX000",
            "DO $$ BEGIN RAISE EXCEPTION 'a file' USING ERRCODE = 'F0000'; END $$ | DATA | F0000",
            "DO $$ BEGIN RAISE EXCEPTION 'foreign' USING ERRCODE = 'HV00D'; END $$ | NOT_FOUND | HV00D",
            "FETCH FROM no_cursor | NOT_FOUND | 34000",
            "EXECUTE no_statement | NOT_FOUND | 26000",
            "SAVEPOINT nowhere | INVALID_STATE | 25P01",
            "SET block_size = 1 | INVALID_STATE | 55P02",
            "DO $$ BEGIN COMMIT; SAVEPOINT a; END $$ | UNSUPPORTED | 0A000",
            "SELECT pg_read_file('nowhere') | NOT_FOUND | 58P01",
            "ALTER SYSTEM SET no_parameter = 1 | NOT_FOUND | 42704",
    })
    void kinds(String sql, ErrorKind kind, String state) {
        DatabaseException failure = failure(kind, db.execute(sql));
        assertEquals(state, failure.sqlState());
        assertTrue(failure.connectionUsable());
        assertEquals(StatementOutcome.NOT_APPLIED, failure.outcome());
        // The text is the caller's own, and the error says it; what the server says of a value in it is hidden.
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            assertFalse(cause.toString().replace("[" + sql + "]", "").contains(SECRET), cause::toString);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', nullValues = "-", value = {
            "INSERT INTO children (id, b) VALUES (1, 1) | PRIMARY_KEY | children_pkey | children | id",
            "INSERT INTO children (id, a, b) VALUES (2, 1, 1) | UNIQUE | children_ab | children | a b",
            "INSERT INTO children (id) VALUES (2) | NOT_NULL | - | children | b",
            "INSERT INTO children (id, b, parent) VALUES (2, 2, 7) | FOREIGN_KEY | children_parent_fkey | children | parent",
            "DELETE FROM parents | FOREIGN_KEY | children_parent_fkey | children | id",
            "INSERT INTO children (id, b) VALUES (2, 0) | CHECK | children_positive | children | -",
            "INSERT INTO children (id, b, span) VALUES (2, 2, '[3,4)') | EXCLUSION | children_span | children | span",
            "INSERT INTO parents_view VALUES (-9) | CHECK | - | - | -",
            "DROP TABLE parents | OTHER | - | - | -",
    })
    void violations(String sql, ConstraintViolation.Type type, String name, String table, String columns) {
        ConstraintViolation violation = assertInstanceOf(StatementException.class, failure(ErrorKind.CONSTRAINT, db.execute(sql)))
                .constraint().orElseThrow();
        assertEquals(new ConstraintViolation(type, name, table, columns == null ? List.of() : List.of(columns.split(" "))), violation);
    }

    @Test
    void tellsWhichItemOfABatchFailedInAnyLanguage() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < 1_500; i++) {
            rows.add(Map.of("id", i == 1_234 ? 1 : i + 10));
        }
        Locale before = Locale.getDefault();
        try {
            for (Locale locale : List.of(Locale.ENGLISH, Locale.GERMANY, Locale.FRANCE)) {
                Locale.setDefault(locale);
                StatementException failure = assertInstanceOf(StatementException.class,
                        failure(ErrorKind.CONSTRAINT, db.executeMany("INSERT INTO parents (id) VALUES (:id)", rows)));
                assertEquals(1_234, failure.batchIndex(), locale::toString);
            }
        } finally {
            Locale.setDefault(before);
        }
        assertEquals("1", text(db, "SELECT count(*)::text FROM parents"));
    }

    @Test
    void refusesWhatCannotBeStoredBeforeItIsSent() {
        for (String text : List.of("a\0b", "\ud800", "x\udc00")) {
            DatabaseException failure = failure(ErrorKind.DATA, db.fetchAll("SELECT :text", text));
            assertTrue(words(failure).contains(":text"), failure::getMessage);
        }
        assertEquals("17", text(db, "SELECT 17::text"));
        for (int size : List.of(2, 300)) {
            List<Map<String, Object>> rows = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                rows.add(Map.of("id", i + 10, "short", i == size - 1 ? "\0" : "x"));
            }
            StatementException failure = assertInstanceOf(StatementException.class, failure(ErrorKind.DATA,
                    db.executeMany("INSERT INTO children (id, b, short) VALUES (:id, 1, :short)", rows)));
            assertEquals(size - 1, failure.batchIndex());
            failure = assertInstanceOf(StatementException.class, failure(ErrorKind.DATA, db.executeMany(
                    "INSERT INTO children (id, b, short) VALUES (:id, :id, :short)", rows)));
            assertEquals(size - 1, failure.batchIndex());
        }
        assertEquals("1", text(db, "SELECT count(*)::text FROM children"));
    }

    @Test
    void refusesTooManyParameters() {
        String places = "0" + ", :id".repeat(70_000);
        failure(ErrorKind.VALUE_TOO_LARGE, db.fetchAll("SELECT id FROM parents WHERE id IN (" + places + ")", Map.of("id", 1)));
    }

    @Test
    void ofTwoTransactionsThatCollideOneIsToBeRunAgain() {
        TransactionOptions serializable = TransactionOptions.DEFAULT.withIsolation(IsolationLevel.SERIALIZABLE);
        try (Database other = open("max_size=1")) {
            Transaction one = await(db.begin(serializable));
            Transaction two = await(other.begin(serializable));
            await(one.fetchAll("SELECT count(*) FROM parents"));
            await(two.fetchAll("SELECT count(*) FROM parents"));
            await(one.execute("INSERT INTO parents VALUES (2)"));
            await(one.commit());
            DatabaseException failure = failure(ErrorKind.SERIALIZATION,
                    two.execute("INSERT INTO parents VALUES (3)").thenCompose(done -> two.commit()));
            assertTrue(failure.retrySafe());
            two.rollback();
        }
    }

    @Test
    void endsADeadlockAndALockThatIsNotGranted() {
        await(db.execute("INSERT INTO parents VALUES (2)"));
        try (Database other = open("max_size=1")) {
            Transaction one = await(db.begin());
            Transaction two = await(other.begin());
            await(one.execute("UPDATE parents SET id = id WHERE id = 1"));
            await(two.execute("UPDATE parents SET id = id WHERE id = 2"));
            failure(ErrorKind.LOCK_TIMEOUT, two.transaction(tx -> tx.fetchAll("SELECT id FROM parents WHERE id = 1 FOR UPDATE NOWAIT")));
            CompletableFuture<?> first = one.execute("UPDATE parents SET id = id WHERE id = 2");
            CompletableFuture<?> second = two.execute("UPDATE parents SET id = id WHERE id = 1");
            Throwable loser = CompletableFuture.allOf(first, second).handle((done, failure) -> failure.getCause()).join();
            assertEquals(ErrorKind.DEADLOCK, assertInstanceOf(DatabaseException.class, loser).kind());
            await(first.isCompletedExceptionally() ? one.rollback() : one.commit());
            await(second.isCompletedExceptionally() ? two.rollback() : two.commit());
        }
    }

    @Test
    void tellsTheServersTimeoutsFromCancels() {
        DatabaseException timeout = failure(ErrorKind.STATEMENT_TIMEOUT,
                db.withConnection(c -> c.execute("SET statement_timeout = 50").thenCompose(set -> c.execute("SELECT pg_sleep(10)"))));
        assertEquals("57014", timeout.sqlState());
        failure(ErrorKind.READ_ONLY, db.transaction(TransactionOptions.DEFAULT.withReadOnly(true),
                tx -> tx.execute("DELETE FROM children")));
    }

    @Test
    void aConnectionThatTheServerEndsIsReplaced() {
        DatabaseException lost = failure(ErrorKind.CONNECTION_LOST, db.execute("SELECT pg_terminate_backend(pg_backend_pid())"));
        assertFalse(lost.connectionUsable());
        assertFalse(lost.retrySafe());
        assertEquals("17", text(db, "SELECT 17::text"));
    }

    @Test
    void aDeferredConstraintFailsTheCommit() {
        await(db.execute("CREATE TABLE deferred (id int UNIQUE DEFERRABLE INITIALLY DEFERRED)"));
        try {
            Transaction tx = await(db.begin());
            await(tx.execute("INSERT INTO deferred VALUES (1), (1)"));
            failure(ErrorKind.CONSTRAINT, tx.commit());
            assertEquals("0", text(db, "SELECT count(*)::text FROM deferred"));
        } finally {
            await(db.execute("DROP TABLE deferred"));
        }
    }

    /** The server would answer this commit with ROLLBACK, and nobody but it knows why. */
    @Test
    void aCommitThatRollsBackIsAnError() {
        Transaction tx = await(db.begin());
        await(tx.execute("INSERT INTO parents VALUES (2)"));
        try (Statement behindOurBack = tx.unwrap(Connection.class).orElseThrow().createStatement()) {
            assertThrows(SQLException.class, () -> behindOurBack.execute("SELECT 1 / 0"));
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
        failure(ErrorKind.TRANSACTION_ROLLED_BACK, tx.commit());
        assertEquals("1", text(db, "SELECT count(*)::text FROM parents"));
    }

    /** The commit waits in a deferred trigger while the connection is ended: nobody can tell what became of it. */
    @Test
    void aCommitWhoseAnswerIsLostHasAnUnknownOutcome() throws Exception {
        await(db.execute("CREATE TABLE slow_commit (id int)"));
        await(db.execute("CREATE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql AS "
                + "$$ BEGIN PERFORM pg_sleep(20); RETURN NULL; END $$"));
        await(db.execute("CREATE CONSTRAINT TRIGGER slow_commit AFTER INSERT ON slow_commit DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"
                + " EXECUTE FUNCTION slowly()"));
        try (Database other = open("max_size=1")) {
            Transaction tx = await(db.begin());
            await(tx.execute("INSERT INTO slow_commit VALUES (1)"));
            String pid = text(tx, "SELECT pg_backend_pid()::text");
            CompletableFuture<Void> commit = tx.commit();
            while (!text(other, "SELECT coalesce(wait_event, '') FROM pg_stat_activity WHERE pid = :pid::int", pid).equals("PgSleep")) {
                Thread.onSpinWait();
            }
            await(other.execute("SELECT pg_terminate_backend(:pid::int)", pid));
            DatabaseException failure = failure(ErrorKind.COMMIT_OUTCOME_UNKNOWN, commit);
            assertEquals(StatementOutcome.UNKNOWN, failure.outcome());
            assertFalse(failure.retrySafe());
        } finally {
            await(db.execute("DROP TABLE slow_commit"));
            await(db.execute("DROP FUNCTION slowly"));
        }
    }
}
