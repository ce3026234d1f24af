// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.error.ConstraintViolation;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.StatementException;
import io.colonnade.error.StatementOutcome;
import io.colonnade.sql.Statement;

/** Makes an error say which statement it is about. */
final class StatementErrors {

    private StatementErrors() {
    }

    /** What took effect in a transaction is lost or kept with it, which nobody knows before its end. */
    static DatabaseException inScope(DatabaseException error, boolean autocommit) {
        return error.outcome() != StatementOutcome.APPLIED || autocommit ? error
                : error.toBuilder().outcome(StatementOutcome.UNKNOWN).build();
    }

    /**
     * The error as its caller meets it. The same error may have come to several statements, so it is not changed.
     *
     * @param sql the text of the statement; null if it has none
     * @param expression the statement; null for raw text
     */
    static DatabaseException of(DatabaseException error, String sql, Statement expression) {
        ConstraintViolation told = error instanceof StatementException failed ? failed.constraint().orElse(null) : null;
        ConstraintViolation known = told == null || expression == null ? told : KnownConstraints.complete(told, expression);
        boolean named = error.sql() != null || sql == null;
        if (named && known == told) {
            return error;
        }
        return error.toBuilder().sql(named ? error.sql() : sql).constraint(known).build();
    }
}
