// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The scalar functions of texts and numbers that mean the same on every database, however it spells them; made to be imported statically.
 * What a database lacks is refused with an error of kind UNSUPPORTED before anything is sent. For any other function there is
 * {@link Sql#function}; for dates and times {@link TimeFunctions}, for JSON {@link JsonFunctions}.
 *
 * <p>Where an argument is NULL the result is NULL, unless a method says otherwise. An argument that is Java's null, or out of the range
 * that a method names, is refused with a {@link io.colonnade.error.UsageException}.
 */
public final class Functions {

    private Functions() {
    }

    /** Texts, one behind the other. NULL if one of them is; use {@link Sql#coalesce} for those that may be. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static Expression<String> concat(Expression<String> first, Expression<String> second, Expression<String>... others) {
        return new PortableCall<>(PortableFunction.CONCAT, list(first, second, others), Types.TEXT);
    }

    /** Where the text first stands in another one, counted from 1; 0 where it does not. Case counts. */
    public static Expression<Long> position(String wanted, Expression<String> text) {
        return PortableCall.of(PortableFunction.POSITION, Types.BIGINT, text, Value.operand(text(text, "position"), wanted, "position"));
    }

    /** The text from a character to its end. The first character is 1, which is also the least start. */
    public static Expression<String> substring(Expression<String> text, int start) {
        return PortableCall.of(PortableFunction.SUBSTRING_FROM, Types.TEXT, text, number(start, 1, "the start of substring"));
    }

    /** So many characters of the text, or those that there are, from a character on. The first one is 1, which is also the least start. */
    public static Expression<String> substring(Expression<String> text, int start, int length) {
        return PortableCall.of(PortableFunction.SUBSTRING, Types.TEXT, text, number(start, 1, "the start of substring"),
                number(length, 0, "the length of substring"));
    }

    /** The text without spaces at its start and at its end. Other white space stays. */
    public static Expression<String> trim(Expression<String> text) {
        return PortableCall.of(PortableFunction.TRIM, Types.TEXT, text);
    }

    /** The text without spaces at its start. */
    public static Expression<String> ltrim(Expression<String> text) {
        return PortableCall.of(PortableFunction.LTRIM, Types.TEXT, text);
    }

    /** The text without spaces at its end. */
    public static Expression<String> rtrim(Expression<String> text) {
        return PortableCall.of(PortableFunction.RTRIM, Types.TEXT, text);
    }

    /** The text with another one in place of each that is wanted. Case counts. */
    public static Expression<String> replace(Expression<String> text, String wanted, String replacement) {
        if (Usage.required(wanted, "the text that replace looks for").isEmpty()) {
            throw Usage.error("the text that replace looks for is empty");
        }
        return PortableCall.of(PortableFunction.REPLACE, Types.TEXT, text, new Value<>(Types.TEXT, wanted),
                new Value<>(Types.TEXT, Usage.required(replacement, "the replacement of replace")));
    }

    /** The text so many times; at least 0. */
    public static Expression<String> repeat(Expression<String> text, int times) {
        return PortableCall.of(PortableFunction.REPEAT, Types.TEXT, text, number(times, 0, "the number of repeat"));
    }

    /** The text with exactly so many characters: cut at its end, or filled up in front with a text that is not empty. */
    public static Expression<String> lpad(Expression<String> text, int length, String fill) {
        return pad(PortableFunction.LPAD, text, length, fill);
    }

    /** The text with exactly so many characters: cut at its end, or filled up behind with a text that is not empty. */
    public static Expression<String> rpad(Expression<String> text, int length, String fill) {
        return pad(PortableFunction.RPAD, text, length, fill);
    }

    private static Expression<String> pad(PortableFunction function, Expression<String> text, int length, String fill) {
        if (Usage.required(fill, "the fill of " + function.label()).isEmpty()) {
            throw Usage.error("the fill of " + function.label() + " is empty");
        }
        return PortableCall.of(function, Types.TEXT, text, number(length, 0, "the length of " + function.label()),
                new Value<>(Types.TEXT, fill));
    }

    /** The number without its sign. */
    public static <N extends Number> Expression<N> abs(Expression<N> number) {
        return PortableCall.of(PortableFunction.ABS, required(number, "abs").type(), number);
    }

    /**
     * A number with a fraction rounded to so many digits behind the point, from 0 to 30; halves go away from zero. What is a half is told
     * by the digits of a DOUBLE, on SQLite by its exact value: 2.675 is less than it says.
     */
    public static <N extends Number> Expression<N> round(Expression<N> number, int digits) {
        Value<Integer> count = number(digits, 0, "the digits of round");
        if (digits > 30) {
            throw Usage.error("the digits of round are 0 to 30, not " + digits);
        }
        return PortableCall.of(PortableFunction.ROUND, fraction(number, "round").type(), number, count);
    }

    /** The greatest whole number that is not greater. */
    public static <N extends Number> Expression<N> floor(Expression<N> number) {
        return PortableCall.of(PortableFunction.FLOOR, fraction(number, "floor").type(), number);
    }

    /** The least whole number that is not less. */
    public static <N extends Number> Expression<N> ceil(Expression<N> number) {
        return PortableCall.of(PortableFunction.CEIL, fraction(number, "ceil").type(), number);
    }

    /** The number to a power, as a double. */
    public static Expression<Double> power(Expression<? extends Number> number, double exponent) {
        return PortableCall.of(PortableFunction.POWER, Types.DOUBLE, number, new Value<>(Types.DOUBLE, exponent));
    }

    /** The square root, as a double; NULL for a negative number. */
    public static Expression<Double> sqrt(Expression<? extends Number> number) {
        return PortableCall.of(PortableFunction.SQRT, Types.DOUBLE, number);
    }

    /** -1, 0 or 1, as the number is negative, zero or positive. */
    public static Expression<Integer> sign(Expression<? extends Number> number) {
        return PortableCall.of(PortableFunction.SIGN, Types.INTEGER, number);
    }

    /** The greatest of some values; NULL if one of them is. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <T> Expression<T> greatest(Expression<T> first, Expression<T> second, Expression<T>... others) {
        return new PortableCall<>(PortableFunction.GREATEST, list(first, second, others), required(first, "greatest").type());
    }

    /** The least of some values; NULL if one of them is. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <T> Expression<T> least(Expression<T> first, Expression<T> second, Expression<T>... others) {
        return new PortableCall<>(PortableFunction.LEAST, list(first, second, others), required(first, "least").type());
    }

    /** The value; NULL where it equals the given one. */
    public static <T> Expression<T> nullIf(Expression<T> expression, T value) {
        return nullIf(expression, Value.operand(required(expression, "nullIf"), value, "nullIf"));
    }

    /** The first value; NULL where both are equal. */
    public static <T> Expression<T> nullIf(Expression<T> expression, Expression<T> other) {
        return new FunctionCall<>("nullif", List.of(required(expression, "nullIf"), required(other, "nullIf")), expression.type(), true);
    }

    /** The texts of a group, one behind the other. NULLs are left out; NULL where there is nothing else. */
    public static StringAggregate stringAgg(Expression<String> text, String separator) {
        return new StringAggregate(text, separator, false, List.of(), null);
    }

    private static List<Expression<?>> list(Expression<?> first, Expression<?> second, Expression<?>[] others) {
        List<Expression<?>> arguments = new ArrayList<>(Arrays.asList(first, second));
        arguments.addAll(Arrays.asList(others));
        return arguments;
    }

    private static Value<Integer> number(int value, int least, String what) {
        if (value < least) {
            throw Usage.error(what + " is at least " + least + ", not " + value);
        }
        return new Value<>(Types.INTEGER, value);
    }

    private static <N> Expression<N> fraction(Expression<N> number, String function) {
        return switch (required(number, function).type().family()) {
            case DECIMAL, DOUBLE, REAL -> number;
            default -> throw Usage.error(function + " needs a DECIMAL, DOUBLE or REAL, " + Usage.describe(number) + " is "
                    + number.type().family());
        };
    }

    static Expression<String> text(Expression<?> text, String function) {
        if (required(text, function).type().javaType() != String.class) {
            throw Usage.error(function + " needs text, " + Usage.describe(text) + " is " + text.type().family());
        }
        @SuppressWarnings("unchecked") // its class was just looked at
        Expression<String> checked = (Expression<String>) text;
        return checked;
    }

    private static <E> E required(E argument, String function) {
        return Usage.required(argument, "an argument of " + function);
    }
}
