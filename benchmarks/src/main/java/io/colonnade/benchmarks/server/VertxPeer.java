// SPDX-License-Identifier: Apache-2.0
package io.colonnade.benchmarks.server;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.mysqlclient.MySQLBuilder;
import io.vertx.mysqlclient.MySQLConnectOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.RowStream;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The SQL client of Vert.x, which speaks the protocols itself. */
final class VertxPeer implements Peer {

    private final Vertx vertx = Vertx.vertx();
    private final Pool pool;
    private final boolean postgres;
    private final int pipelining;
    private final String select;
    private final List<Tuple> items = Sql.ITEMS.stream()
            .map(item -> Tuple.of(item.name(), item.score(), item.active(), item.level())).toList();

    VertxPeer(ServerAddress address, int pipelining) {
        this.pipelining = pipelining;
        postgres = address.postgres();
        select = text(Sql.SELECT);
        PoolOptions options = new PoolOptions().setMaxSize(CONNECTIONS);
        if (postgres) {
            PgConnectOptions connect = new PgConnectOptions().setPipeliningLimit(pipelining);
            fill(connect, address);
            pool = PgBuilder.pool().with(options).connectingTo(connect).using(vertx).build();
        } else {
            MySQLConnectOptions connect = new MySQLConnectOptions().setPipeliningLimit(pipelining);
            fill(connect, address);
            pool = MySQLBuilder.pool().with(options).connectingTo(connect).using(vertx).build();
        }
    }

    private static void fill(io.vertx.sqlclient.SqlConnectOptions connect, ServerAddress address) {
        connect.setHost(address.url().host()).setPort(address.port()).setDatabase(address.url().database()).setUser(address.user())
                .setPassword(address.password()).setCachePreparedStatements(true);
    }

    @Override
    public String name() {
        return "Vert.x, pipelining " + pipelining;
    }

    private String text(String sql) {
        return postgres ? Sql.numbered(sql) : Sql.positional(sql);
    }

    @Override
    public CompletionStage<Long> select(long key) {
        return select(pool, key).toCompletionStage();
    }

    private Future<Long> select(SqlClient client, long key) {
        return client.preparedQuery(select).execute(Tuple.of(key)).map(rows -> {
            Row row = rows.iterator().next();
            return row.getLong(0) + row.getString(1).length() + row.getDouble(2).longValue() + (row.getBoolean(3) ? 1 : 0);
        });
    }

    @Override
    public CompletionStage<Long> selects(long firstKey, int count) {
        return pool.withConnection(connection -> selects(connection, firstKey, count, 0)).toCompletionStage();
    }

    private Future<Long> selects(SqlConnection connection, long key, int left, long sum) {
        return select(connection, key).compose(part -> left == 1 ? Future.succeededFuture(sum + part)
                : selects(connection, key % Sql.MIXED_ROWS + 1, left - 1, sum + part));
    }

    @Override
    public CompletionStage<Long> transaction(long key) {
        return pool.withTransaction(connection -> select(connection, key)
                .compose(part -> connection.preparedQuery(text(Sql.UPDATE)).execute(Tuple.of(key)).map(done -> part + done.rowCount())))
                .toCompletionStage();
    }

    @Override
    public CompletionStage<Long> fetch(long after, int count) {
        return pool.preparedQuery(text(Sql.FETCH)).execute(Tuple.of(after, count)).map(rows -> {
            long sum = 0;
            for (Row row : rows) {
                sum += row.getLong(0) + row.getString(1).length() + row.getDouble(2).longValue() + (row.getBoolean(3) ? 1 : 0)
                        + row.getBigDecimal(4).longValue() + row.getInteger(5) + row.getLocalDateTime(6).getSecond()
                        + row.getString(7).length() + row.getBuffer(8).getByte(0) + row.getInteger(9);
            }
            return sum;
        }).toCompletionStage();
    }

    @Override
    public CompletionStage<Long> stream(int count) {
        return pool.withTransaction(connection -> connection.prepare(text(Sql.STREAM)).compose(prepared -> {
            Promise<Long> end = Promise.promise();
            long[] sum = new long[1];
            RowStream<Row> rows = prepared.createStream(FETCH_SIZE, Tuple.of(count));
            rows.exceptionHandler(end::tryFail);
            rows.endHandler(done -> end.tryComplete(sum[0]));
            rows.handler(row -> sum[0] += (row.getLong(0) & 1) + row.getString(1).length() + row.getDouble(2).longValue());
            return end.future().eventually(prepared::close);
        })).toCompletionStage();
    }

    @Override
    public CompletionStage<Long> insert() {
        return pool.withTransaction(connection -> connection.preparedQuery(text(Sql.INSERT)).executeBatch(items).map(first -> {
            long sum = 0;
            for (RowSet<Row> counts = first; counts != null; counts = counts.next()) {
                sum += counts.rowCount();
            }
            return sum;
        })).toCompletionStage();
    }

    @Override
    public void close() {
        pool.close().toCompletionStage().toCompletableFuture().join();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
