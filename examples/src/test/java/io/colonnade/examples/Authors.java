// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import static io.colonnade.sql.Types.varchar;

import io.colonnade.sql.Column;
import io.colonnade.sql.Table;

/** The table of docs/tables.md that the first one refers to. */
// snippet: tables-declare-authors
final class Authors extends Table {
    static final Authors AUTHORS = new Authors();

    final Column<String> name = column("name", varchar(40), primaryKey());
    final Column<String> team = column("team", varchar(40));

    private Authors() {
        super("authors");
    }
}
// end
