// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.List;

/**
 * A query behind WITH. Made with {@link Sql#with}.
 *
 * @param tables the common tables, at least one
 * @param query the query that reads them
 */
public record WithQuery(List<CommonTable> tables, QueryExpression query) implements QueryExpression {

    public WithQuery {
        tables = With.checked(tables);
        Usage.required(query, "the query of with");
    }

    @Override
    public List<SelectItem> items() {
        return query.items();
    }
}
