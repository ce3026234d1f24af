// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A future that refuses to be waited for on a connection's own thread, where the wait would never end; so do the futures derived from it.
 *
 * <p>Pinned by THR-02.
 */
class ConnectionFuture<T> extends CompletableFuture<T> {

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new ConnectionFuture<>();
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

    private void refuseToBlock(String call) {
        if (!isDone() && ConnectionThread.isCurrent()) {
            throw DatabaseException.of(ErrorKind.USAGE, call + " on the connection thread \"" + Thread.currentThread().getName()
                    + "\" would wait for work that only this thread, or one that waits in the same way, can do. Chain the next step with"
                    + " thenCompose, or continue on an executor of your own (thenComposeAsync) before you block").build();
        }
    }
}
