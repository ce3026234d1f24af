// SPDX-License-Identifier: Apache-2.0
package io.colonnade.rollback;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.LexicalRules;
import io.colonnade.dialect.SqlTokens;
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
    static boolean isIn(LexicalRules rules, Compiled statement, boolean nested) {
        List<String> words = firstWords(SqlTokens.of(rules, statement));
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

    /** The first words, in upper case, names in quotes among them; what MySQL runs although it looks like a comment counts. */
    private static List<String> firstWords(SqlTokens tokens) {
        List<String> words = new ArrayList<>(WORDS);
        while (words.size() < WORDS && tokens.next()) {
            if (tokens.isQuotedName() || tokens.isWord() && Character.isLetter(tokens.text().charAt(0))) {
                words.add(tokens.name().toUpperCase(Locale.ROOT));
            }
        }
        return words;
    }
}
