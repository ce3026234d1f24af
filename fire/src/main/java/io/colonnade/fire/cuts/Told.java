// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.cuts;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementOutcome;
import io.colonnade.fire.Figures;
import java.util.List;
import java.util.Set;

/**
 * What the caller of a call that was cut was told.
 *
 * @param failure null for success
 * @param commitAsked whether the program had asked for the commit of its transaction
 * @param sent whether anything of that, or of a call without a transaction, may have been sent
 */
record Told(Cut cut, Throwable failure, boolean commitAsked, boolean sent) {

    /** What the loss of a connection may be told as; the last two to whoever goes on with a transaction as if there had been none. */
    private static final Set<ErrorKind> LOSSES = Set.of(ErrorKind.CONNECTION_LOST, ErrorKind.COMMIT_OUTCOME_UNKNOWN,
            ErrorKind.TRANSACTION_ABORTED, ErrorKind.TRANSACTION_ROLLED_BACK);

    /** Compares it with the rows that the server has, by their parts. */
    void compare(List<Integer> stored, Figures figures) {
        boolean applied = stored.equals(cut.work().parts());
        boolean absent = stored.isEmpty();
        figures.expect(applied || absent, this + ": half of it is stored: " + stored);
        if (failure == null) {
            figures.count("told success");
            figures.expect(applied, this + ": it is not stored");
        } else if (failure instanceof DatabaseException error && LOSSES.contains(error.kind())) {
            compare(error, applied, absent, figures);
        } else {
            figures.fault(this + ": no error of a lost connection");
        }
    }

    private void compare(DatabaseException error, boolean applied, boolean absent, Figures figures) {
        figures.count("told " + error.outcome());
        if (error.outcome() == StatementOutcome.NOT_APPLIED || error.retrySafe()) {
            figures.expect(absent, this + ": it is stored");
        }
        if (error.outcome() == StatementOutcome.APPLIED) {
            figures.expect(applied, this + ": it is not stored");
        }
        if (!cut.work().autocommit() && !commitAsked) {
            figures.expect(error.outcome() == StatementOutcome.NOT_APPLIED && error.retrySafe(),
                    this + ": COMMIT was not asked for, so it cannot have been applied and may be run again");
        } else if (error.outcome() == StatementOutcome.UNKNOWN) {
            figures.expect(sent, this + ": not one byte of it was sent, so it cannot have been applied");
            figures.count(applied ? "unknown and applied" : "unknown and not applied");
        }
    }

    @Override
    public String toString() {
        String words = failure == null ? "success" : failure instanceof DatabaseException error
                ? error.kind() + ", " + error.outcome() + (error.retrySafe() ? ", safe to run again: " : ": ") + error.getMessage()
                : failure.toString();
        return cut + (cut.work().autocommit() ? "" : commitAsked ? ", after commit was asked for" : ", before commit was asked for")
                + ", was told " + words;
    }
}
