// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.reference;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.Feature;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.Outcome;
import io.colonnade.spi.RowSink;
import io.colonnade.spi.RowValues;
import io.colonnade.spi.TransactionBackend;
import io.colonnade.spi.TransactionDefinition;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;

/** A connection to the engine. The session is touched on the executor only. */
final class ReferenceConnection implements ConnectionBackend {

    private final Dialect dialect;
    private final Session session;
    private final Work work;
    private final Set<ReferenceStream> streams = ConcurrentHashMap.newKeySet();

    ReferenceConnection(Dialect dialect, Executor executor, Session session) {
        this.dialect = dialect;
        this.session = session;
        work = new Work(executor, session.gaps());
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public Executor executor() {
        return work.executor();
    }

    Work work() {
        return work;
    }

    Session session() {
        return session;
    }

    @Override
    public CompletionStage<Outcome> execute(Compiled statement, Object[] binds, RowSink sink) {
        long call = work.call();
        return work.submit(() -> {
            requireTransaction();
            Querying.Watch watch = work.watch(call);
            watch.check();
            Command command = parsed(statement);
            if (command instanceof Command.Query query) {
                push(new Shape(statement, session.query(query, binds, watch)), sink, watch);
                return Outcome.affected(0);
            }
            List<Object> keys = new ArrayList<>();
            long affected = session.change(command, List.<Object[]>of(binds), keys, watch)[0];
            return new Outcome(affected, statement.returnsKeys() ? keys : List.of());
        });
    }

    private static void push(Shape shape, RowSink sink, Querying.Watch watch) throws EngineError {
        RowValues row = shape.next();
        while (row != null && sink.row(row)) {
            watch.check();
            row = shape.next();
        }
    }

    /** The rows of a query, for a stream. */
    Shape open(Compiled statement, Object[] binds, long call) throws EngineError {
        requireTransaction();
        work.watch(call).check();
        if (!(parsed(statement) instanceof Command.Query query)) {
            throw EngineError.syntax("only queries are streamed");
        }
        Cursor cursor = session.query(query, binds, work.watch(call));
        return new Shape(statement, gaps().lack(Feature.SERVER_SIDE_CURSORS) ? cursor.fetched() : cursor);
    }

    private Gaps gaps() {
        return session.gaps();
    }

    private Command parsed(Compiled statement) throws EngineError {
        if (gaps().lack(Feature.CONCURRENT_STATEMENTS_WHILE_STREAMING) && streams.stream().anyMatch(ReferenceStream::isReading)) {
            throw DatabaseException.of(ErrorKind.UNSUPPORTED, "a stream is open on this connection").build();
        }
        Command command = Parser.parse(statement.sql());
        gaps().check(command, session.state());
        return command;
    }

    private void requireTransaction() {
        if (session.state() == Session.State.GONE) {
            throw DatabaseException.of(ErrorKind.TRANSACTION_ABORTED, "the transaction was rolled back; end it").build();
        }
    }

    @Override
    public CompletionStage<long[]> executeMany(Compiled statement, List<Object[]> bindings) {
        long call = work.call();
        return work.submit(() -> {
            requireTransaction();
            if (bindings.isEmpty()) {
                return new long[0];
            }
            long[] counts = session.change(parsed(statement), bindings, new ArrayList<>(), work.watch(call));
            if (gaps().lack(Feature.SANE_MULTI_ROWCOUNT)) {
                Arrays.fill(counts, Statement.SUCCESS_NO_INFO);
            }
            return counts;
        });
    }

    @Override
    public Flow.Publisher<RowValues> stream(Compiled statement, Object[] binds, int fetchSize) {
        return subscriber -> new ReferenceStream(this, statement, binds, subscriber).start();
    }

    void add(ReferenceStream stream) {
        streams.add(stream);
    }

    void remove(ReferenceStream stream) {
        streams.remove(stream);
    }

    @Override
    public CompletionStage<TransactionBackend> begin(TransactionDefinition definition) {
        long call = work.call();
        return work.submit(() -> {
            if (definition.isolation() != null && !dialect.isolationLevels().contains(definition.isolation()) || definition.deferrable()) {
                throw DatabaseException.of(ErrorKind.UNSUPPORTED, "all transactions are SERIALIZABLE, and none is deferrable").build();
            }
            if (definition.readOnly() && gaps().lack(Feature.READ_ONLY_TRANSACTIONS)) {
                throw DatabaseException.of(ErrorKind.UNSUPPORTED, "no transaction is read-only").build();
            }
            if (session.state() != Session.State.NONE) {
                throw DatabaseException.of(ErrorKind.USAGE, "a transaction is open already").build();
            }
            session.begin(definition.readOnly(), work.watch(call));
            return new ReferenceTransaction(this, null);
        });
    }

    @Override
    public CompletionStage<Void> reset() {
        return work.submit(() -> {
            endStreams("the connection was reset");
            session.reset();
            return null;
        });
    }

    @Override
    public CompletionStage<Void> validate() {
        return work.submit(() -> null);
    }

    @Override
    public CompletionStage<Void> cancel() {
        if (!gaps().lack(Feature.CANCEL_EFFECTIVE)) {
            work.cancel();
        }
        streams.forEach(ReferenceStream::wake);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> close() {
        return work.isClosed() ? CompletableFuture.completedFuture(null) : work.submitAnyway(() -> {
            endStreams("the connection was closed");
            session.reset();
            work.close();
            return null;
        });
    }

    private void endStreams(String why) {
        streams.forEach(stream -> stream.fail(DatabaseException.of(ErrorKind.CONNECTION_LOST, why).build()));
    }

    @Override
    public <T> Optional<T> unwrap(Class<T> driverType) {
        return driverType.isInstance(session) ? Optional.of(driverType.cast(session)) : Optional.empty();
    }
}
