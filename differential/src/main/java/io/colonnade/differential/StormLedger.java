// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementOutcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the callers of a storm's transactions were told, and what of that was not so. Thread-safe. */
final class StormLedger {

    private static final int SHOWN_FAULTS = 20;

    /** What the caller of a transaction knows of its work. */
    private enum Told { STORED, NOT_STORED, NOTHING }

    private final Map<Integer, Told> told = new HashMap<>();
    private final Map<Integer, String> words = new HashMap<>();
    private final Map<ErrorKind, Integer> kinds = new EnumMap<>(ErrorKind.class);
    private final List<String> faults = new ArrayList<>();
    private int transactions;
    private int committed;
    private int lies;
    private int openFutures;
    private int sessionsLeft;

    /**
     * A transaction was said to have gone well.
     *
     * @param does what its function does
     * @param keeps whether its function wanted its work to be kept
     */
    synchronized void succeeded(int id, Object does, boolean keeps) {
        committed += keeps ? 1 : 0;
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
            kinds.merge(error.kind(), 1, Integer::sum);
            boolean nothing = error.outcome() == StatementOutcome.NOT_APPLIED || error.retrySafe();
            told.put(id, nothing ? Told.NOT_STORED : Told.NOTHING);
            if (error.kind() == ErrorKind.INTERNAL || error.kind() == ErrorKind.USAGE || error.kind() == ErrorKind.TRANSACTION_ABORTED) {
                fault("transaction " + id + " was told, " + does + ": " + error.kind() + ": " + error.getMessage());
            }
        } else {
            told.put(id, byFunction ? Told.NOT_STORED : Told.NOTHING);
        }
        words.put(id, does + ": " + failure);
    }

    /** A transaction was never said to have ended. */
    synchronized void open(int id) {
        openFutures++;
        fault("transaction " + id + " has not ended");
    }

    /** Connections were not given back although nothing runs any more. */
    synchronized void left(int sessions) {
        sessionsLeft += sessions;
        if (sessions > 0) {
            fault(sessions + " connections were not given back");
        }
    }

    /** Compares what was told since the last time with what is stored. */
    synchronized void compare(Set<Integer> stored) {
        told.forEach((id, what) -> {
            if (what != Told.NOTHING && stored.contains(id) != (what == Told.STORED)) {
                lies++;
                fault("transaction " + id + " was told, " + words.get(id) + ", and its work is " + (stored.contains(id) ? "" : "not ") + "there");
            }
        });
        transactions += told.size();
        told.clear();
        words.clear();
    }

    private void fault(String fault) {
        if (faults.size() < SHOWN_FAULTS) {
            faults.add(fault);
        }
    }

    /** The first faults; empty if everybody was told what is so, and everything has ended. */
    synchronized List<String> faults() {
        return List.copyOf(faults);
    }

    @Override
    public synchronized String toString() {
        return transactions + " transactions, told committed " + committed + ", told a timeout "
                + kinds.getOrDefault(ErrorKind.STATEMENT_TIMEOUT, 0) + ", lies " + lies + ", open futures " + openFutures + ", sessions left "
                + sessionsLeft + ", kinds " + kinds;
    }
}
