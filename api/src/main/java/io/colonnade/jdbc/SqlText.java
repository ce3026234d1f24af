// SPDX-License-Identifier: Apache-2.0
package io.colonnade.jdbc;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.StatementKind;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The little that a backend must know of SQL text before the database sees it.
 *
 * @since 0.1
 */
public final class SqlText {

    private static final Pattern PLAIN_INSERT = Pattern
            .compile("(?is)\\s*((INSERT\\s+INTO\\s.*)\\bVALUES)\\s*(\\(\\s*\\?(?:\\s*,\\s*\\?)*\\s*\\))\\s*;?\\s*");
    private static final Pattern SELECT = Pattern.compile("(?i)\\bSELECT\\b");

    private SqlText() {
    }

    /** The first word, in upper case, behind white space, comments and semicolons; empty if there is no statement. */
    public static String firstWord(String sql) {
        int start = skip(sql, 0);
        int end = start;
        while (end < sql.length() && Character.isLetter(sql.charAt(end))) {
            end++;
        }
        return sql.substring(start, Math.max(end, Math.min(start + 1, sql.length()))).toUpperCase(Locale.ROOT);
    }

    /** Whether it ends the transaction: COMMIT, END, ABORT, PREPARE TRANSACTION, or ROLLBACK without TO. */
    public static boolean endsTransaction(String sql) {
        return switch (firstWord(sql)) {
            case "COMMIT", "END", "ABORT" -> true;
            case "PREPARE" -> sql.toUpperCase(Locale.ROOT).matches("(?s).*\\bPREPARE\\s+TRANSACTION\\b.*");
            case "ROLLBACK" -> !sql.toUpperCase(Locale.ROOT).matches("(?s).*\\bTO\\b.*");
            default -> false;
        };
    }

    /**
     * A plain {@code INSERT INTO … VALUES (?, …)} with its row written several times; null if it is not of that form. Anything
     * else in front or behind, such as OR IGNORE or ON CONFLICT, may make other counts than one for each row.
     */
    public static String insertOfRows(Compiled compiled, int rows) {
        Matcher plain = plainInsert(compiled);
        return plain == null ? null : plain.group(1) + " " + plain.group(3) + (", " + plain.group(3)).repeat(rows - 1);
    }

    /** What stands before VALUES in such an insert; null if it is not of that form. */
    public static String insertHead(Compiled compiled) {
        Matcher plain = plainInsert(compiled);
        return plain == null ? null : plain.group(2);
    }

    private static Matcher plainInsert(Compiled compiled) {
        int width = compiled.parameters().size();
        if (compiled.kind() != StatementKind.INSERT || width == 0) {
            return null;
        }
        Matcher plain = PLAIN_INSERT.matcher(compiled.sql());
        return plain.matches() && plain.group(3).chars().filter(c -> c == '?').count() == width && !SELECT.matcher(plain.group(1)).find()
                ? plain : null;
    }

    private static int skip(String sql, int from) {
        int at = from;
        while (at < sql.length()) {
            if (sql.startsWith("--", at)) {
                at = after(sql, "\n", at + 2);
            } else if (sql.startsWith("/*", at)) {
                at = after(sql, "*/", at + 2);
            } else if (Character.isWhitespace(sql.charAt(at)) || sql.charAt(at) == ';') {
                at++;
            } else {
                break;
            }
        }
        return at;
    }

    private static int after(String sql, String end, int from) {
        int found = sql.indexOf(end, from);
        return found < 0 ? sql.length() : found + end.length();
    }
}
