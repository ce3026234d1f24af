// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import com.mysql.cj.NativeSession;
import com.mysql.cj.jdbc.JdbcConnection;
import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.IsolationLevel;
import io.colonnade.dialect.StatementKind;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.jdbc.AsyncCancel;
import io.colonnade.jdbc.JdbcErrors;
import io.colonnade.jdbc.JdbcSession;
import io.colonnade.jdbc.JdbcStatement;
import io.colonnade.jdbc.SqlText;
import io.colonnade.spi.TransactionDefinition;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.regex.Pattern;

/** One session on a server: its transactions, its open stream, what is to be undone when it is given back, and how it is cancelled. */
final class MySqlSession implements JdbcSession {

    /** Does nothing, and tells the server's view of the transaction with its answer. */
    private static final String NOTHING = "DO 0";
    private static final String CHECK = "SELECT @@sql_mode = '" + MySqlOpening.SQL_MODE + "' AND @@time_zone = '+00:00' AND @@autocommit = 1 AND "
            + "@@character_set_client = 'utf8mb4' AND @@character_set_results = 'utf8mb4'";
    private static final int MOST_SETTLEMENTS = 3;
    private static final Pattern AUTOCOMMIT = Pattern.compile("\\bautocommit\\s*:?=", Pattern.CASE_INSENSITIVE);

    private final JdbcConnection connection;
    private final MySqlSettings settings;
    private final Statement control;
    private final AsyncCancel cancel;
    private Dialect dialect;
    private int generation;
    private boolean touched;
    private TransactionDefinition transaction;
    private MySqlRows stream;
    /** Whether a kill was sent that may still be on its way to whatever runs. */
    private volatile boolean killPending;

    MySqlSession(JdbcConnection connection, MySqlSettings settings, AsyncCancel.Sender sender) throws SQLException {
        this.connection = connection;
        this.settings = settings;
        control = connection.createStatement();
        cancel = new AsyncCancel(sender, this::kill);
    }

    void initialise() throws SQLException {
        makeFresh();
        try (ResultSet version = control.executeQuery("SELECT VERSION()")) {
            version.next();
            String text = version.getString(1);
            dialect = MySqlDialect.of(text, isolation(text.contains("MariaDB") ? "@@tx_isolation" : "@@transaction_isolation"));
        }
    }

    /** Settings of our own, then the user's; those that what is promised stands on must be as they were. */
    private void makeFresh() throws SQLException {
        command(MySqlOpening.INITIALISE);
        if (settings.initSql() == null) {
            return;
        }
        try {
            control.execute(settings.initSql());
        } catch (SQLException failure) {
            DatabaseException why = MySqlErrors.CONNECTED.translate(failure, -1);
            throw why.connectionUsable() ? invalidInitSql("fails (" + why.getMessage() + ")", why) : why;
        }
        try (ResultSet row = control.executeQuery(CHECK)) {
            row.next();
            if (!row.getBoolean(1) || inTransactionOnServer()) {
                throw invalidInitSql("changes sql_mode, time_zone, autocommit or the character set, or begins a transaction; what"
                        + " Colonnade promises stands on these", null);
            }
        }
    }

    private static DatabaseException invalidInitSql(String what, DatabaseException cause) {
        return DatabaseException.of(ErrorKind.CONFIG_INVALID, "The option init_sql " + what + ". Accepted is one statement that the server"
                + " runs, such as SET lock_wait_timeout = 5, net_write_timeout = 600.").option("init_sql").cause(cause)
                .connectionUsable(false).build();
    }

