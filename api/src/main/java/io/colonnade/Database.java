// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.Feature;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.pool.PoolStatus;
import io.colonnade.spi.DatabaseBackend;
import io.colonnade.sql.Script;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * An open database: a pool of connections and the ways to use them. Thread-safe; opened once, shared by the whole application, and closed by
 * whoever opened it.
 *
 * <p>Each query borrows a connection for itself. What belongs together is run by {@link #transaction}, which hands the transaction to the
 * function: a call of the database inside that function would run outside the transaction, so it is refused where that can be seen (in
 * the function itself and in the continuations of the transaction's futures).
 *
 * <p>Pinned by the rules of the groups Lifecycle, Query and Transaction.
 *
 * @since 0.1
 */
public final class Database extends Queries implements AutoCloseable {

    private final DatabaseUrl url;
    private final Engine engine;
    private final DatabaseOpening lifecycle;

    Database(DatabaseUrl url, Engine engine, DatabaseOpening lifecycle) {
        this.url = url;
        this.engine = engine;
        this.lifecycle = lifecycle;
    }

    /**
     * Opens the database at a URL, with the backend that serves its scheme. It tries to connect once, within {@code connect_timeout}, whatever
     * {@code acquire_timeout} is; with {@code connect_retry} it tries again for that long, if the failure may pass.
     *
     * @return completes with the open database; fails with a {@link io.colonnade.error.ConfigurationException} for a mistake in the URL, and
     *     with a {@link io.colonnade.error.ConnectionException} if the database could not be reached; then nothing is left open
     */
    public static CompletableFuture<Database> open(String url) {
        return opening(() -> DatabaseOptions.of(url).build(), Backends::choose);
    }

    /** Opens the database at a URL. */
    public static CompletableFuture<Database> open(DatabaseUrl url) {
        return opening(() -> DatabaseOptions.of(url).build(), Backends::choose);
    }

    /** Opens a database with options set in code, which win over those of the URL. */
    public static CompletableFuture<Database> open(DatabaseOptions options) {
        return opening(() -> options, Backends::choose);
    }

    /** Opens a database with a backend that is given here instead of being looked up. */
    public static CompletableFuture<Database> open(DatabaseOptions options, DatabaseBackend backend) {
        Objects.requireNonNull(backend, "backend");
        return opening(() -> options, given -> backend);
    }

    private static CompletableFuture<Database> opening(Supplier<DatabaseOptions> options,
            Function<DatabaseOptions, DatabaseBackend> choice) {
        try {
            DatabaseOptions given = options.get();
            return DatabaseOpening.open(given, choice.apply(given));
        } catch (DatabaseException e) {
            return ConnectionFuture.failed(e);
        }
    }

    /**
     * What a backend assumes of its database before it has met one, so that statements can be written without a connection:
     * {@code Database.dialectOf("postgresql").print(statement)}.
     *
     * @param scheme the scheme of the database's URLs, whose backend is on the class path
     * @throws io.colonnade.error.ConfigurationException naming what was found, if there is no such backend
     */
    public static Dialect dialectOf(String scheme) {
        return Backends.discover().find(Objects.requireNonNull(scheme, "scheme")).dialect();
    }

    /**
     * The backend that {@link #open(DatabaseOptions)} takes, found as it finds it; nothing is opened. For tools such as the compatibility kit.
     *
     * @throws io.colonnade.error.ConfigurationException naming what was found, and what could not be loaded, if there is no such backend or
     *     there are several
     */
    public static DatabaseBackend backendOf(DatabaseOptions options) {
        return Backends.choose(options);
    }

    /** The URL it was opened with; its toString hides the password. */
    public DatabaseUrl url() {
        return url;
    }

    @Override
    public Dialect dialect() {
        return engine.dialect();
    }

    /** Whether it takes calls: false from the moment that closing begins. */
    public boolean isOpen() {
        return lifecycle.isOpen();
    }

    /** Its connections at this moment. */
    public DatabaseStatus status() {
        PoolStatus status = engine.pool().status();
        return new DatabaseStatus(status.open(), status.idle(), status.lent(), status.connecting(), status.waiting());
    }

    /**
     * Runs the function with one connection of its own, which goes back to the pool, and into the state of a fresh one, when the function's
     * stage has completed.
     *
     * @return completes with what the function's stage gave, once the connection is back
     */
    public <T> CompletableFuture<T> withConnection(Function<Connection, ? extends CompletionStage<T>> work) {
        DatabaseException refusal = refusal();
        if (refusal != null) {
            return ConnectionFuture.failed(refusal);
        }
        return ConnectionRun.start(SessionRequest.submit(engine, false, "withConnection"), work);
    }

    /**
     * Runs the function in a transaction: commits if its stage completes, rolls back if it fails.
     *
     * @return completes with what the function's stage gave, once the transaction is committed and its connection is back; fails with what the
     *     function failed with, or with what the commit failed with
     */
    public <T> CompletableFuture<T> transaction(Function<Transaction, ? extends CompletionStage<T>> work) {
        return transaction(TransactionOptions.DEFAULT, work);
    }

    /** Runs the function in a transaction. */
    public <T> CompletableFuture<T> transaction(TransactionOptions options, Function<Transaction, ? extends CompletionStage<T>> work) {
        return TransactionRun.start(beginLeased(options, false), null, work);
    }

    /**
     * Begins a transaction on a connection of its own, which goes back when the transaction is committed or rolled back. One that is dropped
     * without either is rolled back, with a warning in the log, once the garbage collector has found it.
     */
    public CompletableFuture<Transaction> begin() {
        return begin(TransactionOptions.DEFAULT);
    }

    /** Begins a transaction on a connection of its own. */
    public CompletableFuture<Transaction> begin(TransactionOptions options) {
        return TransactionBegin.watched(beginLeased(options, true));
    }

    private CompletableFuture<OpenTransaction> beginLeased(TransactionOptions options, boolean endedByProgram) {
        DatabaseException refusal = refusal();
        return refusal == null ? LeasedBegin.start(engine, options, endedByProgram) : ConnectionFuture.failed(refusal);
    }

    /**
     * Closes the database: new and waiting calls fail, those under way may end within {@code close_timeout}, then they are cancelled, open
     * transactions are rolled back, and all connections are closed.
     *
     * @return completes when everything is closed; the same future however often it is called
     */
    public CompletableFuture<Void> closeAsync() {
        return lifecycle.close();
    }

    /** Closes the database and waits for it; on a connection's own thread it only begins to close. */
    @Override
    public void close() {
        CompletableFuture<Void> closed = closeAsync();
        if (!ConnectionThread.isCurrent()) {
            closed.join();
        }
    }

    @Override
    <T> CompletableFuture<T> run(Query query, RowCollector<T> collector, Duration timeout) {
        DatabaseException refusal = refusal();
        Call<T> call = Call.of(query, collector);
        return refusal == null ? engine.runLeased(call, timeout) : ConnectionFuture.failed(call.failed(refusal));
    }

    @Override
    CompletableFuture<long[]> runMany(BatchQuery query, Duration timeout) {
        DatabaseException refusal = refusal();
        Call<long[]> call = Call.of(query);
        return refusal == null ? engine.runLeased(call, timeout) : ConnectionFuture.failed(call.failed(refusal));
    }

    @Override
    CompletableFuture<Void> runScript(Script script, Duration timeout) {
        return dialect().has(Feature.TRANSACTIONAL_DDL) ? transaction(tx -> tx.runScript(script, timeout))
                : withConnection(connection -> connection.runScript(script, timeout));
    }

    @Override
    Flow.Publisher<Row> stream(Query query, Duration timeout) {
        return new RowPublisher(engine, query, this::refusal, () -> new LeasedStreamSource(engine), timeout);
    }

    @Override
    boolean autocommit() {
        return true;
    }

    @Override
    Duration defaultTimeout() {
        return engine.defaultTimeout();
    }

    /** The URL without its password. */
    @Override
    public String toString() {
        return "Database[" + url + "]";
    }

    private DatabaseException refusal() {
        OpenTransaction current = ConnectionThread.currentTransaction();
        if (current != null && current.isOpen() && current.belongsTo(engine)) {
            return Failures.usage("the database was called inside the flow of one of its transactions, where the call would run outside the"
                    + " transaction; call the transaction that was handed to the function");
        }
        return lifecycle.isOpen() ? SelfDeadlock.ofConnections(engine)
                : DatabaseException.of(ErrorKind.POOL_CLOSED, "the database is closed: " + url + "; open it again with Database.open").build();
    }
}
