// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql.sql;

import io.colonnade.sql.Condition;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Sql;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Types;
import io.colonnade.sql.VendorExpression;

/**
 * A function of MySQL and MariaDB that changes nothing.
 *
 * @param operand how it is spelled
 * @param what its name in errors
 * @param instead what to write for another database
 * @param <T> the Java class of its values
 */
record MySqlCall<T>(Expression<T> operand, String what, String instead) implements VendorExpression<T> {

    static final String DIALECT = "mysql";

    /** A call by name. */
    static <T> MySqlCall<T> of(String name, SqlType<T> type, String instead, Expression<?>... arguments) {
        return new MySqlCall<>(Sql.function(name, type, arguments).asPure(), "function " + name + "()", instead);
    }

    /** A call by name that is true or false. */
    static Condition condition(String name, String instead, Expression<?>... arguments) {
        return Sql.condition(of(name, Types.BOOLEAN, instead, arguments));
    }

    @Override
    public String dialect() {
        return DIALECT;
    }
}
