// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.colonnade.Database;
import io.colonnade.DatabaseOptions;
import io.colonnade.Result;
import io.colonnade.Transaction;
import io.colonnade.TransactionOptions;
import io.colonnade.dialect.IsolationLevel;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The snippets of docs/transactions.md. */
class TransactionsPageTest {

    private static final String PAY = "UPDATE accounts SET balance = balance + :amount WHERE owner = :owner";

    private Database db;

    @BeforeEach
    void open() {
        db = Database.open("sqlite:///:memory:").join();
        db.execute("CREATE TABLE accounts (owner TEXT PRIMARY KEY, balance INTEGER NOT NULL CHECK (balance >= 0))")
                .thenCompose(created -> db.execute("INSERT INTO accounts VALUES ('ada', 100), ('bob', 0)"))
                .thenCompose(inserted -> db.execute("CREATE TABLE log (entry TEXT NOT NULL)"))
                .join();
    }

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void functionForm() {
        // snippet: transactions-function
        String pay = "UPDATE accounts SET balance = balance + :amount WHERE owner = :owner";
        CompletableFuture<Result> paid = db.transaction(tx ->
                tx.execute(pay, -30, "ada")
                        .thenCompose(taken -> tx.execute(pay, 30, "bob")));
        // end
        assertEquals(1, paid.join().rowsAffected());
        assertBalances(70, 30);
    }

    @Test
    void aFailureRollsBack() {
        CompletableFuture<Result> paid = db.transaction(tx ->
                tx.execute(PAY, 500, "bob").thenCompose(given -> tx.execute(PAY, -500, "ada")));
        assertEquals(ErrorKind.CONSTRAINT, failure(paid).kind());
        assertBalances(100, 0);
    }

    @Test
    void options() {
        // snippet: transactions-options
        TransactionOptions options = TransactionOptions.DEFAULT
                .withIsolation(IsolationLevel.SERIALIZABLE)
                .withReadOnly(true)
                .withTimeout(Duration.ofSeconds(10));
        CompletableFuture<Long> total = db.transaction(options, tx ->
                tx.fetchValue("SELECT sum(balance) FROM accounts", Long.class).thenApply(sum -> sum.orElse(0L)));
        // end
        assertEquals(100, total.join());
    }

    @Test
    void lowLevelForm() {
        // snippet: transactions-low-level
        CompletableFuture<Void> paid = db.begin().thenCompose(tx ->
                tx.execute("UPDATE accounts SET balance = balance + 5 WHERE owner = :owner", "bob")
                        .thenCompose(result -> tx.commit())
                        .whenComplete((done, error) -> {
                            if (error != null && tx.isOpen()) {
                                tx.rollback();
                            }
                        }));
        // end
        paid.join();
        assertBalances(100, 5);
    }

    @Test
    void nestedForm() {
        // snippet: transactions-nested
        CompletableFuture<Result> done = db.transaction(tx ->
                tx.execute("INSERT INTO log VALUES ('paying')")
                        .thenCompose(logged -> tx.transaction(inner ->
                                        inner.execute("UPDATE accounts SET balance = balance - 500 WHERE owner = 'ada'"))
                                .exceptionallyCompose(error -> tx.execute("INSERT INTO log VALUES ('refused')"))));
        // end
        done.join();
        assertBalances(100, 0);
        assertEquals(2, db.fetchValue("SELECT count(*) FROM log", Long.class).join().get());
    }

    @Test
    void anInnerTransactionTakesTheStatements() {
        var refused = db.transaction(tx -> tx.begin().thenCompose(inner -> tx.execute("INSERT INTO log VALUES ('outer')")));
        assertEquals(ErrorKind.USAGE, failure(refused).kind());
    }

    @Test
    void aFailedStatementFailsTheTransaction() {
        // snippet: transactions-failed
        CompletableFuture<Void> ended = db.begin().thenCompose(tx ->
                tx.execute("INSERT INTO no_such_table VALUES (1)")
                        .handle((result, error) -> tx.execute("INSERT INTO log VALUES ('after')"))
                        .thenCompose(insert -> insert)                    // fails: TRANSACTION_ABORTED
                        .handle((result, error) -> tx.commit())
                        .thenCompose(commit -> commit));                  // fails: TRANSACTION_ROLLED_BACK
        // end
        DatabaseException error = failure(ended);
        assertEquals(ErrorKind.TRANSACTION_ROLLED_BACK, error.kind());
        assertEquals(ErrorKind.NOT_FOUND, ((DatabaseException) error.getCause()).kind());
        assertEquals(0, db.fetchValue("SELECT count(*) FROM log", Long.class).join().get());
    }

