// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import io.colonnade.sql.Column;
import io.colonnade.sql.Table;
import io.colonnade.sql.Types;

/** A generated key and nothing but defaults. */
final class Logs extends Table {

    static final Logs LOGS = new Logs();

    final Column<Integer> id = generatedKey("id", Types.INTEGER);
    final Column<String> word = column("word", Types.varchar(20), notNull(), defaultValue("it's a \\ default"));
    final Column<Integer> num = column("num", Types.INTEGER, defaultValue(-7));
    final Column<Boolean> done = column("done", Types.BOOLEAN, notNull(), defaultValue(false));

    private Logs() {
        super("colonnade_diff_logs");
    }
}
