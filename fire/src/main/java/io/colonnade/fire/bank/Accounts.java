// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.bank;

import io.colonnade.fire.Figures;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;

/** The tables of the bank, as the plain driver sees them. */
final class Accounts {

    /** How many accounts there are. */
    static final int COUNT = 100;
    private static final long INITIAL = 1_000;
    /** What they hold together at any time. */
    static final long TOTAL = COUNT * INITIAL;

    private Accounts() {
    }

    /** Makes the tables anew. */
    static void create(Connection truth) throws SQLException {
        try (Statement statement = truth.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS fire_accounts");
            statement.execute("DROP TABLE IF EXISTS fire_transfers");
            statement.execute("CREATE TABLE fire_accounts (id INTEGER NOT NULL PRIMARY KEY, balance BIGINT NOT NULL)");
            // The id is no key: what was applied twice is to be seen.
            statement.execute("CREATE TABLE fire_transfers (id BIGINT NOT NULL, source INTEGER NOT NULL, target INTEGER NOT NULL, amount BIGINT NOT NULL)");
            for (int id = 0; id < COUNT; id++) {
                statement.addBatch("INSERT INTO fire_accounts VALUES (" + id + ", " + INITIAL + ")");
            }
            statement.executeBatch();
        }
    }

    /** As they were when they were made. */
    static void reset(Connection truth) throws SQLException {
        try (Statement statement = truth.createStatement()) {
            statement.executeUpdate("DELETE FROM fire_transfers");
            statement.executeUpdate("UPDATE fire_accounts SET balance = " + INITIAL);
        }
    }

    static void drop(Connection truth) throws SQLException {
        try (Statement statement = truth.createStatement()) {
            statement.execute("DROP TABLE fire_accounts");
            statement.execute("DROP TABLE fire_transfers");
        }
    }

    /**
     * Compares what was told with what is stored.
     *
     * @param told what was told of each transfer
     * @param words the same in words, for the faults
     * @param mayBeUntold which transfers may be there although nobody was told of them: whoever asked was killed, or still waits
     */
    static void compare(Connection truth, Map<Long, Told> told, LongFunction<String> words, LongPredicate mayBeUntold, Figures figures)
            throws SQLException {
        Map<Long, Integer> stored = new HashMap<>();
        long[] balances = new long[COUNT];
        Arrays.fill(balances, INITIAL);
        // In one transaction, for there may be others that go on.
        truth.setAutoCommit(false);
        if (truth.getMetaData().supportsTransactionIsolationLevel(Connection.TRANSACTION_REPEATABLE_READ)) {
            truth.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        }
        try (Statement statement = truth.createStatement()) {
            try (ResultSet rows = statement.executeQuery("SELECT id, source, target, amount FROM fire_transfers")) {
                while (rows.next()) {
                    stored.merge(rows.getLong(1), 1, Integer::sum);
                    balances[rows.getInt(2)] -= rows.getLong(4);
                    balances[rows.getInt(3)] += rows.getLong(4);
                }
            }
            try (ResultSet rows = statement.executeQuery("SELECT id, balance FROM fire_accounts")) {
                while (rows.next()) {
                    int id = rows.getInt(1);
                    figures.expect(rows.getLong(2) == balances[id], "Account " + id + " holds " + rows.getLong(2)
                            + ", by the transfers that are stored it should be " + balances[id] + ".");
                    balances[id] = 0;
                }
            }
        }
        truth.rollback();
        truth.setAutoCommit(true);
        figures.expect(Arrays.stream(balances).allMatch(left -> left == 0), "An account is gone.");
        judge(told, stored, words, mayBeUntold, figures);
    }

    private static void judge(Map<Long, Told> told, Map<Long, Integer> stored, LongFunction<String> words, LongPredicate mayBeUntold,
                              Figures figures) {
        told.forEach((id, what) -> {
            int times = stored.getOrDefault(id, 0);
            figures.expect(what != Told.COMMITTED || times > 0, "Transfer " + id + " was acknowledged and is lost.");
            figures.expect(what != Told.NOT_APPLIED || times == 0, "Transfer " + id + " was applied although its caller was told: " + words.apply(id));
            if (what == Told.UNKNOWN) {
                figures.count(times > 0 ? "unknown and applied" : "unknown and not applied");
            }
        });
        stored.forEach((id, times) -> {
            figures.expect(times == 1, "Transfer " + id + " was applied " + times + " times.");
            figures.expect(told.containsKey(id) || mayBeUntold.test(id), "Transfer " + id + " is stored although nobody was told of its end.");
        });
    }
}
