// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.dialect.BoundBatch;
import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.StatementCache;
import io.colonnade.dialect.SuppliedValues;
import io.colonnade.sql.Sql;
import io.colonnade.sql.Statement;
import io.colonnade.sql.Text;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A statement that the caller wants to run many times, before the dialect is known. */
interface BatchQuery {

    /** The text that the caller gave; null for an expression. */
    String text();

    /** The expression; null for raw text, of which only the database knows what it is about. */
    Statement expression();

    /** Compiles it and lays out the values; throws a DatabaseException for every mistake in it. */
    BoundBatch compile(StatementCache cache, Dialect dialect, SuppliedValues supplied);

    static BatchQuery of(String sql, List<? extends Map<String, ?>> values) {
        return of(Sql.text(sql), values);
    }

    static BatchQuery of(Statement statement, List<? extends Map<String, ?>> values) {
        Objects.requireNonNull(statement, "statement");
        Objects.requireNonNull(values, "values");
        return new BatchQuery() {
            @Override
            public String text() {
                return statement instanceof Text text ? text.sql() : null;
            }

            @Override
            public Statement expression() {
                return statement instanceof Text ? null : statement;
            }

            @Override
            public BoundBatch compile(StatementCache cache, Dialect dialect, SuppliedValues supplied) {
                return cache.compileMany(dialect, statement, values, supplied);
            }
        };
    }
}
