// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.error.DatabaseException;
import io.colonnade.pool.Log;
import java.time.Duration;

/**
 * Writes each statement, exactly as it was sent, and its time to the log: at DEBUG, or at WARN if it took longer than the threshold. The
 * values only if the option log_values says so.
 */
final class StatementLog {

    private static final Log LOG = Log.of("io.colonnade.sql");
    private static final double NANOS_PER_MILLI = 1_000_000.0;

    private final long slowNanos;
    private final boolean values;

    /**
     * A log.
     *
     * @param slowThreshold zero for none
     */
    StatementLog(Duration slowThreshold, boolean values) {
        slowNanos = slowThreshold.isZero() ? Long.MAX_VALUE : slowThreshold.toNanos();
        this.values = values;
    }

    /** Notes a call that has ended; never throws, for the values that it shows are the user's own. */
    void ended(Call<?> call, long nanos, DatabaseException error) {
        try {
            note(call, nanos, error);
        } catch (Throwable unlogged) {
            broken(unlogged);
        }
    }

    private void note(Call<?> call, long nanos, DatabaseException error) {
        if (nanos >= slowNanos) {
            LOG.warn("slow statement, {} ms{}: {}{}", nanos / NANOS_PER_MILLI, outcome(error), call.compiled().sql(), values(call));
        } else if (LOG.isDebugEnabled()) {
            LOG.debug("{} ms{}: {}{}", nanos / NANOS_PER_MILLI, outcome(error), call.compiled().sql(), values(call));
        }
    }

    /** Notes an operation that is no statement of the caller's: the begin or the end of a transaction or savepoint. */
    void ended(String operation, long nanos, DatabaseException error) {
        try {
            note(operation, nanos, error);
        } catch (Throwable unlogged) {
            broken(unlogged);
        }
    }

    private void note(String operation, long nanos, DatabaseException error) {
        if (nanos >= slowNanos) {
            LOG.warn("slow statement, {} ms{}: {}", nanos / NANOS_PER_MILLI, outcome(error), operation);
        } else if (LOG.isDebugEnabled()) {
            LOG.debug("{} ms{}: {}", nanos / NANOS_PER_MILLI, outcome(error), operation);
        }
    }

    private static void broken(Throwable unlogged) {
        LOG.warn("A statement could not be logged: {}", unlogged.getClass().getName());
    }

    private String values(Call<?> call) {
        try {
            return values ? " " + call.describeValues() : "";
        } catch (RuntimeException | Error e) {
            // The toString of a value is the caller's code, and must not keep its answer from the caller.
            return " [values that cannot be shown: " + e.getClass().getName() + "]";
        }
    }

    private static String outcome(DatabaseException error) {
        return error == null ? "" : ", failed with " + error.kind();
    }
}
