// SPDX-License-Identifier: Apache-2.0
package io.colonnade.rollback;

import io.colonnade.dialect.Feature;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.TransactionBackend;
import io.colonnade.spi.TransactionDefinition;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Who may use the one connection: one statement after the other, first come first served, and a transaction of the application alone until
 * it ends. A stream that is open makes way by reading the rest of its rows into memory. Nobody waits for ever: after the patience has
 * passed a call is refused.
 *
 * <p>Thread-safe; nothing foreign is called under its lock.
 */
final class Turns {

    private final ConnectionBackend connection;
    private final Duration patience;
    private final ArrayDeque<Turn> waiting = new ArrayDeque<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    /** Touched by whoever has the turn. */
    private volatile TransactionBackend root;
    private volatile Guard guard;
    private Turn running;
    private RolledBackTransaction held;
    private DatabaseException lost;
    private int connections;
    private boolean used;
    private boolean ending;

    Turns(ConnectionBackend connection, Duration patience) {
        this.connection = connection;
        this.patience = patience;
    }

    /** Begins the one transaction, for the first turn of all: a database that was opened and not used holds no lock. */
    CompletionStage<Void> open() {
        return root != null ? CompletableFuture.completedStage(null) : connection.begin(TransactionDefinition.DEFAULT).thenAccept(begun -> {
            guard = new Guard(connection.dialect().has(Feature.SAVEPOINTS) ? begun : null);
            root = begun;
        });
    }

    ConnectionBackend connection() {
        return connection;
    }

    TransactionBackend root() {
        return root;
    }

    Guard guard() {
        return guard;
    }

    /** A connection that stands on this one. */
    synchronized ConnectionBackend join(boolean first) {
        if (lost != null) {
            throw lost;
        }
        connections++;
        return new RolledBackConnection(this, first);
    }

    /** Why nothing is run any more; null if the one transaction stands. */
    synchronized DatabaseException lost() {
        return lost;
    }

    synchronized boolean endedUnused() {
        return ending && !used;
    }

    /** The transaction that is open on a connection; null if none is. */
    synchronized RolledBackTransaction transactionOf(RolledBackConnection owner) {
        return held != null && held.owner() == owner ? held : null;
    }

    /** Runs it when its turn comes. */
    void submit(Turn turn) {
        DatabaseException refusal;
        synchronized (this) {
            used = true;
            refusal = lost;
            if (refusal == null) {
                waiting.add(turn);
            }
        }
        if (refusal != null) {
            turn.refuse(refusal);
            return;
        }
        next();
        if (isWaiting(turn)) {
            CompletableFuture.delayedExecutor(patience.toNanos(), TimeUnit.NANOSECONDS).execute(() -> waitedInVain(turn));
        }
    }

    /** The turn has ended. */
    void over(Turn turn, Runnable told) {
        synchronized (this) {
            if (running == turn) {
                running = null;
            }
        }
        next();
        told.run();
    }

    /** A transaction has begun: the turn goes over to it. */
    synchronized void hold(Turn turn, RolledBackTransaction transaction) {
        running = null;
        held = transaction;
    }

    /** A transaction has ended. */
    void release(RolledBackTransaction transaction) {
        guard.wrote();
        synchronized (this) {
            if (held == transaction) {
                held = null;
            }
        }
        next();
    }

    private void next() {
        Turn begins = null;
        Turn inTheWay;
        synchronized (this) {
            if (running == null && held == null) {
                begins = waiting.poll();
                running = begins;
            }
            inTheWay = waiting.isEmpty() ? null : running;
        }
        if (inTheWay != null) {
            inTheWay.makeWay();
        }
        if (begins != null) {
            begins.begin();
        }
    }

    private synchronized boolean isWaiting(Turn turn) {
        return waiting.contains(turn);
    }

    /** Takes a turn back that has not come. */
    synchronized boolean withdraw(Turn turn) {
        return waiting.remove(turn);
    }

    private void waitedInVain(Turn turn) {
        String beside;
        synchronized (this) {
            beside = held == null ? "a statement runs on it." : "a transaction is open on it.";
        }
        if (withdraw(turn)) {
            turn.refuse(Failures.waitedInVain(patience.toMillis(), beside));
        }
    }

    /** Nothing more is run: what was done is gone, and beginning anew would not be what the application believes. */
    void lose(DatabaseException cause) {
        List<Turn> refused;
        DatabaseException told;
        synchronized (this) {
            if (lost == null) {
                lost = Failures.lost(cause);
            }
            told = lost;
            refused = new ArrayList<>(waiting);
            waiting.clear();
        }
        refused.forEach(turn -> turn.refuse(told));
    }

    /**
     * What is told of a failure. With the connection the one transaction is lost, and to run again what was not sent, or was undone, would be
     * of no use.
     *
     * @param inTransaction whether it happened in a transaction of the application, which the core would call safe to run again
     */
    DatabaseException told(DatabaseException failure, boolean inTransaction) {
        if (failure.connectionUsable()) {
            return failure;
        }
        lose(failure);
        return failure.retrySafe() || inTransaction && failure.kind() == ErrorKind.CONNECTION_LOST ? lost() : failure;
    }

    /** Cancels what one of the connections has handed in. */
    CompletionStage<Void> cancel(RolledBackConnection owner) {
        Turn hit;
        boolean inTransaction;
        List<Turn> withdrawn;
        synchronized (this) {
            withdrawn = withdrawAll(owner);
            hit = running != null && running.owner == owner ? running : null;
            inTransaction = held != null && held.owner() == owner;
        }
        withdrawn.forEach(turn -> turn.refuse(Turn.cancelledError()));
        return inTransaction ? connection.cancel() : hit != null ? hit.cancelStatement() : CompletableFuture.completedStage(null);
    }

    private List<Turn> withdrawAll(RolledBackConnection owner) {
        List<Turn> withdrawn = waiting.stream().filter(turn -> turn.owner == owner).toList();
        waiting.removeAll(withdrawn);
        return withdrawn;
    }

    /**
     * One of the connections is closed. The last one, and one on which something hangs, takes the connection behind it along.
     *
     * @param first whether the connection behind it lives on its executor, which the core stops once this one is closed
     */
    CompletionStage<Void> close(RolledBackConnection owner, boolean first) {
        DatabaseException closed = DatabaseException.of(ErrorKind.CONNECTION_LOST, "The connection is closed.").connectionUsable(false).build();
        List<Turn> withdrawn;
        boolean inUse;
        boolean last;
        synchronized (this) {
            withdrawn = withdrawAll(owner);
            inUse = running != null && running.owner == owner || held != null && held.owner() == owner;
            last = --connections == 0;
        }
        withdrawn.forEach(turn -> turn.refuse(closed));
        if (inUse && !last) {
            lose(closed);
        }
        if (last || lost() != null) {
            end();
        }
        return first || last ? ended : CompletableFuture.completedStage(null);
    }

    private void end() {
        synchronized (this) {
            if (ending) {
                return;
            }
            ending = true;
        }
        TransactionBackend begun = root;
        (begun == null ? CompletableFuture.<Void>completedStage(null) : begun.rollback()).handle((done, failure) -> connection.close()).thenCompose(closed -> closed).whenComplete((done, failure) -> {
            if (failure == null) {
                ended.complete(null);
            } else {
                ended.completeExceptionally(failure);
            }
        });
    }
}
