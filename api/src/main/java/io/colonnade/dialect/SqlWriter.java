// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.sql.Expression;
import io.colonnade.sql.SqlType;

/** What a {@link NodeRenderer} writes to: the SQL text and the values of one statement that is being compiled. For one thread. */
public interface SqlWriter {

    /** Appends text as it is. Never text of a user. */
    SqlWriter sql(String text);

    /** Appends a name, quoted where that is needed. */
    SqlWriter identifier(String name);

    /** Appends an expression, in parentheses unless it is one that needs none anywhere. */
    SqlWriter expression(Expression<?> expression);

    /** Appends a placeholder for a value. */
    SqlWriter value(Object value, SqlType<?> type);
}
