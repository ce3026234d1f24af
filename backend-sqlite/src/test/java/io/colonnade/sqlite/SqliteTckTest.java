// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.Database;
import io.colonnade.DatabaseUrl;
import io.colonnade.Row;
import io.colonnade.tck.BackendTck;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

/** The rules of the kit on a database file, in which they leave nothing. */
class SqliteTckTest extends BackendTck {

    @TempDir
    static Path folder;

    @Override
    protected boolean strict() {
        return true;
    }

    @Override
    protected DatabaseUrl url() {
        return file();
    }

    private static DatabaseUrl file() {
        return DatabaseUrl.parse("sqlite:///" + folder.resolve("tck.db"));
    }

    @AfterAll
    static void leavesNothing() {
        try (Database database = Database.open(file()).join()) {
            List<Row> left = database.fetchAll("SELECT name FROM sqlite_master").join();
            assertEquals(List.of(), left.stream().map(row -> row.getString(0)).toList());
        }
    }
}
