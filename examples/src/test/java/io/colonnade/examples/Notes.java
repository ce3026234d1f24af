// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import static io.colonnade.sql.Types.BIGINT;
import static io.colonnade.sql.Types.BOOLEAN;
import static io.colonnade.sql.Types.INTEGER;
import static io.colonnade.sql.Types.varchar;

import io.colonnade.sql.Column;
import io.colonnade.sql.Table;

/** The first table of docs/tables.md. */
// snippet: tables-declare
final class Notes extends Table {
    static final Notes NOTES = new Notes();

    final Column<Long> id = generatedKey("id", BIGINT);
    final Column<String> author = column("author", varchar(40), notNull(), references(Authors.AUTHORS.name));
    final Column<String> text = column("text", varchar(200));
    final Column<Integer> priority = column("priority", INTEGER, notNull(), defaultValue(0));
    final Column<Boolean> completed = column("completed", BOOLEAN, notNull(), defaultValue(false));

    private Notes() {
        super("notes");
    }
}
// end
