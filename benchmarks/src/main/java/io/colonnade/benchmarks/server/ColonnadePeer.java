// SPDX-License-Identifier: Apache-2.0
package io.colonnade.benchmarks.server;

import io.colonnade.Database;
import io.colonnade.Queries;
import io.colonnade.Row;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** What a user of Colonnade would write. */
final class ColonnadePeer implements Peer {

    private static final List<Map<String, Object>> ITEMS = Sql.ITEMS.stream().map(item -> Map.<String, Object>of("name", item.name(),
            "score", item.score(), "active", item.active(), "level", item.level())).toList();

    private final int connections;
    private final Database database;

    ColonnadePeer(String url, int connections) {
        this.connections = connections;
        database = Database.open(url + (url.contains("?") ? "&" : "?") + "min_size=" + connections + "&max_size=" + connections
                + "&fetch_size=" + FETCH_SIZE).join();
    }

    @Override
    public String name() {
        return connections == CONNECTIONS ? "Colonnade" : "Colonnade, pool of " + connections;
    }

    @Override
    public CompletableFuture<Long> select(long key) {
        return select(database, key);
    }

    private static CompletableFuture<Long> select(Queries queries, long key) {
        return queries.fetchOne(Sql.SELECT, key).thenApply(found -> {
            Row row = found.orElseThrow();
            return row.getLong(0) + row.getString(1).length() + (long) row.getDouble(2) + (row.getBoolean(3) ? 1 : 0);
        });
    }

    @Override
    public CompletionStage<Long> selects(long firstKey, int count) {
        return database.withConnection(connection -> selects(connection, firstKey, count, 0));
    }

    private static CompletableFuture<Long> selects(Queries queries, long key, int left, long sum) {
        return select(queries, key).thenCompose(part -> left == 1 ? CompletableFuture.completedFuture(sum + part)
                : selects(queries, key % Sql.MIXED_ROWS + 1, left - 1, sum + part));
    }

    @Override
    public CompletionStage<Long> transaction(long key) {
        return database.transaction(transaction -> select(transaction, key)
                .thenCompose(part -> transaction.execute(Sql.UPDATE, key).thenApply(result -> part + result.rowsAffected())));
    }

    @Override
    public CompletionStage<Long> fetch(long after, int count) {
        return database.fetchAll(Sql.FETCH, after, count).thenApply(rows -> {
            long sum = 0;
            for (Row row : rows) {
                sum += row.getLong(0) + row.getString(1).length() + (long) row.getDouble(2) + (row.getBoolean(3) ? 1 : 0)
                        + row.get(4, BigDecimal.class).longValue() + row.getInt(5) + row.get(6, LocalDateTime.class).getSecond()
                        + row.getString(7).length() + row.get(8, byte[].class)[0] + row.getInt(9);
            }
            return sum;
        });
    }

    @Override
    public CompletionStage<Long> stream(int count) {
        Summing sum = new Summing();
        database.iterate(Sql.STREAM, count).subscribe(sum);
        return sum.result;
    }

    @Override
    public CompletionStage<Long> insert() {
        return database.executeMany(Sql.INSERT, ITEMS).thenApply(counts -> {
            long sum = 0;
            for (long count : counts) {
                sum += count;
            }
            return sum;
        });
    }

    @Override
    public void close() {
        database.close();
    }

    private static final class Summing implements Flow.Subscriber<Row> {
        private final CompletableFuture<Long> result = new CompletableFuture<>();
        private Flow.Subscription subscription;
        private int outstanding = FETCH_SIZE;
        private long sum;

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(FETCH_SIZE);
        }

        @Override
        public void onNext(Row row) {
            sum += (row.getLong(0) & 1) + row.getString(1).length() + (long) row.getDouble(2);
            if (--outstanding == FETCH_SIZE / 2) {
                outstanding += FETCH_SIZE / 2;
                subscription.request(FETCH_SIZE / 2);
            }
        }

        @Override
        public void onError(Throwable failure) {
            result.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            result.complete(sum);
        }
    }
}
