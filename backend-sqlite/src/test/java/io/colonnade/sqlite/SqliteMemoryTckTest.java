// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import io.colonnade.DatabaseUrl;
import io.colonnade.tck.BackendTck;

/** The rules of the kit on a database in memory. */
class SqliteMemoryTckTest extends BackendTck {

    @Override
    protected boolean strict() {
        return true;
    }

    @Override
    protected DatabaseUrl url() {
        return DatabaseUrl.parse("sqlite:///:memory:");
    }
}
