// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import java.math.BigDecimal;
import java.sql.SQLException;
import org.sqlite.core.Codes;

/** The arguments of a call that SQLite makes, read as exact numbers. Whatever other programs have stored is taken, if it is a number. */
interface DecimalArguments {

    int type(int index) throws SQLException;

    byte[] bytes(int index) throws SQLException;

    String text(int index) throws SQLException;

    long integer(int index) throws SQLException;

    double floating(int index) throws SQLException;

    /**
     * The number; null for NULL.
     *
     * @throws NumberFormatException for what is none
     */
    default BigDecimal decimal(int index) throws SQLException {
        return switch (type(index)) {
            case Codes.SQLITE_NULL -> null;
            case Codes.SQLITE_INTEGER -> BigDecimal.valueOf(integer(index));
            case Codes.SQLITE_FLOAT -> DecimalValues.of(floating(index));
            case Codes.SQLITE_TEXT -> {
                // In a file of UTF-16 the bytes are not the digits; then they are read as text.
                BigDecimal quick = DecimalValues.ofPlain(bytes(index));
                yield quick != null ? quick : DecimalValues.of(text(index));
            }
            default -> throw new NumberFormatException("bytes");
        };
    }

    /** The key of the number; of text, as it mostly is, without making a number of it. Null for NULL. */
    default byte[] key(int index) throws SQLException {
        byte[] text = type(index) == Codes.SQLITE_TEXT ? bytes(index) : null;
        byte[] quick = text == null ? null : DecimalKey.ofPlain(text);
        if (quick != null) {
            return quick;
        }
        BigDecimal value = decimal(index);
        return value == null ? null : DecimalKey.of(value);
    }

    /** The nearest double; null for NULL. */
    default Double nearestDouble(int index) throws SQLException {
        if (type(index) == Codes.SQLITE_FLOAT) {
            return floating(index);
        }
        BigDecimal value = decimal(index);
        return value == null ? null : (Double) value.doubleValue();
    }
}
