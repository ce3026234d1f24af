// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import static io.colonnade.mysql.Product.await;
import static io.colonnade.mysql.Product.failure;
import static io.colonnade.mysql.Product.number;
import static io.colonnade.mysql.Product.table;
import static io.colonnade.tck.cases.Calls.words;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.Transaction;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementOutcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The servers commit before many statements: in a transaction of ours these are refused, or at least found out. */
class MySqlImplicitCommitTest {

    /** Run by both servers; those for which they differ, or which need rights or plugins, are not here. */
    private static final List<String> COMMITTING = List.of("CREATE TABLE ic_new (id INT)", "CREATE INDEX ic_ix ON ic_other (id)",
            "DROP INDEX ic_ix ON ic_other", "ALTER TABLE ic_other ADD COLUMN more INT", "RENAME TABLE ic_new TO ic_newer",
            "TRUNCATE TABLE ic_other", "truncate ic_other", "DROP TABLE ic_newer", "CREATE OR REPLACE VIEW ic_view AS SELECT 1 AS one",
            "DROP VIEW ic_view", "CREATE DATABASE ic_database", "DROP DATABASE ic_database", "ANALYZE TABLE ic_other",
            "CHECK TABLE ic_other", "OPTIMIZE TABLE ic_other", "REPAIR TABLE ic_other", "CREATE USER ic_user",
            "GRANT SELECT ON *.* TO ic_user",
            "REVOKE SELECT ON *.* FROM ic_user", "SET PASSWORD FOR ic_user = ''", "RENAME USER ic_user TO ic_user2", "DROP USER ic_user2",
            "LOCK TABLES ic_other READ", "FLUSH TABLES", "CREATE PROCEDURE ic_made() SELECT 1", "ALTER PROCEDURE ic_made COMMENT 'x'",
            "DROP PROCEDURE ic_made", "CREATE TRIGGER ic_trigger BEFORE INSERT ON ic_other FOR EACH ROW SET NEW.id = 1",
            "DROP TRIGGER ic_trigger", "/* a */ # b\n -- c\n CREATE /*! TABLE */ ic_new (id INT)", "DROP TABLE ic_new",
            "/*!50003 CREATE*/ /*!50003 TABLE */ ic_new (id INT)", "/*! DROP */ TABLE ic_new");

    private static final List<String> HARMLESS = List.of("CREATE TEMPORARY TABLE ic_temporary (id INT)", "DROP TEMPORARY TABLE ic_temporary",
            "SET @ic = 1", "SHOW TABLES", "EXPLAIN SELECT * FROM ic_rows", "PREPARE ic_statement FROM 'SELECT 1'", "EXECUTE ic_statement",
            "DROP PREPARE ic_statement", "DO 1", "CALL ic_plain()", "UNLOCK TABLES", "DESCRIBE ic_rows");

    /** What ends the transaction from within, and leaves the row of before committed. */
    private static final List<String> ENDINGS = List.of("CALL ic_ddl()", "CALL ic_renews(2)", "CALL ic_renews(1)", "EXECUTE ic_text");

    private static Database open(Product product, String options) {
        // What is left locked by a failing test must not hold up the others.
        Database db = product.open(options + "&init_sql=SET%20lock_wait_timeout%3D3,innodb_lock_wait_timeout%3D3");
        table(db, "ic_rows", "id INT PRIMARY KEY");
        table(db, "ic_other", "id INT");
        for (String drop : List.of("TABLE IF EXISTS ic_new", "TABLE IF EXISTS ic_newer", "PROCEDURE IF EXISTS ic_plain",
                "PROCEDURE IF EXISTS ic_ddl", "PROCEDURE IF EXISTS ic_renews")) {
            await(db.execute("DROP " + drop));
        }
        await(db.execute("CREATE PROCEDURE ic_plain() BEGIN SAVEPOINT own; SELECT 1 AS one; END"));
        await(db.execute("CREATE PROCEDURE ic_ddl() CREATE TABLE ic_new (id INT)"));
        await(db.execute("CREATE PROCEDURE ic_renews(bad INT) BEGIN COMMIT; START TRANSACTION; INSERT INTO ic_rows VALUES (bad); END"));
        return db;
    }

