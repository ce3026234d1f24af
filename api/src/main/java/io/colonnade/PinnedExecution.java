// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementOutcome;
import java.time.Duration;

/** A call on a pinned connection: it takes its turn in the session and tells its scope how it ended. */
final class PinnedExecution<T> extends Execution<T> implements Session.Task {

    private final Session session;
    private final Scope scope;
    /** The innermost transaction when its turn came, or null. */
    private volatile OpenTransaction ranIn;

    PinnedExecution(Session session, Scope scope, Call<T> call, Duration timeout) {
        super(session.engine(), call, timeout);
        this.session = session;
        this.scope = scope;
    }

    @Override
    public boolean alone() {
        return false;
    }

    @Override
    public void begin() {
        // An earlier call that failed meanwhile may have ended the scope, and that says more than that the connection has gone.
        DatabaseException gone = session.refusal();
        DatabaseException own = scope.refusalAtTurn();
        DatabaseException refusal = gone == null || own != null && gone.kind() == ErrorKind.USAGE ? own : gone;
        if (refusal != null) {
            refuse(refusal);
            session.ended(this);
        } else {
            ranIn = scope.innermost();
            runOn(session.backend());
        }
    }

    /** Whether it runs in that transaction, or in one inside it. */
    boolean runsIn(OpenTransaction transaction) {
        Scope each = ranIn;
        while (each != null && each != transaction) {
            each = each.outer();
        }
        return each != null;
    }

    @Override
    public void cutOff(DatabaseException why) {
        tellCutOff(scope.failure(why, call.compiled()));
    }

    @Override
    DatabaseException told(DatabaseException error) {
        return scope.failure(error, call.compiled());
    }

    @Override
    boolean withdraw() {
        return session.withdraw(this);
    }

    @Override
    void release(DatabaseException error) {
        if (error != null) {
            // What took effect before something else went wrong is left to the end of its transaction.
            if (error.outcome() != StatementOutcome.APPLIED) {
                scope.statementFailed(error);
            }
            if (!error.connectionUsable()) {
                session.markBroken(error);
            }
        }
        session.ended(this);
    }

    @Override
    boolean autocommit() {
        return scope.autocommit();
    }

    @Override
    Scope flow() {
        return scope.flow();
    }

    @Override
    void deliver(T result, DatabaseException error) {
        engine.complete(this, result, error, scope.flow());
    }
}
