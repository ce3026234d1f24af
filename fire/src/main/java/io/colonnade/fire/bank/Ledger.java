// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.bank;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.fire.Figures;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;

/** Outside of the database: what the callers of transfers were told, and which of them had come to their commit. Safe for use by many threads. */
final class Ledger {

    /** They say that something is wrong with the program. */
    private static final Set<ErrorKind> NEVER = Set.of(ErrorKind.INTERNAL, ErrorKind.USAGE, ErrorKind.TRANSACTION_ABORTED,
            ErrorKind.PROTOCOL_VIOLATION, ErrorKind.POOL_CLOSED);

    private final Figures figures;
    private final Map<Long, Told> told = new HashMap<>();
    private final Map<Long, String> words = new HashMap<>();
    private final Set<Long> asked = new HashSet<>();

    /**
     * Nothing is told yet.
     *
     * @param figures count what is told
     */
    Ledger(Figures figures) {
        this.figures = figures;
    }

    /** A transfer is about to be committed. */
    synchronized void asksToCommit(long id) {
        asked.add(id);
    }

    /** The caller of a transfer was told its end: well if there is no failure. */
    synchronized void tell(long id, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause == null) {
            put(id, Told.COMMITTED, "committed");
        } else if (cause instanceof DatabaseException error) {
            Told what = Told.by(error);
            put(id, what, error.kind() + " " + error.outcome() + ": " + error.getMessage());
            figures.count(error.kind().toString());
            figures.expect(what != Told.UNKNOWN || asked.contains(id), "Transfer " + id + " was told that nobody knows although its commit was "
                    + "never asked for: " + words.get(id));
            figures.expect(!NEVER.contains(error.kind()), "Transfer " + id + " was told " + words.get(id));
        } else {
            put(id, Told.UNKNOWN, cause.toString());
            figures.fault("Transfer " + id + " was told " + cause);
        }
    }

    private void put(long id, Told what, String said) {
        words.put(id, said);
        figures.count("told " + what);
        figures.expect(told.put(id, what) == null, "Transfer " + id + " was told twice how it ended.");
    }

    synchronized Told told(long id) {
        return told.get(id);
    }

    synchronized Map<Long, Told> told() {
        return Map.copyOf(told);
    }

    /** What the caller of a transfer was told, in words. */
    synchronized String words(long id) {
        return words.get(id);
    }
}
