// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import io.colonnade.dialect.BoundBatch;
import io.colonnade.dialect.BoundStatement;
import io.colonnade.dialect.StatementCache;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.Outcome;
import io.colonnade.spi.RowSink;
import io.colonnade.spi.RowValues;
import io.colonnade.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * The backend's own connection, spoken to as the core does.
 *
 * @param connection the connection
 * @param statements compiles for it
 * @param run the run of the rule
 */
record Direct(ConnectionBackend connection, StatementCache statements, RuleRun run) {

    private static final int FETCH_SIZE = 16;

    BoundStatement compile(String sql, Object... values) {
        return statements.compile(connection.dialect(), sql, values);
    }

    CompletionStage<Outcome> execute(RowSink sink, String sql, Object... values) {
        BoundStatement bound = compile(sql, values);
        return connection.execute(bound.compiled(), bound.binds(), sink);
    }

    CompletionStage<long[]> executeMany(String sql, List<Map<String, Object>> rows) {
        BoundBatch batch = statements.compileMany(connection.dialect(), Sql.text(sql), rows);
        return connection.executeMany(batch.compiled(), batch.bindings());
    }

    Flow.Publisher<RowValues> stream(String sql, Object... values) {
        BoundStatement bound = compile(sql, values);
        return connection.stream(bound.compiled(), bound.binds(), FETCH_SIZE);
    }

    /** Runs a statement to its end. */
    Outcome run(String sql, Object... values) {
        return Await.value(execute(RowSink.NONE, sql, values));
    }

    /** The rows of a query. */
    List<RowValues> rows(String sql, Object... values) {
        List<RowValues> rows = new ArrayList<>();
        Await.value(execute(rows::add, sql, values));
        return rows;
    }

    /** The only value of the only row of a query. */
    long number(String sql, Object... values) {
        return ((Number) rows(sql, values).get(0).get(0)).longValue();
    }

    long count(Notes notes) {
        return number("SELECT count(*) FROM " + notes.name());
    }

    /** A table of notes with the given ids. */
    Notes notes(int... ids) {
        Notes notes = new Notes(run.newTable());
        BoundStatement create = statements.compile(connection.dialect(), Sql.createTable(notes), Map.of());
        Await.value(connection.execute(create.compiled(), create.binds(), RowSink.NONE));
        if (ids.length > 0) {
            List<Map<String, Object>> rows = new ArrayList<>();
            for (int id : ids) {
                rows.add(Notes.row(id, "note " + id, id % 2 == 0));
            }
            Await.value(executeMany(notes.insertSql(), rows));
        }
        return notes;
    }

    CompletionStage<Outcome> insert(Notes notes, int id) {
        return execute(RowSink.NONE, notes.insertSql(), id, "note " + id, id % 2 == 0);
    }

    /** The thread of the connection's executor. */
    Thread thread() {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        connection.executor().execute(() -> thread.complete(Thread.currentThread()));
        return Await.value(thread);
    }

    /** Keeps the executor busy until the returned future is completed, so that calls can be made before any of them runs. */
    CompletableFuture<Void> hold() {
        CompletableFuture<Void> gate = new CompletableFuture<>();
        connection.executor().execute(gate::join);
        return gate;
    }
}
