// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import io.colonnade.DatabaseUrl;
import io.colonnade.tck.BackendTck;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The rules of the kit on a database file. */
class SqliteTckTest extends BackendTck {

    @TempDir
    static Path folder;

    @Override
    protected DatabaseUrl url() {
        return DatabaseUrl.parse("sqlite:///" + folder.resolve("tck.db"));
    }
}
