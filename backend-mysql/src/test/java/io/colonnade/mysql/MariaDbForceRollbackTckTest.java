// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import io.colonnade.DatabaseUrl;
import io.colonnade.tck.BackendTck;
import org.junit.jupiter.api.BeforeAll;

/** The rules of the kit on databases that are rolled back when they are closed. */
class MariaDbForceRollbackTckTest extends BackendTck {

    @BeforeAll
    static void start() {
        Product.MARIADB.url();
    }

    @Override
    protected DatabaseUrl url() {
        return DatabaseUrl.parse(Product.MARIADB.url()).withOption("force_rollback", "true").withOption("acquire_timeout", "2s");
    }
}
