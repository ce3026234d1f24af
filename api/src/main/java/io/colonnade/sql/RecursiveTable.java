// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.List;
import java.util.function.Function;

/** The start of a recursive common table, made with {@link Sql#recursive}: it waits for the query that reads itself. Immutable. */
public final class RecursiveTable {

    private final String name;
    private final List<String> columnNames;
    private final QueryExpression start;

    private RecursiveTable(String name, List<String> columnNames, QueryExpression start) {
        this.name = name;
        this.columnNames = columnNames;
        this.start = start;
    }

    static RecursiveTable of(String name, QueryExpression start) {
        Usage.name(name, "the name of a common table");
        return new RecursiveTable(name, List.of(), Usage.required(start, "the first rows of common table " + name));
    }

    /** Names for the columns in place of those that the query returns, one for each. */
    public RecursiveTable columns(String... names) {
        return new RecursiveTable(name, CommonTable.checked(name, names, start.items()), start);
    }

    /**
     * The whole: the rows at the start, and all that follow from them.
     *
     * @param step from the table, holding the rows that were found last, the query for the next; it ends when there are none
     */
    public CommonTable unionAll(Function<CommonTable, QueryExpression> step) {
        CommonTable self = CommonTable.self(name, columnNames, start.items());
        return self.recursive(start.unionAll(Usage.required(step, "the step of common table " + name).apply(self)));
    }

    /** As {@link #unionAll}, each row once: it also ends where the rows form a circle. */
    public CommonTable union(Function<CommonTable, QueryExpression> step) {
        CommonTable self = CommonTable.self(name, columnNames, start.items());
        return self.recursive(start.union(Usage.required(step, "the step of common table " + name).apply(self)));
    }
}
