// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.SqlTokens;
import io.colonnade.dialect.StatementKind;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All that a connection must know of a statement comes from one reading of its text. */
class StatementTraitsTest {

    private static Compiled compiled(String sql) {
        return new Compiled(sql, StatementKind.QUERY, false, List.of(), List.of(), false);
    }

    private static StatementTraits traits(String sql) {
        return StatementTraits.of(PostgresDialect.ASSUMED.lexicalRules(), compiled(sql));
    }

    @Test
    void findsNullChecksOutsideOfStringsAndComments() {
        assertEquals(BitSet.valueOf(new long[] {0b10110}),
                traits("SELECT ? = '? IS NULL', ? IS /* so */ NULL, ? ISNULL, ? IS TRUE, ? IS NOT -- ?\n NULL, a ?? b IS NULL, ? \"is\" NULL")
                        .nullChecks());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab12 ", "'a' ", "\"a\".", "$a$b$a$ ", "(a) ", "/* */ ", "- ", "--\n", "E'\\'' ", "? IS NULL ", "set_config('DateStyle', ",
        "set_config('a') ", "a.", "??", "U&\"a\" ", "INTO a ", "COPY ", "FROM stdin ", "\"set_config\"(", "'datestyle', "})
    void looksAtEachCharacterABoundedNumberOfTimes(String part) {
        for (String head : List.of("", "SET DateStyle = ", "SELECT set_config(", "COPY ", "SET ")) {
            String sql = head + part.repeat(10_000);
            SqlTokens tokens = SqlTokens.of(PostgresDialect.ASSUMED.lexicalRules(), compiled(sql));
            StatementTraits.of(tokens, compiled(sql));
            assertTrue(tokens.steps() <= 4L * sql.length(), () -> sql.substring(0, 40) + ": " + tokens.steps() + " for " + sql.length());
        }
    }
}
