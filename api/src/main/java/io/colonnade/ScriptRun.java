// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.StatementOutcome;
import io.colonnade.sql.CreateAll;
import io.colonnade.sql.MetaData;
import io.colonnade.sql.Script;
import io.colonnade.sql.Statement;
import io.colonnade.sql.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Runs the statements of a script, one after the other. */
final class ScriptRun {

    private ScriptRun() {
    }

    static CompletableFuture<Void> start(Queries queries, Script script, Duration timeout) {
        if (script instanceof CreateAll create && create.ifAbsent() && queries.dialect().catalogQueries().isPresent()) {
            List<Table> missing = new ArrayList<>();
            CompletableFuture<Void> asked = ConnectionFuture.completed(null);
            for (Table table : create.metaData().tables()) {
                asked = asked.thenCompose(before -> new Catalog(queries, timeout).tableNames(table.schema().orElse(null)))
                        .thenAccept(names -> {
                            if (!names.contains(table.name())) {
                                missing.add(table);
                            }
                        });
            }
            return asked.thenCompose(all -> missing.isEmpty() ? ConnectionFuture.completed(null)
                    : statements(queries, new CreateAll(MetaData.of(missing), true), timeout));
        }
        return statements(queries, script, timeout);
    }

    private static CompletableFuture<Void> statements(Queries queries, Script script, Duration timeout) {
        List<Statement> statements;
        try {
            statements = queries.dialect().statements(script);
        } catch (DatabaseException refused) {
            return ConnectionFuture.failed(refused);
        }
        CompletableFuture<Void> run = ConnectionFuture.completed(null);
        for (int i = 0; i < statements.size(); i++) {
            Query query = Query.of(statements.get(i), Map.of());
            int done = i;
            run = run.thenCompose(before -> queries.run(query, RowCollector.result(), timeout).handle((result, failure) -> {
                if (failure != null) {
                    throw new CompletionException(afterOthers(Failures.of(failure), queries.autocommit() ? done : 0));
                }
                return null;
            }));
        }
        return run;
    }

    /** The script has changed the database, although the statement that failed has not. */
    private static DatabaseException afterOthers(DatabaseException error, int done) {
        return done == 0 || error.outcome() != StatementOutcome.NOT_APPLIED ? error : error.toBuilder()
                .note("; of the script, " + (done == 1 ? "the statement" : "the " + done + " statements") + " before this one took effect")
                .outcome(StatementOutcome.APPLIED).retrySafe(false).build();
    }
}
