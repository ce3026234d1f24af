// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import java.math.BigDecimal;
import java.sql.SQLException;
import org.sqlite.Function;
import org.sqlite.core.Codes;

/** A function of exact numbers that SQLite calls. */
final class DecimalFunction extends Function implements DecimalArguments {

    /** What is calculated of the arguments. */
    @FunctionalInterface
    interface Body {

        /** Gives a BigDecimal, a Long, a Double or bytes; null for NULL. */
        Object apply(DecimalFunction arguments) throws SQLException;
    }

    private final Body body;

    DecimalFunction(Body body) {
        this.body = body;
    }

    /** A function that is NULL where one of its arguments is. */
    static Body strict(Body body) {
        return arguments -> arguments.hasNull() ? null : body.apply(arguments);
    }

    private boolean hasNull() throws SQLException {
        boolean found = false;
        for (int i = args() - 1; i >= 0 && !found; i--) {
            found = value_type(i) == Codes.SQLITE_NULL;
        }
        return found;
    }

    @Override
    protected void xFunc() throws SQLException {
        try {
            give(body.apply(this));
        } catch (ArithmeticException | NumberFormatException refused) {
            error(DecimalValues.refusal(refused.getMessage()));
        }
    }

    private void give(Object result) throws SQLException {
        if (result == null) {
            result();
        } else if (result instanceof BigDecimal decimal) {
            result(DecimalValues.text(decimal));
        } else if (result instanceof Long integer) {
            result(integer.longValue());
        } else if (result instanceof Double number) {
            result(number.doubleValue());
        } else {
            result((byte[]) result);
        }
    }

    int count() throws SQLException {
        return args();
    }

    int digits(int index) throws SQLException {
        return value_int(index);
    }

    @Override
    public int type(int index) throws SQLException {
        return value_type(index);
    }

    @Override
    public byte[] bytes(int index) throws SQLException {
        return value_blob(index);
    }

    @Override
    public String text(int index) throws SQLException {
        return value_text(index);
    }

    @Override
    public long integer(int index) throws SQLException {
        return value_long(index);
    }

    @Override
    public double floating(int index) throws SQLException {
        return value_double(index);
    }
}
