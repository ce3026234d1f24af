// SPDX-License-Identifier: Apache-2.0
package io.colonnade.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.LexicalRules;
import io.colonnade.dialect.Parameter;
import io.colonnade.dialect.StatementKind;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
            "INSERT INTO t (a, b) VALUES (?, ?) | INSERT INTO t (a, b) VALUES (?, ?), (?, ?)",
            "insert into t(a,b)values(?,?); | insert into t(a,b)values (?,?), (?,?)",
            "INSERT INTO t (a, b) VALUES (?, 1, ?) | -",
            "INSERT INTO t (a, b) VALUES (?, ?) ON CONFLICT DO NOTHING | -",
            "INSERT OR IGNORE INTO t (a, b) VALUES (?, ?) | -",
            "WITH x AS (SELECT 1) INSERT INTO t (a, b) VALUES (?, ?) | -",
            "INSERT INTO t SELECT 1, 2 UNION VALUES (?, ?) | -",
            "INSERT INTO t (a, b) VALUES (?, ?) RETURNING a | -",
    })
    void writesARowSeveralTimesOnlyWhereThatIsTheSame(String sql, String expected) {
        Compiled compiled = new Compiled(sql, StatementKind.INSERT, false, Collections.nCopies(2, new Parameter("p", null)), List.of(),
                false);
        assertEquals(expected, SqlText.insertOfRows(LexicalRules.ANSI, compiled, 2));
        assertEquals(expected == null, SqlText.insertHead(LexicalRules.ANSI, compiled) == null);
    }

    @Test
    void readsQuotesAndCommentsAsTheDatabaseDoes() {
        List<Parameter> two = Collections.nCopies(2, new Parameter("p", null));
        Compiled insert = new Compiled("-- VALUES (?)\nINSERT INTO \"values (?)\" /* ? */ VALUES (?, /* ? */ ?) ; -- ?", StatementKind.INSERT,
                false, two, List.of(), false);
        assertEquals("INSERT INTO \"values (?)\" /* ? */ VALUES (?, /* ? */ ?), (?, /* ? */ ?)",
                SqlText.insertOfRows(LexicalRules.ANSI, insert, 2));
        Compiled held = new Compiled("SELECT 'RETURNING', \"RETURNING\" -- RETURNING", StatementKind.QUERY, false, List.of(), List.of(), false);
        assertFalse(SqlText.holds(LexicalRules.ANSI, held, "RETURNING"));
        Compiled string = new Compiled("INSERT INTO t (a, b, c) VALUES (?, 'x; ?', ?)", StatementKind.INSERT, false, two, List.of(), false);
        assertNull(SqlText.insertHead(LexicalRules.ANSI, string));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"COMMIT | true", "/* x */ rollback | true", "ROLLBACK TO SAVEPOINT a | false", "END | true",
            "ABORT | true", "PREPARE TRANSACTION 'a' | true", "PREPARE a AS SELECT 1 | false", "SELECT 1 | false"})
    void knowsWhatEndsATransaction(String sql, boolean ends) {
        assertEquals(ends, SqlText.endsTransaction(LexicalRules.ANSI, new Compiled(sql, StatementKind.OTHER, false, List.of(), List.of(), false)));
    }
}
