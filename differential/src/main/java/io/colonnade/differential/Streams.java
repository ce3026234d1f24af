// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static io.colonnade.differential.Items.ITEMS;
import static io.colonnade.sql.Sql.select;

import io.colonnade.Row;
import io.colonnade.sql.Select;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** Generates streams, some of which are cancelled early. */
final class Streams {

    private final Draw draw;
    private final Conditions conditions;

    Streams(Draw draw, Conditions conditions) {
        this.draw = draw;
        this.conditions = conditions;
    }

    Step any() {
        int wanted = draw.chance(50) ? Integer.MAX_VALUE : draw.between(1, 10);
        int demand = draw.between(1, 4);
        if (draw.chance(10)) {
            return Step.of("stream of a mistake", on -> collect(on.iterate("SELECT nothing_here FROM " + ITEMS.name()), wanted, demand));
        }
        Select select = select(ITEMS.ref, ITEMS.note, ITEMS.moment, ITEMS.data).from(ITEMS).where(conditions.any()).orderBy(ITEMS.ref);
        return Step.of("stream of " + wanted + " rows: " + select, on -> collect(on.iterate(select), wanted, demand));
    }

    private static CompletableFuture<String> collect(Flow.Publisher<Row> rows, int wanted, int demand) {
        Collector collector = new Collector(wanted, demand);
        rows.subscribe(collector);
        return Answers.of(collector.done, Answers::rows);
    }

    /** Asks for a few rows at a time and cancels when it has enough. Its methods are called one after the other. */
    private static final class Collector implements Flow.Subscriber<Row> {
        private final CompletableFuture<List<Row>> done = new CompletableFuture<>();
        private final List<Row> rows = new ArrayList<>();
        private final int wanted;
        private final int demand;
        private Flow.Subscription subscription;

        Collector(int wanted, int demand) {
            this.wanted = wanted;
            this.demand = demand;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(demand);
        }

        @Override
        public void onNext(Row row) {
            rows.add(row);
            if (rows.size() == wanted) {
                subscription.cancel();
                done.complete(rows);
            } else if (rows.size() % demand == 0) {
                subscription.request(demand);
            }
        }

        @Override
        public void onError(Throwable error) {
            done.completeExceptionally(error);
        }

        @Override
        public void onComplete() {
            done.complete(rows);
        }
    }
}
