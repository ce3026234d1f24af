// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.protocol.ServerSession;
import com.mysql.cj.protocol.ServerSessionStateController;
import com.mysql.cj.protocol.ServerSessionStateController.ServerSessionStateChanges;
import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.StatementKind;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.jdbc.AsyncCancel;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A session's own commands beside the user's statements, its open stream, which lets nothing else run, and how what runs is cancelled: by a
 * KILL over another connection, which must never hit what runs next.
 */
final class MySqlControl {

    /** Does nothing, and tells the server's view of the transaction with its answer. */
    private static final String NOTHING = "DO 0";
    private static final int MOST_SETTLEMENTS = 3;
    private static final int IN_STEP_MILLIS = 10_000;
    private static final String TRACK = ", SESSION session_track_state_change = ON";
    /** The flag of an answer that says that the session is another one than before. */
    private static final int SESSION_STATE_CHANGED = 0x4000;

    private final JdbcConnection connection;
    private final MySqlSettings settings;
    private final Statement statement;
    private final AsyncCancel cancel;
    private MySqlRows stream;
    /** Whether rows could not be read to their end, so that what is still to come of them would be taken for the answer to something else. */
    private boolean broken;
    private boolean tracked = true;
    /** Whether the server told of a change with an answer to a command of ours, that is of one that came before. */
    private boolean told;
    private long questions;
    /** Whether a kill was sent that may still be on its way to whatever runs. */
    private volatile boolean killPending;

    MySqlControl(JdbcConnection connection, MySqlSettings settings, AsyncCancel.Sender sender) throws SQLException {
        this.connection = connection;
        this.settings = settings;
        statement = connection.createStatement();
        cancel = new AsyncCancel(sender, this::kill);
    }

    /** For queries about the session. */
    Statement statement() {
        return statement;
    }

    /** What the server said of the transaction with its last answer that was no error; asks nothing. */
    boolean inTransactionOnServer() {
        return connection.getSession().getServerSession().inTransactionOnServer();
    }

    /** Makes the session a fresh one, which tells with each answer whether it has changed; servers before MySQL 5.7 and MariaDB 10.2 cannot. */
    void initialise() throws SQLException {
        try {
            command(MySqlOpening.INITIALISE + (tracked ? TRACK : ""));
        } catch (SQLException failure) {
            if (!tracked || failure.getErrorCode() != MySqlErrorKinds.UNKNOWN_VARIABLE) {
                throw failure;
            }
            tracked = false;
            command(MySqlOpening.INITIALISE);
        }
    }

    /** Whether the server has said since this was called last that the session has changed; asks nothing. */
    boolean takeChanges() {
        boolean changes = told || sessionChanged();
        told = false;
        return changes;
    }

    /** Whether its last answer says so. That transactions come and go is no such change. */
    private boolean sessionChanged() {
        ServerSession session = connection.getSession().getServerSession();
        if ((session.getStatusFlags() & SESSION_STATE_CHANGED) == 0) {
            return false;
        }
        ServerSessionStateChanges told = session.getServerSessionStateController().getSessionStateChanges();
        return told == null || told.getSessionStateChangesList().isEmpty() || told.getSessionStateChangesList().stream()
                .anyMatch(change -> change.getType() <= ServerSessionStateController.SESSION_TRACK_STATE_CHANGE);
    }

    /**
     * Whether the server answers what it is asked now, after the driver has failed to read an answer. All that it still had to say comes before
     * this answer, so a connection on which it arrives is in step.
     */
    boolean answersInStep() {
        if (stream != null || broken) {
            return false;
        }
        String question = connection.getId() + "-" + System.nanoTime() + "-" + ++questions;
        try {
            connection.setNetworkTimeout(Runnable::run, IN_STEP_MILLIS);
            awaitCancels();
            try (ResultSet answer = statement.executeQuery("SELECT '" + question + "'")) {
                note();
                return answer.next() && question.equals(answer.getString(1));
            } finally {
                connection.setNetworkTimeout(Runnable::run, 0);
            }
        } catch (SQLException | RuntimeException outOfStep) {
            return false;
        }
    }

