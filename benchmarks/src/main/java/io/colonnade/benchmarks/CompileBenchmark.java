// SPDX-License-Identifier: Apache-2.0
package io.colonnade.benchmarks;

import static io.colonnade.sql.Sql.count;
import static io.colonnade.sql.Sql.param;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Types.BIGINT;
import static io.colonnade.sql.Types.BOOLEAN;
import static io.colonnade.sql.Types.DOUBLE;
import static io.colonnade.sql.Types.varchar;

import com.sun.management.ThreadMXBean;
import io.colonnade.dialect.BoundStatement;
import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.StatementCache;
import io.colonnade.sql.Column;
import io.colonnade.sql.Select;
import io.colonnade.sql.Table;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What compiling a select of five clauses costs: from scratch, from the cache, and with values that are given by name. One thread; times are
 * the median of rounds, and bytes what this thread allocated, with and without the array of the values.
 */
public final class CompileBenchmark {

    private static final int RUNS = 200_000;
    private static final int ROUNDS = 15;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Players PLAYERS = new Players();

    private static int sink;

    private static final class Players extends Table {
        final Column<Long> id = generatedKey("id", BIGINT);
        final Column<String> name = column("name", varchar(100), notNull());
        final Column<Double> score = column("score", DOUBLE);
        final Column<Boolean> active = column("active", BOOLEAN);

        Players() {
            super("players");
        }
    }

    private CompileBenchmark() {
    }

    /** No arguments. */
    public static void main(String[] arguments) {
        Dialect dialect = Dialect.ansi("ansi");
        StatementCache cache = new StatementCache(100);
        Select withValues = build();
        Select withNames = named();
        Map<String, Object> values = Map.of("active", true, "score", 1.5, "many", 10L);
        measure("from scratch", RUNS / 20, () -> new StatementCache(1).compile(dialect, withValues, Map.of()));
        measure("built anew, from the cache", RUNS, () -> cache.compile(dialect, build(), Map.of()));
        measure("from the cache", RUNS, () -> cache.compile(dialect, withValues, Map.of()));
        measure("from the cache, values by name", RUNS, () -> cache.compile(dialect, withNames, values));
    }

    private static Select build() {
        return select(PLAYERS.name, count()).from(PLAYERS).where(PLAYERS.active.eq(true).and(PLAYERS.score.gt(1.5))).groupBy(PLAYERS.name)
                .having(count().gt(2L)).orderBy(PLAYERS.name).limit(10);
    }

    private static Select named() {
        return select(PLAYERS.name, count()).from(PLAYERS)
                .where(PLAYERS.active.eq(param("active", BOOLEAN)).and(PLAYERS.score.gt(param("score", DOUBLE)))).groupBy(PLAYERS.name)
                .having(count().gt(2L)).orderBy(PLAYERS.name).limit(param("many", BIGINT));
    }

    private static void measure(String what, int runs, Supplier<BoundStatement> compile) {
        long binds = bytesOf(compile.get().binds().length);
        double[] nanos = new double[ROUNDS];
        double[] bytes = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long allocated = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
            long start = System.nanoTime();
            for (int i = 0; i < runs; i++) {
                sink += compile.get().binds().length;
            }
            nanos[round] = (System.nanoTime() - start) / (double) runs;
            bytes[round] = (THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - allocated) / (double) runs;
        }
        Arrays.sort(nanos);
        Arrays.sort(bytes);
        System.out.printf(Locale.ROOT, "%-32s %,10.0f ns %,8.0f bytes, %,8.0f beyond the binds%n", what, nanos[ROUNDS / 2],
                bytes[ROUNDS / 2], bytes[ROUNDS / 2] - binds);
    }

    /** What an array of values takes here. */
    private static long bytesOf(int length) {
        Object[][] arrays = new Object[RUNS][];
        long allocated = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        for (int i = 0; i < RUNS; i++) {
            arrays[i] = new Object[length];
        }
        return (THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - allocated) / arrays.length;
    }
}
