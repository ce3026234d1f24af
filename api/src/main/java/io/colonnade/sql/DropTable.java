// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.List;

/**
 * DROP TABLE. Made with {@link Sql#dropTable}.
 *
 * @param tables the tables; more than one only where the database can drop tables that refer to each other at once
 * @param ifPresent whether it is no error that there is no such table
 * @param cascades whether what depends on it goes too
 */
public record DropTable(List<Table> tables, boolean ifPresent, boolean cascades) implements DdlStatement {

    public DropTable {
        Usage.notEmpty(tables, "the tables of dropTable");
        tables = List.copyOf(tables);
    }

    /** Does nothing where there is no such table. */
    public DropTable ifExists() {
        return new DropTable(tables, true, cascades);
    }

    /** Drops the views and foreign keys that depend on it too (PostgreSQL). */
    public DropTable cascade() {
        return new DropTable(tables, ifPresent, true);
    }
}
