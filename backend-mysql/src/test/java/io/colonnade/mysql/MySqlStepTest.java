// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import static io.colonnade.mysql.Product.await;
import static io.colonnade.mysql.Product.failure;
import static io.colonnade.mysql.Product.number;
import static io.colonnade.mysql.Product.pinned;
import static io.colonnade.mysql.Product.table;
import static io.colonnade.tck.cases.Calls.words;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.Row;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementOutcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Nobody gets the answer to another's statement, and a connection that is lost or out of step is lent to nobody. */
class MySqlStepTest {

    private static final String MANY = "WITH RECURSIVE q(g) AS (SELECT 1 UNION ALL SELECT g + 1 FROM q WHERE g < 900) "
            + "SELECT a.g, repeat('x', 100) AS x FROM q a, q b";

    private static void requireInStep(Database db) {
        for (int i = 0; i < 5; i++) {
            assertEquals("answer " + i, await(db.fetchValue("SELECT 'answer " + i + "' AS a" + i, String.class)).get());
        }
    }

    /** A procedure whose handler answers in the middle of another answer: MySQL sends what its own protocol does not allow. */
    @ParameterizedTest
    @EnumSource
    void anAnswerInTheMiddleOfAnother(Product product) {
        try (Database db = product.open("max_size=1")) {
            table(db, "step_rows", "a CHAR(1) PRIMARY KEY");
            await(db.execute("DROP FUNCTION IF EXISTS step_function"));
            await(db.execute("DROP PROCEDURE IF EXISTS step_procedure"));
            await(db.execute("CREATE FUNCTION step_function() RETURNS INT DETERMINISTIC MODIFIES SQL DATA"
                    + " BEGIN INSERT INTO step_rows VALUES ('X'); INSERT INTO step_rows VALUES ('X'); RETURN 0; END"));
            await(db.execute("CREATE PROCEDURE step_procedure() BEGIN DECLARE EXIT HANDLER FOR SQLEXCEPTION SELECT 42; SELECT step_function();"
                    + " END"));
            for (int i = 0; i < 3; i++) {
                long session = number(db, "SELECT CONNECTION_ID()");
                DatabaseException failure = assertThrows(DatabaseException.class, () -> await(db.fetchAll("CALL step_procedure()")));
                assertNotEquals(StatementOutcome.NOT_APPLIED, failure.outcome());
                requireInStep(db);
                assertEquals(failure.connectionUsable(), session == number(db, "SELECT CONNECTION_ID()"));
                await(db.execute("DELETE FROM step_rows"));
            }
            DatabaseException inTransaction = assertThrows(DatabaseException.class, () -> await(db.transaction(tx ->
                    tx.fetchAll("CALL step_procedure()").thenCompose(rows -> tx.fetchAll("SELECT 'next'")))));
            assertNotEquals(ErrorKind.INTERNAL, inTransaction.kind());
            requireInStep(db);
            await(db.execute("DROP PROCEDURE step_procedure"));
            await(db.execute("DROP FUNCTION step_function"));
        }
    }

    /** What could not be read of an answer that arrived whole costs nobody a connection. */
    @ParameterizedTest
    @EnumSource
    void aValueThatCannotBeRead(Product product) {
        try (Database db = product.open("max_size=1")) {
            table(db, "step_dates", "id INT, d DATE");
            await(db.withConnection(c -> c.execute("SET sql_mode = ''").thenCompose(set ->
                    c.execute("INSERT INTO step_dates VALUES (1, '2024-00-00'), (2, '2024-01-01')"))));
            long session = number(db, "SELECT CONNECTION_ID()");
            DatabaseException failure = failure(ErrorKind.DATA, db.fetchAll("SELECT d FROM step_dates"));
            assertTrue(failure.connectionUsable());
            assertTrue(words(failure).contains("\"d\""), failure::getMessage);
            assertFalse(failure.toString().contains("2024-00"), failure::toString);
            requireInStep(db);
            Rows stream = new Rows(Long.MAX_VALUE);
            db.iterate("SELECT d FROM step_dates, (" + MANY + ") m").subscribe(stream);
            assertEquals(ErrorKind.DATA, assertThrows(DatabaseException.class, () -> await(stream.end)).kind());
            requireInStep(db);
            assertEquals(session, number(db, "SELECT CONNECTION_ID()"));
        }
    }

    /** A stream, taken by hand. */
    private static final class Rows implements Flow.Subscriber<Row> {
        final CompletableFuture<Flow.Subscription> begun = new CompletableFuture<>();
        final CompletableFuture<Void> first = new CompletableFuture<>();
        final CompletableFuture<Void> end = new CompletableFuture<>();
        private final long wanted;

