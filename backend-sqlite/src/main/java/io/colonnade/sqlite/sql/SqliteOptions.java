// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite.sql;

import io.colonnade.sql.Column;
import io.colonnade.sql.Index;
import io.colonnade.sql.SqlType.Family;
import io.colonnade.sql.TableHint;
import io.colonnade.sql.TableOption;
import io.colonnade.sql.VendorClause;
import io.colonnade.sql.VendorConstraint;
import java.util.EnumMap;
import java.util.Map;

/**
 * What SQLite says of tables, columns, inserts and indexes beyond the portable; made to be imported statically: {@code option(STRICT)} in the
 * constructor of a table, {@code clause(AUTOINCREMENT)} among the options of a column.
 */
public final class SqliteOptions {

    /**
     * A table in which every column holds values of its own type only. Its columns are declared as INTEGER, REAL, TEXT or BLOB, so that raw
     * text reads them as such; expressions read them as what they are. Created without it on all other databases.
     */
    public static final TableOption STRICT = new TableOption(SqliteOnly.DIALECT, "STRICT", strictTypes());

    /** A table that is kept in the order of its primary key, which is no generated one. Created without it on all other databases. */
    public static final TableOption WITHOUT_ROWID = TableOption.of(SqliteOnly.DIALECT, "WITHOUT ROWID");

    /** For a generated key: keys of rows that are gone are never given again, which costs a write more for each insert. */
    public static final VendorClause AUTOINCREMENT = VendorClause.optional(SqliteOnly.DIALECT, "AUTOINCREMENT");

    /** For {@code hint(…)} of a select: no index is used but the key. */
    public static final TableHint NOT_INDEXED = TableHint.of(VendorClause.of(SqliteOnly.DIALECT, "NOT INDEXED", "leave hint(…) out"));

    /** What happens with a row that breaks a constraint. */
    public enum Conflict {
        /** The transaction is rolled back, and is dead for Colonnade. */
        ROLLBACK,
        /** The statement fails and is undone; so without any of these. */
        ABORT,
        /** The statement fails, and the rows before this one stay. */
        FAIL,
        /** The row is left out. */
        IGNORE,
        /** The rows that are in its way are deleted; NULL becomes the column's default. */
        REPLACE
    }

    private SqliteOptions() {
    }

    /** For {@code modifier(…)} of an insert: what happens with a row that breaks a constraint, in place of what the constraint says. */
    public static VendorClause or(Conflict conflict) {
        return VendorClause.of(SqliteOnly.DIALECT, "OR " + conflict, "use onConflict(…).doUpdate(…) or doNothing()");
    }

    /**
     * For a column: what happens with a row that breaks its last constraint, which is its key where it has one, else that it is unique, else
     * that it is not NULL. It cannot stand where a naming convention names these.
     */
    public static VendorClause onConflict(Conflict conflict) {
        return VendorClause.of(SqliteOnly.DIALECT, "ON CONFLICT " + conflict, "use onConflict(…) of the insert");
    }

    /** For {@code constraint(…)} of a table: no two rows have the same values in these columns, and what happens with one that would. */
    public static VendorConstraint unique(Conflict conflict, Column<?>... columns) {
        if (columns.length == 0) {
            throw SqliteOnly.usage("unique(" + conflict + ") needs at least one column");
        }
        StringBuilder template = new StringBuilder("UNIQUE (");
        for (int i = 0; i < columns.length; i++) {
            template.append(i == 0 ? "{" : ", {").append(i).append('}');
        }
        return VendorConstraint.of(SqliteOnly.DIALECT, template.append(") ON CONFLICT ").append(conflict).toString(), columns);
    }

    /** For {@code hint(…)} of a select: this index is used, or the statement fails. */
    public static TableHint indexedBy(Index index) {
        return TableHint.of(VendorClause.of(SqliteOnly.DIALECT, "INDEXED BY {*}", "leave hint(…) out"), index);
    }

    private static Map<Family, String> strictTypes() {
        Map<Family, String> types = new EnumMap<>(Family.class);
        for (Family family : Family.values()) {
            switch (family) {
                case SMALLINT, INTEGER, BIGINT, BOOLEAN -> types.put(family, "INTEGER");
                case REAL, DOUBLE -> types.put(family, "REAL");
                case BINARY -> types.put(family, "BLOB");
                case VENDOR -> { }
                default -> types.put(family, "TEXT");
            }
        }
        return types;
    }
}
