// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.cancel;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** What one caller does: calls one after the other, of which the one that is under way can be cancelled. Thread-safe. */
final class Attempt {

    /** Nothing is kept of it. */
    static final List<List<Integer>> NOT_STORED = List.of(List.of());

    private final int id;
    private final CompletableFuture<List<List<Integer>>> told = new CompletableFuture<>();
    private BooleanSupplier cancel = () -> false;
    private boolean cancelled;
    private boolean hit;

    Attempt(int id) {
        this.id = id;
    }

    /** Stands in everything that it writes, and in every answer to what it asks. */
    int id() {
        return id;
    }

    /** This is the call that a cancel is to hit from now on. */
    <T> CompletableFuture<T> now(CompletableFuture<T> call) {
        cancelledBy(() -> call.cancel(true));
        return call;
    }

    /** This cancels what is under way from now on, and says whether it came in time. */
    void cancelledBy(BooleanSupplier how) {
        boolean late;
        synchronized (this) {
            cancel = how;
            late = cancelled;
        }
        if (late && how.getAsBoolean()) {
            hit();
        }
    }

    /** Cancels what is under way, or else what comes next. */
    void cancel() {
        BooleanSupplier how;
        synchronized (this) {
            cancelled = true;
            how = cancel;
        }
        if (how.getAsBoolean()) {
            hit();
        }
    }

    private synchronized void hit() {
        hit = true;
    }

    /** Whether a cancel came before the end of what it was to hit. */
    synchronized boolean wasHit() {
        return hit;
    }

    /** Whether it was cancelled, so that it need not go well. */
    synchronized boolean isCancelled() {
        return cancelled;
    }

    /** It is over, and its caller knows that one of these is stored. */
    void over(List<List<Integer>> possible) {
        told.complete(possible);
    }

    /** It is over in a way that may not be. */
    void broken(String sentence) {
        told.completeExceptionally(new IllegalStateException(sentence));
    }

    /** What its caller knows in the end. */
    CompletableFuture<List<List<Integer>>> told() {
        return told;
    }
}