    /** Whether the server itself commits with a statement: by its effect, without us. */
    private static boolean commitsOnServer(Database db, String sql) {
        return await(db.withConnection(connection -> {
            try (Statement raw = connection.unwrap(Connection.class).orElseThrow().createStatement()) {
                raw.execute("DELETE FROM ic_rows");
                raw.execute("START TRANSACTION");
                raw.execute("INSERT INTO ic_rows VALUES (1)");
                raw.execute(sql);
                raw.execute("ROLLBACK");
                raw.execute("UNLOCK TABLES");
                boolean commits = raw.executeUpdate("DELETE FROM ic_rows") == 1;
                return CompletableFuture.completedFuture(commits);
            } catch (SQLException failure) {
                throw new CompletionException(sql, failure);
            }
        }));
    }

    @ParameterizedTest
    @EnumSource
    void whatCommitsIsRefusedAndTheTransactionGoesOn(Product product) {
        try (Database db = open(product, "max_size=2")) {
            for (String sql : COMMITTING) {
                Transaction tx = await(db.begin());
                await(tx.execute("INSERT INTO ic_rows VALUES (1)"));
                DatabaseException refused = failure(ErrorKind.UNSUPPORTED, tx.execute(sql));
                assertEquals(StatementOutcome.NOT_APPLIED, refused.outcome());
                await(tx.execute("INSERT INTO ic_rows VALUES (2)"));
                assertEquals(2L, await(tx.fetchValue("SELECT count(*) FROM ic_rows", Long.class)).get(), sql);
                await(tx.rollback());
                assertEquals(0, number(db, "SELECT count(*) FROM ic_rows"), sql);
                assertTrue(commitsOnServer(db, sql), () -> "the server does not commit with " + sql);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatDoesNotCommitIsRun(Product product) {
        try (Database db = open(product, "max_size=1")) {
            for (String sql : HARMLESS) {
                assertTrue(!commitsOnServer(db, sql), () -> "the server commits with " + sql);
            }
            Transaction tx = await(db.begin());
            await(tx.execute("INSERT INTO ic_rows VALUES (1)"));
            for (String sql : HARMLESS) {
                await(tx.execute(sql));
            }
            await(tx.transaction(inner -> inner.fetchAll("CALL ic_plain()")));
            await(tx.rollback());
            assertEquals(0, number(db, "SELECT count(*) FROM ic_rows"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theRefusalSaysWhatToDo(Product product) {
        try (Database db = open(product, "max_size=1")) {
            DatabaseException refused = failure(ErrorKind.UNSUPPORTED,
                    db.transaction(tx -> tx.execute("CREATE UNIQUE INDEX i ON ic_rows (id)")));
            assertTrue(words(refused).contains("CREATE UNIQUE INDEX"), refused.getMessage());
            assertTrue(words(refused).contains("outside transactions"), refused.getMessage());
            failure(ErrorKind.UNSUPPORTED, db.executeMany("CREATE TABLE ic_new (id INT)", List.of(Map.of(), Map.of())));
            failure(ErrorKind.USAGE, db.transaction(tx -> tx.execute("START TRANSACTION")));
            failure(ErrorKind.USAGE, db.transaction(tx -> tx.execute("SET @@autocommit = 1")));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatTheTextDoesNotTellIsFoundOut(Product product) {
        try (Database db = open(product, "max_size=2")) {
            for (String sql : ENDINGS) {
                endedWithin(db, sql, true);
                endedWithin(db, sql, false);
            }
        }
    }

    /** On MariaDB statements stand in blocks outside procedures too. */
    @Test
    void whatABlockHidesIsFoundOut() {
        try (Database db = open(Product.MARIADB, "max_size=2")) {
            for (String sql : List.of("BEGIN NOT ATOMIC COMMIT; START TRANSACTION; END", "IF 1 THEN COMMIT; START TRANSACTION; END IF")) {
                endedWithin(db, sql, true);
                endedWithin(db, sql, false);
            }
            await(db.transaction(tx -> tx.execute("BEGIN NOT ATOMIC SET @ic = 1; END").thenCompose(x -> tx.execute("DELETE FROM ic_rows"))));
            failure(ErrorKind.USAGE, db.transaction(tx -> tx.execute("BEGIN")));
            failure(ErrorKind.USAGE, db.transaction(tx -> tx.execute("SET `autocommit` = 1")));
            failure(ErrorKind.USAGE, db.transaction(tx -> tx.execute("SET SESSION sql_mode = '', autocommit = 1")));
        }
    }

    private static void endedWithin(Database db, String sql, boolean commit) {
        await(db.execute("DELETE FROM ic_rows"));
        await(db.execute("DROP TABLE IF EXISTS ic_new"));
        Transaction tx = await(db.begin());
        await(tx.execute("PREPARE ic_text FROM 'CREATE TABLE ic_new (id INT)'"));
        await(tx.execute("INSERT INTO ic_rows VALUES (1)"));
        unknown(tx.execute(sql));
        failure(ErrorKind.TRANSACTION_ABORTED, tx.execute("INSERT INTO ic_rows VALUES (3)"));
        unknown(commit ? tx.commit() : tx.rollback());
        assertEquals(1, number(db, "SELECT count(*) FROM ic_rows WHERE id = 1"), sql);
        assertEquals(0, number(db, "SELECT count(*) FROM ic_rows WHERE id = 3"), sql);
    }

    private static void unknown(CompletableFuture<?> future) {
        DatabaseException failure = failure(ErrorKind.COMMIT_OUTCOME_UNKNOWN, future);
        assertEquals(StatementOutcome.UNKNOWN, failure.outcome(), failure.getMessage());
        assertTrue(failure.connectionUsable() && !failure.retrySafe(), failure.getMessage());
        assertTrue(words(failure).contains("is committed, unless the procedure rolled it back"), failure.getMessage());
    }

    @ParameterizedTest
    @EnumSource
    void anEndWithinANestedTransactionEndsTheOuterOne(Product product) {
        try (Database db = open(product, "max_size=1")) {
            Transaction tx = await(db.begin());
            await(tx.execute("INSERT INTO ic_rows VALUES (1)"));
            unknown(tx.transaction(inner -> inner.execute("CALL ic_ddl()")));
            unknown(tx.commit());
            unknown(db.transaction(outer -> outer.execute("INSERT INTO ic_rows VALUES (5)")
                    .thenCompose(done -> outer.execute("CALL ic_renews(6)"))));
            assertEquals(2, number(db, "SELECT count(*) FROM ic_rows"), "rows 1 and 5; row 6 was rolled back");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDatabaseWithForcedRollbackRefusesAndFindsOutToo(Product product) {
        try (Database outside = open(product, "max_size=1"); Database forced = product.open("force_rollback=true")) {
            await(forced.execute("INSERT INTO ic_rows VALUES (1)"));
            failure(ErrorKind.UNSUPPORTED, forced.execute("CREATE TABLE ic_new (id INT)"));
            assertEquals(1, number(forced, "SELECT count(*) FROM ic_rows"));
            await(forced.closeAsync());
            assertEquals(0, number(outside, "SELECT count(*) FROM ic_rows"));
        }
        try (Database forced = product.open("force_rollback=true")) {
            await(forced.execute("INSERT INTO ic_rows VALUES (2)"));
            unknown(forced.execute("CALL ic_ddl()"));
            failure(ErrorKind.TRANSACTION_ABORTED, forced.execute("INSERT INTO ic_rows VALUES (3)"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDeadlockInAProcedureIsADeadlock(Product product) {
        try (Database db = open(product, "max_size=2")) {
            await(db.execute("DROP PROCEDURE IF EXISTS ic_takes"));
            await(db.execute("CREATE PROCEDURE ic_takes(item INT) UPDATE ic_other SET id = id WHERE id = item"));
            await(db.execute("CREATE UNIQUE INDEX ic_id ON ic_other (id)"));
            await(db.execute("INSERT INTO ic_other VALUES (1), (2)"));
            Transaction one = await(db.begin());
            Transaction two = await(db.begin());
            await(one.execute("CALL ic_takes(1)"));
            await(two.execute("CALL ic_takes(2)"));
            CompletableFuture<?> crossing = one.execute("CALL ic_takes(2)");
            CompletableFuture<?> back = two.execute("CALL ic_takes(1)");
            long deadlocks = Stream.of(crossing, back).filter(future -> kind(future) == ErrorKind.DEADLOCK).count();
            assertEquals(1, deadlocks);
            failure(ErrorKind.TRANSACTION_ROLLED_BACK, kind(crossing) == null ? two.commit() : one.commit());
            await(kind(crossing) == null ? one.commit() : two.commit());
        }
    }

    private static ErrorKind kind(CompletableFuture<?> future) {
        try {
            await(future);
            return null;
        } catch (DatabaseException failure) {
            return failure.kind();
        }
    }
}
