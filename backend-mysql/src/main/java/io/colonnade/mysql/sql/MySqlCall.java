// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql.sql;

import io.colonnade.sql.Condition;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Sql;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Types;
import io.colonnade.sql.VendorExpression;
import io.colonnade.sql.VendorType;
import java.util.List;

/** Functions of MySQL and MariaDB, all of which change nothing; every other database refuses them. */
final class MySqlCall {

    static final String DIALECT = "mysql";
    static final VendorType TYPE = new VendorType(DIALECT, List.of());

    private MySqlCall() {
    }

    /** A call by name. */
    static <T> Expression<T> of(String name, SqlType<T> type, String instead, Expression<?>... arguments) {
        return new VendorExpression<>(DIALECT, Sql.function(name, type, arguments).asPure(), instead);
    }

    /** A call by name that is true or false. */
    static Condition condition(String name, String instead, Expression<?>... arguments) {
        return Sql.condition(of(name, Types.BOOLEAN, instead, arguments));
    }

    /**
     * A call in a form of its own.
     *
     * @param label its name in errors
     */
    static <T> Expression<T> form(String text, SqlType<T> type, String label, String instead, Expression<?>... arguments) {
        return new VendorExpression<>(DIALECT, Sql.fragment(text, type, arguments), label, instead);
    }
}
