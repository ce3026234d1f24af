// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import com.mysql.cj.jdbc.JdbcConnection;
import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.StatementKind;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.jdbc.AsyncCancel;
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

    private final JdbcConnection connection;
    private final MySqlSettings settings;
    private final Statement statement;
    private final AsyncCancel cancel;
    private MySqlRows stream;
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

    /** Runs a command that is not sent if what it belongs to was cancelled meanwhile. */
    void cancellable(String sql) throws SQLException {
        settle();
        requireNotCancelled();
        statement.execute(sql);
    }

    /** Runs what is done whether or not the statement in front of it was cancelled, once nothing more can come of that. */
    void command(String sql) throws SQLException {
        cancel.ready();
        try {
            settle();
            statement.execute(sql);
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
                statement.execute(NOTHING);
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

    boolean isStreaming() {
        return stream != null;
    }

    void closeStream() throws SQLException {
        if (stream != null) {
            stream.close();
        }
    }

    void requireNoStream() {
        if (stream != null) {
            throw DatabaseException.of(ErrorKind.UNSUPPORTED, "A stream is open on this connection, and MySQL runs nothing else until its"
                    + " last row is read. Read it to the end or cancel it first, use another connection, or fetch the rows as a list. Nothing"
                    + " was sent.").build();
        }
    }
}
