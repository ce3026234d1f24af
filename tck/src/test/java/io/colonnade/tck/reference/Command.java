// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.reference;

import java.util.List;
import java.util.Map;

/** A statement as it was written. */
sealed interface Command {

    /** What gives rows: several parts, one behind the other. */
    record Query(List<Part> parts) implements Command {
    }

    /** A part of a query. */
    sealed interface Part {
    }

    /** Rows that stand in the statement. */
    record Values(List<List<Expression>> rows) implements Part {
    }

    /** A select. An item without an expression is a star; the limit is negative where there is none. */
    record Select(List<Item> items, List<Source> sources, Expression where, List<Order> order, int limit) implements Part {
    }

    /** A column of a select. */
    record Item(Expression expression, String alias) {
    }

    /** A table, or a query in its place; a join is a source with a condition. */
    record Source(String table, Query query, String alias, List<String> columns, Expression on) {
    }

    /** A term of ORDER BY. */
    record Order(Expression expression, boolean descending) {
    }

    /** INSERT of the rows of a query; without columns all of them. */
    record Insert(String table, List<String> columns, Query rows) implements Command {
    }

    /** UPDATE. */
    record Update(String table, Map<String, Expression> values, Expression where) implements Command {
    }

    /** DELETE. */
    record Delete(String table, Expression where) implements Command {
    }

    /** CREATE TABLE. */
    record Create(Table table, boolean temporary) implements Command {
    }

    /** DROP TABLE. */
    record Drop(String table, boolean ifExists) implements Command {
    }

    /** ALTER TABLE … ADD COLUMN. */
    record AddColumn(String table, Table.Column column) implements Command {
    }

    /** BEGIN, COMMIT and ROLLBACK. */
    record Control(String word) implements Command {
    }

    /** What has no effect because there is never anything to do. */
    record Nothing() implements Command {
    }
}
