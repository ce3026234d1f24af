// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.LexicalRules;
import io.colonnade.dialect.SqlTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The words with which a statement begins: enough to tell what it does to an open transaction.
 *
 * @param words in upper case, up to the first thing that is no word
 */
record MySqlText(List<String> words) {

    private static final int MOST_WORDS = 6;
    private static final String AUTOCOMMIT = "AUTOCOMMIT";
    private static final Set<String> OBJECTS = Set.of("TABLE", "TABLES", "INDEX", "VIEW", "PROCEDURE", "FUNCTION", "TRIGGER", "EVENT",
            "DATABASE", "SCHEMA", "SEQUENCE", "USER", "ROLE", "SERVER", "TABLESPACE", "PASSWORD", "PLUGIN", "COMPONENT", "REPLICA", "SLAVE");
    /** Compound statements, in which others stand. */
    private static final Set<String> BLOCKS = Set.of("IF", "CASE", "LOOP", "WHILE", "REPEAT", "FOR");

    static MySqlText of(LexicalRules rules, Compiled statement) {
        List<String> words = new ArrayList<>();
        SqlTokens tokens = SqlTokens.of(rules, statement);
        boolean more = tokens.next();
        while (more && (tokens.is(';') || tokens.is('('))) {
            more = tokens.next();
        }
        while (more && tokens.isWord() && words.size() < MOST_WORDS) {
            words.add(tokens.upperCase());
            more = tokens.next();
        }
        boolean set = !words.isEmpty() && words.get(0).equals("SET");
        return new MySqlText(set && (words.contains(AUTOCOMMIT) || names(tokens, more)) ? List.of("SET", AUTOCOMMIT) : words);
    }

    /** Whether the rest sets autocommit, in one of the ways in which a variable is written. */
    private static boolean names(SqlTokens tokens, boolean more) {
        boolean found = false;
        for (boolean at = more; at && !found; at = tokens.next()) {
            found = tokens.isNamed(AUTOCOMMIT);
        }
        return found;
    }

    private String word(int index) {
        return index < words.size() ? words.get(index) : "";
    }

    /** Whether it ends the open transaction, or begins another one, because that is what it is for. */
    boolean endsTransaction() {
        return switch (word(0)) {
            case "COMMIT" -> true;
            case "BEGIN" -> !word(1).equals("NOT");
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

    /** Whether it runs what stands elsewhere or within it, so that its first words do not tell what that is. */
    boolean calls() {
        return word(0).equals("CALL") || word(0).equals("EXECUTE") || word(0).equals("BEGIN") || BLOCKS.contains(word(0));
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
