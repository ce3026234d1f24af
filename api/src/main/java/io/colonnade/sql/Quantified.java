// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * Any or all of the values of a query, for the right side of a comparison. Made with {@link Sql#any} and {@link Sql#all}.
 *
 * @param all whether the comparison is to hold with all of them; if not, with one
 * @param query the query, of one column
 * @param type the type of its column
 * @param <T> the Java class of its values
 */
public record Quantified<T>(boolean all, QueryExpression query, SqlType<T> type) implements Expression<T> {

    public Quantified {
        Typing.requireColumn(query, type, all ? "all" : "any");
    }

    @Override
    public void accept(ExpressionVisitor visitor) {
        visitor.quantified(this);
    }
}
