// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.dialect.Compiled;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.StatementOutcome;

/** A stream on a connection that is pinned anyway; it ends with its connection or transaction at the latest. */
final class PinnedStreamSource implements StreamSource, Session.Task {

    private final Session session;
    private final Scope owner;
    private final Transaction handle;
    private RowStream stream;

    /**
     * A source.
     *
     * @param handle what is kept reachable for as long as the stream is, so that a transaction is not taken for lost; or null
     */
    PinnedStreamSource(Session session, Scope owner, Transaction handle) {
        this.session = session;
        this.owner = owner;
        this.handle = handle;
    }

    @Override
    public void cutOff(DatabaseException why) {
        stream.refused(why);
    }

    @Override
    public void acquire(RowStream wishing, Compiled statement) {
        stream = wishing;
        owner.endCancelledInner();
        session.submit(this);
    }

    @Override
    public boolean alone() {
        return false;
    }

    @Override
    public void begin() {
        try {
            DatabaseException refusal = session.refusal() == null ? owner.refusal() : session.refusal();
            if (refusal != null) {
                stream.refused(refusal);
            } else {
                session.opened(stream);
                stream.connected(session.backend());
            }
        } finally {
            session.ended(this);
        }
    }

    @Override
    public void withdraw(RowStream wishing) {
        session.withdraw(this);
    }

    @Override
    public void release(RowStream ended, DatabaseException error, boolean complete) {
        session.closed(ended);
        if (error != null) {
            // What took effect before something else went wrong is left to the end of its transaction.
            if (error.outcome() != StatementOutcome.APPLIED) {
                owner.statementFailed(error);
            }
            if (!error.connectionUsable()) {
                session.markBroken(error);
            }
        }
    }

    @Override
    public DatabaseException failure(DatabaseException error, Compiled statement) {
        return owner.failure(error, statement);
    }

    @Override
    public boolean autocommit() {
        return owner.autocommit();
    }

    @Override
    public Scope flow() {
        return owner.flow();
    }

    @Override
    public boolean belongsTo(Scope scope) {
        return owner == scope;
    }
}
