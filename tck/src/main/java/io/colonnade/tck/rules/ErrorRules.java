// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import static io.colonnade.sql.Sql.createTable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.Transaction;
import io.colonnade.dialect.Feature;
import io.colonnade.error.ConstraintViolation;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementException;
import io.colonnade.error.StatementOutcome;
import io.colonnade.sql.Column;
import io.colonnade.sql.Table;
import io.colonnade.sql.Types;
import io.colonnade.tck.Rule;
import io.colonnade.tck.Topic;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Errors are typed: provoked on the live database, each has its kind and says what was left behind. */
@Topic(why = "Programs react to kinds of errors, and people read their messages.",
        look = "How the backend translates the driver's errors: code, SQLSTATE, kind, and whether the connection is "
                + "usable.")
public class ErrorRules extends RuleGroup {

    /** A table with a unique column, a column that takes no NULL and one that refers to another table. */
    private static final class Constrained extends Table {
        final Column<Integer> id = column("id", Types.INTEGER, primaryKey());
        final Column<String> code = column("code", Types.varchar(40), notNull(), unique());
        final Column<Integer> parent;

        Constrained(String name, Notes parents) {
            super(name);
            parent = column("parent", Types.INTEGER, references(parents.id));
        }

        String insertSql() {
            return "INSERT INTO " + name() + " (id, code, parent) VALUES (:id, :code, :parent)";
        }
    }

    protected ErrorRules(Target target) {
        super(target);
    }

    private Constrained constrained() {
        Notes parents = notes();
        add(db(), parents, 1);
        Constrained table = new Constrained(run().newTable(), parents);
        await(run().create(db(), createTable(table)));
        await(db().execute(table.insertSql(), 1, "first", 1));
        return table;
    }

    /** The violation that a statement raised; checks that it left nothing and that the connection goes on. */
    private StatementException violation(ConstraintViolation.Type type, CompletionStage<?> stage) {
        return violation(Set.of(type), stage);
    }

    private StatementException violation(Set<ConstraintViolation.Type> types, CompletionStage<?> stage) {
        StatementException failure = assertInstanceOf(StatementException.class, failure(ErrorKind.CONSTRAINT, stage));
        ConstraintViolation.Type type = failure.constraint().orElseThrow().type();
        assertTrue(types.contains(type), () -> "the type of the constraint is " + type + ", not " + types);
        assertEquals(StatementOutcome.NOT_APPLIED, failure.outcome(), "the outcome");
        assertTrue(failure.connectionUsable(), "the error says that the connection is usable");
        assertFalse(failure.retrySafe(), "the error says that trying again can help");
        return failure;
    }

    private void assertOneRow(Table table) {
        assertEquals(1L, await(db().fetchValue("SELECT count(*) FROM " + table.name(), Long.class)).get(), "rows in the table");
    }

    @Rule(id = "ERR-01", text = "a value that a unique column holds already is a violation of type UNIQUE")
    final void unique() {
        Constrained table = constrained();
        violation(ConstraintViolation.Type.UNIQUE, db().execute(table.insertSql(), 2, "first", 1));
        assertOneRow(table);
    }

    @Rule(id = "ERR-02",
            text = "a primary key that is there already is a violation of type PRIMARY_KEY, or UNIQUE where the database does not tell")
    final void primaryKey() {
        Constrained table = constrained();
        violation(Set.of(ConstraintViolation.Type.PRIMARY_KEY, ConstraintViolation.Type.UNIQUE),
                db().execute(table.insertSql(), 1, "second", 1));
        assertOneRow(table);
    }

    @Rule(id = "ERR-03", text = "NULL for a column that takes none is a violation of type NOT_NULL")
    final void notNull() {
        Constrained table = constrained();
        violation(ConstraintViolation.Type.NOT_NULL, db().execute(table.insertSql(), 2, null, 1));
        assertOneRow(table);
    }

    @Rule(id = "ERR-04",
            text = "a reference to a row that is not there, and the deletion of one that is referred to, are violations of type"
                    + " FOREIGN_KEY",
            needs = Feature.FK_ENFORCED_BY_DEFAULT)
    final void foreignKey() {
        Constrained table = constrained();
        violation(ConstraintViolation.Type.FOREIGN_KEY, db().execute(table.insertSql(), 2, "second", 99));
        Table parents = table.foreignKeys().get(0).references().get(0).table();
        violation(ConstraintViolation.Type.FOREIGN_KEY, db().execute("DELETE FROM " + parents.name()));
        assertOneRow(table);
        assertOneRow(parents);
    }

    @Rule(id = "ERR-05", text = "a value that a CHECK refuses is a violation of type CHECK")
    final void check() {
        String table = run().newTable();
        await(db().execute("CREATE TABLE " + table + " (id INTEGER PRIMARY KEY, CONSTRAINT colonnade_tck_positive CHECK (id > 0))"));
        violation(ConstraintViolation.Type.CHECK, db().execute("INSERT INTO " + table + " (id) VALUES (:id)", -1));
        assertEquals(0L, await(db().fetchValue("SELECT count(*) FROM " + table, Long.class)).get(), "rows in the table");
    }

