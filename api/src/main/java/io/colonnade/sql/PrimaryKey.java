// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.List;

/**
 * The columns whose values tell a row from all others.
 *
 * @param name its name; null where its author gave none. MySQL and MariaDB call it PRIMARY whatever the name is
 * @param columns the columns
 */
public record PrimaryKey(String name, List<Column<?>> columns) implements TableConstraint {

    public PrimaryKey {
        if (name != null) {
            Usage.name(name, "the name of a primary key");
        }
        Usage.notEmpty(columns, "the columns of a primary key");
        columns = List.copyOf(columns);
    }
}
