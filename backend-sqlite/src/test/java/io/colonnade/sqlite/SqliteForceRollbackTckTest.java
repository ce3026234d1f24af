// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import io.colonnade.DatabaseUrl;
import io.colonnade.tck.BackendTck;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** The rules of the kit on databases that are rolled back when they are closed. */
class SqliteForceRollbackTckTest extends BackendTck {

    @TempDir
    static Path folder;

    @Override
    protected DatabaseUrl url() {
        return DatabaseUrl.parse("sqlite:///" + folder.resolve("tck.db")).withOption("force_rollback", "true").withOption("acquire_timeout", "2s").withOption("writer_timeout", "1s");
    }

    @Override
    protected Map<String, String> exclusions() {
        return Map.of("ERR-12", "SQLite rolls back the whole transaction when a statement that writes is interrupted; later calls say so");
    }
}
