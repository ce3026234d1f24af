// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import static io.colonnade.TransactionOptions.DEFAULT;
import static io.colonnade.sql.Sql.createTable;
import static io.colonnade.sql.Sql.deleteFrom;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.update;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.colonnade.Connection;
import io.colonnade.Database;
import io.colonnade.Queries;
import io.colonnade.Row;
import io.colonnade.Transaction;
import io.colonnade.dialect.Feature;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What is tested in place of a rule whose feature the database lacks: that the feature is refused, or is missing as declared. */
final class Counters {

    private Counters() {
    }

    static void check(Feature lacking, RuleGroup group) {
        Database database = group.db();
        switch (lacking) {
            case SAVEPOINTS -> savepoints(database, group.notes());
            case INSERT_RETURNING, UPDATE_RETURNING, DELETE_RETURNING -> returning(lacking, database, group.notes());
            case READ_ONLY_TRANSACTIONS -> refused(database, database.transaction(DEFAULT.withReadOnly(true), tx -> RuleGroup.done()));
            case DEFERRABLE_TRANSACTIONS -> refused(database, database.transaction(DEFAULT.withDeferrable(true), tx -> RuleGroup.done()));
            case TEMPORARY_TABLES -> refused(database, database.execute(createTable(new Notes("colonnade_tck_temp")).asTemporary()));
            case TRANSACTIONAL_DDL -> ddlIsRefused(database, group);
            case CANCEL_EFFECTIVE -> cancelIsHarmless(group);
            case CONCURRENT_STATEMENTS_WHILE_STREAMING -> refusedWhileStreaming(group, database, group.notes());
            case FK_ENFORCED_BY_DEFAULT -> throw new AssertionError("the dialect says that foreign keys are not enforced;"
                    + " a backend switches them on when it connects");
            case SQL_STATE_AVAILABLE -> assertNull(Await.databaseFailure(database.fetchAll("SELEKT 1")).sqlState(), "the SQLSTATE");
            case CONSTRAINT_NAME_AVAILABLE -> constraintHasNoName(database, group.notes());
            default -> throw new IllegalStateException("no counter-rule for " + lacking);
        }
    }

    /** The missing feature fails as UNSUPPORTED, and the database goes on. */
    private static void refused(Database database, CompletionStage<?> use) {
        RuleGroup.failure(ErrorKind.UNSUPPORTED, use);
        assertEquals(1L, Await.value(database.fetchValue("SELECT 1", Long.class)).get(), "the answer of the next statement");
    }

    private static void savepoints(Database database, Notes notes) {
        Transaction outer = Await.value(database.begin());
        RuleGroup.addOneAndWait(outer, notes, 1);
        RuleGroup.failure(ErrorKind.UNSUPPORTED, outer.begin());
        RuleGroup.addOneAndWait(outer, notes, 2);
        Await.value(outer.commit());
        RuleGroup.assertIds(database, notes, 1, 2);
    }

    private static void returning(Feature lacking, Database database, Notes notes) {
        RuleGroup.add(database, notes, 1);
        refused(database, switch (lacking) {
            case INSERT_RETURNING -> database.execute(insertInto(notes).set(notes.id, 2).set(notes.text, "b").returning(notes.id));
            case UPDATE_RETURNING -> database.execute(update(notes).set(notes.text, "b").returning(notes.id));
            default -> database.execute(deleteFrom(notes).returning(notes.id));
        });
        RuleGroup.assertIds(database, notes, 1);
    }

    /** A database that commits before DDL, or cannot undo it, would lose what a transaction is for; the transaction itself goes on. */
    private static void ddlIsRefused(Database database, RuleGroup group) {
        Notes notes = group.notes();
        Notes created = new Notes(group.run().newTable());
        for (boolean commit : new boolean[] {false, true}) {
            Transaction tx = Await.value(database.begin());
            RuleGroup.addOneAndWait(tx, notes, 1);
            RuleGroup.failure(ErrorKind.UNSUPPORTED, tx.execute(createTable(created)));
            RuleGroup.failure(ErrorKind.UNSUPPORTED, tx.execute("DROP TABLE " + notes.name()));
            RuleGroup.addOneAndWait(tx, notes, 2);
            Await.value(commit ? tx.commit() : tx.rollback());
            RuleGroup.assertIds(database, notes, commit ? new Integer[] {1, 2} : new Integer[0]);
        }
        RuleGroup.failure(ErrorKind.NOT_FOUND, RuleGroup.ids(database, created));
    }

    private static void cancelIsHarmless(RuleGroup group) {
        group.onConnection(direct -> {
            direct.connection().cancel().toCompletableFuture().handle((nothing, failure) -> failure).join();
            assertEquals(1, direct.number("SELECT 1"), "the answer of the next statement");
        });
    }

    /** What is not answered beside a stream is refused before it is sent, so that everything goes on. */
    private static void refusedWhileStreaming(RuleGroup group, Database database, Notes notes) {
        RuleGroup.add(database, notes, RuleGroup.range(1, 100));
        CompletableFuture<Connection> lent = new CompletableFuture<>();
        CompletableFuture<Void> over = new CompletableFuture<>();
        CompletableFuture<Void> returned = database.withConnection(connection -> {
            lent.complete(connection);
            return over;
        });
        Connection connection = Await.value(lent);
        Probe<Row> probe = streaming(group, connection, notes);
        RuleGroup.failure(ErrorKind.UNSUPPORTED, RuleGroup.addOne(connection, notes, 101));
        probe.cancel();
        RuleGroup.addOneAndWait(connection, notes, 102);
        over.complete(null);
        Await.value(returned);
        Transaction tx = Await.value(database.begin());
        probe = streaming(group, tx, notes);
        // Within a transaction some databases answer all the same.
        Throwable failure = Await.value(RuleGroup.addOne(tx, notes, 103).handle((done, refusal) -> refusal));
        if (failure != null) {
            assertEquals(ErrorKind.UNSUPPORTED, ((DatabaseException) failure).kind(), "the kind of the refusal");
        }
        probe.cancel();
        RuleGroup.addOneAndWait(tx, notes, 104);
        Await.value(tx.commit());
        assertEquals(failure == null ? 103 : 102, Await.value(RuleGroup.ids(database, notes)).size(), "rows in the end");
    }

    private static Probe<Row> streaming(RuleGroup group, Queries queries, Notes notes) {
        return group.<Row>probe().subscribeTo(queries.iterate("SELECT id FROM " + notes.name())).request(1).awaitRows(1);
    }

    private static void constraintHasNoName(Database database, Notes notes) {
        RuleGroup.add(database, notes, 1);
        StatementException failure = (StatementException) RuleGroup.failure(ErrorKind.CONSTRAINT, RuleGroup.addOne(database, notes, 1));
        assertNull(failure.constraint().orElseThrow().name(), "the constraint's name");
    }
}
