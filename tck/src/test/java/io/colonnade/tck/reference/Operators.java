// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.reference;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.regex.Pattern;

/** What operators and functions make of values. */
final class Operators {

    private Operators() {
    }

    static Object apply(String operator, Object left, Object right) throws EngineError {
        if (operator.equals("and") || operator.equals("or")) {
            return logical(operator.equals("and"), left, right);
        }
        if (left == null || right == null) {
            return null;
        }
        return switch (operator) {
            case "=" -> compare(left, right) == 0;
            case "<>" -> compare(left, right) != 0;
            case "<" -> compare(left, right) < 0;
            case "<=" -> compare(left, right) <= 0;
            case ">" -> compare(left, right) > 0;
            case ">=" -> compare(left, right) >= 0;
            case "like" -> like(left, right);
            default -> calculate(operator, left, right);
        };
    }

    /** By the logic of three values: false decides AND, true decides OR, and otherwise NULL is NULL. */
    private static Object logical(boolean and, Object left, Object right) throws EngineError {
        Boolean decisive = !and;
        if (decisive.equals(left) || decisive.equals(right)) {
            return decisive;
        }
        return left == null || right == null ? null : truth(left) == and && truth(right) == and ? (Object) and : decisive;
    }

    static Object not(Object value) throws EngineError {
        return value == null ? null : (Object) !truth(value);
    }

    private static boolean truth(Object value) throws EngineError {
        if (value instanceof Boolean truth) {
            return truth;
        }
        throw EngineError.data("a condition is neither true nor false");
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // values of one class that has an order
    static int compare(Object left, Object right) throws EngineError {
        if (isWhole(left) && isWhole(right)) {
            return Long.compare(((Number) left).longValue(), ((Number) right).longValue());
        }
        if (left instanceof Number && right instanceof Number) {
            return new BigDecimal(left.toString()).compareTo(new BigDecimal(right.toString()));
        }
        if (left instanceof byte[] bytes && right instanceof byte[] others) {
            return Arrays.compare(bytes, others);
        }
        if (left instanceof OffsetDateTime time && right instanceof OffsetDateTime other) {
            return time.toInstant().compareTo(other.toInstant());
        }
        if (right instanceof Enum<?> constant) {
            return compare(left, constant.name());
        }
        if (left instanceof Comparable comparable && left.getClass() == right.getClass()) {
            return comparable.compareTo(right);
        }
        throw EngineError.data("values of different types are compared");
    }

    private static Object like(Object text, Object pattern) {
        String regex = Pattern.quote(pattern.toString()).replace("%", "\\E.*\\Q").replace("_", "\\E.\\Q");
        return Pattern.compile(regex, Pattern.DOTALL).matcher(text.toString()).matches();
    }

    private static Object calculate(String operator, Object left, Object right) throws EngineError {
        if (!(left instanceof Number) || !(right instanceof Number)) {
            throw EngineError.data("the operator " + operator + " takes numbers");
        }
        try {
            return isWhole(left) && isWhole(right) ? whole(operator, ((Number) left).longValue(), ((Number) right).longValue())
                    : broken(operator, new BigDecimal(left.toString()), new BigDecimal(right.toString()));
        } catch (ArithmeticException outOfRange) {
            throw EngineError.data("a number is out of range, or divided by zero");
        }
    }

    private static Object whole(String operator, long left, long right) {
        return switch (operator) {
            case "+" -> Math.addExact(left, right);
            case "-" -> Math.subtractExact(left, right);
            case "*" -> Math.multiplyExact(left, right);
            default -> left / right;
        };
    }

    private static Object broken(String operator, BigDecimal left, BigDecimal right) {
        return switch (operator) {
            case "+" -> left.add(right);
            case "-" -> left.subtract(right);
            case "*" -> left.multiply(right);
            default -> left.divide(right, java.math.MathContext.DECIMAL64);
        };
    }

    static Object abs(Object value) throws EngineError {
        return value == null ? null : compare(value, 0L) < 0 ? apply("-", 0L, value) : value;
    }

    private static boolean isWhole(Object value) {
        return value instanceof Long || value instanceof Integer || value instanceof Short;
    }
}
