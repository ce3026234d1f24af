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
import io.colonnade.jdbc.MessageLimit;
import io.colonnade.jdbc.SocketWatch;
import io.colonnade.mysql.ParameterClasses.Kept;
import io.colonnade.spi.TransactionDefinition;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/** One session on a server: how it is set up, what is to be undone when it is given back, and its statements. */
final class MySqlSession implements JdbcSession {

    private static final String CHECK = "SELECT @@sql_mode = '" + MySqlOpening.SQL_MODE + "' AND @@time_zone = '+00:00' AND "
            + "@@autocommit = 1 AND @@character_set_client = 'utf8mb4' AND @@character_set_results = 'utf8mb4' "
            + "AND @@lc_messages = 'en_US'";

    private static final String SAFE_TEXT = "SELECT NOT FIND_IN_SET('NO_BACKSLASH_ESCAPES', @@sql_mode) "
            + "AND @@character_set_client IN ('utf8mb4', 'utf8mb3', 'utf8')";

    private static final String JSON_CHECKS = "SELECT 1 FROM information_schema.CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = ?"
            + " AND TABLE_NAME = ? AND CONSTRAINT_NAME = ? AND LEVEL = 'Column' AND CHECK_CLAUSE = CONCAT('json_valid(`', CONSTRAINT_NAME, '`)')";

    private final JdbcConnection connection;
    private final SocketWatch watch;
    private final MySqlSettings settings;
    private final MySqlControl control;
    private final MySqlTransaction transaction;
    private Dialect dialect;
    private boolean mySql;
    private int generation;
    private boolean touched;
    /** Whether anything may have changed settings since the session was fresh. */
    private boolean changed;
    /** Whether a statement was sent whose answer does not tell what it has changed: an error, or rows that were not read to their end. */
    private boolean unheard;
    /** The roles of a fresh session as SET ROLE takes them; a reset leaves those that were set. Null on servers without roles. */
    private String roles;

    MySqlSession(JdbcConnection connection, SocketWatch watch, MySqlSettings settings, AsyncCancel.Sender sender) throws SQLException {
        this.connection = connection;
        this.watch = watch;
        this.settings = settings;
        control = new MySqlControl(connection, settings, sender);
        transaction = new MySqlTransaction(control);
    }

    void initialise() throws SQLException {
        makeFresh();
        try (ResultSet version = control.statement().executeQuery("SELECT VERSION()")) {
            version.next();
            String text = version.getString(1);
            mySql = !text.contains("MariaDB");
            dialect = MySqlDialect.of(text, isolation(mySql ? "@@transaction_isolation" : "@@tx_isolation"));
            roles = roles();
        }
        control.takeChanges();
    }

    /** Settings of our own, then the user's; those that what is promised stands on must be as they were. */
    private void makeFresh() throws SQLException {
        control.initialise();
        changed = false;
        if (settings.initSql() == null) {
            return;
        }
        try {
            control.statement().execute(settings.initSql());
        } catch (SQLException failure) {
            if (MessageLimit.refusal(failure) != null) {
                throw failure;
            }
            DatabaseException why = MySqlErrors.CONNECTED.translate(failure, -1);
            throw why.connectionUsable() ? invalidInitSql("fails (" + why.getMessage() + ")", why) : why;
        }
        try (ResultSet row = control.statement().executeQuery(CHECK)) {
            row.next();
            if (!row.getBoolean(1) || control.inTransactionOnServer()) {
                throw invalidInitSql("changes sql_mode, time_zone, autocommit, lc_messages or the character set, or begins a transaction; what"
                        + " Colonnade promises stands on these", null);
            }
        }
    }

    private static DatabaseException invalidInitSql(String what, DatabaseException cause) {
        return DatabaseException.of(ErrorKind.CONFIG_INVALID, "The option init_sql " + what + ". Accepted is one statement that the server"
                + " runs, such as SET lock_wait_timeout = 5, net_write_timeout = 600.").option("init_sql").cause(cause)
                .connectionUsable(false).build();
    }

