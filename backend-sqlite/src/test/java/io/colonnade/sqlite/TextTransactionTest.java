// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.colonnade.Connection;
import io.colonnade.Database;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A transaction that SQL text began and SQLite itself rolled back: nothing that its author believes to be in it is committed alone. */
class TextTransactionTest {

    private static final String ROLLS_BACK = "INSERT OR ROLLBACK INTO t VALUES (1)";

    @TempDir
    Path directory;

    private Database db;

    @BeforeEach
    void open() {
        db = Database.open("sqlite:///" + directory.resolve("a.db") + "?max_size=1").join();
        db.execute("CREATE TABLE t (a INTEGER PRIMARY KEY)").join();
        db.execute("INSERT INTO t VALUES (1)").join();
    }

    @AfterEach
    void close() {
        db.close();
    }

    /** The kinds of errors of statements that run on one connection, one after the other; null where one went well. */
    private List<ErrorKind> kinds(String... statements) {
        List<ErrorKind> kinds = new ArrayList<>();
        db.withConnection(connection -> {
            CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
            for (String sql : statements) {
                all = all.thenCompose(done -> connection.execute(sql)).handle((done, failure) -> {
                    kinds.add(failure == null ? null : kind(failure));
                    return null;
                });
            }
            return all;
        }).join();
        return kinds;
    }

    private static ErrorKind kind(Throwable failure) {
        return ((DatabaseException) (failure instanceof CompletionException ? failure.getCause() : failure)).kind();
    }

    private long rows() {
        return db.fetchValue("SELECT count(*) FROM t", Long.class).join().get();
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEGIN", "begin immediate", "SAVEPOINT s"})
    void whatFollowsIsRefused(String begin) {
        List<ErrorKind> kinds = kinds(begin, "INSERT INTO t VALUES (2)", ROLLS_BACK, "INSERT INTO t VALUES (3)", "SELECT 1", "CREATE TABLE u (a)");
        assertEquals(Arrays.asList(null, null, ErrorKind.CONSTRAINT, ErrorKind.TRANSACTION_ABORTED, ErrorKind.TRANSACTION_ABORTED,
                ErrorKind.TRANSACTION_ABORTED), kinds);
        assertEquals(1, rows());
        assertEquals(0L, db.fetchValue("SELECT count(*) FROM sqlite_schema WHERE name = 'u'", Long.class).join().get());
    }

    @Test
    void aRollbackOfTextEndsThat() {
        List<ErrorKind> kinds = kinds("BEGIN", ROLLS_BACK, "INSERT INTO t VALUES (3)", "ROLLBACK", "INSERT INTO t VALUES (4)");
        assertEquals(Arrays.asList(null, ErrorKind.CONSTRAINT, ErrorKind.TRANSACTION_ABORTED, ErrorKind.INVALID_STATE, null), kinds);
        assertEquals(2, rows());
    }

    @Test
    void aReturnedConnectionIsAFreshOne() {
        kinds("BEGIN", ROLLS_BACK);
        db.execute("INSERT INTO t VALUES (5)").join();
        assertEquals(2, rows());
    }

    @Test
    void whatEndsWellLeavesNothingBehind() {
        assertEquals(Arrays.asList(null, null, null, null, null, null, null, null), kinds("BEGIN", "INSERT INTO t VALUES (2)", "COMMIT",
                "SAVEPOINT s", "INSERT INTO t VALUES (3)", "RELEASE s", "INSERT INTO t VALUES (4)", "SELECT 1"));
        assertEquals(4, rows());
    }

    /** After any other failure SQLite goes on, and so does the transaction of its text. */
    @Test
    void anotherFailureIsNoReasonToRefuse() {
        List<ErrorKind> kinds = kinds("BEGIN", "INSERT INTO t VALUES (2)", "INSERT INTO t VALUES (1)", "INSERT INTO t VALUES (3)", "COMMIT");
        assertEquals(Arrays.asList(null, null, ErrorKind.CONSTRAINT, null, null), kinds);
        assertEquals(3, rows());
    }

    @Test
    void aTransactionOfOursDoesNotBeginInPlaceOfTheLostOne() {
        Function<Connection, CompletableFuture<?>> work = connection -> connection.execute("BEGIN").thenCompose(begun -> connection.execute(ROLLS_BACK))
                .handle((done, failure) -> failure).thenCompose(failure -> connection.transaction(tx -> tx.execute("INSERT INTO t VALUES (6)")));
        CompletionException failed = assertThrows(CompletionException.class, () -> db.withConnection(c -> work.apply(c).thenApply(done -> null)).join());
        assertEquals(ErrorKind.TRANSACTION_ABORTED, kind(failed));
        assertEquals(1, rows());
    }
}
