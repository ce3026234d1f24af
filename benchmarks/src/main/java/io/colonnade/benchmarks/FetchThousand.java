// SPDX-License-Identifier: Apache-2.0
package io.colonnade.benchmarks;

import io.colonnade.Database;
import io.colonnade.Row;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A list of 1,000 rows of ten mixed columns, every value of which is then read. */
final class FetchThousand implements Workload {

    private static final int SIZE = 1_000;
    private static final String SQL = "SELECT id, name, score, active, city, visits, ratio, note, token, level FROM mixed WHERE id > ";

    /** What a user of the raw driver would make of a row. */
    private record Mixed(long id, String name, double score, boolean active, String city, long visits, double ratio, String note,
                         byte[] token, int level) {
    }

    @Override
    public String name() {
        return "fetch 1,000 rows of 10 columns";
    }

    @Override
    public int operations() {
        return 300;
    }

    @Override
    public long raw(Connection connection) throws SQLException {
        long sum = 0;
        try (PreparedStatement select = connection.prepareStatement(SQL + "? LIMIT " + SIZE)) {
            for (int i = 0; i < operations(); i++) {
                select.setLong(1, after(i));
                List<Mixed> list = new ArrayList<>();
                try (ResultSet r = select.executeQuery()) {
                    while (r.next()) {
                        list.add(new Mixed(r.getLong(1), r.getString(2), r.getDouble(3), r.getBoolean(4), r.getString(5), r.getLong(6),
                                r.getDouble(7), r.getString(8), r.getBytes(9), r.getInt(10)));
                    }
                }
                for (Mixed row : list) {
                    sum += sum(row);
                }
            }
        }
        return sum;
    }

    @Override
    public CompletionStage<Long> operation(Database database, int index, int callers) {
        return database.fetchAll(SQL + ":after LIMIT " + SIZE, after(index)).thenApply(rows -> {
            long sum = 0;
            for (Row row : rows) {
                sum += sum(row);
            }
            return sum;
        });
    }

    private static long sum(Mixed row) {
        return row.id + row.name.length() + (long) row.score + (row.active ? 1 : 0) + row.city.length() + row.visits + (long) row.ratio
                + row.note.length() + row.token.length + row.level;
    }

    private static long sum(Row row) {
        return row.getLong(0) + row.getString(1).length() + (long) row.getDouble(2) + (row.getBoolean(3) ? 1 : 0) + row.getString(4).length()
                + row.getLong(5) + (long) row.getDouble(6) + row.getString(7).length() + row.get(8, byte[].class).length + row.getInt(9);
    }

    private static long after(int index) {
        return index * 997L % (Tables.ROWS - SIZE);
    }
}
