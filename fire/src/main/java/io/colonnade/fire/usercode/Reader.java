// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.usercode;

import io.colonnade.Row;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** Reads a stream and runs code at one of its signals. */
final class Reader implements Flow.Subscriber<Row> {

    /** Where the code runs. */
    enum Signal { SUBSCRIBE, NEXT, ERROR, COMPLETE }

    private final Signal where;
    private final Runnable code;
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    private Reader(Signal where, Runnable code) {
        this.where = where;
        this.code = code;
    }

    /** Completes when the code is about to run, or with the end of the stream. */
    static CompletableFuture<Void> of(Flow.Publisher<Row> rows, Signal where, Runnable code) {
        Reader reader = new Reader(where, code);
        rows.subscribe(reader);
        return reader.end;
    }

    private void at(Signal signal) {
        if (signal == where) {
            end.complete(null);
            code.run();
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
        at(Signal.SUBSCRIBE);
    }

    @Override
    public void onNext(Row row) {
        at(Signal.NEXT);
    }

    @Override
    public void onError(Throwable failure) {
        at(Signal.ERROR);
        end.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        at(Signal.COMPLETE);
        end.complete(null);
    }
}
