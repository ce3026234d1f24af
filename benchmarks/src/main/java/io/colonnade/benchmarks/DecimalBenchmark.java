// SPDX-License-Identifier: Apache-2.0
package io.colonnade.benchmarks;

import static io.colonnade.sql.Sql.count;
import static io.colonnade.sql.Sql.createTable;
import static io.colonnade.sql.Sql.max;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.sum;

import io.colonnade.Database;
import io.colonnade.sql.Column;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Select;
import io.colonnade.sql.Table;
import io.colonnade.sql.Types;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;

/** What it costs that SQLite compares and calculates DECIMAL with functions of Java: a million rows, beside the same numbers as DOUBLE. */
public final class DecimalBenchmark {

    private static final int ROWS = 1_000_000;
    private static final int RUNS = 4;
    private static final Numbers NUMBERS = new Numbers();

    private static final class Numbers extends Table {
        private final Column<Long> id = column("id", Types.BIGINT);
        private final Column<BigDecimal> exact = column("exact", Types.decimal(12, 2));
        private final Column<Double> approximate = column("approximate", Types.DOUBLE);

        Numbers() {
            super("numbers");
        }
    }

    private final Database database;

    private DecimalBenchmark(Database database) {
        this.database = database;
    }

    /** Takes no arguments. */
    public static void main(String[] arguments) throws Exception {
        Path file = Files.createTempFile("colonnade-decimals", ".db");
        try (Database database = Database.open("sqlite:///" + file + "?max_size=1&journal_mode=delete").join()) {
            database.execute(createTable(NUMBERS)).join();
            database.execute("INSERT INTO numbers WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + ROWS
                    + ") SELECT i, printf('%.2f', (i * 7919 % 1000003) / 100.0), (i * 7919 % 1000003) / 100.0 FROM n").join();
            DecimalBenchmark benchmark = new DecimalBenchmark(database);
            benchmark.row("counted", select(count().as("n")).from(NUMBERS).where(NUMBERS.exact.gt(new BigDecimal("9.5"))),
                    select(count().as("n")).from(NUMBERS).where(NUMBERS.approximate.gt(9.5)));
            benchmark.row("first ten", sorted(NUMBERS.exact).limit(10), sorted(NUMBERS.approximate).limit(10));
            benchmark.row("last one", sorted(NUMBERS.exact).limit(1).offset(ROWS - 1), sorted(NUMBERS.approximate).limit(1).offset(ROWS - 1));
            benchmark.row("sum", select(sum(NUMBERS.exact).as("n")).from(NUMBERS), select(sum(NUMBERS.approximate).as("n")).from(NUMBERS));
            benchmark.row("max", select(max(NUMBERS.exact).as("n")).from(NUMBERS), select(max(NUMBERS.approximate).as("n")).from(NUMBERS));
            benchmark.row("grouped", grouped(NUMBERS.exact), grouped(NUMBERS.approximate));
        } finally {
            Files.delete(file);
        }
    }

    private static Select sorted(Expression<?> column) {
        return select(NUMBERS.id).from(NUMBERS).orderBy(column);
    }

    private static Select grouped(Expression<?> column) {
        return select(column).from(NUMBERS).groupBy(column).having(count().gt(5L));
    }

    private void row(String what, Select exact, Select approximate) {
        System.out.printf("%-10s DECIMAL %,7d ms   DOUBLE %,7d ms%n", what, best(exact), best(approximate));
    }

    private long best(Select select) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < RUNS; i++) {
            long start = System.nanoTime();
            database.fetchAll(select).join();
            best = Math.min(best, System.nanoTime() - start);
        }
        return best / 1_000_000;
    }
}
