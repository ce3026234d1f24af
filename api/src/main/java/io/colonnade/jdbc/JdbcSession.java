// SPDX-License-Identifier: Apache-2.0
package io.colonnade.jdbc;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.Feature;
import io.colonnade.dialect.IsolationLevel;
import io.colonnade.dialect.StatementKind;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.TransactionDefinition;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * One JDBC connection and what its database does in its own way; a backend supplies one for each connection. The defaults fit a driver that
 * keeps to JDBC. Used by the connection's thread only, except {@link #cancel}.
 *
 * @since 0.1
 */
public interface JdbcSession {

    /** What has become of a transaction after one of its statements failed. */
    enum TransactionState {
        /** It goes on as if the statement had not been run. */
        OPEN,
        /** It takes no statements until it, or a savepoint in it, is rolled back. */
        ABORTED,
        /** The database has rolled all of it back and is in no transaction any more. */
        GONE,
        /** The statement has ended it, as a procedure may, and what was done in it may have been committed. */
        ENDED
    }

    /** The driver's connection, in autocommit mode. */
    Connection connection();

    /** What this connection can do. */
    Dialect dialect();

    /** How values pass. */
    default JdbcTypes types() {
        return JdbcTypes.STANDARD;
    }

    /** How the values of one statement pass; asked when it is prepared. */
    default JdbcTypes types(Compiled statement) {
        return types();
    }

    /** How errors read. */
    default JdbcErrors errors() {
        return JdbcErrors.STANDARD;
    }

    /** Prepares a statement. */
    default JdbcStatement prepare(Compiled statement) throws SQLException {
        return new StandardStatement(this, statement);
    }

    /** How many statements that do not run are kept prepared; 0 for none. Asked once, when the connection is opened. */
    default int preparedStatements() {
        return PreparedStatements.DEFAULT_CAPACITY;
    }

    /** Whether a statement stays prepared after a run that has ended well; if not, the next one prepares it anew. */
    default boolean keepsPrepared(Compiled statement) {
        return true;
    }

    /**
     * Whether a statement that has stayed prepared still means what it would mean if it were prepared now; if not, it is prepared anew. Asked
     * before each of its runs but the first, so it asks nothing of the database.
     */
    default boolean isCurrent(Compiled statement) {
        return true;
    }

    /** A quicker way to run an insert for many rows; null where the database, or that insert, has none. */
    default BulkInsert bulkInsert(Compiled statement) throws SQLException {
        return null;
    }

    /** Called before anything that can be cancelled begins: a cancel that came too late for what ran before is forgotten. */
    default void ready() {
    }

    /** Called when that has ended or failed; it can be cancelled no more. */
    default void ended() {
    }

    /** Called before a statement runs, with the connection already open to {@link #cancel}; may wait. If it fails, nothing is run. */
    default void before(Compiled statement) throws SQLException {
    }

    /** Called after a statement for which {@link #before} returned has ended or failed. */
    default void after(Compiled statement) {
    }

    /** Called before a query is opened as a stream, after {@link #before}; {@link #streamClosed} follows even if this or the query fails. */
    default void streamOpening() throws SQLException {
    }

    /**
     * Called when the cursor of a stream is closed, or was never opened. If it fails, a stream that was read to its end fails so, and the
     * session is as it was before the stream, or of no further use.
     */
    default void streamClosed() throws SQLException {
    }

    /**
     * Called before a statement runs in a transaction that {@link #begin} began, ahead of {@link #before}: refuses text that ends it behind
     * our back, with kind USAGE, and DDL where the dialect lacks {@link Feature#TRANSACTIONAL_DDL}, with kind UNSUPPORTED.
     */
    default void beforeInTransaction(Compiled statement) throws SQLException {
        if (statement.kind() == StatementKind.OTHER && SqlText.endsTransaction(dialect().lexicalRules(), statement)) {
            throw DatabaseException.of(ErrorKind.USAGE, "A transaction that was begun by Colonnade is ended by its commit or rollback, not "
                    + "by SQL text: the statements that follow would be committed one by one. Nothing was sent.").build();
        }
        if (statement.kind() == StatementKind.DDL && !dialect().has(Feature.TRANSACTIONAL_DDL)) {
            throw DatabaseException.of(ErrorKind.UNSUPPORTED, dialect().productName() + " cannot undo " + SqlText.firstWord(dialect().lexicalRules(), statement)
                    + " with the transaction that is open. Nothing was sent, and the transaction goes on. Run the statement outside"
                    + " transactions; a batch, and a database with forced rollback, are one too.").build();
        }
    }

