// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

/**
 * A PRAGMA as SQL text: {@code PRAGMA [schema.]name [= value | (value)]}, also behind EXPLAIN, which runs many of them all the same.
 *
 * @param name its name, without quotes and schema
 * @param sets whether a value follows
 */
record PragmaText(String name, boolean sets) {

    /** Reads a statement; null if it is no PRAGMA. */
    static PragmaText of(String sql) {
        Reader reader = new Reader(sql);
        String word = reader.next();
        while (word.equalsIgnoreCase("EXPLAIN") || word.equalsIgnoreCase("QUERY") || word.equalsIgnoreCase("PLAN") || word.equals(";")) {
            word = reader.next();
        }
        if (!word.equalsIgnoreCase("PRAGMA")) {
            return null;
        }
        String name = reader.next();
        String behind = reader.next();
        if (behind.equals(".")) {
            name = reader.next();
            behind = reader.next();
        }
        return new PragmaText(name, behind.equals("=") || behind.equals("("));
    }

    /** Words, names in any quotes and single characters, one after the other. */
    private static final class Reader {

        private final String sql;
        private int at;

        Reader(String sql) {
            this.sql = sql;
        }

        /** The next part, without its quotes; empty at the end. */
        String next() {
            skip();
            if (at >= sql.length()) {
                return "";
            }
            int start = at;
            char first = sql.charAt(at++);
            char end = first == '[' ? ']' : first;
            if (first == '"' || first == '\'' || first == '`' || first == '[') {
                int close = sql.indexOf(end, at);
                at = close < 0 ? sql.length() : close + 1;
                return sql.substring(start + 1, close < 0 ? sql.length() : close);
            }
            while (Character.isLetterOrDigit(first) && at < sql.length()
                    && (Character.isLetterOrDigit(sql.charAt(at)) || sql.charAt(at) == '_')) {
                at++;
            }
            return sql.substring(start, at);
        }

        private void skip() {
            while (at < sql.length()) {
                if (sql.startsWith("--", at)) {
                    after("\n");
                } else if (sql.startsWith("/*", at)) {
                    after("*/");
                } else if (Character.isWhitespace(sql.charAt(at)) || sql.charAt(at) == '\ufeff') {
                    at++;
                } else {
                    return;
                }
            }
        }

        private void after(String end) {
            int found = sql.indexOf(end, at + 2);
            at = found < 0 ? sql.length() : found + end.length();
        }
    }
}
