// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.SqlTokens;
import io.colonnade.dialect.StatementKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A PRAGMA is known in each of the ways in which SQLite takes it. */
class PragmaTextTest {

    private static Compiled compiled(String sql) {
        return new Compiled(sql, StatementKind.OTHER, false, List.of(), List.of(), false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PRAGMA query_only = 1", "pragma main.query_only(1)", "EXPLAIN QUERY PLAN PRAGMA 'main'.[query_only] = 1",
        "; /* a */ PRAGMA -- b\n `query_only`=1", "PRAGMA \"main\" . 'query_only' (1)", "\ufeffPRAGMA query_only = 1",
        "\ufeff \ufeff\ufeffPRAGMA \ufeff'query_only' \ufeff= 1"})
    void knowsWhatIsSet(String sql) {
        assertEquals(new PragmaText("query_only", true), PragmaText.of(compiled(sql)), sql);
    }

    @Test
    void knowsWhatIsNotSet() {
        assertEquals(new PragmaText("query_only", false), PragmaText.of(compiled("PRAGMA query_only")));
        for (String sql : List.of("", ";", "EXPLAIN", "SELECT * FROM pragma_query_only(1)", "\"PRAGMA_x\" y = 1", "EXPLAIN SELECT 'PRAGMA'")) {
            assertEquals(null, PragmaText.of(compiled(sql)), sql);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"EXPLAIN ", ";", "QUERY", "\ufeff", "\ufeff ", "/* */", "-- \n", "[a]", "'a'", "''", "\"\"", "PRAGMA a.", "(", " "})
    void looksAtEachCharacterABoundedNumberOfTimes(String part) {
        for (String head : List.of("", "PRAGMA ", "EXPLAIN PRAGMA main.")) {
            String sql = head + part.repeat(10_000);
            SqlTokens tokens = SqlTokens.of(SqliteDialect.LEXICAL_RULES, compiled(sql));
            PragmaText.of(tokens);
            assertTrue(tokens.steps() <= 4L * sql.length(), () -> head + part + ": " + tokens.steps());
        }
    }
}
