// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.Database;
import io.colonnade.DatabaseUrl;
import io.colonnade.dialect.Feature;
import io.colonnade.tck.flips.FlipTable;
import io.colonnade.tck.report.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** For a user with few privileges the kit says that it cannot see a feature, not that the dialect claims too much. */
class MySqlPrivilegesTest {

    @ParameterizedTest
    @EnumSource(Product.class)
    void whatTheUserMayNotTryIsNotProvable(Product product) {
        try (Database root = product.open()) {
            Product.await(root.execute("CREATE USER IF NOT EXISTS 'plain'@'%'"));
            Product.await(root.execute("GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER, INDEX, REFERENCES ON test.* TO 'plain'@'%'"));
        }
        DatabaseUrl url = DatabaseUrl.parse(product.urlOf("plain", "max_size=4"));
        assertEquals(Verdict.NOT_PROVABLE, FlipTable.verdict(new MySqlBackend(), url, Feature.TEMPORARY_TABLES));
        assertEquals(Verdict.NOT_PROVABLE, FlipTable.verdict(new MySqlBackend(), url, Feature.VIEW_OR_REPLACE));
        assertEquals(Verdict.CONFIRMED, FlipTable.verdict(new MySqlBackend(), url, Feature.SAVEPOINTS));
    }
}
