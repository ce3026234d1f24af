// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.SqlTokens;

/**
 * A PRAGMA as SQL text: {@code PRAGMA [schema.]name [= value | (value)]}, also behind EXPLAIN, which runs many of them all the same.
 *
 * @param name its name, without quotes and schema
 * @param sets whether a value follows
 */
record PragmaText(String name, boolean sets) {

    private static final String BYTE_ORDER_MARK = "\ufeff";

    /** Reads a statement; null if it is no PRAGMA. */
    static PragmaText of(Compiled statement) {
        return of(SqlTokens.of(SqliteDialect.LEXICAL_RULES, statement));
    }

    /** By the tokens of the statement, of which none was read yet. */
    static PragmaText of(SqlTokens tokens) {
        String word;
        do {
            word = next(tokens);
        } while (word.equalsIgnoreCase("EXPLAIN") || word.equalsIgnoreCase("QUERY") || word.equalsIgnoreCase("PLAN") || word.equals(";"));
        if (!word.equalsIgnoreCase("PRAGMA")) {
            return null;
        }
        String name = next(tokens);
        String behind = next(tokens);
        if (behind.equals(".")) {
            name = next(tokens);
            behind = next(tokens);
        }
        return new PragmaText(name, behind.equals("=") || behind.equals("("));
    }

    /** The next token without its quotes; empty at the end. In front of one SQLite takes a byte order mark for white space. */
    private static String next(SqlTokens tokens) {
        while (tokens.next()) {
            if (!tokens.isWord()) {
                return tokens.isString() ? tokens.content() : tokens.name();
            }
            String word = tokens.text();
            int marks = 0;
            while (word.startsWith(BYTE_ORDER_MARK, marks)) {
                marks++;
            }
            if (marks < word.length()) {
                return word.substring(marks);
            }
        }
        return "";
    }
}
