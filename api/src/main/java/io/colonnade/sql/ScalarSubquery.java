// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * The one value of a query of one column and at most one row; NULL where there is no row. Made with {@link Sql#scalar}.
 *
 * @param query the query
 * @param type the type of its column
 * @param <T> the Java class of the value
 */
public record ScalarSubquery<T>(QueryExpression query, SqlType<T> type) implements Expression<T> {

    public ScalarSubquery {
        Typing.requireColumn(query, type, "a scalar subquery");
    }

    @Override
    public void accept(ExpressionVisitor visitor) {
        visitor.scalarSubquery(this);
    }
}
