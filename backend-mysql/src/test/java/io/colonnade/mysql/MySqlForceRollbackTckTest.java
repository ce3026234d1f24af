// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import io.colonnade.DatabaseUrl;
import io.colonnade.tck.BackendTck;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;

/** The rules of the kit on databases that are rolled back when they are closed. */
class MySqlForceRollbackTckTest extends BackendTck {

    @BeforeAll
    static void start() {
        Product.MYSQL.url();
    }

    @Override
    protected DatabaseUrl url() {
        return DatabaseUrl.parse(Product.MYSQL.url()).withOption("force_rollback", "true").withOption("acquire_timeout", "2s");
    }

    @Override
    protected Map<String, String> exclusions() {
        Map<String, String> exclusions = new TreeMap<>();
        for (String id : List.of("ERR-01", "ERR-02", "ERR-03", "ERR-04", "ERR-16")) {
            exclusions.put(id, "a table that refers to one that the open transaction has used cannot be created from outside meanwhile");
        }
        return exclusions;
    }
}
