// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import io.colonnade.sql.Column;
import io.colonnade.sql.Table;
import io.colonnade.sql.Types;

/** What items belong to; its key is the program's own, and the name of one column is a reserved word. */
final class Groups extends Table {

    static final Groups GROUPS = new Groups();

    final Column<Integer> id = column("id", Types.INTEGER, primaryKey());
    final Column<String> name = column("name", Types.varchar(40), notNull());
    final Column<Integer> order = column("order", Types.INTEGER, notNull(), defaultValue(0));

    private Groups() {
        super("colonnade_diff_groups");
    }
}
