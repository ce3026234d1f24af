// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Conversions between classes of numbers that keep every value exactly. */
final class Widening {

    private Widening() {
    }

    /** The number as the given class, or null where some number of its class could not be kept exactly. */
    static Object of(Number number, Class<?> target) {
        boolean upToShort = number instanceof Short || number instanceof Byte;
        boolean upToInteger = upToShort || number instanceof Integer;
        if (target == Long.class && upToInteger) {
            return number.longValue();
        }
        if (target == Integer.class && upToShort) {
            return number.intValue();
        }
        if (target == Short.class && number instanceof Byte) {
            return number.shortValue();
        }
        if (target == Double.class && (upToInteger || number instanceof Float)) {
            return number.doubleValue();
        }
        if (target == Float.class && upToShort) {
            return number.floatValue();
        }
        if (target == BigDecimal.class && (upToInteger || number instanceof Long)) {
            return BigDecimal.valueOf(number.longValue());
        }
        if (target == BigDecimal.class && number instanceof BigInteger integer) {
            return new BigDecimal(integer);
        }
        return null;
    }
}
