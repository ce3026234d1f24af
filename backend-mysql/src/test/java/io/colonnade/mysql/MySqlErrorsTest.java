// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import static io.colonnade.mysql.Product.await;
import static io.colonnade.mysql.Product.failure;
import static io.colonnade.mysql.Product.number;
import static io.colonnade.mysql.Product.table;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.Result;
import io.colonnade.Transaction;
import io.colonnade.error.ConstraintViolation;
import io.colonnade.error.ConstraintViolation.Type;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementException;
import io.colonnade.error.StatementOutcome;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the servers' errors are called, each provoked on a live one. */
class MySqlErrorsTest {

    private static Stream<Object[]> provoked(Product product) {
        return Stream.of(
                new Object[] {ErrorKind.SYNTAX, "SELEKT 1"},
                new Object[] {ErrorKind.NOT_FOUND, "SELECT * FROM no_such_table"},
                new Object[] {ErrorKind.NOT_FOUND, "SELECT no_such_column FROM errors"},
                new Object[] {ErrorKind.NOT_FOUND, "SELECT no_such_function(1)"},
                new Object[] {ErrorKind.NOT_FOUND, "USE no_such_database"},
                new Object[] {ErrorKind.NOT_FOUND, "DROP TABLE no_such_table"},
                new Object[] {ErrorKind.ALREADY_EXISTS, "CREATE TABLE errors (id INT)"},
                new Object[] {ErrorKind.ALREADY_EXISTS, "CREATE DATABASE test"},
                new Object[] {ErrorKind.DATA, "INSERT INTO errors (id, small) VALUES (9, 70000)"},
                new Object[] {ErrorKind.DATA, "INSERT INTO errors (id, name) VALUES (9, 'longer than ten characters')"},
                new Object[] {ErrorKind.DATA, "INSERT INTO errors (id, small) VALUES (9, 'abc')"},
                new Object[] {ErrorKind.DATA, "INSERT INTO errors (id, day) VALUES (9, '2024-02-30')"},
                new Object[] {ErrorKind.DATA, "INSERT INTO errors (id, day) VALUES (9, '0000-00-00')"},
                new Object[] {ErrorKind.DATA, "INSERT INTO errors (id, mood) VALUES (9, 'furious')"},
                new Object[] {ErrorKind.DATA, "INSERT INTO errors (id, small) VALUES (9, 1 / 0)"},
                new Object[] {ErrorKind.DATA, "SELECT 9223372036854775807 + id FROM errors"},
                new Object[] {ErrorKind.LOCK_TIMEOUT, "SELECT * FROM errors_locked FOR UPDATE NOWAIT"},
                new Object[] {ErrorKind.PERMISSION, "LOAD DATA LOCAL INFILE '/etc/hostname' INTO TABLE errors"},
                new Object[] {ErrorKind.VALUE_TOO_LARGE, "CREATE TABLE errors_long (" + "c".repeat(65) + " INT)"},
                new Object[] {ErrorKind.CONSTRAINT, "SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'of the user''s own'"},
                new Object[] {ErrorKind.CONSTRAINT, "SIGNAL SQLSTATE 'MY001'"},
                new Object[] {ErrorKind.DATA, "SIGNAL SQLSTATE '22012'"},
                new Object[] {ErrorKind.SYNTAX, "INSERT INTO errors (id, name) VALUES (9)"},
                new Object[] {ErrorKind.SYNTAX, "SELECT (SELECT id, name FROM errors)"},
                new Object[] {ErrorKind.SYNTAX, "SELECT id FROM errors UNION SELECT id, name FROM errors"},
                new Object[] {ErrorKind.SYNTAX, "SELECT id FROM errors WHERE COUNT(*) > 1"},
                new Object[] {ErrorKind.SYNTAX, "SELECT id FROM errors WHERE RANK() OVER (ORDER BY id) = 1"},
                new Object[] {ErrorKind.SYNTAX, "WITH a (x, y) AS (SELECT 1) SELECT * FROM a"},
                new Object[] {ErrorKind.SYNTAX, "WITH a AS (SELECT 1), a AS (SELECT 2) SELECT * FROM a"},
                new Object[] {ErrorKind.SYNTAX, "CREATE TABLE errors_fk (id SMALLINT, FOREIGN KEY (id) REFERENCES errors (small))"},
                new Object[] {product == Product.MYSQL ? ErrorKind.NOT_FOUND : ErrorKind.SYNTAX,
                    "CREATE TABLE errors_fk (id INT, FOREIGN KEY (id) REFERENCES no_such_table (id))"},
                new Object[] {ErrorKind.NOT_FOUND, "SELECT RANK() OVER nothing FROM errors"},
                new Object[] {ErrorKind.NOT_FOUND, "CREATE TABLE errors_collated (id INT) COLLATE nothing"},
                new Object[] {ErrorKind.NOT_FOUND, "DROP USER no_such_user"},
                new Object[] {ErrorKind.ALREADY_EXISTS, "CREATE USER root@localhost"},
                new Object[] {ErrorKind.ALREADY_EXISTS, "INSERT INTO errors (id, id) VALUES (9, 9)"},
                new Object[] {ErrorKind.DATA, "SELECT (SELECT id FROM errors UNION SELECT 2)"},
                new Object[] {ErrorKind.DATA, "SELECT EXTRACTVALUE('<a/>', '/[')"},
                new Object[] {ErrorKind.DATA, "SELECT id FROM errors WHERE name REGEXP '('"},
                new Object[] {ErrorKind.DATA, "SET time_zone = 'nowhere'"},
                new Object[] {ErrorKind.CONSTRAINT, "DROP TABLE errors"},
                new Object[] {ErrorKind.CONSTRAINT, "INSERT INTO errors_view (id) VALUES (-9)"},
                new Object[] {ErrorKind.CONSTRAINT, "INSERT INTO errors_parted VALUES (9)"},
                new Object[] {ErrorKind.INVALID_STATE, "DELETE FROM errors_counted"},
                new Object[] {ErrorKind.UNSUPPORTED, "TRUNCATE TABLE errors"},
                new Object[] {ErrorKind.UNSUPPORTED, "CREATE TABLE errors_engine (id INT) ENGINE = nothing"});
    }