    private IsolationLevel isolation(String variable) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet level = statement.executeQuery("SELECT " + variable)) {
            level.next();
            return IsolationLevel.valueOf(level.getString(1).replace('-', '_').toUpperCase(Locale.ROOT));
        }
    }

    @Override
    public JdbcConnection connection() {
        return connection;
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public JdbcErrors errors() {
        return MySqlErrors.CONNECTED;
    }

    @Override
    public int preparedStatements() {
        return settings.preparedStatements();
    }

    @Override
    public JdbcStatement prepare(Compiled statement) throws SQLException {
        return new MySqlStatement(this, statement);
    }

    /** Counts what makes prepared statements useless: a reset, and another default database. */
    int generation() {
        return generation;
    }

    /** Says that a statement may leave something behind in the session, whatever its kind. */
    void touched() {
        touched = true;
    }

    void streamOpened(MySqlRows opened) {
        stream = opened;
    }

    void streamClosed(MySqlRows closed) {
        if (stream == closed) {
            stream = null;
        }
    }

    private void requireNoStream() {
        if (stream != null) {
            throw DatabaseException.of(ErrorKind.CONNECTION_BUSY, "A stream is open on this connection, and MySQL runs nothing else until its "
                    + "last row is read. Read it to the end or cancel it first, use another connection, or fetch the rows as a list.").build();
        }
    }

    @Override
    public void before(Compiled statement) throws SQLException {
        requireNoStream();
        if (transaction != null && statement.kind() == StatementKind.OTHER && endsTransaction(statement.sql())) {
            throw DatabaseException.of(ErrorKind.USAGE, "A transaction that was begun by Colonnade is ended by its commit or rollback, not "
                    + "by SQL text: the statements that follow would be committed one by one. Nothing was sent.").build();
        }
    }

    private static boolean endsTransaction(String sql) {
        return switch (SqlText.firstWord(sql)) {
            case "BEGIN", "START" -> true;
            case "SET" -> AUTOCOMMIT.matcher(sql).find();
            default -> SqlText.endsTransaction(sql);
        };
    }

    /** DDL commits what was done before it; what follows is a transaction again, not statements that are committed one by one. */
    @Override
    public void after(Compiled statement) {
        if (statement.kind() == StatementKind.OTHER && SqlText.firstWord(statement.sql()).equals("USE")) {
            generation++;
        }
        boolean mayCommit = statement.kind() == StatementKind.DDL || statement.kind() == StatementKind.OTHER;
        if (mayCommit && transaction != null && stream == null && !inTransactionOnServer()) {
            try {
                start(transaction);
            } catch (SQLException failure) {
                // The connection is broken, as the next statement finds out.
                abort();
            }
        }
    }

    private boolean inTransactionOnServer() {
        return connection.getSession().getServerSession().inTransactionOnServer();
    }

    @Override
    public void begin(TransactionDefinition definition) throws SQLException {
        if (definition.deferrable()) {
            throw DatabaseException.of(ErrorKind.UNSUPPORTED, dialect.productName() + " has no deferrable transactions. Leave the option out.")
                    .build();
        }
        requireNoStream();
        if (inTransactionOnServer()) {
            throw DatabaseException.of(ErrorKind.USAGE, "A transaction that SQL text has begun is open on this connection; beginning another "
                    + "would commit it. End it first.").build();
        }
        start(definition);
        transaction = definition;
    }

    private void start(TransactionDefinition definition) throws SQLException {
        if (definition.isolation() != null) {
            cancellable("SET TRANSACTION ISOLATION LEVEL " + definition.isolation().name().replace('_', ' '));
        }
        cancellable(definition.readOnly() ? "START TRANSACTION READ ONLY" : "START TRANSACTION");
    }

    @Override
    public void commit() throws SQLException {
        closeStream();
        cancellable("COMMIT");
        transaction = null;
    }

    @Override
    public void rollback() throws SQLException {
        closeStream();
        transaction = null;
        command("ROLLBACK");
    }

    @Override
    public void savepoint(String sql) throws SQLException {
        if (sql.startsWith("ROLLBACK")) {
            closeStream();
        }
        requireNoStream();
        cancellable(sql);
    }

    @Override
    public TransactionState stateAfter(SQLException failure) throws SQLException {
        if (failure.getErrorCode() == MySqlErrors.DEADLOCK) {
            return TransactionState.GONE;
        }
        if (stream == null) {
            command(NOTHING);
        }
        return inTransactionOnServer() ? TransactionState.OPEN : TransactionState.GONE;
    }

    @Override
    public boolean resetsLocally(boolean thorough) {
        return stream == null && transaction == null && !inTransactionOnServer() && !needsReset(thorough);
    }

    private boolean needsReset(boolean thorough) {
        return thorough || touched || settings.fullReset();
    }

    @Override
    public void reset(boolean thorough) throws SQLException {
        closeStream();
        if (needsReset(thorough)) {
            cancel.ready();
            cancel.ended();
            settle();
            generation++;
            // JdbcConnection.resetServerState does more round trips, and nothing at all where the driver is to be paranoid.
            ((NativeSession) connection.getSession()).resetSessionState();
            makeFresh();
            if (!settings.database().isEmpty()) {
                command("USE `" + settings.database().replace("`", "``") + "`");
            }
            touched = false;
        } else if (transaction != null || inTransactionOnServer()) {
            command("ROLLBACK");
        }
        transaction = null;
    }

    @Override
    public void validate() throws SQLException {
        command(NOTHING);
    }

    /** Refuses to send what was cancelled while something in front of it was under way. */
    void requireNotCancelled() throws SQLException {
        if (cancel.requested()) {
            throw new SQLException("The statement was cancelled before it was sent", "70100", MySqlErrors.INTERRUPTED);
        }
    }

    private void cancellable(String sql) throws SQLException {
        settle();
        requireNotCancelled();
        control.execute(sql);
    }

    /** What is done whether or not the statement in front of it was cancelled, once nothing more can come of that. */
    private void command(String sql) throws SQLException {
        cancel.ready();
        try {
            settle();
            control.execute(sql);
        } finally {
            cancel.ended();
        }
    }

    private void closeStream() throws SQLException {
        if (stream != null) {
            stream.close();
        }
    }

    /** A kill that came when its statement had ended is received by a statement that does nothing, never by the next one. */
    private void settle() throws SQLException {
        for (int i = 0; killPending && stream == null && i < MOST_SETTLEMENTS; i++) {
            try {
                control.execute(NOTHING);
                killPending = false;
            } catch (SQLException failure) {
                if (failure.getErrorCode() != MySqlErrors.INTERRUPTED) {
                    throw failure;
                }
            }
        }
    }

    @Override
    public void ready() {
        cancel.ready();
        try {
            settle();
        } catch (SQLException broken) {
            // What is about to run finds out, and says so.
            killPending = false;
        }
    }

    @Override
    public void ended() {
        cancel.ended();
    }

    @Override
    public void cancel(JdbcStatement statement) {
        cancel.send();
    }

    /** Has the server end what the session runs, over a connection of its own. If it cannot be told, the session's connection is cut. */
    void kill() throws SQLException {
        killPending = true;
        try (JdbcConnection messenger = MySqlOpening.messenger(settings); Statement statement = messenger.createStatement()) {
            statement.execute("KILL QUERY " + connection.getId());
        } catch (SQLException unreachable) {
            abort();
            throw unreachable;
        }
    }

    private void abort() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException ignored) {
            // It is closed already.
        }
    }

    /** Refuses the end of a statement that was killed: some end then as if nothing had been, and SLEEP is one of them. */
    void requireTrueEnd(Compiled statement) throws SQLException {
        if (cancel.requested()) {
            throw new MySqlErrors.LateCancel(statement.kind() != StatementKind.QUERY);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
