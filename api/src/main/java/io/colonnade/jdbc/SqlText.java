// SPDX-License-Identifier: Apache-2.0
package io.colonnade.jdbc;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.LexicalRules;
import io.colonnade.dialect.SqlTokens;
import io.colonnade.dialect.StatementKind;

/**
 * The little that a backend must know of SQL text before the database sees it.
 *
 * @since 0.1
 */
public final class SqlText {

    private SqlText() {
    }

    /** The first word, in upper case, behind white space, comments and semicolons; empty if there is no statement. */
    public static String firstWord(LexicalRules rules, Compiled statement) {
        SqlTokens tokens = SqlTokens.of(rules, statement);
        while (tokens.next()) {
            if (!tokens.is(';')) {
                return tokens.upperCase();
            }
        }
        return "";
    }

    /** Whether it ends the transaction: COMMIT, END, ABORT, PREPARE TRANSACTION, or ROLLBACK without TO. */
    public static boolean endsTransaction(LexicalRules rules, Compiled statement) {
        return switch (firstWord(rules, statement)) {
            case "COMMIT", "END", "ABORT" -> true;
            case "PREPARE" -> holds(rules, statement, "TRANSACTION");
            case "ROLLBACK" -> !holds(rules, statement, "TO");
            default -> false;
        };
    }

    /** Whether it holds that word, outside strings, quoted names and comments. */
    public static boolean holds(LexicalRules rules, Compiled statement, String word) {
        SqlTokens tokens = SqlTokens.of(rules, statement);
        while (tokens.next()) {
            if (tokens.is(word)) {
                return true;
            }
        }
        return false;
    }

    /**
     * A plain {@code INSERT INTO … VALUES (?, …)} with its row written several times; null if it is not of that form. Anything
     * else in front or behind, such as OR IGNORE or ON CONFLICT, may make other counts than one for each row.
     */
    public static String insertOfRows(LexicalRules rules, Compiled compiled, int rows) {
        PlainInsert plain = PlainInsert.of(rules, compiled);
        return plain == null ? null : plain.head() + plain.values() + " " + plain.row() + (", " + plain.row()).repeat(rows - 1);
    }

    /** What stands before VALUES in such an insert; null if it is not of that form. */
    public static String insertHead(LexicalRules rules, Compiled compiled) {
        PlainInsert plain = PlainInsert.of(rules, compiled);
        return plain == null ? null : plain.head();
    }

    /** The parts of a plain insert: what stands before VALUES, that word as it is written, and the row. */
    private record PlainInsert(String head, String values, String row) {

        static PlainInsert of(LexicalRules rules, Compiled compiled) {
            if (compiled.kind() != StatementKind.INSERT || compiled.parameters().isEmpty()) {
                return null;
            }
            SqlTokens tokens = SqlTokens.of(rules, compiled);
            if (!tokens.nextIs("INSERT")) {
                return null;
            }
            int start = tokens.start();
            if (!tokens.nextIs("INTO") || !toValues(tokens)) {
                return null;
            }
            String head = compiled.sql().substring(start, tokens.start());
            String values = tokens.text();
            String row = row(tokens, compiled);
            return row == null ? null : new PlainInsert(head, values, row);
        }

        /** What is selected, or given within the head, is not a row for each item. */
        private static boolean toValues(SqlTokens tokens) {
            while (tokens.next() && !tokens.is("SELECT") && !tokens.isPlaceholder()) {
                if (tokens.depth() == 0 && tokens.is("VALUES")) {
                    return true;
                }
            }
            return false;
        }

        private static String row(SqlTokens tokens, Compiled compiled) {
            if (!tokens.next() || !tokens.is('(')) {
                return null;
            }
            int start = tokens.start();
            int placeholders = 0;
            do {
                if (!tokens.next() || !tokens.isPlaceholder()) {
                    return null;
                }
                placeholders++;
            } while (tokens.next() && tokens.is(','));
            if (!tokens.is(')') || placeholders != compiled.parameters().size()) {
                return null;
            }
            String row = compiled.sql().substring(start, tokens.end());
            return !tokens.next() || tokens.is(';') && !tokens.next() ? row : null;
        }
    }
}
