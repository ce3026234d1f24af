// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** What calculations with exact numbers give, and with how many digits. */
final class DecimalArithmetic {

    /** More than a double can tell apart, however it is rounded. */
    private static final MathContext FOR_DOUBLES = new MathContext(60);
    private static final int LEAST_DIGITS_OF_QUOTIENT = 16;
    private static final int MOST_DIGITS_BEHIND_POINT = 1_000;
    private static final int GROUP = 4;

    private DecimalArithmetic() {
    }

    /**
     * The quotient with the digits that PostgreSQL gives it: at least 16 that count, and not fewer behind the point than either operand
     * has. A half goes away from zero. Null for a divisor of zero, as for SQLite's own numbers.
     */
    static BigDecimal quotient(BigDecimal dividend, BigDecimal divisor) {
        if (divisor.signum() == 0) {
            return null;
        }
        // Counted in groups of four digits, so that the number of digits is the same to the last.
        int groups = weight(dividend) - weight(divisor) - (firstGroup(dividend) <= firstGroup(divisor) ? 1 : 0);
        int scale = LEAST_DIGITS_OF_QUOTIENT - groups * GROUP;
        scale = Math.max(Math.max(scale, 0), Math.max(dividend.scale(), divisor.scale()));
        return dividend.divide(divisor, Math.min(scale, MOST_DIGITS_BEHIND_POINT), RoundingMode.HALF_UP);
    }

    private static int weight(BigDecimal value) {
        return value.signum() == 0 ? 0 : Math.floorDiv(value.precision() - value.scale() - 1, GROUP);
    }

    private static int firstGroup(BigDecimal value) {
        return value.abs().scaleByPowerOfTen(-GROUP * weight(value)).intValue();
    }

    static BigDecimal remainder(BigDecimal dividend, BigDecimal divisor) {
        return divisor.signum() == 0 ? null : dividend.remainder(divisor);
    }

    /** The double that is nearest to the mean. */
    static double mean(BigDecimal sum, long count) {
        return sum.divide(BigDecimal.valueOf(count), FOR_DOUBLES).doubleValue();
    }

    /** The form that all equal numbers have, with at least so many digits behind the point. */
    static BigDecimal canonical(BigDecimal value, int scale) {
        BigDecimal shortest = value.stripTrailingZeros();
        return shortest.setScale(Math.max(shortest.scale(), Math.max(0, scale)));
    }

    /**
     * As a number of so many digits, rounded to so many of them behind the point.
     *
     * @throws ArithmeticException if it has more digits in front of the point
     */
    static BigDecimal cast(BigDecimal value, int precision, int scale) {
        if (precision < 0) {
            return value;
        }
        BigDecimal rounded = value.setScale(Math.max(0, scale), RoundingMode.HALF_UP);
        if (rounded.precision() > precision && rounded.signum() != 0) {
            throw new ArithmeticException("it has more digits than DECIMAL(" + precision + ", " + Math.max(0, scale) + ") holds");
        }
        return rounded;
    }
}
