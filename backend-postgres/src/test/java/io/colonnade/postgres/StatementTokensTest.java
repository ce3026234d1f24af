// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.postgres.StatementTokens.Token;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The text of a statement is read once, whatever is in it. */
class StatementTokensTest {

    private static List<String> read(String sql, boolean backslashEscapes) {
        StatementTokens tokens = new StatementTokens(sql, backslashEscapes);
        List<String> read = new ArrayList<>();
        for (Token token = tokens.next(); token != Token.END; token = tokens.next()) {
            read.add(token + (token == Token.STRING ? " " + tokens.content() : token == Token.WORD || token == Token.NAME ? " " + tokens.name() : ""));
        }
        return read;
    }

    @Test
    void readsAsTheServerDoes() {
        assertEquals(List.of("WORD select", "STRING a''b", "SYMBOL", "NAME Col\"\"umn", "SYMBOL", "PLACEHOLDER", "SYMBOL", "WORD x"),
                read("SELECT 'a''b', \"Col\"\"umn\" /* ? /* nested */ 'x' */ = ? -- ?\n ?? x", false));
        assertEquals(List.of("STRING a\\'b", "WORD is", "STRING $1 ' ?", "STRING x", "WORD a$b"), read("E'a\\'b' IS $q$$1 ' ?$q$ $$x$$ a$b", false));
        assertEquals(List.of("STRING a\\", "WORD b"), read("'a\\' b", false));
        assertEquals(List.of("STRING a\\' b"), read("'a\\' b'", true));
        assertEquals(List.of("SYMBOL", "WORD 1", "SYMBOL", "SYMBOL", "WORD 2"), read("$1 + $2", false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab12", "'", "\"", "$", "$a", "$a$", "(", "/*", "*/", "-", "--\n", "\\", "E'", " ", "? IS NULL ", "set_config('", "a.", "??", "U&\""})
    void looksAtEachCharacterABoundedNumberOfTimes(String part) {
        for (String sql : List.of(part.repeat(10_000), "SELECT '" + part.repeat(10_000), "SELECT " + part.repeat(10_000) + " FROM x")) {
            StatementTokens tokens = new StatementTokens(sql, false);
            Token token;
            do {
                token = tokens.next();
            } while (token != Token.END);
            assertTrue(tokens.steps() <= 4L * sql.length(), () -> part + ": " + tokens.steps() + " for " + sql.length());
        }
    }
}
