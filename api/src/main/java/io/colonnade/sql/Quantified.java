// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * The rows of a query of one column, all or any of which a value is to be compared with. Made with {@link Sql#any} and {@link Sql#all}.
 *
 * @param all whether the comparison must hold for all of them; otherwise for at least one
 * @param query the query
 */
public record Quantified(boolean all, QueryExpression query) {

    public Quantified {
        InSubquery.requireOneColumn(query, all ? "all" : "any");
    }
}
