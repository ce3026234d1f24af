// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A future that refuses to be waited for on a connection's own thread, where the wait would never end; so do the futures derived from it.
 * Their continuations without an executor run in the flow of the transaction whose call it is, on whatever thread they run, so that a call of
 * the database there is found. What the JDK makes of several futures is its own, and an executor that the user names is not touched.
 *
 * <p>Pinned by THR-02.
 */
class ConnectionFuture<T> extends CompletableFuture<T> {

    /** The scope of whose flow the continuations are part; null where it is that of whoever completes the future, if of any. */
    Scope flow() {
        return null;
    }

    /** Somebody wants to know how it ends. */
    void watched() {
    }

    @Override
    public final <U> CompletableFuture<U> newIncompleteFuture() {
        watched();
        Scope flow = flow();
        return flow == null ? new ConnectionFuture<>() : new InFlow<>(flow);
    }

    @Override
    public final Executor defaultExecutor() {
        Executor plain = super.defaultExecutor();
        return task -> {
            Scope own = flow();
            Scope flow = own == null ? ConnectionThread.currentScope() : own;
            plain.execute(flow == null ? task : () -> ConnectionThread.runWithin(flow, task));
        };
    }

    /** A copy: the JDK's minimal stage would leave the flow, and whoever completes this one completes no other. */
    @Override
    public final CompletionStage<T> minimalCompletionStage() {
        return copy();
    }

    @Override
    public final <U> CompletableFuture<U> thenApply(Function<? super T, ? extends U> next) {
        return super.thenApply(Flowing.function(flow(), next));
    }

    @Override
    public final CompletableFuture<Void> thenAccept(Consumer<? super T> next) {
        return super.thenAccept(Flowing.consumer(flow(), next));
    }

    @Override
    public final CompletableFuture<Void> thenRun(Runnable next) {
        return super.thenRun(Flowing.runnable(flow(), next));
    }

    @Override
    public final <U, V> CompletableFuture<V> thenCombine(CompletionStage<? extends U> other, BiFunction<? super T, ? super U, ? extends V> next) {
        return super.thenCombine(other, Flowing.functionOfBoth(flow(), next));
    }

    @Override
    public final <U> CompletableFuture<Void> thenAcceptBoth(CompletionStage<? extends U> other, BiConsumer<? super T, ? super U> next) {
        return super.thenAcceptBoth(other, Flowing.consumerOfBoth(flow(), next));
    }

    @Override
    public final CompletableFuture<Void> runAfterBoth(CompletionStage<?> other, Runnable next) {
        return super.runAfterBoth(other, Flowing.runnable(flow(), next));
    }

    @Override
    public final <U> CompletableFuture<U> applyToEither(CompletionStage<? extends T> other, Function<? super T, U> next) {
        return super.applyToEither(other, Flowing.function(flow(), next));
    }

    @Override
    public final CompletableFuture<Void> acceptEither(CompletionStage<? extends T> other, Consumer<? super T> next) {
        return super.acceptEither(other, Flowing.consumer(flow(), next));
    }

    @Override
    public final CompletableFuture<Void> runAfterEither(CompletionStage<?> other, Runnable next) {
        return super.runAfterEither(other, Flowing.runnable(flow(), next));
    }

    @Override
    public final <U> CompletableFuture<U> thenCompose(Function<? super T, ? extends CompletionStage<U>> next) {
        return super.thenCompose(Flowing.function(flow(), next));
    }

    @Override
    public final CompletableFuture<T> whenComplete(BiConsumer<? super T, ? super Throwable> next) {
        return super.whenComplete(Flowing.consumerOfBoth(flow(), next));
    }

    @Override
    public final <U> CompletableFuture<U> handle(BiFunction<? super T, Throwable, ? extends U> next) {
        return super.handle(Flowing.functionOfBoth(flow(), next));
    }

    @Override
    public final CompletableFuture<T> exceptionally(Function<Throwable, ? extends T> next) {
        return super.exceptionally(Flowing.function(flow(), next));
    }

    @Override
    public final CompletableFuture<T> exceptionallyCompose(Function<Throwable, ? extends CompletionStage<T>> next) {
        return super.exceptionallyCompose(Flowing.function(flow(), next));
    }

    @Override
    public T join() {
        refuseToBlock("join()");
        return super.join();
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        refuseToBlock("get()");
        return super.get();
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        refuseToBlock("get()");
        return super.get(timeout, unit);
    }

    static <T> CompletableFuture<T> completed(T value) {
        ConnectionFuture<T> future = new ConnectionFuture<>();
        future.complete(value);
        return future;
    }

    static <T> CompletableFuture<T> failed(Throwable error) {
        ConnectionFuture<T> future = new ConnectionFuture<>();
        future.completeExceptionally(error);
        return future;
    }

    /** A future that was derived from a transaction's. */
    private static final class InFlow<T> extends ConnectionFuture<T> {

        private final Scope flow;

        InFlow(Scope flow) {
            this.flow = flow;
        }

        @Override
        Scope flow() {
            return flow;
        }
    }

    private void refuseToBlock(String call) {
        watched();
        if (!isDone() && ConnectionThread.isCurrent()) {
            throw DatabaseException.of(ErrorKind.USAGE, call + " on the connection thread \"" + Thread.currentThread().getName()
                    + "\" would wait for work that only this thread, or one that waits in the same way, can do. Chain the next step with"
                    + " thenCompose, or continue on an executor of your own (thenComposeAsync) before you block").build();
        }
    }
}
