// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import static io.colonnade.sql.Sql.createTable;

import io.colonnade.Transaction;
import io.colonnade.dialect.Feature;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementException;
import io.colonnade.spi.Outcome;
import io.colonnade.spi.RowSink;
import io.colonnade.spi.RowValues;
import io.colonnade.spi.TransactionBackend;
import io.colonnade.spi.TransactionDefinition;
import io.colonnade.sql.Column;
import io.colonnade.sql.Table;
import io.colonnade.sql.Types;
import io.colonnade.tck.Rule;
import io.colonnade.tck.Topic;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * What a dialect declares of transactions, streams and errors, compared with its effect in both directions; mostly on the backend's own
 * connection, because the core refuses what a dialect does not declare.
 */
@Topic(why = "The core decides by these claims whether it uses savepoints, streams and cancelling, and refuses "
                + "what is not declared.",
        look = "What the driver does on this connection, and what the dialect says of it after connecting.")
public class SessionFeatureRules extends RuleGroup {

    /** Rows enough that a driver which fetches all of them at once meets the error in the last one. */
    private static final int ROWS = 3_000;

    private static final class Child extends Table {
        final Column<Integer> id = column("id", Types.INTEGER, primaryKey());
        final Column<Integer> parent;

        Child(String name, Notes parents) {
            super(name);
            parent = column("parent", Types.INTEGER, references(parents.id));
        }
    }

    protected SessionFeatureRules(Target target) {
        super(target);
    }

    private void provesOnConnection(Feature feature, Predicate<Direct> probe) {
        run().dialect();
        onConnection(direct -> run().prove(feature, probe.test(direct)));
    }

    private static TransactionBackend begin(Direct direct) {
        return await(direct.connection().begin(TransactionDefinition.DEFAULT));
    }

    /** Begins a transaction with options, or gives null where it is refused. */
    private static TransactionBackend begin(Direct direct, TransactionDefinition definition) {
        CompletionStage<TransactionBackend> begun = direct.connection().begin(definition);
        return accepts(begun) ? await(begun) : null;
    }

    @Rule(id = "FLG-28", text = "SAVEPOINTS is declared if and only if a savepoint can be rolled back to, and only what came after it is undone",
            proves = Feature.SAVEPOINTS)
    final void savepoints() {
        provesOnConnection(Feature.SAVEPOINTS, direct -> {
            Notes notes = direct.notes();
            TransactionBackend transaction = begin(direct);
            await(direct.insert(notes, 1));
            try {
                TransactionBackend savepoint = await(transaction.savepoint());
                await(direct.insert(notes, 2));
                await(savepoint.rollback());
                return direct.number("SELECT sum(id) FROM " + notes.name()) == 1;
            } catch (DatabaseException refusal) {
                return false;
            } finally {
                await(transaction.rollback());
            }
        });
    }

    @Rule(id = "FLG-29", text = "TRANSACTIONAL_DDL is declared if and only if a table that a transaction creates is gone after its rollback",
            proves = Feature.TRANSACTIONAL_DDL)
    final void transactionalDdl() {
        Notes notes = new Notes(run().newTable());
        Transaction transaction = await(db().begin());
        boolean created = accepts(transaction.execute(createTable(notes)));
        await(transaction.rollback());
        boolean undone = created && !accepts("SELECT id FROM " + notes.name());
        run().prove(Feature.TRANSACTIONAL_DDL, undone || !run().dialect().has(Feature.TRANSACTIONAL_DDL) && undoesByText());
    }

    /** Whether the server undoes DDL in a transaction that is begun by SQL text; in others the backend refuses what is not declared. */
    private boolean undoesByText() {
        String table = run().newTable();
        boolean[] undone = new boolean[1];
        onConnection(direct -> {
            direct.run("BEGIN");
            boolean created = accepts(direct.execute(RowSink.NONE, "CREATE TABLE " + table + " (id INTEGER)"));
            undone[0] = accepts(direct.execute(RowSink.NONE, "ROLLBACK")) && created
                    && !accepts(direct.execute(RowSink.NONE, "SELECT id FROM " + table));
        });
        return undone[0];
    }

    @Rule(id = "FLG-30", text = "ERROR_ABORTS_TRANSACTION is declared if and only if the database itself runs nothing after a failed statement",
            proves = Feature.ERROR_ABORTS_TRANSACTION)
    final void errorAborts() {
        provesOnConnection(Feature.ERROR_ABORTS_TRANSACTION, direct -> {
            TransactionBackend transaction = begin(direct);
            await(direct.execute(RowSink.NONE, "SELECT 1"));
            Await.databaseFailure(direct.execute(RowSink.NONE, "SELECT nothing FROM colonnade_tck_nowhere"));
            boolean goesOn = accepts(direct.execute(RowSink.NONE, "SELECT 1"));
            await(transaction.rollback());
            return !goesOn;
        });
    }

    @Rule(id = "FLG-31", text = "READ_ONLY_TRANSACTIONS is declared if and only if a read-only transaction begins and refuses to write",
            proves = Feature.READ_ONLY_TRANSACTIONS)
    final void readOnly() {
        provesOnConnection(Feature.READ_ONLY_TRANSACTIONS, direct -> {
            Notes notes = direct.notes();
            TransactionBackend transaction = begin(direct, new TransactionDefinition(null, true, false));
            boolean wrote = transaction == null || accepts(direct.insert(notes, 1));
            if (transaction != null) {
                await(transaction.rollback());
            }
            return !wrote;
        });
    }

