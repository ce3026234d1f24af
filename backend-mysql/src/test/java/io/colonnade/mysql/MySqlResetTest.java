// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import static io.colonnade.mysql.Product.await;
import static io.colonnade.mysql.Product.failure;
import static io.colonnade.mysql.Product.number;
import static io.colonnade.mysql.Product.pinned;
import static io.colonnade.mysql.Product.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Connection;
import io.colonnade.Database;
import io.colonnade.Row;
import io.colonnade.TransactionOptions;
import io.colonnade.dialect.IsolationLevel;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What one borrower of a connection leaves in its session, the next does not find. */
class MySqlResetTest {

    private static final Set<String> EVER_OTHER = Set.of("timestamp", "rand_seed1", "rand_seed2", "last_insert_id", "identity", "insert_id",
            "statement_id", "error_count", "warning_count", "gtid_executed", "gtid_binlog_pos", "gtid_binlog_state", "gtid_current_pos",
            "last_gtid", "in_transaction", "innodb_buffer_pool_load_incremental", "pseudo_thread_id");

    /** What is set, and the query that shows it. */
    static Stream<Arguments> traces() {
        return Stream.of(Product.values()).flatMap(product -> Stream.of(
                new String[] {"SET autocommit = 0", "SELECT @@autocommit"},
                new String[] {"SET SESSION TRANSACTION ISOLATION LEVEL READ UNCOMMITTED",
                        "SELECT " + (product == Product.MARIADB ? "@@tx_isolation" : "@@transaction_isolation")},
                new String[] {"SET SESSION TRANSACTION READ ONLY",
                        "SELECT " + (product == Product.MARIADB ? "@@tx_read_only" : "@@transaction_read_only")},
                new String[] {"SET sql_mode = 'ANSI_QUOTES'", "SELECT @@sql_mode"},
                new String[] {"SET time_zone = '-03:00'", "SELECT @@time_zone"},
                new String[] {"SET NAMES latin1", "SELECT CONCAT(@@character_set_client, @@collation_connection)"},
                new String[] {"SET @left_behind = 17", "SELECT @left_behind IS NULL"},
                new String[] {"SELECT @left_behind := 17", "SELECT @left_behind IS NULL"},
                new String[] {"SELECT GET_LOCK('left_behind', 0)", "SELECT IS_FREE_LOCK('left_behind')"},
                new String[] {"USE mysql", "SELECT DATABASE()"},
                new String[] {"SET lock_wait_timeout = 7", "SELECT @@lock_wait_timeout"},
                new String[] {"SET foreign_key_checks = 0", "SELECT @@foreign_key_checks"})
                .map(trace -> Arguments.of(product, trace[0], trace[1])));
    }

    @ParameterizedTest
    @MethodSource("traces")
    void leavesNoTrace(Product product, String sets, String shows) {
        try (Database db = product.open("max_size=1")) {
            Object fresh = show(db, shows);
            Object session = show(db, "SELECT CONNECTION_ID()");
            Object changed = await(db.withConnection(connection -> connection.execute(sets)
                    .thenCompose(set -> connection.fetchExactlyOne(shows)))).get(0);
            assertNotEquals(fresh, changed, "the statement leaves a trace while the connection is lent");
            // What shows it may itself be the reason of a reset, so it is asked only when the connection is lent again.
            await(db.withConnection(connection -> connection.execute(sets)));
            assertEquals(fresh, show(db, shows), "after a connection was given back");
            await(db.fetchAll(sets));
            assertEquals(fresh, show(db, shows), "after a single call");
            assertEquals(session, show(db, "SELECT CONNECTION_ID()"), "it is the same session, reset");
        }
    }

    /** The server tells of it. */
    @ParameterizedTest
    @EnumSource
    void whatFunctionsChangeIsUndone(Product product) {
        try (Database db = product.open("max_size=1")) {
            for (String changes : List.of("SET @changed = 17", "SET SESSION sort_buffer_size = 300000",
                    "CREATE TEMPORARY TABLE changed_by_function (a INT)")) {
                String shows = "SELECT CAST(concat(@@sort_buffer_size, coalesce(@changed, 'none')) AS CHAR)";
                Object fresh = show(db, shows);
                await(db.execute("CREATE FUNCTION changing() RETURNS INT DETERMINISTIC BEGIN " + changes + "; RETURN 1; END"));
                try {
                    await(db.fetchAll("SELECT changing()"));
                    assertEquals(fresh, show(db, shows), changes);
                    await(db.transaction(tx -> tx.fetchAll("SELECT changing()")));
                    assertEquals(fresh, show(db, shows), changes);
                    failure(ErrorKind.NOT_FOUND, db.fetchAll("SELECT * FROM changed_by_function"));
                } finally {
                    await(db.execute("DROP FUNCTION changing"));
                }
            }
        }
    }

