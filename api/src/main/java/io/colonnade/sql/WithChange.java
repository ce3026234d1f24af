// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.List;

/**
 * An insert, update or delete behind WITH. Made with {@link Sql#with}.
 *
 * @param tables the common tables, at least one
 * @param change the insert, update or delete that reads them
 */
public record WithChange(List<CommonTable> tables, Statement change) implements Statement {

    public WithChange {
        tables = With.checked(tables);
        if (!(Usage.required(change, "the statement of with") instanceof Insert || change instanceof Update || change instanceof Delete)) {
            throw Usage.error("with(…) stands before a query, an insert, an update or a delete");
        }
        change = With.completed(change);
    }
}
