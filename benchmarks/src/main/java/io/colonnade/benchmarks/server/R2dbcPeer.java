// SPDX-License-Identifier: Apache-2.0
package io.colonnade.benchmarks.server;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.LocalDateTime;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The R2DBC drivers with r2dbc-pool. */
final class R2dbcPeer implements Peer {

    private final ConnectionPool pool;
    private final boolean postgres;

    R2dbcPeer(ServerAddress address) {
        postgres = address.postgres();
        ConnectionFactoryOptions.Builder options = ConnectionFactoryOptions.builder()
                .option(ConnectionFactoryOptions.DRIVER, postgres ? "postgresql" : "mysql")
                .option(ConnectionFactoryOptions.HOST, address.url().host()).option(ConnectionFactoryOptions.PORT, address.port())
                .option(ConnectionFactoryOptions.USER, address.user()).option(ConnectionFactoryOptions.PASSWORD, address.password())
                .option(ConnectionFactoryOptions.DATABASE, address.url().database());
        if (!postgres) {
            // Otherwise this driver writes the values into the text.
            options.option(Option.valueOf("useServerPrepareStatement"), true);
        }
        pool = new ConnectionPool(ConnectionPoolConfiguration.builder(ConnectionFactories.get(options.build()))
                .initialSize(CONNECTIONS).maxSize(CONNECTIONS).build());
    }

    @Override
    public String name() {
        return "R2DBC";
    }

    private String text(String sql) {
        return postgres ? Sql.numbered(sql) : Sql.positional(sql);
    }

    private CompletionStage<Long> with(Function<Connection, Mono<Long>> work) {
        return Mono.usingWhen(pool.create(), work, Connection::close).toFuture();
    }

    private CompletionStage<Long> inTransaction(Function<Connection, Mono<Long>> work) {
        return with(connection -> Mono.from(connection.beginTransaction()).then(work.apply(connection))
                .flatMap(value -> Mono.from(connection.commitTransaction()).thenReturn(value)));
    }

    private Flux<Long> rows(Statement statement, Function<Readable, Long> value) {
        return Flux.from(statement.execute()).flatMap(result -> result.map(value::apply));
    }

    private Mono<Long> select(Connection connection, long key) {
        return rows(connection.createStatement(text(Sql.SELECT)).bind(0, key), row -> row.get(0, Long.class)
                + row.get(1, String.class).length() + row.get(2, Double.class).longValue() + (row.get(3, Boolean.class) ? 1 : 0)).single();
    }

    @Override
    public CompletionStage<Long> select(long key) {
        return with(connection -> select(connection, key));
    }

    @Override
    public CompletionStage<Long> selects(long firstKey, int count) {
        return with(connection -> selects(connection, firstKey, count, 0));
    }

    private Mono<Long> selects(Connection connection, long key, int left, long sum) {
        return select(connection, key).flatMap(part -> left == 1 ? Mono.just(sum + part)
                : selects(connection, key % Sql.MIXED_ROWS + 1, left - 1, sum + part));
    }

    @Override
    public CompletionStage<Long> transaction(long key) {
        return inTransaction(connection -> select(connection, key).flatMap(part ->
                Flux.from(connection.createStatement(text(Sql.UPDATE)).bind(0, key).execute()).flatMap(result -> result.getRowsUpdated())
                        .single().map(count -> part + count)));
    }

    @Override
    public CompletionStage<Long> fetch(long after, int count) {
        return with(connection -> rows(connection.createStatement(text(Sql.FETCH)).bind(0, after).bind(1, count), row ->
                row.get(0, Long.class) + row.get(1, String.class).length() + row.get(2, Double.class).longValue()
                        + (row.get(3, Boolean.class) ? 1 : 0) + row.get(4, BigDecimal.class).longValue() + row.get(5, Integer.class)
                        + row.get(6, LocalDateTime.class).getSecond() + row.get(7, String.class).length()
                        + row.get(8, ByteBuffer.class).get(0) + row.get(9, Integer.class))
                .collectList().map(values -> values.stream().mapToLong(Long::longValue).sum()));
    }

    @Override
    public CompletionStage<Long> stream(int count) {
        return inTransaction(connection -> rows(connection.createStatement(text(Sql.STREAM)).bind(0, count).fetchSize(FETCH_SIZE), row ->
                (row.get(0, Long.class) & 1) + row.get(1, String.class).length() + row.get(2, Double.class).longValue())
                .reduce(0L, Long::sum));
    }

    @Override
    public CompletionStage<Long> insert() {
        return inTransaction(connection -> {
            Statement insert = connection.createStatement(text(Sql.INSERT));
            for (int i = 0; i < Sql.ITEMS.size(); i++) {
                Sql.Item item = Sql.ITEMS.get(i);
                insert = (i == 0 ? insert : insert.add()).bind(0, item.name()).bind(1, item.score()).bind(2, item.active())
                        .bind(3, item.level());
            }
            return Flux.from(insert.execute()).flatMap(result -> result.getRowsUpdated()).reduce(0L, Long::sum);
        });
    }

    @Override
    public void close() {
        pool.disposeLater().block();
    }
}
