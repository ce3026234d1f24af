// SPDX-License-Identifier: Apache-2.0
package io.colonnade.jdbc;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;

/**
 * What runs on a connection at this moment. The lock makes sure that a cancel hits it or nothing: the connection's thread cannot go on to
 * the next statement while a cancel is being sent.
 */
final class RunningStatement {

    private final JdbcSession session;
    private Object owner;
    private JdbcStatement statement;
    private boolean cancelled;
    private long lastTicket;
    private long lastCancelled;

    RunningStatement(JdbcSession session) {
        this.session = session;
    }

    /** Numbers a statement when it is handed in, so that a cancel that comes before its turn hits it too; any thread. */
    synchronized long ticket() {
        return ++lastTicket;
    }

    /** Begins a statement that was handed in before, unless it was cancelled since. */
    synchronized void enter(Object newOwner, long ticket) {
        if (ticket <= lastCancelled) {
            throw DatabaseException.of(ErrorKind.CANCELLED, "the statement was cancelled before it began").retrySafe(true).build();
        }
        enter(newOwner);
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
        session.ended();
    }

    synchronized boolean cancelled() {
        return cancelled;
    }

    /** Cancels what runs and what has been handed in. */
    synchronized void cancel() {
        lastCancelled = lastTicket;
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
