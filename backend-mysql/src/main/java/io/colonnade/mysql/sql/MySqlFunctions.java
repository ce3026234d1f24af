// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql.sql;

import io.colonnade.sql.Condition;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Sql;
import io.colonnade.sql.Types;
import java.math.BigInteger;
import java.util.Set;

/** Functions that only MySQL and MariaDB have, for their own types; made to be imported statically. */
public final class MySqlFunctions {

    private MySqlFunctions() {
    }

    /** True where a SET has a label. */
    public static Condition hasLabel(Expression<? extends Set<?>> set, String label) {
        return Sql.condition(MySqlCall.form("find_in_set({0}, {1}) > 0", Types.BOOLEAN, "function find_in_set()",
                "keep the labels in a table of their own", Sql.value(label, Types.TEXT), set));
    }

    /** True where a SET has the label of a constant. */
    public static Condition hasLabel(Expression<? extends Set<?>> set, Enum<?> constant) {
        return hasLabel(set, constant.name());
    }

    /** A number as one of 64 bits without a sign, so that no calculation with it ends at that of a {@code long}. */
    public static Expression<BigInteger> unsigned(Expression<? extends Number> number) {
        return MySqlCall.form("CAST({0} AS UNSIGNED)", MySqlTypes.BIGINT_UNSIGNED, "CAST AS UNSIGNED", "use cast(decimal(20, 0))", number);
    }
}