    @ParameterizedTest
    @EnumSource
    void areOfTheirKinds(Product product) {
        try (Database db = product.open()) {
            tables(db);
            Transaction holder = await(db.begin());
            await(holder.fetchAll("SELECT * FROM errors_locked FOR UPDATE"));
            assertAll(provoked(product).map(row -> () -> {
                DatabaseException failure = assertThrows(DatabaseException.class, () -> await(db.execute((String) row[1])));
                assertEquals(row[0], failure.kind(), () -> row[1] + " fails with: " + failure.getMessage());
                assertTrue(failure.connectionUsable());
            }));
            await(holder.rollback());
            assertEquals(1, number(db, "SELECT count(*) FROM errors"));
        }
    }

    private static void tables(Database db) {
        await(db.execute("DROP TABLE IF EXISTS errors_child"));
        await(db.execute("DROP VIEW IF EXISTS errors_view, errors_counted"));
        table(db, "errors_locked", "id INT PRIMARY KEY");
        await(db.execute("INSERT INTO errors_locked VALUES (1)"));
        table(db, "errors", "id INT PRIMARY KEY, name VARCHAR(10), small SMALLINT, day DATE, mood ENUM('calm', 'cross'), "
                + "UNIQUE KEY one_name (name), CONSTRAINT small_positive CHECK (small > 0)");
        await(db.execute("INSERT INTO errors (id, name) VALUES (1, 'one')"));
        table(db, "errors_child", "id INT PRIMARY KEY, parent INT NOT NULL, CONSTRAINT to_parent FOREIGN KEY (parent) REFERENCES errors (id)");
        await(db.execute("CREATE VIEW errors_view AS SELECT id FROM errors WHERE id > 0 WITH CHECK OPTION"));
        await(db.execute("CREATE VIEW errors_counted AS SELECT count(*) FROM errors"));
        table(db, "errors_parted", "id INT) PARTITION BY LIST (id) (PARTITION p1 VALUES IN (1)");
    }

    @Test
    void aTableCannotBeChangedByWhatIsReadFromIt() {
        try (Database db = Product.MYSQL.open()) {
            tables(db);
            failure(ErrorKind.UNSUPPORTED, db.execute("DELETE FROM errors WHERE id = (SELECT max(id) FROM errors)"));
        }
    }

