// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * DROP TABLE. Made with {@link Sql#dropTable}.
 *
 * @param table the table
 * @param ifPresent whether it is no error that there is no such table
 */
public record DropTable(Table table, boolean ifPresent) implements Statement {

    public DropTable {
        Usage.required(table, "the table of dropTable");
    }

    /** Does nothing where there is no such table. */
    public DropTable ifExists() {
        return new DropTable(table, true);
    }
}
