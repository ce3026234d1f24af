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
 * @param declared the type in which the user gets it: that of {@code type}, or one with a converter from it
 */
public record ResultColumn(String label, SqlType<?> type, Column<?> column, SqlType<?> declared) {

    /** One whose values are converted where its type has a converter. */
    public ResultColumn(String label, SqlType<?> declared, Column<?> column) {
        this(label, declared == null ? null : declared.stored(), column, declared);
    }

    /** Whether a converter stands between the database and the user. */
    public boolean isConverted() {
        return declared != type;
    }
}