    @Rule(id = "ERR-06", text = "text that is not SQL fails with kind SYNTAX")
    final void syntax() {
        failure(ErrorKind.SYNTAX, db().fetchAll("SELEKT 1"));
        failure(ErrorKind.SYNTAX, db().execute("INSERT INTO VALUES"));
        failure(ErrorKind.SYNTAX, db().fetchAll("SELECT (1"));
    }

    @Rule(id = "ERR-07", text = "a table that does not exist is kind NOT_FOUND, in queries and in statements that change")
    final void unknownTable() {
        failure(ErrorKind.NOT_FOUND, db().fetchAll("SELECT id FROM colonnade_tck_missing"));
        failure(ErrorKind.NOT_FOUND, db().execute("DELETE FROM colonnade_tck_missing"));
        failure(ErrorKind.NOT_FOUND, db().execute("DROP TABLE colonnade_tck_missing"));
    }

    @Rule(id = "ERR-08", text = "a column that does not exist is kind NOT_FOUND")
    final void unknownColumn() {
        Notes notes = notes();
        failure(ErrorKind.NOT_FOUND, db().fetchAll("SELECT no_such_column FROM " + notes.name()));
        failure(ErrorKind.NOT_FOUND, db().execute("UPDATE " + notes.name() + " SET no_such_column = 1"));
        failure(ErrorKind.NOT_FOUND, db().execute("INSERT INTO " + notes.name() + " (no_such_column) VALUES (1)"));
    }

    @Rule(id = "ERR-09", text = "a table that exists already is kind ALREADY_EXISTS, and keeps its rows")
    final void alreadyExists() {
        Notes notes = notes();
        add(db(), notes, 1);
        failure(ErrorKind.ALREADY_EXISTS, db().execute(createTable(notes)));
        assertIds(db(), notes, 1);
    }

    @Rule(id = "ERR-10",
            text = "a statement that outlives its deadline fails with kind STATEMENT_TIMEOUT, says that it was executing, and its"
            + " connection runs the next one")
    final void deadlineWhileExecuting() {
        Database database = openSingle();
        Slow slow = slow(database, notes(database));
        DatabaseException failure = failure(ErrorKind.STATEMENT_TIMEOUT, database.withTimeout(SHORT).fetchAll(slow.sql()));
        assertTrue(failure.getMessage().contains("executing"), () -> "the message names the phase: " + failure.getMessage());
        assertEquals(Slow.ROWS, await(ids(database, slow.notes())).size());
    }

    @Rule(id = "ERR-11",
            text = "a call that outlives its deadline before it has a connection fails with kind STATEMENT_TIMEOUT, says so, and"
                    + " never runs")
    final void deadlineWhileWaiting() {
        Database database = openSingle();
        Notes notes = notes(database);
        CompletableFuture<Void> over = new CompletableFuture<>();
        CompletableFuture<Void> holder = database.withConnection(connection -> over);
        Await.settles(1, () -> database.status().lent(), "connections lent");
        DatabaseException failure = failure(ErrorKind.STATEMENT_TIMEOUT,
                database.withTimeout(SHORT).execute(notes.insertSql(), Notes.row(1, "late", true)));
        assertTrue(failure.getMessage().contains("waiting for a connection"), () -> "the message names the phase: " + failure.getMessage());
        over.complete(null);
        await(holder);
        assertIds(database, notes);
    }

    @Rule(id = "ERR-12",
            text = "cancelling a future cancels its statement: the statement changes nothing and its connection runs the next one",
            needs = Feature.CANCEL_EFFECTIVE)
    final void cancelledFuture() {
        Database database = openSingle();
        Notes notes = notes(database);
        Slow slow = slow(database, notes(database));
        CompletableFuture<?> running = database.execute("INSERT INTO " + notes.name() + " (id, text) SELECT count(*), 'x' FROM ("
                + slow.sql() + ") s WHERE 1 = 1");
        Await.settles(1, () -> database.status().lent(), "connections lent");
        assertTrue(running.cancel(true), "a running statement can be cancelled");
        assertTrue(running.isCancelled(), "its future says that it was cancelled");
        assertIds(database, notes);
    }

    @Rule(id = "ERR-13", text = "errors of the database carry its own error code and the driver's error as their cause")
    final void keepsVendorCode() {
        DatabaseException failure = failure(ErrorKind.NOT_FOUND, db().fetchAll("SELECT id FROM colonnade_tck_missing"));
        assertTrue(failure.vendorCode() != 0 || failure.sqlState() != null, "neither a vendor code nor an SQLSTATE");
        assertNotNull(failure.getCause(), "the cause");
    }

    @Rule(id = "ERR-14", text = "errors of the database carry an SQLSTATE", needs = Feature.SQL_STATE_AVAILABLE)
    final void carriesSqlState() {
        DatabaseException failure = failure(ErrorKind.NOT_FOUND, db().fetchAll("SELECT id FROM colonnade_tck_missing"));
        assertTrue(failure.sqlState() != null && failure.sqlState().length() == 5, () -> "the SQLSTATE is " + failure.sqlState());
    }

