// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.StatementKind;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.jdbc.AsyncCancel;
import io.colonnade.jdbc.BulkInsert;
import io.colonnade.jdbc.JdbcErrors;
import io.colonnade.jdbc.JdbcSession;
import io.colonnade.jdbc.JdbcStatement;
import io.colonnade.jdbc.JdbcTypes;
import io.colonnade.jdbc.SocketWatch;
import io.colonnade.spi.TransactionDefinition;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.util.PSQLException;

/** One connection to PostgreSQL: its transactions, its streams, and what is set on it. */
final class PostgresSession implements JdbcSession {

    static final int CANCEL_TIMEOUT_SECONDS = 5;

    /** The parts of DISCARD ALL but the one that would throw away what was prepared; then what {@link PostgresOpening} and the driver have set. */
    private static final String RESET = "CLOSE ALL; SET SESSION AUTHORIZATION DEFAULT; RESET ALL; UNLISTEN *; "
            + "SELECT pg_advisory_unlock_all(); DISCARD TEMP; DISCARD SEQUENCES; " + PostgresOpening.TIME_ZONE + "; ";

    private final PgConnection connection;
    private final SocketWatch watch;
    private final PostgresSettings settings;
    private final AsyncCancel cancel;
    private final Dialect dialect;
    private final PostgresErrors errors;
    private final StatementTraits.Known statements;
    private final TextPlaces textPlaces;
    /** What the server reports of its settings by itself, as it was when the session was fresh. */
    private Map<String, String> reported;
    private Compiled last;
    private boolean streaming;
    private boolean changed;
    /** Whether anything ran since the last reset that may have called a function. */
    private boolean used;
    /** Whether the open transaction has changed tables, which others see when it commits. */
    private boolean altered;

