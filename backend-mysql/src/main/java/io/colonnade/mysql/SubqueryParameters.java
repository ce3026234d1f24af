// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import io.colonnade.dialect.SqlTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Keeps MySQL 8.0 alive: it dies when it prepares a statement that changes data and holds a subquery that is nothing but a parameter, as in
 * {@code SET s = (SELECT ?)}. As the argument of a function that returns it a parameter is harmless. For one thread.
 */
final class SubqueryParameters {

    private static final Set<String> IN_FRONT = Set.of("all", "distinct", "distinctrow", "high_priority", "straight_join");

    private final List<Integer> found = new ArrayList<>();
    /** Whether the next thing is the first that is selected, or the first value of a row. */
    private boolean begins;
    private boolean row;

    /** Takes the next token. */
    void accept(SqlTokens tokens) {
        if (tokens.isWord()) {
            String word = tokens.text().toLowerCase(Locale.ROOT);
            begins = word.equals("select") || begins && (IN_FRONT.contains(word) || word.startsWith("sql_"));
            row = word.equals("row");
        } else if (tokens.is('(') && row) {
            begins = true;
            row = false;
        } else if (!tokens.is('(') && !tokens.is('+')) {
            if (begins && tokens.isPlaceholder()) {
                found.add(tokens.start());
            }
            begins = false;
            row = false;
        }
    }

    /** The text, all of whose tokens were taken, with each such parameter made harmless. */
    String harmless(String sql) {
        if (found.isEmpty()) {
            return sql;
        }
        StringBuilder harmless = new StringBuilder();
        int from = 0;
        for (int placeholder : found) {
            harmless.append(sql, from, placeholder).append("COALESCE(?)");
            from = placeholder + 1;
        }
        return harmless.append(sql, from, sql.length()).toString();
    }
}
