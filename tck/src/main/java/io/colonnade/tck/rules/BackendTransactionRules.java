// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.colonnade.dialect.BoundStatement;
import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.Feature;
import io.colonnade.dialect.IsolationLevel;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.RowSink;
import io.colonnade.spi.RowValues;
import io.colonnade.spi.TransactionBackend;
import io.colonnade.spi.TransactionDefinition;
import io.colonnade.sql.Sql;
import io.colonnade.sql.Types;
import io.colonnade.tck.Rule;
import io.colonnade.tck.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What the SPI promises of resets, transactions and values, asked of the backend's own connection without the core in between. */
@Topic(why = "The core decides about retries and about what it tells its callers by what a transaction reports of "
                + "itself.",
        look = "The implementation of TransactionBackend, and what the driver says when the server has rolled back by "
                + "itself.")
public class BackendTransactionRules extends RuleGroup {

    protected BackendTransactionRules(Target target) {
        super(target);
    }

    @Rule(id = "SPI-13", text = "reset rolls back what is open, whoever began it, and keeps what was committed",
            why = "The next caller must not commit what the last one left open.")
    final void resets() {
        onConnection(direct -> {
            Notes notes = direct.notes(1);
            direct.run("BEGIN");
            await(direct.insert(notes, 2));
            await(direct.connection().reset());
            assertEquals(1, direct.count(notes));
            TransactionBackend tx = await(direct.connection().begin(TransactionDefinition.DEFAULT));
            await(direct.insert(notes, 3));
            await(tx.commit());
            assertEquals(2, direct.count(notes));
        });
    }

    /** Ways to make one database or another roll back by itself; a database refuses the ones that it does not know. */
    private static List<String> provocations(Notes notes) {
        return List.of("ROLLBACK", "INSERT INTO " + notes.name() + " (id, text) VALUES (1, 'again')",
                "INSERT OR ROLLBACK INTO " + notes.name() + " (id, text) VALUES (1, 'again')");
    }

    @Rule(id = "SPI-14",
            text = "commit never completes normally if the database has rolled back by itself: it fails with kind TRANSACTION_ROLLED_BACK",
            why = "Some drivers report success where the server has rolled back; the program would believe in data that "
                    + "is not there.")
    final void commitTellsRollback() {
        onConnection(direct -> {
            Notes notes = direct.notes(1);
            for (String provocation : provocations(notes)) {
                TransactionBackend tx = await(direct.connection().begin(TransactionDefinition.DEFAULT));
                await(direct.insert(notes, 2));
                direct.execute(RowSink.NONE, provocation).handle((outcome, failure) -> failure).toCompletableFuture().join();
                Throwable verdict = tx.commit().handle((done, failure) -> failure).toCompletableFuture().join();
                assertEquals(verdict == null ? 2 : 1, direct.count(notes), "rows after a commit that "
                        + (verdict == null ? "completed normally" : "failed") + " after " + provocation);
                if (verdict != null) {
                    failure(ErrorKind.TRANSACTION_ROLLED_BACK, CompletableFuture.failedFuture(verdict));
                }
                direct.run("DELETE FROM " + notes.name() + " WHERE id = 2");
            }
        });
    }

    @Rule(id = "SPI-15", text = "rollback is quiet if the database has rolled back by itself")
    final void rollbackIsQuiet() {
        onConnection(direct -> {
            Notes notes = direct.notes(1);
            for (String provocation : provocations(notes)) {
                TransactionBackend tx = await(direct.connection().begin(TransactionDefinition.DEFAULT));
                await(direct.insert(notes, 2));
                direct.execute(RowSink.NONE, provocation).handle((outcome, failure) -> failure).toCompletableFuture().join();
                await(tx.rollback());
                assertEquals(1, direct.count(notes), "rows after a rollback after " + provocation);
            }
        });
    }

    @Rule(id = "SPI-16",
            text = "begin with an isolation level that the dialect does not list fails with kind UNSUPPORTED and begins nothing")
    final void refusesIsolation() {
        onConnection(direct -> {
            Notes notes = direct.notes();
            for (IsolationLevel level : IsolationLevel.values()) {
                if (!direct.connection().dialect().isolationLevels().contains(level)) {
                    failure(ErrorKind.UNSUPPORTED, direct.connection().begin(new TransactionDefinition(level, false, false)));
                }
            }
            await(direct.insert(notes, 1));
            await(direct.connection().reset());
            assertEquals(1, direct.count(notes));
        });
    }

