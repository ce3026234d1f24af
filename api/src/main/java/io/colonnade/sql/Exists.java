// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * Whether a query has any row.
 *
 * @param query the query
 */
public record Exists(QueryExpression query) implements Condition {

    public Exists {
        Usage.required(query, "the query of exists");
    }

    @Override
    public void accept(ExpressionVisitor visitor) {
        visitor.exists(this);
    }
}
