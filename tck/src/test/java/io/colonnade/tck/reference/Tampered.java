// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.reference;

import io.colonnade.dialect.Compiled;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementException;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.ForwardingConnection;
import io.colonnade.spi.Outcome;
import io.colonnade.spi.RowSink;
import io.colonnade.spi.RowValues;
import io.colonnade.spi.TransactionBackend;
import io.colonnade.spi.TransactionDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** A connection with a fault: places at which one thing of what passes is changed. */
class Tampered extends ForwardingConnection {

    Tampered(ConnectionBackend sound) {
        super(sound);
    }

    /** The text of a statement. */
    String sql(String sql) {
        return sql;
    }

    /** The values of a statement; an array of its own. */
    Object[] binds(Compiled statement, Object[] binds) {
        return binds;
    }

    /** A value of a row. */
    Object value(Compiled statement, RowValues row, int index) {
        return row.get(index);
    }

    /** The receiver of the rows. */
    RowSink sink(Compiled statement, RowSink sink) {
        return sink;
    }

    /** How a statement ended. */
    Outcome outcome(Compiled statement, Outcome outcome) {
        return outcome;
    }

    /** How a statement failed. */
    DatabaseException failure(Compiled statement, Object[] binds, DatabaseException failure) {
        return failure;
    }

    /** The receiver of a stream. */
    Flow.Subscriber<? super RowValues> subscriber(Compiled statement, Flow.Subscriber<? super RowValues> subscriber) {
        return subscriber;
    }

    /** A transaction. */
    TransactionBackend transaction(TransactionBackend transaction) {
        return transaction;
    }

    private Compiled changed(Compiled given) {
        String sql = sql(given.sql());
        return sql.equals(given.sql()) ? given : new Compiled(sql, given.kind(), given.readOnly(), given.parameters(), given.resultColumns(),
                given.returnsKeys(), given.rowCount());
    }

    private RowValues changed(Compiled statement, RowValues row) {
        Object[] values = new Object[row.columns().size()];
        boolean same = true;
        for (int i = 0; i < values.length; i++) {
            values[i] = value(statement, row, i);
            same &= values[i] == row.get(i);
        }
        return same ? row : RowValues.of(row.columns(), values);
    }

    @Override
    public CompletionStage<Outcome> execute(Compiled statement, Object[] binds, RowSink sink) {
        RowSink receiver = sink(statement, sink);
        return delegate().execute(changed(statement), binds(statement, binds.clone()), row -> receiver.row(changed(statement, row)))
                .handle((outcome, failure) -> {
                    if (failure != null) {
                        throw new CompletionException(failure(statement, binds, typed(failure)));
                    }
                    return outcome(statement, outcome);
                });
    }

    @Override
    public CompletionStage<long[]> executeMany(Compiled statement, List<Object[]> bindings) {
        List<Object[]> changed = new ArrayList<>();
        bindings.forEach(binds -> changed.add(binds(statement, binds.clone())));
        return delegate().executeMany(changed(statement), changed);
    }

    @Override
    public Flow.Publisher<RowValues> stream(Compiled statement, Object[] binds, int fetchSize) {
        Flow.Publisher<RowValues> sound = delegate().stream(changed(statement), binds(statement, binds.clone()), fetchSize);
        return subscriber -> sound.subscribe(subscriber(statement, subscriber));
    }

    @Override
    public CompletionStage<TransactionBackend> begin(TransactionDefinition definition) {
        return delegate().begin(definition).thenApply(this::transaction);
    }

    /** The connection of the engine behind this one. */
    final ReferenceConnection reference() {
        return (ReferenceConnection) delegate();
    }

    static DatabaseException typed(Throwable failure) {
        return (DatabaseException) (failure instanceof CompletionException ? failure.getCause() : failure);
    }

    /** A failure like another one, to be changed. */
    static DatabaseException.Builder like(DatabaseException failure, ErrorKind kind, String message) {
        DatabaseException.Builder copy = DatabaseException.of(kind, message).cause(failure.getCause()).sqlState(failure.sqlState())
                .vendorCode(failure.vendorCode()).outcome(failure.outcome()).retrySafe(failure.retrySafe())
                .connectionUsable(failure.connectionUsable()).sent(failure.sent());
        if (failure instanceof StatementException statement) {
            statement.constraint().ifPresent(copy::constraint);
            copy.batchIndex(statement.batchIndex());
        }
        return copy;
    }

    static DatabaseException.Builder like(DatabaseException failure) {
        return like(failure, failure.kind(), failure.getMessage());
    }
}
