// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.cuts;

import io.colonnade.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** Reads the numbers one at a time; they must come in order and without a gap, however they end. */
final class NumbersSubscriber implements Flow.Subscriber<Row> {

    private final List<Integer> numbers = new ArrayList<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private Flow.Subscription subscription;

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(1);
    }

    @Override
    public void onNext(Row row) {
        numbers.add(row.get(0, Integer.class));
        subscription.request(1);
    }

    @Override
    public void onError(Throwable failure) {
        boolean beginning = numbers.equals(Tables.ALL.subList(0, Math.min(numbers.size(), Tables.ALL.size())));
        ended.completeExceptionally(beginning ? failure : new IllegalStateException("the rows before the error were " + numbers, failure));
    }

    @Override
    public void onComplete() {
        try {
            Tables.requireAll(numbers);
            ended.complete(null);
        } catch (IllegalStateException wrong) {
            ended.completeExceptionally(wrong);
        }
    }

    CompletableFuture<Void> ended() {
        return ended;
    }
}
