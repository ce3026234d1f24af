// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.reference;

import io.colonnade.error.ConstraintViolation;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementOutcome;
import java.util.List;

/** What the engine says when it cannot do a thing: its own error, as that of a driver. */
final class EngineError extends Exception {

    private static final long serialVersionUID = 1L;

    private final ErrorKind kind;
    private final String state;
    private final transient ConstraintViolation constraint;

    EngineError(ErrorKind kind, String state, String message) {
        this(kind, state, message, null);
    }

    private EngineError(ErrorKind kind, String state, String message, ConstraintViolation constraint) {
        super(message);
        this.kind = kind;
        this.state = state;
        this.constraint = constraint;
    }

    static EngineError syntax(String message) {
        return new EngineError(ErrorKind.SYNTAX, "42601", message);
    }

    static EngineError missing(String what, String name) {
        return new EngineError(ErrorKind.NOT_FOUND, "42P01", what + " " + name + " does not exist");
    }

    static EngineError data(String message) {
        return new EngineError(ErrorKind.DATA, "22000", message);
    }

    static EngineError violation(ConstraintViolation.Type type, String table, String name) {
        return new EngineError(ErrorKind.CONSTRAINT, "23000", "constraint " + name + " of " + table + " is violated",
                new ConstraintViolation(type, name, table, List.of()));
    }

    /** In terms of Colonnade. */
    DatabaseException translated(int batchIndex) {
        return DatabaseException.of(kind, getMessage()).cause(this).sqlState(state).constraint(constraint).batchIndex(batchIndex)
                .outcome(StatementOutcome.NOT_APPLIED).retrySafe(kind == ErrorKind.LOCK_TIMEOUT).build();
    }
}
