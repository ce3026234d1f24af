// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.colonnade.DatabaseUrl;
import io.colonnade.tck.flips.FlipTable;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every claim of the dialect is turned round: the rules notice all that claim more, but for those that the database does all the same. */
class SqliteFlipsTest {

    /** What the database takes too, or is never asked for; that nothing tells how many statements wait stands in the report. */
    private static final Set<String> TRUE_ALL_THE_SAME = new TreeSet<>(Set.of(
            "castTemplates BIGINT as an unknown type",
            "castTemplates BOOLEAN as an unknown type",
            "castTemplates DECIMAL as an unknown type",
            "castTemplates DOUBLE as an unknown type",
            "castTemplates INTEGER as an unknown type",
            "castTemplates REAL as an unknown type",
            "castTemplates SMALLINT as an unknown type",
            "functionTemplates INTEGER_DIVISION as {0}",
            "identifierLengthUnit as BYTES",
            "identifierQuote as `",
            "paramStyle as DOLLAR_NUMERIC",
            "pipeliningDepth as 8",
            "shareLock as LOCK_IN_SHARE_MODE",
            "typeTemplates BIGINT as an unknown type",
            "typeTemplates BINARY as an unknown type",
            "typeTemplates BOOLEAN as an unknown type",
            "typeTemplates DATE as an unknown type",
            "typeTemplates DOUBLE as an unknown type",
            "typeTemplates INTEGER as an unknown type",
            "typeTemplates JSON as an unknown type",
            "typeTemplates REAL as an unknown type",
            "typeTemplates SMALLINT as an unknown type",
            "typeTemplates TIME as an unknown type",
            "typeTemplates TIMESTAMP as an unknown type",
            "typeTemplates TIMESTAMP_TZ as an unknown type",
            "typeTemplates UUID as an unknown type",
            "valuesForm as UNION_ALL"));

    @Test
    void overclaimsAreNoticed() {
        FlipTable table = FlipTable.of(new SqliteBackend(), DatabaseUrl.parse("sqlite:///:memory:"));
        System.out.println(table.markdown());
        assertEquals(TRUE_ALL_THE_SAME, table.unnoticedOverclaims(), table::markdown);
        assertEquals(Set.of(), table.falseOverclaims(), table::markdown);
        assertFalse(table.unnoticedUnderclaims().contains("maxBindParameters as 100"), "fewer parameters than the database takes");
        assertEquals(Set.of("name", "overrides"), table.untouched(), "components of which nothing can be told");
    }
}
