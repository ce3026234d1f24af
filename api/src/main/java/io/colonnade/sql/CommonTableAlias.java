// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.List;

/**
 * A common table under another name, so that a select can read it twice. Made with {@link CommonTable#as}.
 *
 * @param table the common table
 * @param name its name in the select
 */
public record CommonTableAlias(CommonTable table, String name) implements QuerySource {

    public CommonTableAlias {
        Usage.required(table, "the common table of an alias");
        Usage.name(name, "the alias of common table " + table.name());
    }

    @Override
    public List<SelectItem> items() {
        return table.items();
    }

    @Override
    public List<String> columnNames() {
        return table.columnNames();
    }

    @Override
    public String describe() {
        return "alias " + name + " of common table " + table.name();
    }
}
