// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.IsolationLevel;
import io.colonnade.dialect.StatementKind;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.jdbc.JdbcErrors;
import io.colonnade.jdbc.JdbcSession;
import io.colonnade.jdbc.JdbcStatement;
import io.colonnade.jdbc.SqlText;
import io.colonnade.spi.TransactionDefinition;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteLimits;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.core.DB;

/** One connection to SQLite: its transactions, its turn as a writer, and what is set on it. */
final class SqliteSession implements JdbcSession {

    private static final String ENDED_BY_ENGINE = "no transaction is active";

    private final SQLiteConnection connection;
    private final DB engine;
    private final SqliteSettings settings;
    private final SqliteErrors errors;
    private final SqlitePragmas pragmas;
    private final WriteGate gate;
    private final WriteGate.Pass pass;
    private final CancelFlag cancel;
    private final SchemaWatch schema;
    private Dialect dialect;
    private String journalMode;

    private boolean inTransaction;
    private boolean queryOnly;
    private boolean rawTransaction;
    /** Whether the engine has rolled back a transaction of SQL text by itself, and its author may not know. */
    private boolean rawLost;
    private FileWatch file;

    SqliteSession(SQLiteConnection connection, SqliteSettings settings, WriteGate gate) {
        this.connection = connection;
        this.engine = connection.getDatabase();
        this.settings = settings;
        this.gate = gate;
        errors = new SqliteErrors(settings.displayName());
        pragmas = new SqlitePragmas(connection, settings);
        pass = gate.new Pass();
        schema = new SchemaWatch(connection);
        cancel = new CancelFlag(settings.busyTimeout().toNanos());
    }

    void initialise() throws SQLException {
        dialect = SqliteDialect.of(connection.libversion());
        connection.setLimit(SQLiteLimits.SQLITE_LIMIT_VARIABLE_NUMBER, SqliteDialect.MAX_BIND_PARAMETERS);
        cancel.install(connection);
        DecimalFunctions.register(connection);
        pragmas.set();
        journalMode = settings.journalMode() == null ? pragmas.journalMode() : settings.journalMode();
        restoreJournalMode();
        // A file that cannot be written keeps its own.
        journalMode = pragmas.journalMode();
        file = new FileWatch(settings.file(), settings.mode() != SqliteSettings.Mode.RO);
    }

