// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.error.DatabaseException;
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
        for (Statement statement : statements) {
            run = run.thenCompose(before -> queries.run(Query.of(statement, Map.of()), RowCollector.result(), timeout))
                    .thenAccept(result -> { });
        }
        return run;
    }
}
