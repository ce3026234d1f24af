// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import static io.colonnade.mysql.Product.await;
import static io.colonnade.mysql.Product.failure;
import static io.colonnade.mysql.Product.number;
import static io.colonnade.mysql.Product.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.Transaction;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementOutcome;
import io.colonnade.spi.ConnectionBackend;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A cancel ends what it is meant for and nothing else. */
class MySqlCancelTest {

    private static final Duration SHORT = Duration.ofMillis(150);

    @ParameterizedTest
    @EnumSource
    void aCancelledSleepIsNoSuccess(Product product) {
        try (Database db = product.open("max_size=1")) {
            failure(ErrorKind.STATEMENT_TIMEOUT, db.withTimeout(SHORT).fetchAll("SELECT SLEEP(30)"));
            assertEquals(1, number(db, "SELECT 1"));
        }
    }

    /** The kill of a statement that has ended meanwhile must not be received by the next one on the same session. */
    @ParameterizedTest
    @EnumSource
    void aLateCancelHitsNobody(Product product) {
        Random random = new Random(42);
        try (Database db = product.open("max_size=1")) {
            for (int i = 0; i < 300; i++) {
                CompletableFuture<?> first = db.fetchAll("SELECT SLEEP(0.002)");
                long until = System.nanoTime() + random.nextInt(4_000_000);
                while (System.nanoTime() < until) {
                    Thread.onSpinWait();
                }
                first.cancel(true);
                assertEquals(i, number(db, "SELECT " + i + " + SLEEP(0.003)"), "the answer of the statement behind a cancelled one");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWaitForALockIsCancelledAndTheTransactionFails(Product product) {
        try (Database db = product.open()) {
            table(db, "cancel_lock", "id INT PRIMARY KEY, n INT");
            await(db.execute("INSERT INTO cancel_lock VALUES (1, 0)"));
            Transaction holder = await(db.begin());
            await(holder.execute("UPDATE cancel_lock SET n = 1"));
            Transaction waiter = await(db.begin());
            failure(ErrorKind.STATEMENT_TIMEOUT, waiter.withTimeout(SHORT).execute("UPDATE cancel_lock SET n = 2"));
            failure(ErrorKind.TRANSACTION_ABORTED, waiter.execute("UPDATE cancel_lock SET n = 3"));
            await(waiter.rollback());
            await(holder.commit());
            assertEquals(1, number(db, "SELECT n FROM cancel_lock"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCancelledStatementIsGoneFromTheServer(Product product) {
        try (Database db = product.open()) {
            CompletableFuture<?> running = db.fetchAll("SELECT SLEEP(30), 'gone_from_the_server'");
            awaitStatements(db, 1);
            running.cancel(true);
            awaitStatements(db, 0);
        }
    }

    private static void awaitStatements(Database db, long expected) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (number(db, "SELECT count(*) FROM information_schema.processlist WHERE info LIKE '%gone_from\\_the_server%'"
                + " AND info NOT LIKE '%processlist%'") != expected) {
            assertTrue(System.nanoTime() < deadline, () -> "the server never ran " + expected + " of the statements");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBatchIsCancelledWhole(Product product) {
        try (Database db = product.open("max_size=1")) {
            table(db, "cancel_batch", "id INT PRIMARY KEY");
            failure(ErrorKind.STATEMENT_TIMEOUT, db.withTimeout(SHORT).executeMany("INSERT INTO cancel_batch SELECT :id + SLEEP(0.1)",
                    IntStream.range(0, 50).mapToObj(i -> Map.of("id", i)).toList()));
            assertEquals(0, number(db, "SELECT count(*) FROM cancel_batch"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDriverConnectionCanBeUnwrapped(Product product) {
        try (Database db = product.open("max_size=1")) {
            Boolean unwrapped = await(db.withConnection(connection -> CompletableFuture.completedFuture(
                    connection.unwrap(java.sql.Connection.class).isPresent() && connection.unwrap(ConnectionBackend.class).isEmpty())));
            assertEquals(true, unwrapped);
        }
    }

    /** What ends at about its deadline may have been done, and then its error must not say that it was not. */
    @ParameterizedTest
    @EnumSource
    void whatWasStoredIsNotCalledUndone(Product product) {
        Random random = new Random(7);
        Set<Long> undone = new HashSet<>();
        try (Database db = product.open("max_size=1")) {
            table(db, "cancel_outcome", "id BIGINT PRIMARY KEY");
            for (int i = 0; i < 250; i++) {
                long id = i;
                DatabaseException failure = await(db.withTimeout(Duration.ofNanos(1_000_000 + random.nextInt(4_000_000)))
                        .execute("INSERT INTO cancel_outcome SELECT :id FROM (SELECT SLEEP(0.002)) AS nap", id)
                        .handle((done, error) -> (DatabaseException) error));
                if (failure != null && failure.outcome() == StatementOutcome.NOT_APPLIED) {
                    undone.add(id);
                } else if (failure != null) {
                    assertFalse(failure.retrySafe(), failure::getMessage);
                }
            }
            List<Long> stored = await(db.fetchAll("SELECT id FROM cancel_outcome")).stream().map(row -> row.getLong(0)).toList();
            undone.retainAll(stored);
            assertEquals(Set.of(), undone, "stored, although the error said that nothing was");
        }
    }
}
