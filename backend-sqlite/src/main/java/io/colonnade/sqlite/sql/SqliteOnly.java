// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite.sql;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.sql.AliasColumn;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Sql;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Table;
import io.colonnade.sql.VendorExpression;
import io.colonnade.sql.VendorType;
import java.util.List;

/** What SQLite alone writes; every other database refuses it. */
final class SqliteOnly {

    static final String DIALECT = "sqlite";
    static final VendorType TYPE = new VendorType(DIALECT, List.of());

    private SqliteOnly() {
    }

    /** A call of a function that changes nothing. */
    static <T> Expression<T> call(String name, SqlType<T> type, String instead, Expression<?>... arguments) {
        return new VendorExpression<>(DIALECT, Sql.function(name, type, arguments).asPure(), instead);
    }

    /** A column that the engine adds to a table, and that the table does not declare. */
    static <T> Expression<T> hidden(Table table, String name, SqlType<T> type) {
        return new AliasColumn<>(required(table, "the table"), name, type, null);
    }

    static <V> V required(V value, String what) {
        if (value == null) {
            throw usage(what + " is null");
        }
        return value;
    }

    static DatabaseException usage(String message) {
        return DatabaseException.of(ErrorKind.USAGE, message).build();
    }
}
