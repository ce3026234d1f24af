// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import java.math.BigDecimal;
import java.sql.SQLException;
import org.sqlite.Function;

/** The exact sum of a group or of a moving window, or its mean; NULL where there are no values. SQLite has a copy of it for each group. */
final class DecimalAggregate extends Function.Window implements DecimalArguments {

    private final boolean mean;
    private BigDecimal sum = BigDecimal.ZERO;
    private long count;
    private String refusal;

    /**
     * An aggregate.
     *
     * @param mean whether it gives the mean, as a double, and not the sum
     */
    DecimalAggregate(boolean mean) {
        this.mean = mean;
    }

    @Override
    protected void xStep() throws SQLException {
        add(1);
    }

    @Override
    protected void xInverse() throws SQLException {
        add(-1);
    }

    private void add(int times) throws SQLException {
        try {
            BigDecimal value = decimal(0);
            if (value != null) {
                sum = times > 0 ? sum.add(value) : sum.subtract(value);
                count += times;
            }
        } catch (ArithmeticException | NumberFormatException refused) {
            refusal = DecimalValues.refusal(refused.getMessage());
        }
    }

    @Override
    protected void xValue() throws SQLException {
        try {
            if (refusal != null) {
                error(refusal);
            } else if (count == 0) {
                result();
            } else if (mean) {
                result(DecimalArithmetic.mean(sum, count));
            } else {
                result(DecimalValues.text(sum));
            }
        } catch (ArithmeticException refused) {
            error(DecimalValues.refusal(refused.getMessage()));
        }
    }

    @Override
    protected void xFinal() throws SQLException {
        xValue();
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
