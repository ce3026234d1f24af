// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/**
 * A common table expression: a query that a statement names once, with {@link Sql#with}, and reads as often as it likes. Immutable: each
 * method gives back a new one. Made with {@link Sql#commonTable} and {@link Sql#recursive}.
 *
 * <p>Its columns belong to it as it was when they were asked for: ask for them last.
 */
public final class CommonTable implements QuerySource {

    /** Whether the database is to calculate the rows once and keep them. */
    public enum Materialization {
        MATERIALIZED, NOT_MATERIALIZED
    }

    private final String name;
    private final List<String> columnNames;
    private final List<SelectItem> items;
    private final Statement body;
    private final Materialization materialization;
    private final CommonTable self;

    private CommonTable(String name, List<String> columnNames, List<SelectItem> items, Statement body, Materialization materialization,
                        CommonTable self) {
        this.name = Usage.name(name, "the name of a common table");
        this.columnNames = columnNames;
        this.items = items;
        this.body = body;
        this.materialization = materialization;
        this.self = self;
    }

    static CommonTable of(String name, List<SelectItem> items, Statement body) {
        return new CommonTable(name, List.of(), items, With.completed(body), null, null);
    }

    /** The name alone, for the query that reads itself. */
    static CommonTable self(String name, List<String> columnNames, List<SelectItem> items) {
        return new CommonTable(name, columnNames, items, null, null, null);
    }

    /** The table that its own query reads under this name. */
    CommonTable recursive(QueryExpression body) {
        return new CommonTable(name, columnNames, items, body, null, this);
    }

    /** Names for the columns in place of those that the query returns, one for each. */
    public CommonTable columns(String... names) {
        if (self != null) {
            throw Usage.error("the columns of recursive common table " + name + " are named before union(…) or unionAll(…)");
        }
        return new CommonTable(name, checked(name, names, items), items, body, materialization, null);
    }

    static List<String> checked(String name, String[] names, List<SelectItem> items) {
        List<String> list = Usage.asList(names, "the names of the columns of common table " + name);
        list.forEach(column -> Usage.name(column, "the name of a column of common table " + name));
        if (list.size() != items.size()) {
            throw Usage.error("common table " + name + " has " + items.size() + " columns, but " + list.size() + " names are given");
        }
        if (new HashSet<>(list).size() != list.size()) {
            throw Usage.error("two columns of common table " + name + " have the same name: " + list);
        }
        return List.copyOf(list);
    }

    /** Asks the database to calculate the rows once and keep them. */
    public CommonTable materialized() {
        return new CommonTable(name, columnNames, items, body, Materialization.MATERIALIZED, self);
    }

    /** Asks the database to calculate the rows wherever they are read, together with the query there. */
    public CommonTable notMaterialized() {
        return new CommonTable(name, columnNames, items, body, Materialization.NOT_MATERIALIZED, self);
    }

    /** This table under another name, so that a select can read it twice. */
    public CommonTableAlias as(String alias) {
        return new CommonTableAlias(this, alias);
    }

    /** Its name. */
    @Override
    public String name() {
        return name;
    }

    @Override
    public List<SelectItem> items() {
        return items;
    }

    @Override
    public List<String> columnNames() {
        return columnNames;
    }

    /** Its query, or the insert, update or delete whose returned rows it holds; null for the name that a recursive one gives itself. */
    public Statement body() {
        return body;
    }

    /** What the database is asked for; null for nothing. */
    public Materialization materialization() {
        return materialization;
    }

    /** Whether its query reads the table itself. */
    public boolean isRecursive() {
        return self != null;
    }

    /** Whether a source with the name of this table is this table: the table itself, or the name that its own query has for it. */
    public boolean declares(CommonTable reference) {
        return equals(reference) || self != null && self.equals(reference);
    }

    @Override
    public String describe() {
        return "common table " + name;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof CommonTable table && name.equals(table.name) && columnNames.equals(table.columnNames)
                && items.equals(table.items) && Objects.equals(body, table.body) && materialization == table.materialization;
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** Its name. */
    @Override
    public String toString() {
        return name;
    }
}
