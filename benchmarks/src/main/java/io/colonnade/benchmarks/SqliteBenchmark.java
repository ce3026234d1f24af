// SPDX-License-Identifier: Apache-2.0
package io.colonnade.benchmarks;

import com.sun.management.ThreadMXBean;
import io.colonnade.Database;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Colonnade at 1, 16 and 64 callers against the raw driver on one thread, on the same file in the same run. Rounds are interleaved, and
 * the figure is the median of the rounds' ratios, so that a machine that slows down for a while slows down both.
 */
public final class SqliteBenchmark {

    private static final int[] CALLERS = {1, 16, 64};

    private final int rounds;
    private final Connection raw;
    private final Database database;

    private SqliteBenchmark(int rounds, Connection raw, Database database) {
        this.rounds = rounds;
        this.raw = raw;
        this.database = database;
    }

    /** Arguments: the number of rounds (7), and a part of the workload's name (all). */
    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 7;
        String filter = arguments.length > 1 ? arguments[1] : "";
        Path folder = Files.createTempDirectory("colonnade-benchmark");
        Path file = folder.resolve("benchmark.db");
        try (Connection raw = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            try (Statement statement = raw.createStatement()) {
                statement.execute("PRAGMA journal_mode = WAL");
                statement.execute("PRAGMA synchronous = NORMAL");
            }
            Tables.create(raw);
            try (Database database = Database.open("sqlite:///" + file).join()) {
                SqliteBenchmark benchmark = new SqliteBenchmark(rounds, raw, database);
                for (Workload workload : List.of(new SelectByKey(), new FetchThousand(), new StreamMillion(), new InsertBatch())) {
                    if (workload.name().contains(filter)) {
                        benchmark.measure(workload);
                    }
                }
            }
        } finally {
            delete(folder);
        }
    }

    private void measure(Workload workload) throws SQLException {
        runRaw(workload);
        for (int callers : CALLERS) {
            run(workload, callers);
        }
        List<Double> rawRates = new ArrayList<>();
        List<List<Double>> rates = new ArrayList<>();
        List<List<Double>> ratios = new ArrayList<>();
        for (int ignored : CALLERS) {
            rates.add(new ArrayList<>());
            ratios.add(new ArrayList<>());
        }
        for (int round = 0; round < rounds; round++) {
            double rawRate = runRaw(workload);
            rawRates.add(rawRate);
            for (int i = 0; i < CALLERS.length; i++) {
                double rate = run(workload, CALLERS[i]);
                rates.get(i).add(rate);
                ratios.get(i).add(rate / rawRate);
            }
        }
        print("%s (%d rounds)%n  raw driver, 1 thread: %,.0f %s/s%n", workload.name(), rounds, median(rawRates), workload.unit());
        for (int i = 0; i < CALLERS.length; i++) {
            print("  Colonnade, %2d callers: %,.0f %s/s, %.2fx (%.2f to %.2f)%n", CALLERS[i], median(rates.get(i)), workload.unit(),
                    median(ratios.get(i)), Collections.min(ratios.get(i)), Collections.max(ratios.get(i)));
        }
        print("  allocated at 16 callers: %,d bytes for one of its %s%n", allocated(workload, 16), workload.unit());
    }

    private double runRaw(Workload workload) throws SQLException {
        workload.prepare(raw);
        long start = System.nanoTime();
        long checksum = workload.raw(raw);
        return rate(workload, start, checksum);
    }

    private double run(Workload workload, int callers) throws SQLException {
        workload.prepare(raw);
        long start = System.nanoTime();
        long checksum = Callers.run(callers, workload.operations(), i -> workload.operation(database, i, callers));
        return rate(workload, start, checksum);
    }

    private final java.util.Map<Workload, Long> checksums = new java.util.HashMap<>();

    private double rate(Workload workload, long start, long checksum) {
        double seconds = (System.nanoTime() - start) / 1e9;
        if (checksums.computeIfAbsent(workload, first -> checksum) != checksum) {
            throw new IllegalStateException(workload.name() + ": the two ways did not read the same values");
        }
        return workload.operations() * (double) workload.unitsPerOperation() / seconds;
    }

    /** Bytes that all threads of the process allocated for one unit. */
    private long allocated(Workload workload, int callers) throws SQLException {
        workload.prepare(raw);
        long before = allocatedByAllThreads();
        Callers.run(callers, workload.operations(), i -> workload.operation(database, i, callers));
        return (allocatedByAllThreads() - before) / ((long) workload.operations() * workload.unitsPerOperation());
    }

    private static long allocatedByAllThreads() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
            sum += Math.max(0, bytes);
        }
        return sum;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static void print(String format, Object... arguments) {
        System.out.printf(Locale.ROOT, format, arguments);
    }

    private static void delete(Path folder) throws java.io.IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