    /** An error tells nothing of what was changed before it. */
    @ParameterizedTest
    @EnumSource
    void whatFailedStatementsChangeIsUndone(Product product) {
        try (Database db = product.open("max_size=1")) {
            table(db, "reset_failing", "id INT");
            String shows = "SELECT CAST(concat(@@sort_buffer_size, coalesce(@changed, 'none')) AS CHAR)";
            Object fresh = show(db, shows);
            Object session = show(db, "SELECT CONNECTION_ID()");
            for (String changes : List.of("SET @changed = 17", "SET SESSION sort_buffer_size = 300000",
                    "CREATE TEMPORARY TABLE changed_by_failure (a INT)")) {
                await(db.execute("CREATE FUNCTION failing(a INT) RETURNS INT DETERMINISTIC BEGIN " + changes
                        + "; SIGNAL SQLSTATE '45000'; RETURN 1; END"));
                try {
                    for (String sql : List.of("SELECT failing(1)", "SELECT failing(:a)", "INSERT INTO reset_failing VALUES (failing(:a))")) {
                        Map<String, Object> values = sql.contains(":a") ? Map.of("a", 1) : Map.of();
                        List<Map<String, Object>> many = List.of(values, values);
                        List<Supplier<CompletableFuture<?>>> ways = List.of(() -> db.execute(sql, values),
                                () -> db.transaction(tx -> tx.execute(sql, values)), () -> db.executeMany(sql, many),
                                () -> db.withConnection(c -> c.execute(sql, values).handle((done, failure) -> c.fetchAll("SELECT 1")).thenCompose(f -> f)));
                        for (Supplier<CompletableFuture<?>> way : ways) {
                            await(way.get().handle((done, failure) -> null));
                            assertEquals(fresh, show(db, shows), changes + " by " + sql);
                            failure(ErrorKind.NOT_FOUND, db.fetchAll("SELECT * FROM changed_by_failure"));
                        }
                    }
                } finally {
                    await(db.execute("DROP FUNCTION failing"));
                }
            }
            assertEquals(session, show(db, "SELECT CONNECTION_ID()"), "it is the same session, reset");
        }
    }

    /** In a batch that goes to the server in several statements, each of them may be the one that changes the session. */
    @ParameterizedTest
    @EnumSource
    void whatTheFirstPartOfABatchChangesIsUndone(Product product) {
        try (Database db = product.open("max_size=1")) {
            table(db, "reset_batches", "id INT PRIMARY KEY");
            await(db.execute("CREATE TRIGGER reset_batches_first BEFORE INSERT ON reset_batches FOR EACH ROW"
                    + " BEGIN IF NEW.id = 0 THEN SET @by_batch = 17; END IF; END"));
            await(db.executeMany("INSERT INTO reset_batches (id) VALUES (:id)", IntStream.range(0, 3000).mapToObj(i -> Map.of("id", i)).toList()));
            assertEquals(1, number(db, "SELECT @by_batch IS NULL"));
        }
    }

    /** Whatever was set when the connection was opened, by the options and by the driver too, is set again. */
    @ParameterizedTest
    @EnumSource
    void aResetSessionIsAFreshOne(Product product) {
        try (Database db = product.open("max_size=1&init_sql=SET%20lock_wait_timeout%20%3D%207")) {
            Object session = show(db, "SELECT CONNECTION_ID()");
            List<String> fresh = settings(db);
            await(db.execute("SET sql_mode = 'ANSI_QUOTES'"));
            List<String> others = settings(db);
            others.removeAll(fresh);
            assertEquals(List.of(), others);
            assertEquals(session, show(db, "SELECT CONNECTION_ID()"), "it is the same session, reset");
        }
    }

