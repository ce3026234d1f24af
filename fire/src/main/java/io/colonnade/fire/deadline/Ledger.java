// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.deadline;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementOutcome;
import io.colonnade.fire.Figures;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What the callers of the transactions of one round were told, and what of that was not so. Safe for use by many threads. */
final class Ledger {

    /** What the caller of a transaction knows of its work. */
    private enum Told { STORED, NOT_STORED, NOTHING }

    private final Map<Integer, Told> told = new HashMap<>();
    private final Map<Integer, String> words = new HashMap<>();
    private final Figures figures;

    Ledger(Figures figures) {
        this.figures = figures;
    }

    /**
     * A transaction was said to have gone well.
     *
     * @param does what its function does
     * @param keeps whether its function wanted its work to be kept
     */
    synchronized void succeeded(int id, Object does, boolean keeps) {
        figures.count(keeps ? "committed" : "rolled back");
        told.put(id, keeps ? Told.STORED : Told.NOT_STORED);
        words.put(id, does + ": success");
    }

    /**
     * A transaction was said to have failed.
     *
     * @param does what its function does
     * @param byFunction whether its function failed on purpose before it had ended it, so that an error of its own says that nothing is kept
     */
    synchronized void failed(int id, Object does, Throwable failure, boolean byFunction) {
        if (failure instanceof DatabaseException error) {
            figures.count(error.kind().toString());
            boolean nothing = error.outcome() == StatementOutcome.NOT_APPLIED || error.retrySafe();
            told.put(id, nothing ? Told.NOT_STORED : Told.NOTHING);
            if (error.kind() == ErrorKind.INTERNAL || error.kind() == ErrorKind.USAGE || error.kind() == ErrorKind.TRANSACTION_ABORTED) {
                figures.fault("transaction " + id + " was told, " + does + ": " + error.kind() + ": " + error.getMessage());
            }
        } else {
            told.put(id, byFunction ? Told.NOT_STORED : Told.NOTHING);
        }
        words.put(id, does + ": " + failure);
    }

    /** Compares what was told with what is stored. */
    synchronized void compare(Set<Integer> stored) {
        told.forEach((id, what) -> {
            if (what != Told.NOTHING && stored.contains(id) != (what == Told.STORED)) {
                figures.count("lies");
                figures.fault("transaction " + id + " was told, " + words.get(id) + ", and its work is "
                        + (stored.contains(id) ? "" : "not ") + "there");
            }
        });
        figures.add("transactions", told.size());
    }
}