    private void restoreJournalMode() throws SQLException {
        if (!pragmas.journalMode().equals(journalMode)) {
            enter();
            try {
                pragmas.setJournalMode(journalMode);
            } finally {
                pass.exit();
            }
        }
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public JdbcErrors errors() {
        return errors;
    }

    @Override
    public JdbcStatement prepare(Compiled statement) throws SQLException {
        return new SqliteStatement(connection, statement, pragmas, this);
    }

    /** A number that is another one whenever the tables may be others, for a statement that is at its first row. */
    long schemaStamp() throws SQLException {
        return schema.stamp(inTransaction);
    }

    @Override
    public void ready() {
        cancel.lower();
        pass.rest();
    }

    @Override
    public void cancel(JdbcStatement statement) {
        cancel.raise();
        pass.wake();
    }

    /** A statement that may write waits for its turn, unless its transaction has had it or was begun by raw text, which holds the lock. */
    @Override
    public void before(Compiled statement) throws SQLException {
        requireNotLost(statement);
        if (statement.kind() == StatementKind.OTHER) {
            requireOfSession(statement);
        }
        if (statement.kind() != StatementKind.QUERY && !inTransaction && !rawTransaction) {
            enter();
        }
    }

    /** What follows would be committed by itself, statement by statement. */
    private void requireNotLost(Compiled statement) {
        if (rawLost && statement != null && statement.kind() == StatementKind.OTHER
                && SqlText.endsTransaction(SqliteDialect.LEXICAL_RULES, statement)) {
            rawLost = false;
        }
        if (rawLost) {
            throw DatabaseException.of(ErrorKind.TRANSACTION_ABORTED, "SQLite has rolled back the transaction that SQL text began on this"
                    + " connection, because a statement in it failed. Nothing was sent. Run ROLLBACK, or give the connection back.").build();
        }
    }

    private static void requireOfSession(Compiled statement) {
        Pragma pragma = Pragma.setBy(statement);
        if (pragma != null && pragma.fate() == Pragma.Fate.REFUSED) {
            throw DatabaseException.of(ErrorKind.UNSUPPORTED, "PRAGMA " + pragma.name() + " would hold for all databases of this process, and"
                    + " nobody could take it back. Nothing was sent. Set it where the process starts, or limit one connection with the"
                    + " option cache_size.").build();
        }
    }

    @Override
    public void after(Compiled statement) {
        if (statement.kind() == StatementKind.DDL || statement.kind() == StatementKind.OTHER) {
            schema.changed();
        }
        if (!inTransaction && (rawTransaction || statement.kind() == StatementKind.OTHER)) {
            // If even this fails the reset will, and the connection is discarded.
            boolean open = isOpenOr(true);
            rawLost = rawTransaction && !open && !mayEnd(statement);
            rawTransaction = open;
        }
        if (statement.kind() == StatementKind.OTHER && !inTransaction) {
            pragmas.encodingMayHaveChanged();
        }
        if (!inTransaction) {
            pass.exit();
        }
    }

    /** RELEASE commits where SAVEPOINT began the transaction. */
    private static boolean mayEnd(Compiled statement) {
        return statement.kind() == StatementKind.OTHER && (SqlText.endsTransaction(SqliteDialect.LEXICAL_RULES, statement)
                || SqlText.firstWord(SqliteDialect.LEXICAL_RULES, statement).equals("RELEASE"));
    }

    @Override
    public void begin(TransactionDefinition definition) throws SQLException {
        requireNotLost(null);
        if (definition.isolation() != null && definition.isolation() != IsolationLevel.SERIALIZABLE) {
            throw DatabaseException.of(ErrorKind.UNSUPPORTED, "SQLite has no isolation level " + definition.isolation()
                    + "; all of its transactions are SERIALIZABLE. Ask for that, or for none.").build();
        }
        if (definition.deferrable()) {
            throw DatabaseException.of(ErrorKind.UNSUPPORTED, "SQLite has no deferrable transactions. Leave the option out.").build();
        }
        try {
            if (definition.readOnly()) {
                engine.exec("PRAGMA query_only = 1", false);
                queryOnly = true;
                engine.exec("BEGIN", false);
            } else {
                enter();
                engine.exec("BEGIN IMMEDIATE", false);
            }
            inTransaction = true;
            schema.snapshotChanged();
        } catch (SQLException | RuntimeException failure) {
            transactionEnded();
            throw failure;
        }
    }

    @Override
    public void commit() throws SQLException {
        engine.exec("COMMIT", false);
        transactionEnded();
    }

    @Override
    public void rollback() throws SQLException {
        cancel.lower();
        // Until it has worked, the next reset must try again.
        rawTransaction = true;
        try {
            engine.exec("ROLLBACK", false);
        } catch (SQLException failure) {
            if (!String.valueOf(failure.getMessage()).contains(ENDED_BY_ENGINE)) {
                throw failure;
            }
        } finally {
            transactionEnded();
        }
        rawTransaction = false;
    }

    private void transactionEnded() throws SQLException {
        inTransaction = false;
        schema.snapshotChanged();
        pass.exit();
        if (queryOnly) {
            queryOnly = false;
            engine.exec("PRAGMA query_only = 0", false);
        }
    }

    @Override
    public void savepoint(String sql) throws SQLException {
        engine.exec(sql, false);
        schema.snapshotChanged();
    }

    @Override
    public TransactionState stateAfter(SQLException failure) throws SQLException {
        cancel.lower();
        if (isOpen()) {
            return TransactionState.OPEN;
        }
        pass.exit();
        return TransactionState.GONE;
    }

    /** The driver cannot say whether the engine is in a transaction, but the engine refuses a second BEGIN. */
    private boolean isOpen() throws SQLException {
        try {
            engine.exec("BEGIN", false);
        } catch (SQLException failure) {
            if (SqliteErrors.code(failure) == SQLiteErrorCode.SQLITE_ERROR.code) {
                return true;
            }
            throw failure;
        }
        // Not ROLLBACK, which would end the cursors that are open.
        engine.exec("COMMIT", false);
        return false;
    }

    private boolean isOpenOr(boolean otherwise) {
        try {
            return isOpen();
        } catch (SQLException failure) {
            return otherwise;
        }
    }

    @Override
    public void reset(boolean thorough) throws SQLException {
        rawLost = false;
        if (inTransaction || rawTransaction || thorough) {
            rollback();
        }
        if (thorough) {
            pragmas.reset();
            cancel.installBusyHandler(connection);
            restoreJournalMode();
        }
    }

    @Override
    public void validate() throws SQLException {
        String reason = file.reasonToReopen();
        if (reason != null) {
            throw new SQLException(reason);
        }
        engine.exec("SELECT 1", false);
    }

    /** A file that ought to be opened again is as good as a link that has ended. */
    @Override
    public boolean hasUnread() {
        return file.reasonToReopen() != null;
    }

    @Override
    public void close() throws SQLException {
        pass.exit();
        gate.leave();
        connection.close();
    }

    private void enter() throws SQLException {
        String reason = file == null ? null : file.reasonFound();
        if (reason != null) {
            throw DatabaseException.of(ErrorKind.CONNECTION_LOST, reason + ". Nothing was sent; run it again.").retrySafe(true)
                    .connectionUsable(false).build();
        }
        try {
            if (pass.enter(settings.writerTimeout().toNanos())) {
                return;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        // It may have been let in at the very moment of the interrupt.
        pass.exit();
        if (pass.isWoken() || Thread.currentThread().isInterrupted()) {
            throw DatabaseException.of(ErrorKind.CANCELLED, "cancelled while waiting for the other writers of this process").build();
        }
        throw DatabaseException.of(ErrorKind.LOCK_TIMEOUT, "SQLite takes one writer at a time, and another connection of this process has "
                + "been writing to " + settings.displayName() + " for longer than writer_timeout (" + settings.writerTimeout().toMillis()
                + " ms). Shorten its transaction or raise writer_timeout.").retrySafe(true).build();
    }
}
