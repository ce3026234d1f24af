// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.bank;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.StatementOutcome;

/** What the caller of a transfer was told of it. */
enum Told {
    COMMITTED, NOT_APPLIED, UNKNOWN;

    /** What an error says of the whole transfer. */
    static Told by(DatabaseException error) {
        return error.outcome() == StatementOutcome.NOT_APPLIED || error.retrySafe() ? NOT_APPLIED
                : error.outcome() == StatementOutcome.APPLIED ? COMMITTED : UNKNOWN;
    }
}
