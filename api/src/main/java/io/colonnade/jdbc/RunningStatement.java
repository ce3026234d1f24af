// SPDX-License-Identifier: Apache-2.0
package io.colonnade.jdbc;

/**
 * What runs on a connection at this moment. The lock makes sure that a cancel hits it or nothing: the connection's thread cannot go on to
 * the next statement while a cancel is being sent.
 */
final class RunningStatement {

    private final JdbcSession session;
    private Object owner;
    private JdbcStatement statement;
    private boolean cancelled;

    RunningStatement(JdbcSession session) {
        this.session = session;
    }

    synchronized void enter(Object newOwner) {
        session.ready();
        owner = newOwner;
        statement = null;
        cancelled = false;
    }

    synchronized void statement(JdbcStatement running) {
        statement = running;
    }

    /** Ends what was entered; after that no cancel can hit it. Whether one did is kept until the next enters. */
    synchronized void leave() {
        owner = null;
        statement = null;
    }

    synchronized boolean cancelled() {
        return cancelled;
    }

    /** Cancels what runs. */
    synchronized void cancel() {
        cancel(owner);
    }

    /** Cancels what runs if it belongs to that owner. */
    synchronized void cancel(Object onlyOf) {
        if (owner != null && owner == onlyOf) {
            cancelled = true;
            session.cancel(statement);
        }
    }
}