    /** A session on a connection that has been opened. */
    PostgresSession(PgConnection connection, SocketWatch watch, PostgresSettings settings, AsyncCancel.Sender sender, TextPlaces textPlaces,
                    Dialect dialect) {
        this.connection = connection;
        this.watch = watch;
        this.settings = settings;
        this.textPlaces = textPlaces;
        this.dialect = dialect;
        cancel = new AsyncCancel(sender, this::sendCancel);
        errors = PostgresErrors.running(() -> last, cancel::requested, this::isOpen, this::mayBeStale);
        statements = new StatementTraits.Known(dialect.lexicalRules());
        reported = Map.copyOf(connection.getParameterStatuses());
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
    public JdbcTypes types() {
        return PostgresJdbcTypes.INSTANCE;
    }

    @Override
    public JdbcTypes types(Compiled statement) {
        TextTypes texts = texts(statement);
        if (texts == null) {
            return types();
        }
        texts.prepared();
        return texts;
    }

    /** Null where the types of all parameters are known. */
    private TextTypes texts(Compiled statement) {
        StatementTraits traits = statements.of(statement);
        if (traits.texts() == null && statement.parameters().stream().anyMatch(parameter -> parameter.type() == null)) {
            traits.texts(new TextTypes(settings.inferredText(), statement.sql(), traits.nullChecks(), textPlaces));
        }
        return traits.texts();
    }

    @Override
    public boolean keepsPrepared(Compiled statement) {
        TextTypes texts = settings.preparedStatements() == 0 ? null : texts(statement);
        return texts == null || texts.stays();
    }

    @Override
    public boolean isCurrent(Compiled statement) {
        TextTypes texts = texts(statement);
        return texts == null || texts.isCurrent();
    }

    private boolean mayBeStale() {
        TextTypes texts = last == null ? null : texts(last);
        return texts != null && texts.mayBeStale();
    }

    /**
     * The server tells of which parameter it cannot infer the type: that one takes text from now on. And what failed only because it was
     * prepared before something changed has been dropped with its failure, so it is prepared anew.
     */
    @Override
    public boolean runAgain(Compiled statement, DatabaseException failure) {
        if (!isIdle()) {
            return false;
        }
        int untyped = PostgresErrors.untypedParameter(failure);
        return untyped >= 0 ? textPlaces.add(statement.sql(), untyped) : PostgresErrors.isOfStaleStatement(failure);
    }

    @Override
    public JdbcErrors errors() {
        return errors;
    }

    @Override
    public int preparedStatements() {
        return settings.preparedStatements();
    }

    @Override
    public BulkInsert bulkInsert(Compiled statement) throws SQLException {
        return UnnestInsert.of(connection, dialect.lexicalRules(), statement, settings.inferredText());
    }

    @Override
    public void ready() {
        cancel.ready();
    }

    @Override
    public void ended() {
        cancel.ended();
    }

    @Override
    public void cancel(JdbcStatement statement) {
        cancel.send();
    }

    /** The driver keeps it to itself if the request fails; only the time that it took tells. */
    private void sendCancel() throws SQLException {
        long start = System.nanoTime();
        connection.cancelQuery();
        if (System.nanoTime() - start >= TimeUnit.SECONDS.toNanos(CANCEL_TIMEOUT_SECONDS)) {
            throw new SQLException("the request to cancel was not answered");
        }
    }

    @Override
    public void before(Compiled statement) throws SQLException {
        last = statement;
        requireNoStream();
        if (cancel.requested()) {
            throw DatabaseException.of(ErrorKind.CANCELLED, "The statement was cancelled before it began.").build();
        }
        StatementTraits traits = statements.of(statement);
        if (traits.refusal() != null) {
            throw DatabaseException.of(ErrorKind.UNSUPPORTED, traits.refusal()).build();
        }
        changed |= traits.mayChangeSession();
        used |= !statement.readOnly();
        if (!connection.getAutoCommit()) {
            beginBefore(statement);
        }
    }

    @Override
    public void after(Compiled statement) {
        if (statement.kind() == StatementKind.DDL || altered && isIdle()) {
            altered = !isIdle();
            textPlaces.changed();
        }
    }

    /**
     * The driver sends BEGIN as a message of its own in front of the first statement, and the server goes on with that one if a request to
     * cancel has hit BEGIN: it would then be committed by itself. So what may write waits for the answer to BEGIN.
     */
    private void beginBefore(Compiled statement) throws SQLException {
        if (!statement.readOnly() && isIdle()) {
            run("SELECT 1");
        }
    }

    /** Outside a transaction a portal would not outlive its first fetch, so the stream has a transaction of its own. */
    @Override
    public void streamOpening() throws SQLException {
        TextTypes texts = texts(last);
        if (texts != null) {
            texts.streamed();
        }
        if (connection.getAutoCommit()) {
            requireNoTransactionOfText();
            streaming = true;
            connection.setAutoCommit(false);
            beginBefore(last);
        }
    }

    @Override
    public void streamClosed() throws SQLException {
        if (streaming) {
            streaming = false;
            cancel.settle();
            try {
                if (isFailed()) {
                    connection.rollback();
                }
                connection.setAutoCommit(true);
            } catch (SQLException failure) {
                endWithout(failure);
                throw failure;
            }
        }
    }

    /** What follows a stream must be committed by itself, or fail. */
    private void endWithout(SQLException failure) throws SQLException {
        try {
            rollback();
        } catch (SQLException second) {
            failure.addSuppressed(second);
            connection.abort(Runnable::run);
        }
    }

    private void requireNoTransactionOfText() {
        if (!isIdle()) {
            throw DatabaseException.of(ErrorKind.USAGE, "A transaction that was begun by SQL text is open on this connection. End it "
                    + "first. Nothing was sent.").build();
        }
    }

    private void requireNoStream() {
        if (streaming) {
            throw DatabaseException.of(ErrorKind.UNSUPPORTED, "A stream is open on this connection outside a transaction, and PostgreSQL "
                    + "would end it with the next statement. Read it to its end, cancel it, run both in one transaction, or use another "
                    + "connection. Nothing was sent.").build();
        }
    }

    @Override
    public void begin(TransactionDefinition definition) throws SQLException {
        requireNoStream();
        requireNoTransactionOfText();
        // The driver sends BEGIN together with the first statement.
        connection.setAutoCommit(false);
        String options = (definition.isolation() == null ? "" : " ISOLATION LEVEL " + definition.isolation().name().replace('_', ' '))
                + (definition.readOnly() ? " READ ONLY" : "") + (definition.deferrable() ? " DEFERRABLE" : "");
        if (!options.isEmpty()) {
            try {
                run("SET TRANSACTION" + options);
            } catch (SQLException failure) {
                rollback();
                throw failure;
            }
        }
    }

    private boolean isOpen() {
        try {
            return !connection.isClosed();
        } catch (SQLException unknown) {
            return false;
        }
    }

    private boolean isFailed() {
        return connection.getTransactionState() == org.postgresql.core.TransactionState.FAILED;
    }

    private boolean isIdle() {
        return connection.getTransactionState() == org.postgresql.core.TransactionState.IDLE;
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void commit() throws SQLException {
        if (isFailed()) {
            // PostgreSQL would answer this COMMIT with ROLLBACK.
            throw DatabaseException.of(ErrorKind.TRANSACTION_ROLLED_BACK, "A statement failed and ended the transaction; nothing of it was "
                    + "kept.").build();
        }
        connection.commit();
        if (altered) {
            altered = false;
            textPlaces.changed();
        }
        connection.setAutoCommit(true);
    }

    @Override
    public void rollback() throws SQLException {
        cancel.settle();
        if (!connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    @Override
    public TransactionState stateAfter(SQLException failure) throws SQLException {
        if (connection.isClosed()) {
            return TransactionState.GONE;
        }
        // Idle it is while nothing has been sent yet, not even BEGIN.
        return isFailed() ? TransactionState.ABORTED
                : TransactionState.OPEN;
    }

    @Override
    public boolean isInStep(SQLException failure) {
        return failure instanceof PSQLException psql && psql.getServerErrorMessage() != null || StepCheck.answersInStep(connection, cancel);
    }

    @Override
    public boolean resetsLocally(boolean thorough) throws SQLException {
        return isIdle() && connection.getAutoCommit() && !needsReset(thorough);
    }

    /** A request to cancel that may still arrive must not hit whoever is next: the reset fails, and the connection is discarded. */
    @Override
    public boolean needsReset(boolean thorough) {
        return thorough || changed || settings.fullReset() || cancel.unconfirmed()
                || used && !reported.equals(connection.getParameterStatuses());
    }

    @Override
    public void reset(boolean thorough) throws SQLException {
        rollback();
        if (!isIdle()) {
            run("ROLLBACK");
        }
        if (needsReset(thorough)) {
            run(RESET + settings.nameSql() + (settings.initSql() == null ? "" : "; " + settings.initSql()));
            changed = false;
            // The server's own defaults may have become others.
            reported = Map.copyOf(connection.getParameterStatuses());
        }
        used = false;
        forget();
        if (cancel.unconfirmed()) {
            throw new SQLException("a request to cancel a statement was not answered and may still arrive");
        }
    }

    /** What the server has told beside its answers the driver keeps for whoever asks; nobody will any more. */
    private void forget() throws SQLException {
        connection.getQueryExecutor().getNotifications();
        connection.clearWarnings();
    }

    @Override
    public void validate() throws SQLException {
        cancel.settle();
        if (!connection.isValid(CANCEL_TIMEOUT_SECONDS)) {
            throw new SQLException("the server does not answer", "08006");
        }
    }

    /** A server that goes says why, if it can, and closes; a setting that was reloaded is told in the same way, and then it answers. */
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
