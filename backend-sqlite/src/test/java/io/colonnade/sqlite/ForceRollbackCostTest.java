// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import static io.colonnade.sql.Sql.selectFrom;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.Database;
import io.colonnade.DatabaseOptions;
import io.colonnade.dialect.Compiled;
import io.colonnade.spi.BackendContext;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.ConnectionSettings;
import io.colonnade.spi.ForwardingBackend;
import io.colonnade.spi.ForwardingConnection;
import io.colonnade.spi.Outcome;
import io.colonnade.spi.RowSink;
import io.colonnade.spi.TransactionBackend;
import io.colonnade.spi.TransactionDefinition;
import io.colonnade.sql.Column;
import io.colonnade.sql.Table;
import io.colonnade.sql.Types;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What is sent for a call of a database with forced rollback: savepoints are set where something may be lost, and nowhere else. */
class ForceRollbackCostTest {

    private static final class Rows extends Table {
        final Column<Integer> n = column("n", Types.INTEGER);

        Rows() {
            super("counted");
        }
    }

    private final List<String> sent = new CopyOnWriteArrayList<>();

    private List<String> sentFor(Runnable call) {
        sent.clear();
        call.run();
        return List.copyOf(sent);
    }

    @Test
    void savepointsAreSetInFrontOfWhatFollowsAWrite() {
        DatabaseOptions options = DatabaseOptions.of("sqlite::memory:").forceRollback(true).build();
        try (Database db = Database.open(options, new Recording()).join()) {
            Runnable read = () -> db.fetchAll(selectFrom(new Rows())).join();
            Runnable write = () -> db.execute("INSERT INTO counted VALUES (1)").join();
            db.execute("CREATE TABLE counted (n INTEGER)").join();
            assertEquals(List.of("release", "savepoint", "SELECT"), sentFor(read), "the first read after a write");
            assertEquals(List.of("SELECT"), sentFor(read), "a read after a read");
            assertEquals(List.of("INSERT"), sentFor(write), "a write after a read");
            assertEquals(List.of("release", "savepoint", "INSERT"), sentFor(write), "a write after a write");
            assertEquals(List.of("savepoint", "INSERT", "INSERT", "release"), sentFor(() -> db.transaction(tx ->
                    tx.execute("INSERT INTO counted VALUES (1)").thenCompose(done -> tx.execute("INSERT INTO counted VALUES (2)"))).join()),
                    "a transaction");
        }
    }

    private final class Recording extends ForwardingBackend {

        Recording() {
            super(new SqliteBackend());
        }

        @Override
        public CompletionStage<ConnectionBackend> connect(ConnectionSettings settings, BackendContext context) {
            return super.connect(settings, context).thenApply(connection -> new ForwardingConnection(connection) {
                @Override
                public CompletionStage<Outcome> execute(Compiled statement, Object[] binds, RowSink sink) {
                    sent.add(statement.sql().substring(0, 6));
                    return super.execute(statement, binds, sink);
                }

                @Override
                public CompletionStage<TransactionBackend> begin(TransactionDefinition definition) {
                    return super.begin(definition).thenApply(RecordedTransaction::new);
                }
            });
        }
    }

    private final class RecordedTransaction implements TransactionBackend {

        private final TransactionBackend sound;

        RecordedTransaction(TransactionBackend sound) {
            this.sound = sound;
        }

        @Override
        public CompletionStage<Void> commit() {
            sent.add("release");
            return sound.commit();
        }

        @Override
        public CompletionStage<Void> rollback() {
            sent.add("rollback");
            return sound.rollback();
        }

        @Override
        public CompletionStage<TransactionBackend> savepoint() {
            sent.add("savepoint");
            return sound.savepoint().thenApply(RecordedTransaction::new);
        }
    }
}
