// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres.sql;

import io.colonnade.sql.Condition;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Sql;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.TableFunction;
import io.colonnade.sql.Types;
import io.colonnade.sql.VendorExpression;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.temporal.Temporal;
import java.util.Set;
import java.util.UUID;

/**
 * What else only PostgreSQL has: functions in FROM, regular expressions and functions of texts; made to be imported statically. They are
 * explained in the chapter "Functions and Operators" of PostgreSQL's documentation, under the names that each method gives; for any other
 * there is {@link Sql#function}. All other databases refuse them with an error of kind UNSUPPORTED. Null is refused with a
 * {@link io.colonnade.error.UsageException}.
 */
public final class Postgres {

    private static final String JAVA = "calculate it in Java";
    private static final String COUNT = "use valuesTable(…), or a recursive common table that counts";
    private static final Set<Class<?>> COUNTED = Set.of(Integer.class, Long.class, BigDecimal.class, LocalDateTime.class,
            OffsetDateTime.class);

    private Postgres() {
    }

    /** Numbers from one to another, to be read like a table with the column {@code value} of their type: {@code generate_series}. */
    public static <N extends Number> TableFunction generateSeries(String name, Expression<N> start, Expression<N> stop) {
        return series(name, start, stop);
    }

    /** The same with a step, which may be negative. */
    public static <N extends Number> TableFunction generateSeries(String name, Expression<N> start, Expression<N> stop,
            Expression<N> step) {
        return series(name, start, stop, step);
    }

    /**
     * Times from one to another, TIMESTAMP or TIMESTAMP_TZ, to be read like a table with the column {@code value} of their type:
     * {@code generate_series}.
     */
    public static <M extends Temporal> TableFunction generateSeries(String name, Expression<M> start, Expression<M> stop, Interval step) {
        return series(name, start, stop, Only.typed(Operands.value(PostgresTypes.INTERVAL, step, "the step of generateSeries")));
    }

    private static TableFunction series(String name, Expression<?>... arguments) {
        SqlType<?> type = Operands.required(arguments[0], "the start of generateSeries").type();
        if (!COUNTED.contains(type.javaType())) {
            throw Operands.usage("generateSeries counts INTEGER, BIGINT, DECIMAL, TIMESTAMP and TIMESTAMP_TZ, not " + type.family()
                    + "; cast the start and the stop");
        }
        return Sql.tableFunction(name, Only.call("generate_series", type, COUNT, arguments)).declare("value", type);
    }

    /** The elements of an array, to be read like a table with the column {@code value}: {@code unnest}. */
    public static <E> TableFunction unnest(String name, Expression<E[]> array, SqlType<E> element) {
        return Sql.tableFunction(name, Only.call("unnest", element, "join a table of the elements", array)).declare("value", element);
    }

    /** A table function with one more column, a BIGINT that counts its rows from 1: {@code WITH ORDINALITY}. */
    public static TableFunction withOrdinality(TableFunction function, String column) {
        Expression<?> call = Operands.required(function, "the function of withOrdinality").call();
        return new TableFunction(function.name(), ordinality(call), function.columnNames(), function.types()).declare(column, Types.BIGINT);
    }

    private static <T> Expression<T> ordinality(Expression<T> call) {
        return new VendorExpression<>(Only.DIALECT, Sql.postfix(call, "WITH ORDINALITY", call.type()), "WITH ORDINALITY",
                "number the rows with rowNumber().over(…)");
    }

    /** The parts of a text between delimiters; of an empty text none: {@code string_to_array}. */
    public static Expression<String[]> stringToArray(Expression<String> text, String delimiter) {
        return Only.call("string_to_array", Operands.textsType(), JAVA, text, Operands.text(delimiter, "the delimiter of string_to_array"));
    }

    /** The elements of an array with delimiters between them; NULLs are left out: {@code array_to_string}. */
    public static Expression<String> arrayToString(Expression<? extends Object[]> array, String delimiter) {
        return Only.call("array_to_string", Types.TEXT, JAVA, array, Operands.text(delimiter, "the delimiter of array_to_string"));
    }

    /** The part of a text between delimiters of that number, from 1; empty where there is none: {@code split_part}. */
    public static Expression<String> splitPart(Expression<String> text, String delimiter, int number) {
        return Only.call("split_part", Types.TEXT, JAVA, text, Operands.text(delimiter, "the delimiter of split_part"), Sql.value(number));
    }

    /**
     * True where a part of the text matches a regular expression, whatever its case. Operator {@code ~*}; case counts in {@link
     * Expression#matches}.
     */
    public static Condition matchesIgnoreCase(Expression<String> text, String regularExpression) {
        return Only.condition("~*", text, Operands.text(regularExpression, "the regular expression of operator ~*"),
                "use matches(…) on lower(…)");
    }

    /** What the groups of a regular expression match first, or the whole of it if it has none; NULL for no match: {@code regexp_match}. */
    public static Expression<String[]> regexpMatch(Expression<String> text, String regularExpression) {
        return Only.call("regexp_match", Operands.textsType(), JAVA, text,
                Operands.text(regularExpression, "the regular expression of regexp_match"));
    }

    /**
     * The text with another in place of what a regular expression matches first, or of all that it matches with the flag {@code g}; {@code
     * i} is
     * for matches in any case: {@code regexp_replace}.
     *
     * @param replacement the other text, with {@code \1} for what the first group matched, and so on
     * @param flags the flags; empty for none
     */
    public static Expression<String> regexpReplace(Expression<String> text, String regularExpression, String replacement, String flags) {
        return Only.call("regexp_replace", Types.TEXT, "use replace(…)", text,
                Operands.text(regularExpression, "the regular expression of regexp_replace"),
                Operands.text(replacement, "the replacement of regexp_replace"), Operands.text(flags, "the flags of regexp_replace"));
    }

    /** The parts of a text between the matches of a regular expression: {@code regexp_split_to_array}. */
    public static Expression<String[]> regexpSplitToArray(Expression<String> text, String regularExpression) {
        return Only.call("regexp_split_to_array", Operands.textsType(), JAVA, text,
                Operands.text(regularExpression, "the regular expression of regexp_split_to_array"));
    }

    /** A number or a time as text by a pattern such as {@code YYYY-MM} or {@code 999D00}: {@code to_char}. */
    public static Expression<String> toChar(Expression<?> value, String pattern) {
        return Only.call("to_char", Types.TEXT, JAVA, value, Operands.text(pattern, "the pattern of to_char"));
    }

    /** A random UUID, another for each row: {@code gen_random_uuid}. */
    public static Expression<UUID> genRandomUuid() {
        return Only.call("gen_random_uuid", Types.UUID, "bind UUID.randomUUID()");
    }
}
