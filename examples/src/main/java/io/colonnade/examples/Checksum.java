// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import io.colonnade.Row;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** Counts and sums rows as they come, and asks for a few at a time: no more than that many are ever on their way to it. */
final class Checksum implements Flow.Subscriber<Row> {

    /**
     * What was seen.
     *
     * @param rows how many rows
     * @param sum the sum of the column
     * @param requests how often rows were asked for
     */
    record Total(long rows, long sum, long requests) {
    }

    private final String column;
    private final int portion;
    private final CompletableFuture<Total> total = new CompletableFuture<>();
    private Flow.Subscription subscription;
    private long rows;
    private long sum;
    private long requests;

    Checksum(String column, int portion) {
        this.column = column;
        this.portion = portion;
    }

    /** Completes when the stream ends; fails if it fails. */
    CompletableFuture<Total> total() {
        return total;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        request();
    }

    @Override
    public void onNext(Row row) {
        rows++;
        sum += row.getLong(column);
        if (rows % portion == 0) {
            request();
        }
    }

    @Override
    public void onError(Throwable error) {
        total.completeExceptionally(error);
    }

    @Override
    public void onComplete() {
        total.complete(new Total(rows, sum, requests));
    }

    private void request() {
        requests++;
        subscription.request(portion);
    }
}
