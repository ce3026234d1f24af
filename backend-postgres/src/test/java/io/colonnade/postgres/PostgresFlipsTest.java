// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.servers.PostgresServer;
import io.colonnade.tck.flips.FlipTable;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every claim of the dialect is turned round: the rules notice all that claim more, but for those that the database does all the same. */
class PostgresFlipsTest {

    /** What the database takes too, or is never asked for; that nothing tells how many statements wait stands in the report. */
    private static final Set<String> TRUE_ALL_THE_SAME = new TreeSet<>(Set.of(
            "ddlRules beforeDroppingCircles as SELECT 1",
            "functionTemplates INTEGER_DIVISION as {0}",
            "functionTemplates NEAREST_INTEGER as {0}",
            "generatedKey as SERIAL",
            "lexicalRules parameterPrefixes with :",
            "lexicalRules parameterPrefixes with @",
            "pipeliningDepth as 8",
            "setOperands as DERIVED_TABLE",
            "valuesForm as COMMON_TABLE",
            "valuesForm as UNION_ALL"));

    @Test
    void overclaimsAreNoticed() {
        Servers.run(PostgresServer.NEWEST, "CREATE EXTENSION IF NOT EXISTS hstore");
        FlipTable table = FlipTable.of(new PostgresBackend(), Servers.url(PostgresServer.NEWEST));
        System.out.println(table.markdown());
        assertEquals(TRUE_ALL_THE_SAME, table.unnoticedOverclaims(), table::markdown);
        assertEquals(Set.of("name", "overrides"), table.untouched(), "components of which nothing can be told");
    }
}