    @Rule(id = "ERR-15", text = "a violation names its constraint", needs = Feature.CONSTRAINT_NAME_AVAILABLE)
    final void namesConstraint() {
        String table = run().newTable();
        await(db().execute("CREATE TABLE " + table + " (id INTEGER PRIMARY KEY, CONSTRAINT colonnade_tck_positive CHECK (id > 0))"));
        StatementException failure = violation(ConstraintViolation.Type.CHECK,
                db().execute("INSERT INTO " + table + " (id) VALUES (:id)", -1));
        assertEquals("colonnade_tck_positive", failure.constraint().orElseThrow().name(), "the constraint's name");
    }

    @Rule(id = "ERR-16", text = "no error shows a value that was bound, in its message or in those of its causes",
            why = "Errors are logged, and bound values are what passwords and names are in.")
    final void hidesValues() {
        Constrained table = constrained();
        String secret = "s3cr3t-value";
        await(db().execute(table.insertSql(), 2, secret, 1));
        assertHidden(secret, db().execute(table.insertSql(), 3, secret, 1));
        assertHidden(secret, db().fetchAll("SELECT no_such_column FROM " + table.name() + " WHERE code = :code", secret));
        assertHidden(secret, db().execute("SELECT :code, :other", Map.of("code", secret)));
    }

    private static void assertHidden(String secret, CompletionStage<?> stage) {
        for (Throwable each = Await.databaseFailure(stage); each != null; each = each.getCause()) {
            String text = each.toString();
            assertFalse(text.contains(secret), () -> "an error shows a bound value: " + text.replace(secret, "<value>"));
        }
    }

    @Rule(id = "ERR-17", text = "an error that the database raises while it calculates, such as a number out of range, is of kind DATA")
    final void classifiesRuntimeErrors() {
        TypedTable<Long> table = new TypedTable<>(run().newTable(), Types.BIGINT);
        await(run().create(db(), createTable(table)));
        await(db().execute("INSERT INTO " + table.name() + " (id, v) VALUES (1, :v)", Long.MIN_VALUE));
        failure(ErrorKind.DATA, db().fetchAll("SELECT abs(v) FROM " + table.name()));
    }

    @Rule(id = "ERR-18",
            text = "an insert whose returned row cannot be read as asked for has taken effect and says so: its outcome is APPLIED, and UNKNOWN in a"
                    + " transaction, whose end decides; the transaction goes on",
            why = "Who believes that nothing was applied runs it again, and then it is there twice.", needs = Feature.INSERT_RETURNING)
    final void unreadIsApplied() {
        Notes notes = notes();
        String insert = "INSERT INTO " + notes.name() + " (id, text, completed) VALUES (:id, :text, :completed) RETURNING text";
        DatabaseException failure = failure(ErrorKind.DATA, db().fetchValue(insert, Integer.class, 1, "no number", true));
        assertEquals(StatementOutcome.APPLIED, failure.outcome(), "the outcome");
        assertFalse(failure.retrySafe(), "the error says that trying again can help");
        assertTrue(failure.connectionUsable(), "the error says that the connection is usable");
        assertIds(db(), notes, 1);
        Transaction tx = await(db().begin());
        assertEquals(StatementOutcome.UNKNOWN, failure(ErrorKind.DATA, tx.fetchValue(insert, Integer.class, 2, "no number", true)).outcome(),
                "the outcome in a transaction");
        addOneAndWait(tx, notes, 3);
        await(tx.commit());
        assertIds(db(), notes, 1, 2, 3);
    }

    @Rule(id = "ERR-20",
            text = "text that is no Unicode, half of a surrogate pair, comes back as it was or is refused with kind DATA, and an error that says"
                    + " that nothing was sent leaves its transaction as it was",
            why = "A program that offers a value again, mended, must not lose what it has done before.")
    final void refusedValueLeavesTheTransaction() {
        Notes notes = notes();
        String half = "a\ud83d";
        Transaction tx = await(db().begin());
        addOneAndWait(tx, notes, 1);
        CompletableFuture<?> offered = tx.execute(notes.insertSql(), Notes.row(2, half, true));
        DatabaseException refusal = offered.handle((done, failure) -> failure == null ? null : Await.databaseFailure(offered)).join();
        if (refusal == null) {
            assertEquals(half, await(tx.fetchValue("SELECT text FROM " + notes.name() + " WHERE id = 2", String.class)).get(), "the text");
            await(tx.rollback());
            return;
        }
        assertEquals(ErrorKind.DATA, refusal.kind(), refusal::getMessage);
        if (refusal.sent()) {
            failure(ErrorKind.TRANSACTION_ABORTED, tx.fetchAll("SELECT id FROM " + notes.name()));
            await(tx.rollback());
            return;
        }
        addOneAndWait(tx, notes, 3);
        await(tx.commit());
        assertIds(db(), notes, 1, 3);
    }
}
