// SPDX-License-Identifier: Apache-2.0
package io.colonnade.jdbc;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;

/**
 * What runs on a connection at this moment, and which calls have been handed in. The lock makes sure that a cancel hits those or nothing: the
 * connection's thread cannot go on to the next statement while a cancel is being sent.
 */
final class RunningStatement {

    private final JdbcSession session;
    private Object owner;
    private JdbcStatement statement;
    private boolean cancelled;
    private boolean inCall;
    private long currentCall;
    private long lastCall;
    private long lastCancelled;

    RunningStatement(JdbcSession session) {
        this.session = session;
    }

    /** Numbers a call when it is handed in, so that a cancel that comes before its turn hits it too; any thread. */
    synchronized long call() {
        return ++lastCall;
    }

    /** Begins a call, which may enter and leave several times. */
    synchronized void start(long call) {
        currentCall = call;
        inCall = true;
    }

    synchronized void end() {
        inCall = false;
    }

    /** Begins what a cancel can hit, or fails if the call that it belongs to was cancelled before. */
    synchronized void enter(Object newOwner) {
        cancelled = false;
        if (inCall && currentCall <= lastCancelled) {
            throw DatabaseException.of(ErrorKind.CANCELLED, "The statement was cancelled before it was sent.").retrySafe(true).build();
        }
        session.ready();
        owner = newOwner;
        statement = null;
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

    /** Whether nothing runs, and no call is in the middle of its work. */
    synchronized boolean idle() {
        return owner == null && !inCall;
    }

    synchronized boolean cancelled() {
        return cancelled;
    }

    /** Cancels what runs and what has been handed in. */
    synchronized void cancel() {
        lastCancelled = lastCall;
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
