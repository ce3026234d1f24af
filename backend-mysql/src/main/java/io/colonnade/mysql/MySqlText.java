// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words with which a statement begins: enough to tell what it does to an open transaction.
 *
 * @param words in upper case, up to the first thing that is no word
 */
record MySqlText(List<String> words) {

    private static final int MOST_WORDS = 6;
    /** What stands in a comment with an exclamation mark is run. */
    private static final Pattern WORD = Pattern.compile("(?:[\\s;(]++|#[^\\n]*+|--(?=\\s)[^\\n]*+|/\\*(?!M?!).*?\\*/|/\\*M?!\\d*+|\\*/)*+"
            + "(@*[A-Za-z_.`]++)", Pattern.DOTALL);
    private static final Set<String> OBJECTS = Set.of("TABLE", "TABLES", "INDEX", "VIEW", "PROCEDURE", "FUNCTION", "TRIGGER", "EVENT",
            "DATABASE", "SCHEMA", "SEQUENCE", "USER", "ROLE", "SERVER", "TABLESPACE", "PASSWORD", "PLUGIN", "COMPONENT", "REPLICA", "SLAVE");
    private static final Pattern AUTOCOMMIT = Pattern.compile("\\bautocommit\\b", Pattern.CASE_INSENSITIVE);

    static MySqlText of(String sql) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(sql);
        while (words.size() < MOST_WORDS && word.lookingAt()) {
            words.add(word.group(1).toUpperCase(Locale.ROOT));
            word.region(word.end(), sql.length());
        }
        if (!words.isEmpty() && words.get(0).equals("SET") && AUTOCOMMIT.matcher(sql).find()) {
            return new MySqlText(List.of("SET", "AUTOCOMMIT"));
        }
        return new MySqlText(words);
    }

    private String word(int index) {
        return index < words.size() ? words.get(index) : "";
    }

    /** Whether it ends the open transaction, or begins another one, because that is what it is for. */
    boolean endsTransaction() {
        return switch (word(0)) {
            case "COMMIT", "BEGIN" -> true;
            case "START" -> word(1).equals("TRANSACTION");
            case "ROLLBACK" -> !words.contains("TO");
            case "SET" -> word(1).equals("AUTOCOMMIT");
            default -> false;
        };
    }

    /** Whether the servers commit the open transaction before they run it. */
    boolean commitsImplicitly() {
        return switch (word(0)) {
            case "ALTER", "RENAME", "TRUNCATE", "GRANT", "REVOKE", "FLUSH", "OPTIMIZE", "REPAIR", "INSTALL", "UNINSTALL", "CACHE", "CHANGE",
                 "STOP" -> true;
            case "CREATE", "DROP" -> !isTemporary() && !word(1).equals("PREPARE");
            case "ANALYZE", "CHECK", "LOCK" -> words.contains("TABLE") || words.contains("TABLES");
            case "LOAD" -> word(1).equals("INDEX");
            case "SET" -> word(1).equals("PASSWORD") || word(1).equals("DEFAULT");
            case "START" -> !word(1).equals("TRANSACTION");
            case "RESET" -> !word(1).equals("PERSIST");
            default -> false;
        };
    }

    private boolean isTemporary() {
        return word(1).equals("TEMPORARY") || word(1).equals("OR") && word(3).equals("TEMPORARY");
    }

    /** Whether it runs what stands elsewhere, so that its text does not tell what that is. */
    boolean calls() {
        return word(0).equals("CALL") || word(0).equals("EXECUTE");
    }

    /** The statement's name: its words up to what it creates or changes. */
    @Override
    public String toString() {
        for (int i = 1; i < words.size(); i++) {
            if (OBJECTS.contains(words.get(i))) {
                return String.join(" ", words.subList(0, i + 1));
            }
        }
        return word(0);
    }
}
