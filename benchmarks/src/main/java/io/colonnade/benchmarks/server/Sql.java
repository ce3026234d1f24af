// SPDX-License-Identifier: Apache-2.0
package io.colonnade.benchmarks.server;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The statements of the workloads, with {@code :name} parameters, and what all peers insert. */
final class Sql {

    static final String SELECT = "SELECT id, name, score, active FROM mixed WHERE id = :id";
    static final String UPDATE = "UPDATE mixed SET changes = changes + 1 WHERE id = :id";
    static final String FETCH = "SELECT id, name, score, active, price, visits, created, note, token, level FROM mixed"
            + " WHERE id > :after ORDER BY id LIMIT :many";
    static final String STREAM = "SELECT id, label, amount FROM numbers WHERE id <= :many";
    static final String INSERT = "INSERT INTO inserted (name, score, active, level) VALUES (:name, :score, :active, :level)";

    static final int MIXED_ROWS = 20_000;
    static final int NUMBERS_ROWS = 100_000;
    static final List<Item> ITEMS = items(1_000);

    private static final Pattern PARAMETER = Pattern.compile(":\\w+");

    /** A row to insert. */
    record Item(String name, double score, boolean active, int level) {
    }

    private Sql() {
    }

    private static List<Item> items(int count) {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(new Item("player " + i, i * 0.25, i % 3 == 0, i % 100));
        }
        return List.copyOf(items);
    }

    /** With question marks. */
    static String positional(String sql) {
        return PARAMETER.matcher(sql).replaceAll("?");
    }

    /** With $1, $2 and so on. */
    static String numbered(String sql) {
        Matcher matcher = PARAMETER.matcher(sql);
        StringBuilder text = new StringBuilder();
        for (int number = 1; matcher.find(); number++) {
            matcher.appendReplacement(text, "\\$" + number);
        }
        return matcher.appendTail(text).toString();
    }
}
