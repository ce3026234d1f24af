// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.Dialect;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.Outcome;
import io.colonnade.spi.RowSink;
import io.colonnade.spi.RowValues;
import io.colonnade.spi.TransactionBackend;
import io.colonnade.spi.TransactionDefinition;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;

/** A connection whose one statement is answered when a test says so, on the thread that says it. */
final class ScriptedBackend implements ConnectionBackend {

    private static final Dialect DIALECT = Dialect.ansi("scripted");

    final CompletableFuture<Outcome> answer = new CompletableFuture<>();

    @Override
    public Dialect dialect() {
        return DIALECT;
    }

    @Override
    public Executor executor() {
        return Runnable::run;
    }

    @Override
    public CompletionStage<Outcome> execute(Compiled statement, Object[] binds, RowSink sink) {
        return answer;
    }

    @Override
    public CompletionStage<Void> cancel() {
        answer.completeExceptionally(DatabaseException.of(ErrorKind.CANCELLED, "the statement was cancelled").build());
        return done();
    }

    @Override
    public CompletionStage<long[]> executeMany(Compiled statement, List<Object[]> bindings) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Flow.Publisher<RowValues> stream(Compiled statement, Object[] binds, int fetchSize) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<TransactionBackend> begin(TransactionDefinition definition) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Void> reset() {
        return done();
    }

    @Override
    public CompletionStage<Void> validate() {
        return done();
    }

    @Override
    public CompletionStage<Void> close() {
        return done();
    }

    @Override
    public <T> Optional<T> unwrap(Class<T> driverType) {
        return Optional.empty();
    }

    private static CompletionStage<Void> done() {
        return CompletableFuture.completedFuture(null);
    }
}
