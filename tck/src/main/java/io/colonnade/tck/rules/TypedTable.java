// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import static io.colonnade.sql.Sql.createTable;

import io.colonnade.Queries;
import io.colonnade.sql.Column;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Table;
import io.colonnade.sql.Types;

/**
 * A table with a key and one column of the type that a rule is about.
 *
 * @param <T> the Java class of its values
 */
final class TypedTable<T> extends Table {

    final Column<Integer> id = column("id", Types.INTEGER, primaryKey());
    final Column<T> v;

    TypedTable(String name, SqlType<T> type) {
        super(name);
        v = column("v", type);
    }

    /** Such a table, created, with a name of its own. */
    static <T> TypedTable<T> create(RuleRun run, Queries db, SqlType<T> type) {
        TypedTable<T> table = new TypedTable<>(run.newTable(), type);
        RuleGroup.await(run.create(db, createTable(table)));
        return table;
    }
}