        Rows(long wanted) {
            this.wanted = wanted;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(wanted);
            begun.complete(subscription);
        }

        @Override
        public void onNext(Row row) {
            first.complete(null);
        }

        @Override
        public void onError(Throwable failure) {
            end.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            end.complete(null);
        }
    }

    private static void awaitGone(Database admin, long id) {
        while (number(admin, "SELECT count(*) FROM information_schema.processlist WHERE id = " + id) > 0) {
            Thread.onSpinWait();
        }
    }

    /** However a stream's link is lost, and whatever becomes of the stream then, the connection is gone and the next callers do not notice. */
    @ParameterizedTest
    @CsvSource({"MYSQL,read,KILL", "MARIADB,read,KILL", "MYSQL,cancel,KILL", "MARIADB,cancel,KILL", "MYSQL,read,net_write_timeout",
            "MARIADB,read,net_write_timeout", "MYSQL,cancel,net_write_timeout", "MARIADB,cancel,net_write_timeout"})
    void aLinkThatIsLostInAStream(Product product, String then, String how) {
        try (Database admin = product.open("max_size=1"); Database db = product.open("max_size=1&init_sql=SET%20net_write_timeout=1")) {
            long id = number(db, "SELECT CONNECTION_ID()");
            Rows stream = new Rows(3);
            db.iterate(MANY).subscribe(stream);
            await(stream.first);
            if (how.equals("KILL")) {
                await(admin.execute("KILL " + id));
            }
            awaitGone(admin, id);
            if (then.equals("read")) {
                await(stream.begun).request(Long.MAX_VALUE);
                DatabaseException failure = assertThrows(DatabaseException.class, () -> await(stream.end));
                assertEquals(ErrorKind.CONNECTION_LOST, failure.kind());
                assertFalse(failure.connectionUsable());
            } else {
                await(stream.begun).cancel();
            }
            requireInStep(db);
            assertNotEquals(id, number(db, "SELECT CONNECTION_ID()"));
        }
    }

    /** The same on a connection that somebody keeps. */
    @ParameterizedTest
    @EnumSource
    void aLinkThatIsLostInAPinnedStream(Product product) {
        try (Database admin = product.open("max_size=1"); Database db = product.open("max_size=1")) {
            pinned(db, c -> {
                long id = await(c.fetchValue("SELECT CONNECTION_ID()", Long.class)).get();
                Rows stream = new Rows(3);
                c.iterate(MANY).subscribe(stream);
                await(stream.first);
                await(admin.execute("KILL " + id));
                awaitGone(admin, id);
                await(stream.begun).cancel();
                failure(ErrorKind.CONNECTION_LOST, c.fetchAll("SELECT 1"));
            });
            requireInStep(db);
        }
    }

    /** Further sets of rows are not dropped without a word. */
    @ParameterizedTest
    @EnumSource
    void severalSetsOfRows(Product product) {
        try (Database db = product.open("max_size=1")) {
            table(db, "step_sets", "a INT");
            await(db.execute("DROP PROCEDURE IF EXISTS step_sets_of"));
            await(db.execute("CREATE PROCEDURE step_sets_of(n INT) BEGIN INSERT INTO step_sets VALUES (n); SELECT 1 AS one;"
                    + " IF n > 1 THEN SELECT 2 AS two; END IF; INSERT INTO step_sets VALUES (n); END"));
            long session = number(db, "SELECT CONNECTION_ID()");
            assertEquals(1, await(db.fetchAll("CALL step_sets_of(1)")).size());
            DatabaseException failure = failure(ErrorKind.UNSUPPORTED, db.fetchAll("CALL step_sets_of(2)"));
            assertEquals(StatementOutcome.APPLIED, failure.outcome());
            assertTrue(failure.connectionUsable());
            failure(ErrorKind.UNSUPPORTED, db.execute("CALL step_sets_of(:n)", 3));
            requireInStep(db);
            assertEquals(6, number(db, "SELECT count(*) FROM step_sets"));
            assertEquals(session, number(db, "SELECT CONNECTION_ID()"));
            await(db.execute("DROP PROCEDURE step_sets_of"));
        }
    }

    /** What is too large for the server is refused by the driver, or by a server that hangs up. */
    @ParameterizedTest
    @EnumSource
    void aValueThatIsTooLarge(Product product) {
        try (Database db = product.open("max_size=1")) {
            int limit = (int) number(db, "SELECT @@max_allowed_packet");
            assertEquals(limit / 2, number(db, "SELECT " + limit / 2));
            failure(ErrorKind.VALUE_TOO_LARGE, db.fetchValue("SELECT length(:s)", Long.class, "x".repeat(limit + 1000)));
            requireInStep(db);
        }
    }
}
