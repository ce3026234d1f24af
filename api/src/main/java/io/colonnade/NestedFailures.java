// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.error.DatabaseException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Nested transactions that have failed before anybody asked how they end. Their failure lets the outer transaction go on, so once that one is
 * committed without their work, and still nobody has asked, the log says so. Thread-safe.
 */
final class NestedFailures {

    private static final Logger LOG = LoggerFactory.getLogger("io.colonnade");

    private record Failed(TransactionRun<?> run, Throwable failure) { }

    private List<Failed> failed = new ArrayList<>(0);
    private boolean committed;

    /** One has failed, and nobody has asked yet. */
    void add(TransactionRun<?> run, Throwable failure) {
        Failed late = new Failed(run, failure);
        synchronized (this) {
            if (!committed) {
                failed.add(late);
                return;
            }
        }
        warn(late);
    }

    /** The outer transaction was committed. */
    void outerCommitted() {
        List<Failed> left;
        synchronized (this) {
            committed = true;
            left = failed;
            failed = List.of();
        }
        left.forEach(NestedFailures::warn);
    }

    private static void warn(Failed nested) {
        if (!nested.run.isWatched()) {
            LOG.warn("a nested transaction failed and nobody has asked how it ended, so the outer one was committed without its work. Return its"
                    + " future from the outer function, or handle its failure: {}", describe(nested.failure));
        }
    }

    /** What code of the caller's threw may quote a value. */
    private static String describe(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return failure instanceof DatabaseException error ? error.kind() + ": " + error.getMessage()
                : failure.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
    }
}
