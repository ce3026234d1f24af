// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.sql.Column;
import io.colonnade.sql.SqlType;

/**
 * One column of the rows that a compiled expression returns.
 *
 * @param label the name under which it is returned
 * @param type its type; null where the expression does not say, and the database's own type decides
 * @param column the table column that it is; null where it is a computed expression
 */
public record ResultColumn(String label, SqlType<?> type, Column<?> column) {
}
