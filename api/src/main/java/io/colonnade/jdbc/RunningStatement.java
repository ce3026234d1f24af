// SPDX-License-Identifier: Apache-2.0
package io.colonnade.jdbc;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;

/**
 * What runs on a connection at this moment. The lock makes sure that a cancel hits it or nothing: the connection's thread cannot go on to
 * the next statement while a cancel is being sent. A call that was made but whose turn has not come counts as running if nothing else does.
 */
final class RunningStatement {

    private final JdbcSession session;
    private Object owner;
    private JdbcStatement statement;
    private boolean cancelled;
<<<<<<< HEAD
    private long lastCall;
    private long startedCall;
    private long doomedCall;
    private boolean inCall;
    private boolean doomed;
=======
    private long lastTicket;
    private long lastCancelled;
>>>>>>> main

    RunningStatement(JdbcSession session) {
        this.session = session;
    }

<<<<<<< HEAD
    /** Notes a call that is made; any thread. */
    synchronized long call() {
        return ++lastCall;
    }

    synchronized void start(long call) {
        startedCall = call;
        inCall = true;
        doomed = call == doomedCall;
    }

    synchronized void end() {
        inCall = false;
        doomed = false;
    }

    /** Begins what a cancel can hit, or fails if the call that it belongs to was cancelled before. */
=======
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

>>>>>>> main
    synchronized void enter(Object newOwner) {
        cancelled = false;
        if (doomed) {
            doomed = false;
            throw DatabaseException.of(ErrorKind.CANCELLED, "The statement was cancelled before it was sent.").build();
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
    }

    synchronized boolean cancelled() {
        return cancelled;
    }

<<<<<<< HEAD
    /** Cancels what runs, between two of its steps too, or else the call that is next. */
    synchronized void cancel() {
        if (owner != null) {
            cancel(owner);
        } else if (inCall) {
            doomed = true;
        } else if (startedCall < lastCall) {
            doomedCall = startedCall + 1;
        }
=======
    /** Cancels what runs and what has been handed in. */
    synchronized void cancel() {
        lastCancelled = lastTicket;
        cancel(owner);
>>>>>>> main
    }

    /** Cancels what runs if it belongs to that owner. */
    synchronized void cancel(Object onlyOf) {
        if (owner != null && owner == onlyOf) {
            cancelled = true;
            session.cancel(statement);
        }
    }
}