    /** All but those that are other ones each time. */
    private static List<String> settings(Database db) {
        return await(db.fetchAll("SHOW SESSION VARIABLES")).stream().filter(row -> !EVER_OTHER.contains(row.getString(0)))
                .map(row -> row.getString(0) + "=" + row.getString(1)).collect(Collectors.toCollection(ArrayList::new));
    }

    /** The servers' own reset leaves the roles as they are. */
    @ParameterizedTest
    @EnumSource
    void rolesAreThoseOfAFreshSession(Product product) {
        try (Database admin = product.open("max_size=1")) {
            await(admin.execute("CREATE ROLE IF NOT EXISTS `reset``role`"));
            await(admin.execute("CREATE ROLE IF NOT EXISTS reset_initial"));
            await(admin.execute("GRANT `reset``role` TO CURRENT_USER()"));
            await(admin.execute("GRANT reset_initial TO CURRENT_USER()"));
            for (String options : List.of("max_size=1", "max_size=1&init_sql=SET%20ROLE%20reset_initial")) {
                try (Database db = product.open(options)) {
                    Object fresh = show(db, "SELECT CURRENT_ROLE()");
                    assertEquals(options.contains("init"), String.valueOf(fresh).contains("reset_initial"));
                    await(db.execute("SET ROLE `reset``role`"));
                    assertEquals(fresh, show(db, "SELECT CURRENT_ROLE()"));
                    await(db.withConnection(c -> c.execute("SET ROLE `reset``role`").thenCompose(set -> c.fetchAll("SELECT 1"))));
                    assertEquals(fresh, show(db, "SELECT CURRENT_ROLE()"));
                }
            }
            await(admin.execute("DROP ROLE `reset``role`"));
            await(admin.execute("DROP ROLE reset_initial"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void fullResetsAfterSingleCallsToo(Product product) {
        try (Database db = product.open("max_size=1"); Database full = product.open("max_size=1&session_reset=full")) {
            await(db.execute("CREATE FUNCTION locking() RETURNS INT NO SQL RETURN GET_LOCK('by_function', 0)"));
            try {
                await(full.fetchAll("SELECT locking()"));
                assertEquals(1, number(full, "SELECT IS_FREE_LOCK('by_function')"));
                await(db.fetchAll("SELECT locking()"));
                assertEquals(0, number(full, "SELECT IS_FREE_LOCK('by_function')"), "this goes unnoticed, as the manual says");
            } finally {
                await(db.execute("DROP FUNCTION locking"));
            }
        }
    }

    /** However it is written. */
    @ParameterizedTest
    @EnumSource
    void namedLocksAreFree(Product product) {
        try (Database db = product.open("max_size=1")) {
            for (String lock : List.of("SELECT GET_LOCK('named', 0)", "SELECT get_lock /* c */ ('named', 0)", "SELECT `GET_LOCK`('named', 0)",
                    "SELECT Get_Lock -- c\n ('named', 0)", "SELECT 1 WHERE GET_LOCK\t('named', 0)", "/*!40000 SELECT */ GET_LOCK('named', 0)")) {
                await(db.fetchAll(lock));
                assertEquals(1, number(db, "SELECT IS_FREE_LOCK('named')"), lock);
                await(db.withConnection(c -> c.fetchAll(lock)));
                assertEquals(1, number(db, "SELECT IS_FREE_LOCK('named')"), lock);
            }
        }
    }

    /** Values are part of no statement's text where the server would read it otherwise than the driver believes. */
    @ParameterizedTest
    @EnumSource
    void valuesAreNoPartOfATextThatIsReadOtherwise(Product product) {
        try (Database db = product.open("max_size=1")) {
            String hostile = "\\'; SET @broken = 1; -- \u4e01\\'";
            for (String setting : List.of("SET sql_mode = 'NO_BACKSLASH_ESCAPES'", "SET NAMES gbk", "SET NAMES sjis")) {
                pinned(db, c -> {
                    await(c.execute(setting));
                    DatabaseException refused = failure(ErrorKind.UNSUPPORTED, c.execute("SET @kept = :v", hostile));
                    assertTrue(refused.connectionUsable());
                    assertEquals("plain", await(c.fetchValue("SELECT :v AS v", String.class, "plain")).get());
                    await(c.execute("SET NAMES utf8mb4, sql_mode = ''"));
                    await(c.execute("SET @kept = :v", hostile));
                    assertEquals(hostile, await(c.fetchValue("SELECT @kept", String.class)).get());
                });
            }
        }
    }

    /** A statement that stays prepared reads by the form that its result has now. */
    @ParameterizedTest
    @EnumSource
    void aChangedTableIsReadByItsNewForm(Product product) {
        try (Database db = product.open("max_size=1")) {
            table(db, "changed_form", "id INT PRIMARY KEY, v SMALLINT");
            await(db.execute("INSERT INTO changed_form VALUES (1, 2)"));
            assertEquals(List.of(1, (short) 2), await(db.fetchExactlyOne("SELECT * FROM changed_form")).toList());
            await(db.execute("ALTER TABLE changed_form MODIFY v VARCHAR(9), ADD w DATE"));
            await(db.execute("UPDATE changed_form SET w = '2026-01-02'"));
            assertEquals(List.of(1, "2", LocalDate.of(2026, 1, 2)), await(db.fetchExactlyOne("SELECT * FROM changed_form")).toList());
        }
    }

    private static Object show(Database db, String sql) {
        return await(db.fetchExactlyOne(sql)).get(0);
    }

    @ParameterizedTest
    @EnumSource
    void openTransactionsTablesAndLocksAreGone(Product product) {
        try (Database db = product.open("max_size=1"); Database other = product.open("max_size=1")) {
            table(db, "reset_rows", "id INT PRIMARY KEY");
            await(db.withConnection(connection -> connection.execute("BEGIN")
                    .thenCompose(begun -> connection.execute("INSERT INTO reset_rows VALUES (1)"))));
            assertEquals(0, number(other, "SELECT count(*) FROM reset_rows"));
            await(other.execute("INSERT INTO reset_rows VALUES (1)"));
            await(db.withConnection(connection -> connection.execute("LOCK TABLES reset_rows WRITE")));
            await(other.execute("INSERT INTO reset_rows VALUES (2)"));
            await(db.withConnection(connection -> connection.execute("CREATE TEMPORARY TABLE reset_rows (other INT)")));
            assertEquals(2, number(db, "SELECT count(id) FROM reset_rows"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void preparedStatementsGoOnAfterAReset(Product product) {
        try (Database db = product.open("max_size=1&session_reset=full")) {
            for (int i = 0; i < 3; i++) {
                assertEquals((long) i, await(db.fetchValue("SELECT :n", Long.class, i)).get());
                assertEquals(List.of(1L, 1L, 1L, 1L, 1L), counts(db));
            }
            await(db.execute("DROP TABLE IF EXISTS reset_batch"));
        }
    }

    private static List<Long> counts(Database db) {
        table(db, "reset_batch", "id INT PRIMARY KEY");
        long[] counts = await(db.executeMany("INSERT INTO reset_batch (id) VALUES (:id)",
                IntStream.range(0, 5).mapToObj(i -> Map.of("id", i)).toList()));
        return Arrays.stream(counts).boxed().toList();
    }

    @ParameterizedTest
    @EnumSource
    void optionsOfATransactionEndWithIt(Product product) {
        try (Database db = product.open("max_size=1")) {
            String isolation = product == Product.MARIADB ? "SELECT @@tx_isolation" : "SELECT @@transaction_isolation";
            Row before = await(db.fetchExactlyOne(isolation));
            await(db.transaction(TransactionOptions.DEFAULT.withIsolation(IsolationLevel.READ_UNCOMMITTED).withReadOnly(true),
                    tx -> tx.fetchAll("SELECT 1")));
            assertEquals(before.toList(), await(db.fetchExactlyOne(isolation)).toList());
            table(db, "reset_write", "id INT");
            await(db.execute("INSERT INTO reset_write VALUES (1)"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void queriesAndChangesCostNoReset(Product product) {
        try (Database db = product.open("max_size=1")) {
            table(db, "reset_cheap", "id INT");
            long before = questions(db);
            for (int i = 0; i < 10; i++) {
                await(db.execute("INSERT INTO reset_cheap VALUES (:id)", i));
            }
            long received = questions(db) - before;
            assertTrue(received <= 13, () -> "for 10 inserts the server has received " + received + " statements");
        }
    }

    private static long questions(Database db) {
        return Long.parseLong(await(db.withConnection((Connection connection) -> connection.fetchExactlyOne(
                "SHOW SESSION STATUS LIKE 'Questions'"))).getString(1));
    }
}