    /** The words of the errors say more than their numbers, and are in the language that the server's owner has chosen. */
    @ParameterizedTest
    @EnumSource
    void theLanguageOfTheServerMakesNoDifference(Product product) {
        try (Database root = product.open("max_size=1")) {
            await(root.execute("SET GLOBAL lc_messages = 'de_DE'"));
            try {
                violationsNameTheConstraint(product);
                noErrorShowsAValue(product);
            } finally {
                await(root.execute("SET GLOBAL lc_messages = 'en_US'"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void violationsNameTheConstraint(Product product) {
        try (Database db = product.open()) {
            tables(db);
            assertEquals(product == Product.MYSQL ? new ConstraintViolation(Type.FOREIGN_KEY, "to_parent", "errors_child", List.of())
                    : ConstraintViolation.of(Type.FOREIGN_KEY), violation(db, "DROP TABLE errors"));
            assertEquals(ConstraintViolation.of(Type.CHECK), violation(db, "INSERT INTO errors_view (id) VALUES (-9)"));
            assertEquals(ConstraintViolation.of(Type.OTHER), violation(db, "SIGNAL SQLSTATE '45000'"));
            String table = product == Product.MYSQL ? "errors" : null;
            assertEquals(new ConstraintViolation(Type.PRIMARY_KEY, "PRIMARY", table, List.of()),
                    violation(db, "INSERT INTO errors (id) VALUES (1)"));
            assertEquals(new ConstraintViolation(Type.UNIQUE, "one_name", table, List.of()),
                    violation(db, "INSERT INTO errors (id, name) VALUES (2, 'one')"));
            assertEquals(new ConstraintViolation(Type.NOT_NULL, null, null, List.of("parent")),
                    violation(db, "INSERT INTO errors_child (id, parent) VALUES (1, NULL)"));
            assertEquals(new ConstraintViolation(Type.NOT_NULL, null, null, List.of("parent")),
                    violation(db, "INSERT INTO errors_child (id) VALUES (1)"));
            assertEquals(new ConstraintViolation(Type.FOREIGN_KEY, "to_parent", "errors_child", List.of("parent")),
                    violation(db, "INSERT INTO errors_child (id, parent) VALUES (1, 9)"));
            ConstraintViolation check = violation(db, "INSERT INTO errors (id, small) VALUES (2, -1)");
            assertEquals(Type.CHECK, check.type());
            assertEquals("small_positive", check.name());
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNoJsonIsDataAndACheckOfTheUserIsAConstraint(Product product) {
        try (Database db = product.open()) {
            table(db, "errors_json", "id INT PRIMARY KEY CHECK (id > 0), doc JSON, text VARCHAR(20) CHECK (text <> 'no')");
            DatabaseException refused = failure(ErrorKind.DATA, db.execute("INSERT INTO errors_json (id, doc) VALUES (1, :doc)", "{s3cr3t"));
            assertFalse(refused.getMessage().contains("s3cr3t"), refused::getMessage);
            StatementException item = (StatementException) failure(ErrorKind.DATA, db.executeMany("INSERT INTO errors_json (id, doc) VALUES "
                    + "(:id, :doc)", List.of(Map.of("id", 1, "doc", "{}"), Map.of("id", 2, "doc", "{s3cr3t"), Map.of("id", 3, "doc", "1"))));
            assertEquals(1, item.batchIndex());
            assertEquals(Type.CHECK, violation(db, "INSERT INTO errors_json (id) VALUES (-1)").type());
            assertEquals(Type.CHECK, violation(db, "INSERT INTO errors_json (id, doc, text) VALUES (1, '{}', 'no')").type());
            assertEquals(0, number(db, "SELECT count(*) FROM errors_json"));
        }
    }

    private static ConstraintViolation violation(Database db, String sql) {
        return ((StatementException) failure(ErrorKind.CONSTRAINT, db.execute(sql))).constraint().orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    void noErrorShowsAValue(Product product) {
        String secret = "s3cr3t";
        try (Database db = product.open()) {
            tables(db);
            await(db.execute("INSERT INTO errors (id, name) VALUES (2, :name)", secret));
            assertHidden(secret, db.execute("INSERT INTO errors (id, name) VALUES (3, :name)", secret));
            assertHidden(secret, db.execute("INSERT INTO errors (id, small) VALUES (3, :small)", secret));
            assertHidden(secret, db.execute("INSERT INTO errors (id, day) VALUES (3, :day)", secret));
            assertHidden(secret, db.execute("UPDATE errors SET name = 'x' WHERE id + 0 = :id AND small = 0 OR 1 = :id", secret));
            assertHidden(secret, db.execute("SET @a = :a wrong", secret));
            assertHidden(secret, db.execute("SET time_zone = :zone", secret));
            assertHidden(secret, db.execute("SET sql_mode = :mode", secret));
            assertHidden(secret, db.fetchAll("SELECT EXTRACTVALUE('<a/>', :path)", secret + "["));
            assertHidden("4711", db.execute("INSERT INTO errors_parted VALUES (:id)", 4711));
            assertHidden(secret, db.executeMany("INSERT INTO errors (id, name) VALUES (:id, :name)", Stream.of(5, 6, 7, 8)
                    .map(id -> java.util.Map.of("id", id, "name", secret)).toList()));
        }
    }

    private static void assertHidden(String secret, CompletableFuture<?> stage) {
        try {
            await(stage);
        } catch (DatabaseException failure) {
            for (Throwable each = failure; each != null; each = each.getCause()) {
                assertFalse(each.toString().contains(secret), each.toString());
                for (Throwable suppressed : each.getSuppressed()) {
                    assertFalse(suppressed.toString().contains(secret), suppressed.toString());
                }
            }
            return;
        }
        throw new AssertionError("it did not fail");
    }

    @ParameterizedTest
    @EnumSource
    void aDeadlockEndsOneTransaction(Product product) {
        try (Database db = product.open()) {
            table(db, "deadlock", "id INT PRIMARY KEY, n INT");
            await(db.execute("INSERT INTO deadlock VALUES (1, 0), (2, 0)"));
            Transaction a = await(db.begin());
            Transaction b = await(db.begin());
            await(a.execute("UPDATE deadlock SET n = n + 1 WHERE id = 1"));
            await(b.execute("UPDATE deadlock SET n = n + 10 WHERE id = 2"));
            CompletableFuture<Result> first = a.execute("UPDATE deadlock SET n = n + 1 WHERE id = 2");
            CompletableFuture<Result> second = b.execute("UPDATE deadlock SET n = n + 10 WHERE id = 1");
            await(CompletableFuture.allOf(first.handle((done, failure) -> 0), second.handle((done, failure) -> 0)));
            boolean firstLost = first.isCompletedExceptionally();
            DatabaseException lost = failure(ErrorKind.DEADLOCK, firstLost ? first : second);
            assertTrue(lost.retrySafe());
            failure(ErrorKind.TRANSACTION_ABORTED, (firstLost ? a : b).execute("INSERT INTO deadlock VALUES (3, 0)"));
            failure(ErrorKind.TRANSACTION_ROLLED_BACK, (firstLost ? a : b).commit());
            await(firstLost ? second : first);
            await((firstLost ? b : a).commit());
            assertEquals(firstLost ? 20 : 2, number(db, "SELECT SUM(n) FROM deadlock"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLockWaitThatIsTooLongFails(Product product) {
        try (Database db = product.open()) {
            table(db, "lock_wait", "id INT PRIMARY KEY");
            await(db.execute("INSERT INTO lock_wait VALUES (1)"));
            Transaction holder = await(db.begin());
            await(holder.execute("DELETE FROM lock_wait"));
            await(db.withConnection(connection -> connection.execute("SET innodb_lock_wait_timeout = 1").thenApply(set -> {
                CompletableFuture<?> waits = connection.execute("DELETE FROM lock_wait");
                return waits;
            }).thenCompose(waits -> waits.handle((done, failure) -> {
                assertEquals(ErrorKind.LOCK_TIMEOUT, ((DatabaseException) failure).kind());
                return null;
            }))));
            await(holder.rollback());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionThatTheServerEndsIsReplaced(Product product) {
        try (Database db = product.open("max_size=1"); Database killer = product.open("max_size=1")) {
            long session = number(db, "SELECT CONNECTION_ID()");
            CompletableFuture<?> running = db.fetchAll("SELECT SLEEP(30)");
            while (number(killer, "SELECT count(*) FROM information_schema.processlist WHERE id = " + session
                    + " AND info LIKE '%SLEEP%'") == 0) {
                Thread.onSpinWait();
            }
            await(killer.execute("KILL CONNECTION " + session));
            DatabaseException lost = failure(ErrorKind.CONNECTION_LOST, running);
            assertEquals(StatementOutcome.UNKNOWN, lost.outcome());
            assertFalse(lost.connectionUsable());
            assertEquals(1, number(db, "SELECT 1"));
        }
    }

    /** COMMIT waits behind a lock on the whole server while its connection is ended: nobody can tell what became of it. */
    @ParameterizedTest
    @EnumSource
    void aCommitThatIsNotAnsweredHasAnUnknownOutcome(Product product) {
        try (Database db = product.open("max_size=1"); Database killer = product.open("max_size=1"); Database locker = product.open("max_size=1")) {
            table(db, "commit_lost", "id INT PRIMARY KEY");
            Transaction tx = await(db.begin());
            await(tx.execute("INSERT INTO commit_lost VALUES (1)"));
            long session = await(tx.fetchValue("SELECT CONNECTION_ID()", Long.class)).get();
            await(locker.withConnection(locks -> locks.execute("FLUSH TABLES WITH READ LOCK").thenCompose(locked -> {
                CompletableFuture<Void> commit = tx.commit();
                return CompletableFuture.runAsync(() -> {
                    while (number(killer, "SELECT count(*) FROM information_schema.processlist WHERE id = " + session
                            + " AND info LIKE 'COMMIT%'") == 0) {
                        Thread.onSpinWait();
                    }
                    await(killer.execute("KILL CONNECTION " + session));
                    DatabaseException unknown = failure(ErrorKind.COMMIT_OUTCOME_UNKNOWN, commit);
                    assertEquals(StatementOutcome.UNKNOWN, unknown.outcome());
                    assertFalse(unknown.retrySafe());
                }).handle((done, failure) -> failure).thenCompose(failure -> locks.execute("UNLOCK TABLES").thenAccept(unlocked -> {
                    if (failure != null) {
                        throw new AssertionError(failure);
                    }
                }));
            })));
        }
    }

    /** The server has closed the connection, and this machine knows it, before COMMIT is asked for. */
    @ParameterizedTest
    @EnumSource
    void aCommitThatFindsItsConnectionEndedWasNotApplied(Product product) {
        try (Database db = product.open("max_size=1"); Database killer = product.open("max_size=1")) {
            table(db, "commit_unsent", "id INT PRIMARY KEY");
            for (int i = 0; i < 20; i++) {
                Transaction tx = killed(db, killer);
                DatabaseException unsent = failure(ErrorKind.CONNECTION_LOST, tx.commit());
                assertEquals(StatementOutcome.NOT_APPLIED, unsent.outcome());
                assertTrue(unsent.retrySafe());
                assertFalse(tx.isOpen());
                await(killed(db, killer).rollback());
            }
            assertEquals(0, number(db, "SELECT count(*) FROM commit_unsent"));
        }
    }

    private static Transaction killed(Database db, Database killer) {
        Transaction tx = await(db.begin());
        await(tx.execute("INSERT INTO commit_unsent VALUES (1)"));
        long session = await(tx.fetchValue("SELECT CONNECTION_ID()", Long.class)).get();
        await(killer.execute("KILL CONNECTION " + session));
        while (number(killer, "SELECT count(*) FROM information_schema.processlist WHERE id = " + session) > 0) {
            Thread.onSpinWait();
        }
        return tx;
    }

    @Test
    void unknownErrorsGoByTheirState() {
        assertEquals(ErrorKind.UNSUPPORTED, kind("0A000"));
        assertEquals(ErrorKind.SERIALIZATION, kind("40001"));
        assertEquals(ErrorKind.INTERNAL, kind("HY000"));
        assertEquals(ErrorKind.INTERNAL, kind(null));
        assertEquals(ErrorKind.CONNECTION_LOST, kind("08S01"));
        MySqlErrors connecting = new MySqlErrors(new io.colonnade.jdbc.ServerAddress("localhost", 1, null));
        assertEquals(ErrorKind.DATABASE_UNREACHABLE, connecting.kind(new java.sql.SQLException("x", "08S01")));
    }

    private static ErrorKind kind(String state) {
        return MySqlErrors.CONNECTED.kind(new java.sql.SQLException("x", state, 0));
    }
}