    private String roles() throws SQLException {
        try (ResultSet row = control.statement().executeQuery("SELECT CURRENT_ROLE()")) {
            row.next();
            String role = row.getString(1);
            if (mySql) {
                return role;
            }
            // MariaDB has one at a time, and gives its bare name.
            return role == null ? "NONE" : quoted(role);
        } catch (SQLException failure) {
            if (failure.getErrorCode() == 0) {
                throw failure;
            }
            // MySQL before 8.0, and others that speak its protocol, have none.
            return null;
        }
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
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

    MySqlControl control() {
        return control;
    }

    /** Counts what makes prepared statements useless: a reset, and whatever may have changed what their texts mean. */
    int generation() {
        return generation;
    }

    /** What the server remembers of the values with which a statement was run before. */
    Kept kept(Compiled compiled, MySqlTraits traits) {
        return new Kept(mySql, compiled.kind() == StatementKind.QUERY || traits.typedByArguments());
    }

    /** The same where values only go into columns, which decide what becomes of a NULL. */
    Kept keptOfInserted() {
        return new Kept(mySql, false);
    }

    /** What the server makes of the values of a statement that it has prepared; MariaDB leaves them as they are until they meet a column. */
    ParameterTypes parameterTypes(PreparedStatement prepared) {
        return mySql ? ParameterTypes.of(prepared) : ParameterTypes.ANY;
    }

    /** The text as the server is given it to prepare. */
    String preparable(Compiled compiled, MySqlTraits traits) {
        boolean changes = compiled.kind() == StatementKind.INSERT || compiled.kind() == StatementKind.UPDATE
                || compiled.kind() == StatementKind.DELETE;
        return mySql && changes ? traits.harmless(compiled.sql()) : compiled.sql();
    }

    /**
     * Refuses to have the driver write values into a text that the server could read otherwise than the driver believes: it escapes for the
     * settings with which the connection was opened, and a value could become a part of the statement.
     */
    void requireSafeText() throws SQLException {
        if (!changed) {
            return;
        }
        try (ResultSet row = control.statement().executeQuery(SAFE_TEXT)) {
            control.note();
            row.next();
            if (!row.getBoolean(1)) {
                throw DatabaseException.of(ErrorKind.UNSUPPORTED, "The server does not prepare this statement, and with the session's sql_mode"
                        + " or character_set_client, which were changed, values cannot be written into its text safely. Nothing was sent."
                        + " Run it on a connection of its own, or change the settings back.").build();
            }
        }
    }

    /** Says that a statement may leave something behind in the session, whatever its kind. */
    void touched() {
        touched = true;
    }

    /** {@link MySqlTransaction} knows better what commits: a temporary table does not, and more than DDL does. */
    @Override
    public void beforeInTransaction(Compiled statement) {
    }

    @Override
    public void before(Compiled statement) throws SQLException {
        control.requireUnbroken();
        control.requireNoStream(dialect.productName());
        transaction.before(statement, dialect, unheard);
        changed |= unheard;
        touched |= unheard && !mySql;
    }

    /** A statement goes to the server. Unless {@link #heard} follows, nobody knows what it has changed. */
    void sent() throws SQLException {
        control.requireNotCancelled();
        unheard = true;
    }

    /** The server has answered it with something other than an error, and so has told what was changed, by statements that failed before too. */
    void heard() {
        unheard = false;
        noticeChanges();
    }

    /** Refuses the end of a statement if it is not the true one, or if the transaction has ended with it. */
    void requireGoodEnd(Compiled statement) throws SQLException {
        heard();
        control.requireTrueEnd(statement);
        transaction.requireStanding();
    }

    /** Says of a value that is no JSON what it is, where the server has but a CHECK for that. */
    void requireJson(SQLException failure) throws SQLException {
        String[] check = MySqlErrors.columnOfCheck(failure);
        if (check == null) {
            return;
        }
        try (PreparedStatement query = connection.clientPrepareStatement(JSON_CHECKS)) {
            for (int i = 0; i < check.length; i++) {
                query.setString(i + 1, check[i]);
            }
            try (ResultSet found = query.executeQuery()) {
                control.note();
                if (found.next()) {
                    throw new MySqlErrors.InvalidJson(failure, check[2]);
                }
            }
        }
    }

    /**
     * What was sent last has failed, or was not read to its end, and may have changed the session first, by a function or a trigger. MySQL tells with
     * its next answer; MariaDB forgets.
     */
    private void findOutChanges() throws SQLException {
        if (unheard && mySql) {
            control.ping();
            noticeChanges();
        } else {
            touched |= unheard;
        }
        unheard = false;
    }

    /** What the server's last answer tells of the session: that a setting, a variable, a temporary table or the database is another one. */
    void noticeChanges() {
        if (control.takeChanges()) {
            touched = true;
            changed = true;
            generation++;
        }
    }

    /** What such a statement changes servers that are too old do not tell. */
    @Override
    public void after(Compiled statement) {
        if (statement.kind() == StatementKind.OTHER || statement.kind() == StatementKind.DDL) {
            changed = true;
            generation++;
        }
    }

    @Override
    public boolean isInStep(SQLException failure) {
        return failure.getErrorCode() != 0 || failure instanceof MySqlErrors.UnreadableValue || control.answersInStep();
    }

    @Override
    public void begin(TransactionDefinition definition) throws SQLException {
        transaction.begin(definition, dialect.productName());
    }

    @Override
    public void commit() throws SQLException {
        transaction.commit();
    }

    @Override
    public void rollback() throws SQLException {
        transaction.rollback();
    }

    @Override
    public void savepoint(String sql) throws SQLException {
        transaction.savepoint(sql, dialect.productName());
    }

    @Override
    public TransactionState stateAfter(SQLException failure) throws SQLException {
        return transaction.stateAfter(failure);
    }

    @Override
    public boolean resetsLocally(boolean thorough) {
        return !control.isStreaming() && !control.isBroken() && !transaction.isOpen() && !control.inTransactionOnServer() && !needsReset(thorough);
    }

    @Override
    public boolean needsReset(boolean thorough) {
        return thorough || touched || unheard || settings.fullReset() || control.isBroken();
    }

    @Override
    public void reset(boolean thorough) throws SQLException {
        control.closeStream();
        control.requireUnbroken();
        transaction.clear();
        findOutChanges();
        if (needsReset(thorough)) {
            control.awaitCancels();
            generation++;
            // JdbcConnection.resetServerState does more round trips, and nothing at all where the driver is to be paranoid.
            ((NativeSession) connection.getSession()).resetSessionState();
            makeFresh();
            if (roles != null) {
                control.command("SET ROLE " + roles);
            }
            if (!settings.database().isEmpty()) {
                // After the roles: MySQL works out only here again what the user may do in the database.
                control.command("USE " + quoted(settings.database()));
            }
            control.takeChanges();
            touched = false;
        }
    }

    @Override
    public void validate() throws SQLException {
        control.requireUnbroken();
        control.ping();
    }

    @Override
    public void ready() {
        control.ready();
    }

    @Override
    public void ended() {
        control.ended();
    }

    @Override
    public void cancel(JdbcStatement statement) {
        control.cancel();
    }

    /** A server that goes says why, if it can, and closes. */
    @Override
    public boolean hasUnread() {
        return watch.isReadable();
    }

    @Override
    public void close() throws SQLException {
        watch.close();
        connection.close();
    }
}
