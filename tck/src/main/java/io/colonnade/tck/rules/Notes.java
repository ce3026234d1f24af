// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import io.colonnade.sql.Column;
import io.colonnade.sql.Table;
import io.colonnade.sql.Types;
import java.util.HashMap;
import java.util.Map;

/** The table that most rules use. */
final class Notes extends Table {

    final Column<Integer> id = column("id", Types.INTEGER, primaryKey());
    final Column<String> text = column("text", Types.varchar(100), notNull());
    final Column<Boolean> completed = column("completed", Types.BOOLEAN);

    Notes(String name) {
        super(name);
    }

    /** The text of an insert with a parameter for each column, named like it. */
    String insertSql() {
        return "INSERT INTO " + name() + " (id, text, completed) VALUES (:id, :text, :completed)";
    }

    static Map<String, Object> row(int id, String text, Boolean completed) {
        Map<String, Object> row = new HashMap<>();
        row.put("id", id);
        row.put("text", text);
        row.put("completed", completed);
        return row;
    }
}
