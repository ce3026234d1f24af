// SPDX-License-Identifier: Apache-2.0
package io.colonnade.benchmarks;

import io.colonnade.Database;
import io.colonnade.Row;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.CompletionStage;

/** One row of four columns by its key. */
final class SelectByKey implements Workload {

    private static final String COLUMNS = "SELECT id, name, score, active FROM mixed WHERE id = ";

    @Override
    public String name() {
        return "select one row by key";
    }

    @Override
    public int operations() {
        return 100_000;
    }

    @Override
    public long raw(Connection connection) throws SQLException {
        long sum = 0;
        try (PreparedStatement select = connection.prepareStatement(COLUMNS + "?")) {
            for (int i = 0; i < operations(); i++) {
                select.setLong(1, key(i));
                try (ResultSet rows = select.executeQuery()) {
                    rows.next();
                    sum += rows.getLong(1) + rows.getString(2).length() + (long) rows.getDouble(3) + (rows.getBoolean(4) ? 1 : 0);
                }
            }
        }
        return sum;
    }

    @Override
    public CompletionStage<Long> operation(Database database, int index, int callers) {
        return database.fetchOne(COLUMNS + ":id", key(index)).thenApply(row -> sum(row.orElseThrow()));
    }

    private static long sum(Row row) {
        return row.getLong(0) + row.getString(1).length() + (long) row.getDouble(2) + (row.getBoolean(3) ? 1 : 0);
    }

    private static long key(int index) {
        return index * 31L % Tables.ROWS + 1;
    }
}
