// SPDX-License-Identifier: Apache-2.0
package io.colonnade.rollback;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Knows SQL text that begins or ends a transaction, by its first words. */
final class TransactionControl {

    private static final int WORDS = 4;

    private TransactionControl() {
    }

    /**
     * Whether a text would begin or end the one transaction, or change what it is.
     *
     * @param nested whether it is called inside a transaction of the application, where it may set savepoints of its own
     */
    static boolean isIn(String sql, boolean nested) {
        List<String> words = firstWords(sql);
        if (words.isEmpty()) {
            return false;
        }
        return switch (words.get(0)) {
            case "COMMIT", "ABORT", "END", "XA" -> true;
            case "BEGIN" -> !second(words, "NOT");
            case "START" -> second(words, "TRANSACTION");
            case "PREPARE" -> second(words, "TRANSACTION");
            case "ROLLBACK" -> !nested || !words.contains("TO");
            case "SAVEPOINT", "RELEASE" -> !nested;
            case "SET" -> words.contains("AUTOCOMMIT") || words.contains("CHARACTERISTICS") || !nested && words.contains("TRANSACTION");
            default -> false;
        };
    }

    private static boolean second(List<String> words, String word) {
        return words.size() > 1 && words.get(1).equals(word);
    }

    /** The first words, in upper case; what MySQL runs although it looks like a comment counts. */
    private static List<String> firstWords(String sql) {
        List<String> words = new ArrayList<>(WORDS);
        int i = 0;
        while (i < sql.length() && words.size() < WORDS) {
            char c = sql.charAt(i);
            if (Character.isLetter(c)) {
                int start = i;
                while (i < sql.length() && (Character.isLetterOrDigit(sql.charAt(i)) || sql.charAt(i) == '_')) {
                    i++;
                }
                words.add(sql.substring(start, i).toUpperCase(Locale.ROOT));
            } else if (sql.startsWith("--", i) || c == '#') {
                i = after(sql, "\n", i);
            } else if (sql.startsWith("/*", i) && !sql.startsWith("/*!", i) && !sql.startsWith("/*M!", i)) {
                i = after(sql, "*/", i + 2);
            } else {
                i += sql.startsWith("/*M!", i) ? 4 : 1;
            }
        }
        return words;
    }

    private static int after(String sql, String end, int from) {
        int found = sql.indexOf(end, from);
        return found < 0 ? sql.length() : found + end.length();
    }
}
