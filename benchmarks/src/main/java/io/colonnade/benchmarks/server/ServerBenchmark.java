// SPDX-License-Identifier: Apache-2.0
package io.colonnade.benchmarks.server;

import io.colonnade.DatabaseUrl;
import io.colonnade.benchmarks.Callers;
import io.colonnade.servers.MySqlServer;
import io.colonnade.servers.PostgresServer;
import io.colonnade.servers.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Colonnade on PostgreSQL and MySQL against what a user would take instead, each with a pool of 8, on the same tables in the same
 * run; Colonnade with a pool of 2 besides, because client and server share the processors here. Rounds are interleaved, and the figure is
 * the median of the rounds' ratios. All peers must read the same values.
 */
public final class ServerBenchmark {

    private static final int WARM_UP_ROUNDS = 3;

    private final int rounds;
    private final Connection control;
    private final List<Peer> peers;

    private ServerBenchmark(int rounds, Connection control, List<Peer> peers) {
        this.rounds = rounds;
        this.control = control;
        this.peers = peers;
    }

    /** Arguments: postgres or mysql (postgres), rounds (7), a part of a workload's title (all), a pattern of the peers' names (all). */
    public static void main(String[] arguments) throws SQLException {
        boolean postgres = arguments.length == 0 || !arguments[0].equals("mysql");
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 7;
        String title = arguments.length > 2 ? arguments[2] : "";
        String name = arguments.length > 3 ? arguments[3] : "";
        try (TestServer server = postgres ? PostgresServer.shared(PostgresServer.NEWEST) : MySqlServer.shared()) {
            ServerAddress address = new ServerAddress(postgres, DatabaseUrl.parse(server.url()));
            try (Connection control = DriverManager.getConnection(address.jdbcUrl())) {
                ServerTables.create(control, postgres);
                run(rounds, control, address, title, name);
                ServerTables.drop(control);
            }
        }
    }

    private static void run(int rounds, Connection control, ServerAddress address, String title, String name) throws SQLException {
        try (Peer hikari = new HikariPeer(address, false); Peer rewriting = new HikariPeer(address, true);
                Peer colonnade = new ColonnadePeer(address.colonnadeUrl(), Peer.CONNECTIONS);
                Peer few = new ColonnadePeer(address.colonnadeUrl(), Peer.FEW_CONNECTIONS);
                Peer vertx = new VertxPeer(address, 1); Peer pipelining = new VertxPeer(address, 256);
                Peer r2dbc = new R2dbcPeer(address)) {
            List<Peer> peers = List.of(hikari, rewriting, colonnade, few, vertx, pipelining, r2dbc).stream()
                    .filter(p -> p.name().matches(".*(" + name + ").*")).toList();
            ServerBenchmark benchmark = new ServerBenchmark(rounds, control, peers);
            for (ServerWorkload workload : ServerWorkload.values()) {
                for (int callers : workload.callers) {
                    if (workload.title.contains(title)) {
                        benchmark.measure(workload, callers);
                    }
                }
            }
        }
    }

    private void measure(ServerWorkload workload, int callers) throws SQLException {
        List<Series> all = peers.stream().filter(peer -> peer.does(workload)).map(Series::new).toList();
        long units = (long) workload.operations(callers) * workload.unitsPerOperation;
        long checksum = round(workload, callers, all.get(0).peer);
        for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
            for (Series series : all) {
                prepare(workload);
                long[] sum = new long[1];
                Runnable work = () -> sum[0] = round(workload, callers, series.peer);
                if (round < 0) {
                    work.run();
                } else {
                    series.measure(units, work);
                }
                if (sum[0] != checksum) {
                    throw new IllegalStateException(workload.title + ": " + series.peer.name() + " read other values");
                }
            }
        }
        print("%s, %d callers (%d rounds)%n", workload.title, callers, rounds);
        for (Series series : all) {
            List<Double> ratios = series.ratios(all.get(0));
            print("  %-26s %,11.0f %s/s  %5.2fx (%.2f to %.2f)  %,8.1f us CPU  %,10.0f bytes%n", series.peer.name(),
                    Series.median(series.rates), workload.unit, Series.median(ratios), Collections.min(ratios), Collections.max(ratios),
                    Series.median(series.microseconds), Series.median(series.bytes));
        }
    }

    private static long round(ServerWorkload workload, int callers, Peer peer) {
        return Callers.run(callers, workload.operations(callers), index -> workload.operation(peer, index));
    }

    private void prepare(ServerWorkload workload) throws SQLException {
        if (workload == ServerWorkload.INSERT) {
            try (Statement statement = control.createStatement()) {
                statement.execute("TRUNCATE TABLE inserted");
            }
        }
    }

    private static void print(String format, Object... arguments) {
        System.out.printf(Locale.ROOT, format, arguments);
    }
}