    @Rule(id = "FLG-32", text = "DEFERRABLE_TRANSACTIONS is declared if and only if a deferrable transaction begins and reads",
            proves = Feature.DEFERRABLE_TRANSACTIONS)
    final void deferrable() {
        provesOnConnection(Feature.DEFERRABLE_TRANSACTIONS, direct -> {
            TransactionBackend transaction = begin(direct, new TransactionDefinition(null, true, true));
            boolean read = transaction != null && direct.number("SELECT 1") == 1;
            if (transaction != null) {
                await(transaction.rollback());
            }
            return read;
        });
    }

    @Rule(id = "FLG-33",
            text = "SERVER_SIDE_CURSORS is declared if and only if a stream delivers its first rows though a later one cannot be calculated",
            proves = Feature.SERVER_SIDE_CURSORS)
    final void serverSideCursors() {
        provesOnConnection(Feature.SERVER_SIDE_CURSORS, direct -> {
            String table = run().newTable();
            direct.run("CREATE TABLE " + table + " (id INTEGER PRIMARY KEY, v BIGINT)");
            await(direct.executeMany("INSERT INTO " + table + " (id, v) VALUES (:id, :v)", IntStream.rangeClosed(1, ROWS)
                    .mapToObj(i -> Map.<String, Object>of("id", i, "v", i == ROWS ? Long.MIN_VALUE : i)).toList()));
            Probe<RowValues> probe = this.<RowValues>probe().subscribeTo(direct.stream("SELECT id, abs(v) FROM " + table)).request(5);
            Await.settles(true, () -> probe.count() >= 5 || probe.ended(), "whether 5 rows or an end have come");
            boolean delivered = !probe.ended();
            probe.cancel();
            return delivered;
        });
    }

    @Rule(id = "FLG-34",
            text = "CONCURRENT_STATEMENTS_WHILE_STREAMING is declared if and only if a connection answers a statement while a stream is open on"
                    + " it, and the stream goes on",
            proves = Feature.CONCURRENT_STATEMENTS_WHILE_STREAMING)
    final void concurrentStatements() {
        provesOnConnection(Feature.CONCURRENT_STATEMENTS_WHILE_STREAMING, direct -> {
            Notes notes = direct.notes(range(1, 100));
            Probe<RowValues> probe = this.<RowValues>probe().subscribeTo(direct.stream("SELECT id FROM " + notes.name())).request(2);
            probe.awaitRows(2);
            boolean answered = accepts(direct.execute(RowSink.NONE, "SELECT 17"));
            probe.request(1_000);
            boolean complete = probe.awaitComplete().size() == 100;
            // Whatever the stream still does comes before this answer, so that it is not taken for a signal after the rule's end.
            return direct.number("SELECT 17") == 17 && complete && answered;
        });
    }

    @Rule(id = "FLG-35", text = "CANCEL_EFFECTIVE is declared if and only if a statement that is cancelled ends with kind CANCELLED",
            proves = Feature.CANCEL_EFFECTIVE)
    final void cancelEffective() {
        provesOnConnection(Feature.CANCEL_EFFECTIVE, direct -> {
            Slow slow = new Slow(direct.notes(range(1, Slow.ROWS)));
            CompletableFuture<Outcome> running = direct.execute(RowSink.NONE, slow.sql()).toCompletableFuture();
            while (!running.isDone()) {
                // Again and again, because one that comes before the statement has begun may do nothing.
                direct.connection().cancel();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            }
            return !accepts(running);
        });
    }

    @Rule(id = "FLG-36", text = "FK_ENFORCED_BY_DEFAULT is declared if and only if a reference to a row that is not there is refused",
            why = "A foreign key that is not enforced is a comment.",
            proves = Feature.FK_ENFORCED_BY_DEFAULT)
    final void foreignKeys() {
        Notes parents = notes();
        Child children = new Child(run().newTable(), parents);
        await(run().create(db(), createTable(children)));
        run().prove(Feature.FK_ENFORCED_BY_DEFAULT, !accepts("INSERT INTO " + children.name() + " (id, parent) VALUES (1, 99)"));
    }

    @Rule(id = "FLG-37", text = "SQL_STATE_AVAILABLE is declared if and only if errors of the database carry an SQLSTATE",
            proves = Feature.SQL_STATE_AVAILABLE)
    final void sqlState() {
        List<CompletableFuture<?>> failing = List.of(db().fetchAll("SELEKT 1"), db().fetchAll("SELECT id FROM colonnade_tck_nowhere"));
        run().prove(Feature.SQL_STATE_AVAILABLE, failing.stream().allMatch(each -> Await.databaseFailure(each).sqlState() != null));
    }

    @Rule(id = "FLG-38", text = "CONSTRAINT_NAME_AVAILABLE is declared if and only if a violation of a key names the constraint",
            proves = Feature.CONSTRAINT_NAME_AVAILABLE)
    final void constraintName() {
        Notes notes = notes();
        add(db(), notes, 1);
        StatementException violation = (StatementException) failure(ErrorKind.CONSTRAINT, addOne(db(), notes, 1));
        run().prove(Feature.CONSTRAINT_NAME_AVAILABLE, violation.constraint().orElseThrow().name() != null);
    }
}