    /**
     * Begins a transaction; leaves none open if it fails. A level that the dialect does not list is refused with kind UNSUPPORTED, and so is
     * a deferrable transaction. The driver is told of a read-only one, which the core asks for only where the dialect declares it.
     */
    default void begin(TransactionDefinition definition) throws SQLException {
        IsolationLevel isolation = definition.isolation() == null ? dialect().defaultIsolation() : definition.isolation();
        require(dialect().isolationLevels().contains(isolation), "isolation level " + isolation);
        require(!definition.deferrable(), "deferrable transactions");
        int level = switch (isolation) {
            case READ_UNCOMMITTED -> Connection.TRANSACTION_READ_UNCOMMITTED;
            case READ_COMMITTED -> Connection.TRANSACTION_READ_COMMITTED;
            case REPEATABLE_READ -> Connection.TRANSACTION_REPEATABLE_READ;
            case SERIALIZABLE -> Connection.TRANSACTION_SERIALIZABLE;
        };
        if (connection().getTransactionIsolation() != level) {
            connection().setTransactionIsolation(level);
        }
        connection().setReadOnly(definition.readOnly());
        connection().setAutoCommit(false);
    }

    private void require(boolean available, String what) {
        if (!available) {
            throw DatabaseException.of(ErrorKind.UNSUPPORTED, dialect().productName() + " has no " + what + ". Leave the option out.").build();
        }
    }

    /** Commits. If it fails, the transaction may still be open and {@link #rollback} follows. */
    default void commit() throws SQLException {
        connection().commit();
        connection().setAutoCommit(true);
        connection().setReadOnly(false);
    }

    /** Rolls back what is open, if anything is. */
    default void rollback() throws SQLException {
        if (!connection().getAutoCommit()) {
            connection().rollback();
            connection().setAutoCommit(true);
            connection().setReadOnly(false);
        }
    }

    /** Runs SAVEPOINT, RELEASE SAVEPOINT or ROLLBACK TO SAVEPOINT. */
    default void savepoint(String sql) throws SQLException {
        try (Statement statement = connection().createStatement()) {
            statement.execute(sql);
        }
    }

    /** Finds out, after a failure, whether the open transaction still stands. */
    default TransactionState stateAfter(SQLException failure) throws SQLException {
        return TransactionState.OPEN;
    }

    /**
     * Whether a statement that failed is run once more, and may well succeed then, because of what was learnt from its failure. Asked only
     * where it ran outside transactions, or was all that ran in one of its own, which has been rolled back; a session says yes only if the
     * statement did nothing and gave no row, and not for ever.
     */
    default boolean runAgain(Compiled statement, DatabaseException failure) {
        return false;
    }

    /**
     * Whether the connection still answers what it is asked, after a statement has failed. What the database itself answered proves that; what
     * the driver made of an answer does not, and the session then asks the database for something that only this question can have as its
     * answer. If not, the connection is discarded, lest somebody gets the answer to another's statement. No cursor is open. Pinned by SPI-21.
     *
     * @param failure what the database or the driver said first
     */
    default boolean isInStep(SQLException failure) {
        return true;
    }

    /**
     * Brings the session back to the state of a fresh one; no transaction of ours and no cursor is open.
     *
     * @param thorough whether anything but queries and data changes was run since the last reset
     */
    default void reset(boolean thorough) throws SQLException {
        rollback();
        connection().clearWarnings();
    }

    /**
     * Whether {@link #reset} must come before the connection is lent again, although nothing but single statements were run since the last
     * one, outside transactions, and all have ended well. Asks nothing of the database; called on any thread while nothing runs.
     *
     * @param thorough as for {@link #reset}
     */
    default boolean needsReset(boolean thorough) {
        return thorough;
    }

    /**
     * Whether {@link #reset} would send nothing to the database at this moment; it is then done at once, and not in its turn. No transaction
     * of ours and no cursor is open.
     *
     * @param thorough as for {@link #reset}
     */
    default boolean resetsLocally(boolean thorough) throws SQLException {
        return false;
    }

    /** Asks the database for a sign of life. */
    default void validate() throws SQLException {
        if (!connection().isValid(0)) {
            throw new SQLException("the driver reports that the connection is broken", "08006");
        }
    }

    /**
     * Whether something has reached this machine that nobody has asked for, such as the end of the connection. Called while nothing runs, on
     * any thread if the connection is lent to nobody, else on its own; asks nothing of the database and waits for nothing. The connection is
     * then validated before a statement is sent. {@link SocketWatch} can tell.
     */
    default boolean hasUnread() {
        return false;
    }

    /**
     * Cancels the statement that runs now, or its wait in {@link #before}. Called on the thread of whoever cancels, never while no
     * statement runs; must return quickly. The statement then fails, or ends as if nothing had been.
     *
     * @param statement what runs; null while its text is being prepared or while the transaction begins or ends
     */
    default void cancel(JdbcStatement statement) {
        if (statement instanceof StandardStatement standard) {
            try {
                standard.statement().cancel();
            } catch (SQLException ignored) {
                // It has ended in the meantime, or the driver cannot cancel; the dialect says which.
            }
        }
    }

    /** Closes the driver's connection and frees whatever the session holds; called once. */
    default void close() throws SQLException {
        connection().close();
    }
}
