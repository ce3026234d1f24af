// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.LexicalRules;
import io.colonnade.dialect.SqlTokens;
import io.colonnade.dialect.StatementKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What must be known of a statement before it is prepared, from one reading of its text. For one thread until it is read. */
final class MySqlTraits {

    /** What takes its type from several values, so that a NULL of the wrong type among them matters. */
    private static final Set<String> TYPED_BY_ARGUMENTS = Set.of("coalesce", "ifnull", "nvl", "nvl2", "nullif", "case", "union", "intersect",
            "except", "decode", "decode_oracle", "greatest", "least", "if");
    private static final String LAST_ID = "last_insert_id";

    private enum LastId { NONE, NAMED, CALLED }

    /** Whether what stands in strings may be run too, as by PREPARE and EXECUTE IMMEDIATE. */
    private final boolean runsStrings;
    private final SubqueryParameters subqueries = new SubqueryParameters();
    private final List<Integer> placeholders = new ArrayList<>();
    private boolean usesVariables;
    private boolean untold;
    private boolean typedByArguments;
    private LastId lastId = LastId.NONE;
    /** Where the last at sign ended, and whether it was the second one of a pair. */
    private int atEnd = -1;
    private boolean atOpen;

    private MySqlTraits(boolean runsStrings) {
        this.runsStrings = runsStrings;
    }

    static MySqlTraits of(LexicalRules rules, Compiled statement) {
        return of(SqlTokens.of(rules, statement), statement.kind());
    }

    /** By the tokens of a statement, of which none was read yet. */
    static MySqlTraits of(SqlTokens tokens, StatementKind kind) {
        MySqlTraits traits = new MySqlTraits(kind == StatementKind.OTHER || kind == StatementKind.DDL);
        while (tokens.next()) {
            traits.accept(tokens);
            traits.subqueries.accept(tokens);
            if (tokens.isPlaceholder()) {
                traits.placeholders.add(tokens.start());
            }
        }
        traits.usesVariables |= traits.atOpen;
        traits.untold |= traits.lastId != LastId.NONE;
        return traits;
    }

    /** Whether it names a variable of the user's, whose type the server takes from its value when it prepares. */
    boolean usesVariables() {
        return usesVariables;
    }

    /**
     * Whether it may do what the server does not tell of: take a named lock, in whatever way that function is written, or give the number that
     * is to be the last.
     */
    boolean untold() {
        return untold;
    }

    /** Whether the type of something in it depends on those of several values. */
    boolean typedByArguments() {
        return typedByArguments;
    }

    /** Where its placeholders stand. */
    List<Integer> placeholders() {
        return placeholders;
    }

    /** The text with what MySQL would die of made harmless. */
    String harmless(String sql) {
        return subqueries.harmless(sql);
    }

    private void accept(SqlTokens tokens) {
        at(tokens);
        lastIdSet(tokens);
        if (tokens.isWord() || tokens.isQuotedName()) {
            String name = tokens.name().toLowerCase(Locale.ROOT);
            typedByArguments |= TYPED_BY_ARGUMENTS.contains(name);
            name(name);
        } else if (runsStrings && tokens.isString()) {
            String content = tokens.content().toLowerCase(Locale.ROOT);
            usesVariables |= content.indexOf('@') >= 0;
            untold |= content.contains(LAST_ID);
            name(content);
        }
    }

    /** One at sign is in front of a variable of the user's, two are in front of one of the server's. */
    private void at(SqlTokens tokens) {
        boolean at = tokens.is('@');
        boolean second = at && tokens.start() == atEnd;
        usesVariables |= atOpen && !second;
        atOpen = at && !second;
        atEnd = at ? tokens.end() : -1;
    }

    /** Without an argument the function only tells the number. */
    private void lastIdSet(SqlTokens tokens) {
        if (lastId == LastId.NAMED && tokens.is('(')) {
            lastId = LastId.CALLED;
        } else if (lastId == LastId.CALLED && tokens.is(')')) {
            lastId = LastId.NONE;
        } else if (lastId != LastId.NONE) {
            untold = true;
        }
    }

    private void name(String name) {
        int get = name.indexOf("get_");
        untold |= name.contains("_lock_") || get >= 0 && name.indexOf("_lock", get + "get".length()) >= 0;
        if (name.endsWith(LAST_ID)) {
            lastId = LastId.NAMED;
        } else {
            untold |= name.contains(LAST_ID);
        }
    }
}
