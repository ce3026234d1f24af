// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.sql.Expression;

/**
 * What a {@link NodeRenderer} writes to: the SQL text of one statement that is being compiled. For one thread, and only during the call.
 *
 * <p>Values are parts of the tree and are written with {@link #expression}, in any order, as often as needed.
 */
public interface SqlWriter {

    /** The dialect that is written. */
    Dialect dialect();

    /** Appends text as it is. Never text of a user. */
    SqlWriter sql(String text);

    /** Appends a name, quoted where that is needed. */
    SqlWriter identifier(String name);

    /** Appends an expression, in parentheses unless it is one that needs none anywhere. */
    SqlWriter expression(Expression<?> expression);
}