    @Rule(id = "SPI-17",
            text = "a row stays as it is when later rows are read, and all rows of a statement share one object for their columns")
    final void rowsCanBeKept() {
        onConnection(direct -> {
            Notes notes = direct.notes(range(1, 300));
            List<RowValues> rows = direct.rows("SELECT id, text FROM " + notes.name() + " ORDER BY id");
            assertEquals(300, rows.size());
            for (int i = 0; i < rows.size(); i++) {
                assertEquals(i + 1, ((Number) rows.get(i).get(0)).intValue());
                assertEquals("note " + (i + 1), rows.get(i).get(1));
                assertSame(rows.get(0).columns(), rows.get(i).columns(), "the columns of row " + i);
            }
        });
    }

    @Rule(id = "SPI-18", text = "the values that are handed in are not changed, and a statement can be run again with others")
    final void leavesBindsAlone() {
        onConnection(direct -> {
            BoundStatement bound = direct.compile("SELECT :a, :b", 1, "x");
            Object[] binds = bound.binds().clone();
            for (int i = 0; i < 3; i++) {
                await(direct.connection().execute(bound.compiled(), binds, RowSink.NONE));
                assertArrayEquals(bound.binds(), binds, "the values after a run");
            }
            List<RowValues> rows = new ArrayList<>();
            await(direct.connection().execute(bound.compiled(), new Object[] {2, "y"}, rows::add));
            assertEquals(2, ((Number) rows.get(0).get(0)).intValue());
        });
    }

    @Rule(id = "SPI-19", text = "a batch that fails inside a transaction leaves the transaction to its owner, who rolls all of it back")
    final void failedBatchInTransaction() {
        onConnection(direct -> {
            Notes notes = direct.notes(3);
            TransactionBackend tx = await(direct.connection().begin(TransactionDefinition.DEFAULT));
            await(direct.insert(notes, 1));
            List<Map<String, Object>> rows = List.of(Notes.row(2, "b", true), Notes.row(3, "c", true));
            failure(ErrorKind.CONSTRAINT, direct.executeMany(notes.insertSql(), rows));
            await(tx.rollback());
            assertEquals(1, direct.count(notes));
        });
    }

    @Rule(id = "SPI-20", text = "savepoints have names of their own: of two open ones, rolling back the inner keeps the outer",
            needs = Feature.SAVEPOINTS)
    final void savepointsAreApart() {
        onConnection(direct -> {
            Notes notes = direct.notes();
            TransactionBackend tx = await(direct.connection().begin(TransactionDefinition.DEFAULT));
            TransactionBackend outer = await(tx.savepoint());
            await(direct.insert(notes, 1));
            TransactionBackend inner = await(outer.savepoint());
            await(direct.insert(notes, 2));
            await(inner.rollback());
            await(outer.commit());
            await(tx.commit());
            assertEquals(1, direct.count(notes));
        });
    }

    @Rule(id = "SPI-21",
            text = "after an answer that cannot be read, and after a failure, a connection that calls itself usable gives every statement its own answer",
            why = "What the driver has not read of one answer is taken for the next one, and a caller gets what belongs to another.")
    final void staysInStep() {
        onConnection(direct -> {
            Notes notes = direct.notes(range(1, 60));
            Dialect dialect = direct.connection().dialect();
            String text = "SELECT text FROM " + notes.name();
            BoundStatement unreadable = direct.statements().compile(dialect, Sql.text(text).column("text", Types.DATE), Map.of());
            BoundStatement wrong = direct.compile(text + " WHERE colonnade_tck_step = 1");
            for (BoundStatement statement : List.of(unreadable, wrong, unreadable)) {
                requireInStep(direct, failureOf(direct.connection().execute(statement.compiled(), statement.binds(), RowSink.NONE)));
                Probe<RowValues> probe = this.<RowValues>probe()
                        .subscribeTo(direct.connection().stream(statement.compiled(), statement.binds(), 16)).request(Long.MAX_VALUE);
                requireInStep(direct, probe.awaitEnd() instanceof DatabaseException failure ? failure : null);
            }
        });
    }

    private static DatabaseException failureOf(CompletionStage<?> stage) {
        try {
            Await.value(stage);
            return null;
        } catch (DatabaseException failure) {
            return failure;
        }
    }

    /** Nothing is promised by a connection that says that it is of no further use. */
    private static void requireInStep(Direct direct, DatabaseException failure) {
        for (long n = 1; n <= 5 && (failure == null || failure.connectionUsable()); n++) {
            assertEquals(n, direct.number("SELECT :n", n), "the answer to the statement after " + failure);
        }
    }
}
