// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import io.colonnade.DatabaseUrl;
import io.colonnade.tck.BackendTck;
import org.junit.jupiter.api.BeforeAll;

/** The rules of the kit on MariaDB. */
class MariaDbTckTest extends BackendTck {

    @BeforeAll
    static void start() {
        Product.MARIADB.url();
    }

    @Override
    protected boolean strict() {
        return true;
    }

    @Override
    protected DatabaseUrl url() {
        return DatabaseUrl.parse(Product.MARIADB.url());
    }
}
