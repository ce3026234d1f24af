// SPDX-License-Identifier: Apache-2.0
package io.colonnade.rollback;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Something that waits for its turn on the one connection and then has it alone. Cancelling hits the statement of its caller only. */
abstract class Turn {

    private enum Phase { WAITING, RUNNING, SETTLING }

    final Turns turns;
    final RolledBackConnection owner;
    private Phase phase = Phase.WAITING;
    private boolean cancelled;
    private CompletableFuture<Void> cancelling;

    Turn(Turns turns, RolledBackConnection owner) {
        this.turns = turns;
        this.owner = owner;
    }

    /** Its turn has come; leads to one call of {@link Turns#over}. */
    final void begin() {
        if (!runs()) {
            turns.over(this, () -> refuse(cancelledError()));
            return;
        }
        turns.open().whenComplete((open, failure) -> answered(() -> {
            if (failure == null) {
                opened();
                return;
            }
            DatabaseException error = Failures.of(failure);
            if (!error.connectionUsable()) {
                turns.lose(error);
            }
            turns.over(this, () -> refuse(error));
        }));
    }

    /** The one transaction is open. */
    abstract void opened();

    /** Ends it before its turn has come. */
    abstract void refuse(DatabaseException error);

    /** Others wait: what can go on without the connection gives it up. */
    void makeWay() {
    }

    /** Whether it may be sent now; not if it was cancelled meanwhile. */
    final synchronized boolean runs() {
        phase = cancelled ? Phase.SETTLING : Phase.RUNNING;
        return !cancelled;
    }

    /** Whether it is still wanted once it is done; a cancel that comes later hits nothing of it. */
    final synchronized boolean isWanted() {
        phase = Phase.SETTLING;
        return !cancelled;
    }

    /** Cancels it; what stands around it, its savepoint, is never hit. */
    final CompletionStage<Void> cancelStatement() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        synchronized (this) {
            cancelled = true;
            if (phase != Phase.RUNNING) {
                return CompletableFuture.completedStage(null);
            }
            cancelling = done;
        }
        turns.connection().cancel().whenComplete((hit, failure) -> done.complete(null));
        return done;
    }

    /** Goes on after the answer, once no cancel is on its way any more that could hit whoever comes next. */
    final void answered(Runnable settle) {
        CompletableFuture<Void> pending;
        synchronized (this) {
            phase = Phase.SETTLING;
            pending = cancelling;
        }
        if (pending == null) {
            settle.run();
        } else {
            pending.whenComplete((done, ignored) -> settle.run());
        }
    }

    /** Undoes what a statement did that has failed, and then ends the turn. */
    final void undo(DatabaseException error, Runnable told) {
        if (error != null && (!error.connectionUsable() || error.kind() == ErrorKind.COMMIT_OUTCOME_UNKNOWN)) {
            turns.lose(error);
            turns.over(this, told);
            return;
        }
        turns.guard().undo().whenComplete((undone, failure) -> {
            if (failure != null) {
                turns.lose(Failures.of(failure));
            }
            turns.over(this, told);
        });
    }

    static DatabaseException cancelledError() {
        return DatabaseException.of(ErrorKind.CANCELLED, "The statement was cancelled before it was sent.").build();
    }
}
