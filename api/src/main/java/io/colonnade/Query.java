// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.dialect.BoundStatement;
import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.StatementCache;
import io.colonnade.dialect.SuppliedValues;
import io.colonnade.sql.SelectItem;
import io.colonnade.sql.Sql;
import io.colonnade.sql.Statement;
import io.colonnade.sql.Text;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the caller wants to run, before the dialect is known. */
interface Query {

    /** The text that the caller gave; null for an expression. */
    String text();

    /** The expression; null for raw text, of which only the database knows what it is about. */
    default Statement expression() {
        return null;
    }

    /** What its rows hold; empty where only the database knows. */
    default List<SelectItem> items() {
        return List.of();
    }

    /** Compiles it, or takes it from the cache, and lays out the values; throws a DatabaseException for every mistake in it. */
    BoundStatement compile(StatementCache cache, Dialect dialect, SuppliedValues supplied);

    static Query of(String sql, Object... values) {
        Objects.requireNonNull(sql, "sql");
        return new Query() {
            @Override
            public String text() {
                return sql;
            }

            @Override
            public BoundStatement compile(StatementCache cache, Dialect dialect, SuppliedValues supplied) {
                return cache.compile(dialect, sql, values);
            }
        };
    }

    static Query of(String sql, Map<String, ?> values) {
        return of(Sql.text(sql), values);
    }

    static Query of(Statement statement, Map<String, ?> values) {
        Objects.requireNonNull(statement, "statement");
        Objects.requireNonNull(values, "values");
        List<SelectItem> items = RowItems.of(statement);
        return new Query() {
            @Override
            public BoundStatement compile(StatementCache cache, Dialect dialect, SuppliedValues supplied) {
                return cache.compile(dialect, statement, values, supplied);
            }

            @Override
            public String text() {
                return statement instanceof Text text ? text.sql() : null;
            }

            @Override
            public Statement expression() {
                return statement instanceof Text ? null : statement;
            }

            @Override
            public List<SelectItem> items() {
                return items;
            }
        };
    }
}
