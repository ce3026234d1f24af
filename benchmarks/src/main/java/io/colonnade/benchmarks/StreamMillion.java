// SPDX-License-Identifier: Apache-2.0
package io.colonnade.benchmarks;

import io.colonnade.Database;
import io.colonnade.Row;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** One million rows of three columns as a stream, with demand for 256 rows at a time; several callers share the million. */
final class StreamMillion implements Workload {

    private static final int TOTAL = 1_000_000;
    private static final String SQL = "SELECT id, label, amount FROM million LIMIT ";

    @Override
    public String name() {
        return "stream 1,000,000 rows";
    }

    @Override
    public int operations() {
        return 1;
    }

    @Override
    public String unit() {
        return "rows";
    }

    @Override
    public int unitsPerOperation() {
        return TOTAL;
    }

    @Override
    public long raw(Connection connection) throws SQLException {
        long sum = 0;
        try (PreparedStatement select = connection.prepareStatement(SQL + TOTAL); ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                sum += (rows.getLong(1) & 1) + rows.getString(2).length() + (long) rows.getDouble(3);
            }
        }
        return sum;
    }

    @Override
    public CompletionStage<Long> operation(Database database, int index, int callers) {
        CompletableFuture<Long> all = CompletableFuture.completedFuture(0L);
        for (int i = 0; i < callers; i++) {
            int from = (int) ((long) TOTAL * i / callers);
            int until = (int) ((long) TOTAL * (i + 1) / callers);
            Summing subscriber = new Summing();
            database.iterate("SELECT id, label, amount FROM million WHERE id > :from AND id <= :until", (long) from, (long) until)
                    .subscribe(subscriber);
            all = all.thenCombine(subscriber.sum, Long::sum);
        }
        return all;
    }

    private static final class Summing implements Flow.Subscriber<Row> {
        private static final int DEMAND = 256;
        private final CompletableFuture<Long> sum = new CompletableFuture<>();
        private Flow.Subscription subscription;
        private long total;
        private int outstanding = DEMAND;

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(DEMAND);
        }

        @Override
        public void onNext(Row row) {
            total += (row.getLong(0) & 1) + row.getString(1).length() + (long) row.getDouble(2);
            if (--outstanding == DEMAND / 2) {
                outstanding += DEMAND / 2;
                subscription.request(DEMAND / 2);
            }
        }

        @Override
        public void onError(Throwable failure) {
            sum.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            sum.complete(total);
        }
    }
}
