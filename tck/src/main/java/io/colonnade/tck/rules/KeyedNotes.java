// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import io.colonnade.sql.Column;
import io.colonnade.sql.Table;
import io.colonnade.sql.Types;

/** A table whose key the database generates. */
final class KeyedNotes extends Table {

    final Column<Long> id = generatedKey("id", Types.BIGINT);
    final Column<String> text = column("text", Types.varchar(100), notNull());

    KeyedNotes(String name) {
        super(name);
    }
}
