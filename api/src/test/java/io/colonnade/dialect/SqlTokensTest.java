// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.dialect.LexicalRules.DashComments;
import io.colonnade.dialect.LexicalRules.Quote;
import io.colonnade.dialect.LexicalRules.VersionComments;
import io.colonnade.error.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What backends read of compiled statements, token by token. */
class SqlTokensTest {

    private static final LexicalRules POSTGRESQL = postgresql(false);
    private static final LexicalRules MYSQL = new LexicalRules(Set.of(Quote.SINGLE, Quote.DOUBLE), Set.of(Quote.BACKTICK), true, false, false,
            false, true, DashComments.BEFORE_SPACE, false, "").versionComments(new VersionComments(80_033, false));
    private static final LexicalRules SQLITE = new LexicalRules(Set.of(Quote.SINGLE), Set.of(Quote.DOUBLE, Quote.BACKTICK, Quote.BRACKET),
            false, false, false, false, false, DashComments.ALWAYS, false, "@$:");

    private static LexicalRules postgresql(boolean backslashEscapes) {
        return new LexicalRules(Set.of(Quote.SINGLE), Set.of(Quote.DOUBLE), backslashEscapes, true, true, true, false, DashComments.ALWAYS,
                true, "$");
    }

    private static SqlTokens tokens(LexicalRules rules, String sql) {
        return SqlTokens.of(rules, new Compiled(sql, StatementKind.OTHER, false, List.of(), List.of(), false));
    }

    private static List<String> read(LexicalRules rules, String sql) {
        List<String> read = new ArrayList<>();
        SqlTokens tokens = tokens(rules, sql);
        while (tokens.next()) {
            read.add(tokens.isString() ? "STRING " + tokens.content() : tokens.isWord() ? "WORD " + tokens.name()
                    : tokens.isQuotedName() ? "NAME " + tokens.name() : tokens.isPlaceholder() ? "PLACEHOLDER" : tokens.content());
        }
        return read;
    }

    @Test
    void readsAsTheServerDoes() {
        assertEquals(List.of("WORD select", "STRING a''b", ",", "NAME Col\"umn", "=", "PLACEHOLDER", "??", "WORD x"),
                read(POSTGRESQL, "SELECT 'a''b', \"Col\"\"umn\" /* ? /* nested */ 'x' */ = ? -- ?\n ?? X"));
        assertEquals(List.of("STRING a\\'b", "WORD is", "STRING $1 ' ?", "STRING x", "WORD a$b"),
                read(POSTGRESQL, "E'a\\'b' IS $q$$1 ' ?$q$ $$x$$ a$b"));
        assertEquals(List.of("STRING a\\", "WORD b"), read(POSTGRESQL, "'a\\' b"));
        assertEquals(List.of("STRING a\\' b"), read(postgresql(true), "'a\\' b'"));
        assertEquals(List.of("$", "WORD 1", "+", "$", "WORD 2"), read(POSTGRESQL, "$1 + $2"));
        assertEquals(List.of("STRING a", "NAME b`c", "STRING d", "@", "WORD e"), read(MYSQL, "'a' `b``c` /*!80000 \"d\" */ /*!90000 x */ @e"));
        assertEquals(List.of("NAME a", "NAME b", "NAME c]"), read(SQLITE, "[a] `b` \"c]\""));
    }

    @Test
    void knowsANameInQuotesAndWithout() {
        for (String sql : List.of("get_lock", "GET_LOCK", "`Get_Lock`")) {
            SqlTokens tokens = tokens(MYSQL, sql);
            assertTrue(tokens.next() && tokens.isNamed("get_lock"), sql);
        }
        for (String sql : List.of("'get_lock'", "get_locks", "`get``lock`")) {
            SqlTokens tokens = tokens(MYSQL, sql);
            assertFalse(tokens.next() && tokens.isNamed("get_lock"), sql);
        }
    }

    /** Also for who has each token handed out as its content. */
    @ParameterizedTest
    @ValueSource(strings = {"ab12", "'", "\"", "$", "$a", "$a$", "(", "/*", "*/", "-", "--\n", "\\", "E'", " ", "? IS NULL ", "set_config('", "a.",
        "??", "U&\"", "'a'", "\"\"\"", "E'a'\n", "/*!80000 x", "[", "` `", "$a$b$a$ "})
    void looksAtEachCharacterABoundedNumberOfTimes(String part) {
        for (LexicalRules rules : List.of(POSTGRESQL, MYSQL, SQLITE)) {
            for (String sql : List.of(part.repeat(10_000), "SELECT '" + part.repeat(10_000), "SELECT " + part.repeat(10_000) + " FROM x")) {
                SqlTokens tokens = tokens(rules, sql);
                try {
                    while (tokens.next()) {
                        tokens.content();
                    }
                } catch (UsageException unclosed) {
                    assertTrue(unclosed.position() >= 0);
                }
                assertTrue(tokens.steps() <= 4L * sql.length(), () -> part + ": " + tokens.steps() + " for " + sql.length());
            }
        }
    }
}
