// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential.fuzz;

import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.LexicalRules.Quote;
import io.colonnade.dialect.ParamStyle;

/** Counts the placeholders of a compiled text in a way of its own, which knows quotes and no comments: the compiler writes none. */
final class Placeholders {

    private Placeholders() {
    }

    static int count(Dialect dialect, String sql) {
        int count = 0;
        for (int i = 0; i < sql.length(); i++) {
            Quote quote = quote(dialect, sql.charAt(i));
            if (quote != null) {
                i = closing(dialect, sql, i, quote);
            } else if (dialect.paramStyle() == ParamStyle.DOLLAR_NUMERIC) {
                count += sql.startsWith("$" + (count + 1), i) ? 1 : 0;
            } else if (sql.startsWith("??", i)) {
                i++;
            } else if (sql.charAt(i) == '?') {
                count++;
            }
        }
        return count;
    }

    private static Quote quote(Dialect dialect, char open) {
        for (Quote quote : Quote.values()) {
            if (quote.open() == open && (dialect.lexicalRules().stringQuotes().contains(quote)
                    || dialect.lexicalRules().identifierQuotes().contains(quote))) {
                return quote;
            }
        }
        return null;
    }

    /** A doubled quote is one that closes and one that opens again, which counts the same. */
    private static int closing(Dialect dialect, String sql, int open, Quote quote) {
        boolean backslash = dialect.lexicalRules().backslashEscapes() && dialect.lexicalRules().stringQuotes().contains(quote);
        int i = open + 1;
        while (sql.charAt(i) != quote.close()) {
            i += backslash && sql.charAt(i) == '\\' ? 2 : 1;
        }
        return i;
    }
}
