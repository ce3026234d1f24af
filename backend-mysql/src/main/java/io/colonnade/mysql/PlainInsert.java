// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.LexicalRules;
import io.colonnade.dialect.SqlTokens;
import io.colonnade.dialect.StatementKind;

/**
 * The parts of a plain {@code INSERT INTO … VALUES (?, …)}, whose row may be written several times. There is nothing in front of INTO (IGNORE) or
 * behind the row (ON DUPLICATE KEY), which would make other counts, and no call in the row, but it may hold constants.
 *
 * @param head all in front of the row
 * @param row the row
 */
record PlainInsert(String head, String row) {

    /** The parts of a statement; null if it is not of that form. */
    static PlainInsert of(LexicalRules rules, Compiled compiled) {
        boolean candidate = compiled.kind() == StatementKind.INSERT && !compiled.parameters().isEmpty();
        return candidate ? of(SqlTokens.of(rules, compiled), compiled.sql()) : null;
    }

    /** By the tokens of the statement, of which none was read yet. */
    static PlainInsert of(SqlTokens tokens, String sql) {
        if (!tokens.nextIs("INSERT") || !tokens.nextIs("INTO") || !toValues(tokens) || !tokens.next() || !tokens.is('(')) {
            return null;
        }
        int start = tokens.start();
        while (tokens.next() && !tokens.is(')')) {
            if (tokens.is('(') || tokens.isString() || tokens.isQuotedName() || tokens.is(';')) {
                return null;
            }
        }
        int end = tokens.end();
        // A comment that the server runs could begin in one part and end in another one.
        boolean plain = !tokens.next() && sql.indexOf("/*") < 0;
        return plain ? new PlainInsert(sql.substring(0, start), sql.substring(start, end)) : null;
    }

    /** Moves to VALUES behind a table and, if they are named, its columns. */
    private static boolean toValues(SqlTokens tokens) {
        boolean columns = false;
        while (tokens.next()) {
            if (tokens.depth() == 0 && tokens.is("VALUES")) {
                return true;
            } else if (tokens.isPlaceholder() || tokens.isString() || tokens.is(';') || tokens.is('(') && (columns || tokens.depth() > 1)) {
                return false;
            }
            columns |= tokens.is('(');
        }
        return false;
    }
}
