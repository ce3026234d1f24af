// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.Feature;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementOutcome;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.Outcome;
import io.colonnade.spi.RowSink;
import io.colonnade.spi.RowValues;
import io.colonnade.spi.TransactionBackend;
import io.colonnade.spi.TransactionDefinition;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Supplier;

/** A connection to a server in memory that answers nothing until a test says how; what the server then holds is the truth. */
final class WalkedConnection implements ConnectionBackend {

    /** How the server answers. */
    enum Answer { DONE, REFUSED, CANCELLED, LOST, LOST_AFTER_IT_WAS_DONE, LOST_BEFORE_IT_WAS_SENT }

    /** What was sent and not answered. */
    record Sent(String what, Supplier<Object> effect, CompletableFuture<Object> answer) { }

    static final Dialect DIALECT = Dialect.builder("walked").with(Feature.SAVEPOINTS).build();

    final Set<String> committed = new LinkedHashSet<>();
    final Queue<Sent> sent = new ArrayDeque<>();
    boolean commitSent;
    boolean released;
    boolean lost;
    boolean cancelled;
    private final Set<String> written = new LinkedHashSet<>();

    /** The server answers what was sent first. */
    void answer(Answer how) {
        Sent first = sent.remove();
        cancelled = false;
        Object result = null;
        if (!lost && (how == Answer.DONE || how == Answer.LOST_AFTER_IT_WAS_DONE)) {
            result = first.effect.get();
        } else if (how == Answer.REFUSED && first.what.equals("COMMIT")) {
            written.clear();
        }
        if (how == Answer.LOST_BEFORE_IT_WAS_SENT) {
            lost = true;
            commitSent = false;
            written.clear();
            first.answer.completeExceptionally(DatabaseException.of(ErrorKind.CONNECTION_LOST, "the connection was lost before " + first.what
                    + " was sent").retrySafe(true).connectionUsable(false).build());
        } else if (lost || how == Answer.LOST || how == Answer.LOST_AFTER_IT_WAS_DONE) {
            lost = true;
            written.clear();
            first.answer.completeExceptionally(DatabaseException.of(ErrorKind.CONNECTION_LOST, first.what + " lost its connection")
                    .outcome(StatementOutcome.UNKNOWN).connectionUsable(false).build());
        } else if (how == Answer.DONE) {
            first.answer.complete(result);
        } else {
            ErrorKind kind = how == Answer.CANCELLED ? ErrorKind.CANCELLED : first.what.equals("COMMIT") ? ErrorKind.SERIALIZATION
                    : ErrorKind.CONSTRAINT;
            first.answer.completeExceptionally(DatabaseException.of(kind, first.what + " was refused").build());
        }
    }

    private <T> CompletionStage<T> send(String what, Supplier<Object> effect, Class<T> type) {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        sent.add(new Sent(what, effect, answer));
        return answer.thenApply(type::cast);
    }

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
        return send(statement.sql(), () -> {
            written.add(statement.sql());
            return Outcome.affected(1);
        }, Outcome.class);
    }

    @Override
    public CompletionStage<TransactionBackend> begin(TransactionDefinition definition) {
        return send("BEGIN", () -> new Transacting(null), TransactionBackend.class);
    }

    @Override
    public CompletionStage<Void> cancel() {
        cancelled = !sent.isEmpty();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> reset() {
        written.clear();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> close() {
        lost = true;
        written.clear();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> validate() {
        return CompletableFuture.completedFuture(null);
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
    public <T> Optional<T> unwrap(Class<T> driverType) {
        return Optional.empty();
    }

    /** A transaction, or with what was written before it a savepoint. */
    private final class Transacting implements TransactionBackend {
        private final Set<String> before;

        Transacting(Set<String> before) {
            this.before = before;
        }

        @Override
        public CompletionStage<Void> commit() {
            commitSent |= before == null;
            return send(before == null ? "COMMIT" : "RELEASE", () -> {
                if (before == null) {
                    committed.addAll(written);
                    written.clear();
                } else {
                    released = true;
                }
                return null;
            }, Void.class);
        }

        @Override
        public CompletionStage<Void> rollback() {
            return send(before == null ? "ROLLBACK" : "ROLLBACK TO", () -> {
                written.retainAll(before == null ? Set.of() : before);
                return null;
            }, Void.class);
        }

        @Override
        public CompletionStage<TransactionBackend> savepoint() {
            return send("SAVEPOINT", () -> new Transacting(Set.copyOf(written)), TransactionBackend.class);
        }
    }
}
