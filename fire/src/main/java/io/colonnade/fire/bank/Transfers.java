// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.bank;

import io.colonnade.Database;
import io.colonnade.Queries;
import io.colonnade.Transaction;
import io.colonnade.TransactionOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/**
 * Moves money by Colonnade. A transfer takes from one account, gives to another and writes a row with its id, in one of the ways in which
 * programs do that.
 */
final class Transfers {

    private static final String MOVE = "UPDATE fire_accounts SET balance = balance + :amount WHERE id = :id";
    private static final String NOTE = "INSERT INTO fire_transfers VALUES (:id, :source, :target, :amount)";
    /** Some have a deadline that a server which hangs for a moment makes them miss. */
    private static final TransactionOptions BRIEF = TransactionOptions.DEFAULT.withTimeout(Duration.ofSeconds(1));
    private static final int LARGEST = 100;
    /** Out of so many one takes its accounts in an order of its own, so that there are deadlocks. */
    private static final int UNORDERED_OF = 50;
    private static final int BRIEF_OF = 8;

    private final Database database;

    /** What a caller does to have a transfer done. */
    private enum Way { FUNCTION, AUDITED, BEGIN_AND_COMMIT, SAVEPOINT, PINNED, BATCH, SINGLE }

    /**
     * One transfer.
     *
     * @param asksToCommit called as soon as everything was done that comes before its commit
     */
    private record Transfer(long id, int source, int target, long amount, Runnable asksToCommit) {
    }

    /** In a database that has the tables of {@link Accounts}. */
    Transfers(Database database) {
        this.database = database;
    }

    /**
     * Begins one.
     *
     * @param random decides what it does
     * @param asksToCommit called as soon as everything was done that comes before its commit
     */
    CompletableFuture<?> start(long id, SplittableRandom random, Runnable asksToCommit) {
        int one = random.nextInt(Accounts.COUNT);
        int other = (one + 1 + random.nextInt(Accounts.COUNT - 1)) % Accounts.COUNT;
        boolean ordered = random.nextInt(UNORDERED_OF) > 0;
        Transfer transfer = new Transfer(id, ordered ? Math.min(one, other) : one, ordered ? Math.max(one, other) : other,
                random.nextInt(2 * LARGEST) - LARGEST, asksToCommit);
        TransactionOptions options = random.nextInt(BRIEF_OF) == 0 ? BRIEF : TransactionOptions.DEFAULT;
        return switch (Way.values()[random.nextInt(Way.values().length)]) {
            case FUNCTION -> database.transaction(options, tx -> all(tx, transfer).thenRun(asksToCommit));
            case AUDITED -> database.transaction(options, tx -> all(tx, transfer).thenCompose(done -> audit(tx)).thenRun(asksToCommit));
            case BEGIN_AND_COMMIT -> byHand(transfer, options);
            case SAVEPOINT -> database.transaction(options, tx -> move(tx, transfer)
                    .thenCompose(moved -> tx.transaction(inner -> note(inner, transfer))).thenRun(asksToCommit));
            case PINNED -> database.withConnection(connection -> connection.transaction(options, tx -> all(tx, transfer).thenRun(asksToCommit)));
            case BATCH -> database.transaction(options, tx -> tx.executeMany(MOVE, List.of(Map.of("id", transfer.source, "amount", -transfer.amount),
                    Map.of("id", transfer.target, "amount", transfer.amount))).thenCompose(moved -> note(tx, transfer)).thenRun(asksToCommit));
            // One statement is its own transaction: it asks to commit as soon as it is sent, of which nobody hears.
            case SINGLE -> single(new Transfer(id, transfer.source, transfer.target, 0, asksToCommit));
        };
    }

    private CompletableFuture<?> single(Transfer transfer) {
        transfer.asksToCommit.run();
        return note(database, transfer);
    }

    private CompletableFuture<Void> byHand(Transfer transfer, TransactionOptions options) {
        return database.begin(options).thenCompose(tx -> all(tx, transfer).thenCompose(done -> {
            transfer.asksToCommit.run();
            return tx.commit();
        }).whenComplete((done, error) -> {
            if (error != null && tx.isOpen()) {
                tx.rollback();
            }
        }));
    }

    private static CompletableFuture<?> all(Transaction tx, Transfer transfer) {
        return move(tx, transfer).thenCompose(moved -> note(tx, transfer));
    }

    private static CompletableFuture<?> move(Transaction tx, Transfer transfer) {
        return tx.execute(MOVE, -transfer.amount, transfer.source).thenCompose(taken -> tx.execute(MOVE, transfer.amount, transfer.target));
    }

    /** Whatever others do meanwhile and whatever is killed: money is moved, not made. */
    private static CompletableFuture<?> audit(Transaction tx) {
        return tx.fetchValue("SELECT sum(balance) FROM fire_accounts", Long.class).thenAccept(sum -> {
            if (sum.get() != Accounts.TOTAL) {
                throw new IllegalStateException("All accounts together hold " + sum.get() + " in place of " + Accounts.TOTAL);
            }
        });
    }

    private static CompletableFuture<?> note(Queries queries, Transfer transfer) {
        return queries.execute(NOTE, transfer.id, transfer.source, transfer.target, transfer.amount);
    }
}
