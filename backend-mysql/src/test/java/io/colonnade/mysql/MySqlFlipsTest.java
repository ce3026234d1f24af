// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.DatabaseUrl;
import io.colonnade.tck.flips.FlipTable;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every claim of the dialect is turned round: the rules notice all that claim more, but for those that the database does all the same. */
class MySqlFlipsTest {

    /** What the database takes too, or is never asked for; that nothing tells how many statements wait stands in the report. */
    private static final Set<String> TRUE_ALL_THE_SAME = new TreeSet<>(Set.of(
            "ddlRules optionSeparator as another",
            "functionTemplates NEAREST_INTEGER as {0}",
            "lexicalRules parameterPrefixes with $",
            "lexicalRules parameterPrefixes with :",
            "pipeliningDepth as 8",
            "setOperands as DERIVED_TABLE"));

    @ParameterizedTest
    @EnumSource(Product.class)
    void overclaimsAreNoticed(Product product) {
        FlipTable table = FlipTable.of(new MySqlBackend(), DatabaseUrl.parse(product.url()));
        System.out.println(table.markdown());
        Set<String> same = new TreeSet<>(TRUE_ALL_THE_SAME);
        same.addAll(product == Product.MYSQL ? Set.of("ddlRules beforeDroppingCircles as SELECT 1", "shareLock as LOCK_IN_SHARE_MODE",
                "upsert as ON_DUPLICATE_KEY_VALUES", "valuesForm as UNION_ALL") : Set.of("valuesForm as COMMON_TABLE"));
        assertEquals(same, table.unnoticedOverclaims(), table::markdown);
        assertEquals(Set.of("name", "overrides"), table.untouched(), "components of which nothing can be told");
    }
}
