// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.dialect.CatalogQueries;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.sql.MetaData;
import io.colonnade.sql.ReferentialAction;
import io.colonnade.sql.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * What the database holds, asked where it was got: see {@link Queries#catalog}. Thread-safe; nothing is kept between two questions.
 *
 * <p>Futures fail with kind UNSUPPORTED on a database whose backend does not say how it is asked.
 *
 * @since 0.1
 */
public final class Catalog {

    private final Queries queries;
    private final Duration timeout;

    Catalog(Queries queries) {
        this(queries, queries.defaultTimeout());
    }

    Catalog(Queries queries, Duration timeout) {
        this.queries = queries;
        this.timeout = timeout;
    }

    /** The names of the tables of the default schema, in order; no views. */
    public CompletableFuture<List<String>> tableNames() {
        return tableNames(null);
    }

    /** The names of the tables of a schema, in order; no views. Null stands for the default schema. */
    public CompletableFuture<List<String>> tableNames(String schema) {
        return ask(CatalogQueries::tables, schema, null)
                .thenApply(rows -> rows.stream().map(row -> row.get("name", String.class)).toList());
    }

    /** A table of the default schema; empty where there is none. */
    public CompletableFuture<Optional<CatalogTable>> table(String name) {
        return table(null, name);
    }

    /** A table of a schema; empty where there is none. Null stands for the default schema. */
    public CompletableFuture<Optional<CatalogTable>> table(String schema, String name) {
        return ask(CatalogQueries::columns, schema, name).thenCompose(columns -> columns.isEmpty()
                ? CompletableFuture.completedFuture(Optional.empty())
                : ask(CatalogQueries::keys, schema, name).thenCompose(keys -> ask(CatalogQueries::foreignKeys, schema, name)
                        .thenCompose(foreignKeys -> ask(CatalogQueries::indexes, schema, name)
                                .thenApply(indexes -> Optional.of(table(name, columns, keys, foreignKeys, indexes))))));
    }

    /**
     * How the database differs from tables that are declared: what is missing there, columns that are not declared, and columns that take
     * NULL where they should not or the reverse. Types, defaults, checks and comments are not compared.
     */
    public CompletableFuture<List<CatalogDifference>> compare(MetaData declared) {
        CompletableFuture<List<CatalogDifference>> all = ConnectionFuture.completed(new ArrayList<>());
        for (Table table : declared.tables()) {
            all = all.thenCompose(before -> table(table.schema().orElse(null), table.name()).thenApply(found -> {
                before.addAll(new CatalogComparison(queries.dialect(), table).with(found));
                return before;
            }));
        }
        return all.thenApply(Collections::unmodifiableList);
    }

    private CompletableFuture<List<Row>> ask(Function<CatalogQueries, String> question, String schema, String table) {
        Optional<CatalogQueries> known = queries.dialect().catalogQueries();
        if (known.isEmpty()) {
            return ConnectionFuture.failed(DatabaseException.of(ErrorKind.UNSUPPORTED, "the backend of dialect " + queries.dialect().name()
                    + " does not say how the database is asked what it holds; use queries of the database's own").build());
        }
        Map<String, Object> values = new HashMap<>();
        values.put("schema", schema);
        if (table != null) {
            values.put("table", table);
        }
        return queries.run(Query.of(question.apply(known.get()), values), RowCollector.all(), timeout);
    }

    private static CatalogTable table(String name, List<Row> columns, List<Row> keys, List<Row> foreignKeys, List<Row> indexes) {
        List<CatalogTable.Column> ofTable = columns.stream().map(row -> new CatalogTable.Column(text(row, "name"), text(row, "type"),
                row.get("nullable", Long.class) != 0, optional(row, "default"))).toList();
        Optional<CatalogTable.Key> primaryKey = Optional.empty();
        List<CatalogTable.Key> uniques = new ArrayList<>();
        for (List<Row> rows : grouped(keys, row -> text(row, "kind") + optional(row, "name"))) {
            CatalogTable.Key key = new CatalogTable.Key(optional(rows.get(0), "name"), texts(rows, "column"));
            if (text(rows.get(0), "kind").equals("PRIMARY")) {
                primaryKey = Optional.of(key);
            } else {
                uniques.add(key);
            }
        }
        return new CatalogTable(name, ofTable, primaryKey, uniques,
                grouped(foreignKeys, row -> row.get("id").toString()).stream().map(Catalog::foreignKey).toList(),
                grouped(indexes, row -> text(row, "name")).stream().map(Catalog::index).toList());
    }

    private static CatalogTable.ForeignKey foreignKey(List<Row> rows) {
        Row first = rows.get(0);
        boolean named = optional(first, "referenced").isPresent();
        return new CatalogTable.ForeignKey(optional(first, "name"), texts(rows, "column"), optional(first, "schema"), text(first, "table"),
                named ? texts(rows, "referenced") : List.of(), action(first, "on_delete"), action(first, "on_update"));
    }

    private static CatalogTable.Index index(List<Row> rows) {
        return new CatalogTable.Index(text(rows.get(0), "name"), rows.get(0).get("is_unique", Long.class) != 0,
                rows.stream().map(row -> optional(row, "column")).toList());
    }

    private static ReferentialAction action(Row row, String column) {
        return ReferentialAction.valueOf(text(row, column).replace(' ', '_'));
    }

    /** Rows that belong together stand side by side, in the order of the query. */
    private static List<List<Row>> grouped(List<Row> rows, Function<Row, String> key) {
        Map<String, List<Row>> groups = new LinkedHashMap<>();
        rows.forEach(row -> groups.computeIfAbsent(key.apply(row), k -> new ArrayList<>()).add(row));
        return List.copyOf(groups.values());
    }

    private static String text(Row row, String column) {
        return row.get(column, String.class);
    }

    private static List<String> texts(List<Row> rows, String column) {
        return rows.stream().map(row -> text(row, column)).toList();
    }

    private static Optional<String> optional(Row row, String column) {
        return Optional.ofNullable(text(row, column));
    }
}
