// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Keeps MySQL 8.0 alive: it dies when it prepares a statement that changes data and holds a subquery that is nothing but a parameter, as in
 * {@code SET s = (SELECT ?)}. As the argument of a function that returns it a parameter is harmless.
 */
final class SubqueryParameters {

    private static final Set<String> IN_FRONT = Set.of("ALL", "DISTINCT", "DISTINCTROW", "HIGH_PRIORITY", "STRAIGHT_JOIN");

    private SubqueryParameters() {
    }

    /** Whether a text might hold such a subquery, so that it is worth taking apart. */
    static boolean mayBeIn(String sql) {
        String upper = sql.toUpperCase(Locale.ROOT);
        return upper.contains("SELECT") || upper.contains("ROW");
    }

    /**
     * The text with each such parameter made harmless.
     *
     * @param parts the text in front of, between and behind the parameters
     */
    static String harmless(List<String> parts) {
        StringBuilder sql = new StringBuilder(parts.get(0));
        for (int i = 1; i < parts.size(); i++) {
            sql.append(beginsSubquery(parts.get(i - 1)) ? "COALESCE(?)" : "?").append(parts.get(i));
        }
        return sql.toString();
    }

    /** Whether the next thing is the first that is selected, or the first value of a row. */
    private static boolean beginsSubquery(String part) {
        boolean begins = false;
        boolean row = false;
        int at = 0;
        while (at < part.length()) {
            char c = part.charAt(at);
            int end = at + 1;
            if (Character.isLetter(c) || c == '_') {
                end = endOfWord(part, at);
                String word = part.substring(at, end).toUpperCase(Locale.ROOT);
                begins = word.equals("SELECT") || begins && (IN_FRONT.contains(word) || word.startsWith("SQL_"));
                row = word.equals("ROW");
            } else if (part.startsWith("/*", at)) {
                end = after(part, "*/", at + 2);
            } else if (c == '#' || c == '-' && part.startsWith("--", at)) {
                end = after(part, "\n", at + 1);
            } else if (c == '\'' || c == '"' || c == '`') {
                end = endOfQuote(part, at);
                begins = false;
                row = false;
            } else if (c == '(' && row) {
                begins = true;
                row = false;
            } else if (!Character.isWhitespace(c) && c != '(' && c != '+') {
                begins = false;
                row = false;
            }
            at = end;
        }
        return begins;
    }

    private static int endOfWord(String part, int from) {
        int end = from;
        while (end < part.length() && (Character.isLetterOrDigit(part.charAt(end)) || part.charAt(end) == '_' || part.charAt(end) == '$')) {
            end++;
        }
        return end;
    }

    /** A quote that is written twice ends a text and begins another one, which comes to the same here. */
    private static int endOfQuote(String part, int from) {
        int end = from + 1;
        while (end < part.length() && part.charAt(end) != part.charAt(from)) {
            end += part.charAt(end) == '\\' && part.charAt(from) != '`' ? 2 : 1;
        }
        return Math.min(end + 1, part.length());
    }

    private static int after(String part, String end, int from) {
        int found = part.indexOf(end, from);
        return found < 0 ? part.length() : found + end.length();
    }
}
