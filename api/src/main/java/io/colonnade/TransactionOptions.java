// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.dialect.IsolationLevel;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.TransactionDefinition;
import java.time.Duration;

/**
 * How a transaction is run. Immutable; start from {@link #DEFAULT}.
 *
 * @param isolation the isolation level; null for the database's default. One that the database lacks is refused before anything is sent
 * @param readOnly whether it may not write
 * @param deferrable whether it may wait for a moment at which it cannot collide; refused where the database has no such thing
 * @param forceRollback whether it is rolled back at its end whatever its outcome, for tests
 * @param timeout how long it may take from before its begin to the answer to its commit; then it is rolled back, or if the commit was sent,
 *     fails with kind COMMIT_OUTCOME_UNKNOWN, whether or not the database answers; null for no limit
 * @since 0.1
 */
public record TransactionOptions(IsolationLevel isolation, boolean readOnly, boolean deferrable, boolean forceRollback, Duration timeout) {

    /** The database's default isolation, writing allowed, no limit in time. */
    public static final TransactionOptions DEFAULT = new TransactionOptions(null, false, false, false, null);

    public TransactionOptions {
        if (timeout != null && (timeout.isZero() || timeout.isNegative())) {
            throw DatabaseException.of(ErrorKind.USAGE, "the timeout of a transaction is " + timeout + "; it must be positive").build();
        }
    }

    public TransactionOptions withIsolation(IsolationLevel level) {
        return new TransactionOptions(level, readOnly, deferrable, forceRollback, timeout);
    }

    public TransactionOptions withReadOnly(boolean yes) {
        return new TransactionOptions(isolation, yes, deferrable, forceRollback, timeout);
    }

    public TransactionOptions withDeferrable(boolean yes) {
        return new TransactionOptions(isolation, readOnly, yes, forceRollback, timeout);
    }

    public TransactionOptions withForceRollback(boolean yes) {
        return new TransactionOptions(isolation, readOnly, deferrable, yes, timeout);
    }

    public TransactionOptions withTimeout(Duration limit) {
        return new TransactionOptions(isolation, readOnly, deferrable, forceRollback, limit);
    }

    TransactionDefinition definition() {
        return new TransactionDefinition(isolation, readOnly, deferrable);
    }
}
