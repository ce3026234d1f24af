// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.DatabaseOptions;
import io.colonnade.DatabaseUrl;
import io.colonnade.dialect.Compiled;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.BackendContext;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.ConnectionSettings;
import io.colonnade.spi.DatabaseBackend;
import io.colonnade.spi.ForwardingBackend;
import io.colonnade.spi.ForwardingConnection;
import io.colonnade.spi.Outcome;
import io.colonnade.spi.RowSink;
import io.colonnade.tck.reference.ReferenceBackend;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What a rule leaves is cleaned up. */
class RuleRunTest {

    private static final DatabaseUrl URL = DatabaseUrl.parse("memory:///cleaning");

    /** Drops all tables but one. */
    private static DatabaseBackend keeping(String table) {
        return new ForwardingBackend(new ReferenceBackend()) {
            @Override
            public CompletionStage<ConnectionBackend> connect(ConnectionSettings settings, BackendContext context) {
                return super.connect(settings, context).thenApply(connection -> new ForwardingConnection(connection) {
                    @Override
                    public CompletionStage<Outcome> execute(Compiled statement, Object[] binds, RowSink rows) {
                        return statement.sql().startsWith("DROP") && statement.sql().endsWith(table)
                                ? CompletableFuture.failedFuture(DatabaseException.of(ErrorKind.PERMISSION, "it stays").build())
                                : super.execute(statement, binds, rows);
                    }
                });
            }
        };
    }

    @Test
    void aTableThatCannotBeDroppedKeepsNoOther() {
        DatabaseBackend backend = keeping("_1");
        try (Database database = Database.open(DatabaseOptions.of(URL).build(), backend).join()) {
            RuleRun run = new RuleRun(new Target("memory", () -> URL, () -> Optional.of(backend), () -> true, Map::of, report -> { }), "TXN-01");
            String first = run.newTable();
            String second = run.newTable();
            database.execute("CREATE TABLE " + first + " (id INTEGER PRIMARY KEY)").join();
            database.execute("CREATE TABLE " + second + " (id INTEGER PRIMARY KEY)").join();
            assertTrue(run.finish(null).getMessage().startsWith("it stays"));
            database.execute("CREATE TABLE " + first + " (id INTEGER PRIMARY KEY)").join();
        }
    }
}
