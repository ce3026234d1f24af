// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.List;

/**
 * A query under a name, to be read like a table. Made with {@link QueryExpression#as} and {@link QueryExpression#lateral}.
 *
 * @param query the query
 * @param name its name
 * @param lateral whether it can name columns of the sources that stand before it in FROM
 */
public record DerivedTable(QueryExpression query, String name, boolean lateral) implements QuerySource {

    public DerivedTable {
        Usage.required(query, "the select of a derived table");
        Usage.name(name, "the name of a derived table");
    }

    @Override
    public List<SelectItem> items() {
        return query.items();
    }

    @Override
    public List<String> columnNames() {
        return List.of();
    }

    @Override
    public String describe() {
        return "derived table " + name;
    }
}