    /** Runs a command that is not sent if what it belongs to was cancelled meanwhile. */
    void cancellable(String sql) throws SQLException {
        settle();
        requireNotCancelled();
        execute(sql);
    }

    private void execute(String sql) throws SQLException {
        statement.execute(sql);
        note();
    }

    /** Keeps what the answer to something of our own tells, which is of what came before. */
    void note() {
        told |= sessionChanged();
    }

    /** Runs what is done whether or not the statement in front of it was cancelled, once nothing more can come of that. */
    void command(String sql) throws SQLException {
        cancel.ready();
        try {
            settle();
            execute(sql);
        } finally {
            cancel.ended();
        }
    }

    /** Asks the server for an answer, which tells how it sees the transaction. */
    void ping() throws SQLException {
        command(NOTHING);
    }

    /** Waits until nothing that was cancelled can have an effect any more. */
    void awaitCancels() throws SQLException {
        cancel.ready();
        cancel.ended();
        settle();
    }

    /** Something begins that can be cancelled. */
    void ready() {
        cancel.ready();
        try {
            settle();
        } catch (SQLException broken) {
            // What is about to run finds out, and says so.
            killPending = false;
        }
    }

    /** It has ended. */
    void ended() {
        cancel.ended();
    }

    /** Cancels what runs; any thread. */
    void cancel() {
        cancel.send();
    }

    /** A kill that came when its statement had ended is received by a statement that does nothing, never by the next one. */
    private void settle() throws SQLException {
        for (int i = 0; killPending && stream == null && i < MOST_SETTLEMENTS; i++) {
            try {
                execute(NOTHING);
                killPending = false;
            } catch (SQLException failure) {
                if (failure.getErrorCode() != MySqlErrorKinds.INTERRUPTED) {
                    throw failure;
                }
            }
        }
    }

    /** Has the server end what the session runs, over a connection of its own. If it cannot be told, the session's connection is cut. */
    void kill() throws SQLException {
        killPending = true;
        try (JdbcConnection messenger = MySqlOpening.messenger(settings); Statement message = messenger.createStatement()) {
            message.execute("KILL QUERY " + connection.getId());
        } catch (SQLException unreachable) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException ignored) {
                // It is closed already.
            }
            throw unreachable;
        }
    }

    /** Refuses to send what was cancelled while something in front of it was under way. */
    void requireNotCancelled() throws SQLException {
        if (cancel.requested()) {
            throw new SQLException("The statement was cancelled before it was sent", "70100", MySqlErrorKinds.INTERRUPTED);
        }
    }

    /** Refuses the end of a statement that was killed: some end then as if nothing had been, and SLEEP is one of them. */
    void requireTrueEnd(Compiled ended) throws SQLException {
        if (cancel.requested()) {
            throw new MySqlErrors.LateCancel(ended.kind() != StatementKind.QUERY);
        }
    }

    void streamOpened(MySqlRows opened) {
        stream = opened;
    }

    void streamClosed(MySqlRows closed) {
        if (stream == closed) {
            stream = null;
        }
    }

    /** Notes that the rows of a stream could not be read to their end: nothing more can be done on the connection. */
    void streamBroken() {
        broken = true;
    }

    boolean isBroken() {
        return broken;
    }

    void requireUnbroken() throws SQLException {
        if (broken) {
            throw new SQLException("The connection was lost while rows were read off it", "08S01");
        }
    }

    boolean isStreaming() {
        return stream != null;
    }

    void closeStream() throws SQLException {
        if (stream != null) {
            stream.close();
        }
    }

    void requireNoStream(String productName) {
        if (stream != null) {
            throw DatabaseException.of(ErrorKind.UNSUPPORTED, "A stream is open on this connection, and " + productName + " runs nothing else until its"
                    + " last row is read. Read it to the end or cancel it first, use another connection, or fetch the rows as a list. Nothing"
                    + " was sent.").build();
        }
    }
}
