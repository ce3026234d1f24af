// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.cancel;

import io.colonnade.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;

/** Reads the marks of one caller two at a time, until it is cancelled. */
final class MarksSubscriber implements Flow.Subscriber<Row> {

    private final Attempt attempt;
    private final List<Row> rows = new ArrayList<>();
    private Flow.Subscription subscription;

    MarksSubscriber(Attempt attempt) {
        this.attempt = attempt;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        attempt.cancelledBy(() -> {
            boolean inTime = !attempt.told().isDone();
            given.cancel();
            attempt.over(Attempt.NOT_STORED);
            return inTime;
        });
        given.request(2);
    }

    @Override
    public void onNext(Row row) {
        rows.add(row);
        if (row.get(0, Integer.class) != attempt.id()) {
            attempt.broken("a stream of the marks of " + attempt.id() + " had a row of " + row.get(0, Integer.class));
        }
        if (rows.size() % 2 == 0) {
            subscription.request(2);
        }
    }

    @Override
    public void onError(Throwable failure) {
        Calls.failed(attempt, failure, Attempt.NOT_STORED);
    }

    @Override
    public void onComplete() {
        if (Tables.areMarks(attempt.id(), rows)) {
            attempt.over(Attempt.NOT_STORED);
        } else {
            attempt.broken("a stream of the marks of " + attempt.id() + " ended with " + rows);
        }
    }
}
