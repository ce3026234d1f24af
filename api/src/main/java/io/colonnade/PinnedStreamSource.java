// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.dialect.Compiled;
import io.colonnade.error.DatabaseException;

/** A stream on a connection that is pinned anyway; it ends with its connection or transaction at the latest. */
final class PinnedStreamSource implements StreamSource, Session.Task {

    private final Session session;
    private final Scope owner;
    private RowStream stream;

    PinnedStreamSource(Session session, Scope owner) {
        this.session = session;
        this.owner = owner;
    }

    @Override
    public void acquire(RowStream wishing, Compiled statement) {
        stream = wishing;
        session.submit(this);
    }

    @Override
    public boolean alone() {
        return false;
    }

    @Override
    public void begin() {
        try {
            DatabaseException refusal = owner.refusal();
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
            owner.statementFailed(error);
            if (!error.connectionUsable()) {
                session.markBroken();
            }
        }
    }

    @Override
    public Transaction flow() {
        return owner.flow();
    }

    @Override
    public boolean belongsTo(Scope scope) {
        return owner == scope;
    }
}