    @Test
    void aStatementAfterAFailedOneIsRefused() {
        var refused = db.transaction(tx -> tx.execute("INSERT INTO no_such_table VALUES (1)")
                .handle((result, error) -> tx.execute("INSERT INTO log VALUES ('after')")).thenCompose(Function.identity()));
        assertEquals(ErrorKind.TRANSACTION_ABORTED, failure(refused).kind());
    }

    @Test
    void theOuterDatabaseIsRefused() {
        // snippet: transactions-outer
        CompletableFuture<Result> refused = db.transaction(tx ->
                tx.execute("INSERT INTO log VALUES ('in the transaction')")
                        .thenCompose(logged -> db.execute("INSERT INTO log VALUES ('outside it')")));  // fails: USAGE
        // end
        assertEquals(ErrorKind.USAGE, failure(refused).kind());
        assertEquals(0, db.fetchValue("SELECT count(*) FROM log", Long.class).join().get());
    }

    // snippet: transactions-retry
    static <T> CompletableFuture<T> retrying(int attempts, Supplier<CompletableFuture<T>> work) {
        return work.get().exceptionallyCompose(thrown -> {
            Throwable error = thrown instanceof CompletionException ? thrown.getCause() : thrown;
            boolean again = attempts > 1 && error instanceof DatabaseException e && e.retrySafe();
            return again ? retrying(attempts - 1, work) : CompletableFuture.failedFuture(error);
        });
    }
    // end

    @Test
    void runningAgain() {
        int[] runs = {0};
        var busy = DatabaseException.of(ErrorKind.SERIALIZATION, "run it again").retrySafe(true).build();
        Function<Transaction, CompletableFuture<Result>> pay = tx -> runs[0]++ == 0
                ? CompletableFuture.failedFuture(busy) : tx.execute(PAY, 1, "bob");
        // snippet: transactions-retry-use
        CompletableFuture<Result> paid = retrying(3, () -> db.transaction(pay));
        // end
        assertEquals(1, paid.join().rowsAffected());
        assertEquals(2, runs[0]);
    }

    @Test
    void rollingBackOneTransactionForATest() {
        // snippet: transactions-force-rollback
        TransactionOptions rollBack = TransactionOptions.DEFAULT.withForceRollback(true);
        CompletableFuture<Result> tried = db.transaction(rollBack, tx -> tx.execute("DELETE FROM accounts"));
        // end
        assertEquals(2, tried.join().rowsAffected());
        assertBalances(100, 0);
    }

    @Test
    void rollingBackAWholeDatabaseForATest(@TempDir Path directory) {
        String url = "sqlite:///" + directory.resolve("test.db");
        try (Database file = Database.open(url).join()) {
            file.execute("CREATE TABLE accounts (owner TEXT)").join();
        }
        // snippet: transactions-force-rollback-database
        DatabaseOptions options = DatabaseOptions.of(url).forceRollback(true).build();
        try (Database db = Database.open(options).join()) {
            db.execute("INSERT INTO accounts VALUES ('test')").join();
        }
        // end
        try (Database file = Database.open(url).join()) {
            assertEquals(0, file.fetchValue("SELECT count(*) FROM accounts", Long.class).join().get());
        }
    }

    private void assertBalances(long ada, long bob) {
        assertEquals(ada, balance("ada"));
        assertEquals(bob, balance("bob"));
    }

    private long balance(String owner) {
        return db.fetchValue("SELECT balance FROM accounts WHERE owner = :owner", Long.class, owner).join().get();
    }

    private static DatabaseException failure(CompletionStage<?> stage) {
        var error = assertThrows(CompletionException.class, () -> stage.toCompletableFuture().join());
        return (DatabaseException) error.getCause();
    }
}
