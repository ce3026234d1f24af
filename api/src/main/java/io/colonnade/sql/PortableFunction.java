// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.Locale;

/**
 * The functions and operators that most databases have under different spellings. A dialect maps each to a template; where it has none, a
 * statement with that function is refused. Made with the methods of {@link Functions}, {@link TimeFunctions}, {@link JsonFunctions} and
 * {@link Expression}, which say what each means. The numbers in braces below are those of the arguments in a template.
 */
public enum PortableFunction {
    /** The number of characters of text {0}. */
    LENGTH,
    /** All arguments, texts, one behind the other; NULL if one of them is. */
    CONCAT,
    /** Whether text {0} contains text {1}; case counts. */
    CONTAINS,
    /** Whether text {0} starts with text {1}; case counts. */
    STARTS_WITH,
    /** Whether text {0} ends with text {1}; case counts. */
    ENDS_WITH,
    /** Whether text {0} matches pattern {1} of % and _, where no character escapes; whether case counts is the database's own rule. */
    LIKE,
    /** Whether text {0} does not match pattern {1}, as {@link #LIKE}. */
    NOT_LIKE,
    /** Whether text {0} matches pattern {1} of % and _ where case does not count, and no character escapes. */
    ILIKE,
    /** Whether text {0} matches pattern {1} of % and _ where case does not count; character {2} escapes. */
    ILIKE_ESCAPE,
    /** Whether a part of text {0} matches regular expression {1}; case counts. */
    MATCHES,
    /** Where text {1} first stands in text {0}, from 1; 0 where it does not; case counts. */
    POSITION,
    /** The text {0} from character {1}, counted from 1, to its end. */
    SUBSTRING_FROM,
    /** The {2} characters of text {0} from character {1}, counted from 1. */
    SUBSTRING,
    /** The text {0} without spaces at both ends. */
    TRIM,
    /** The text {0} without spaces at its start. */
    LTRIM,
    /** The text {0} without spaces at its end. */
    RTRIM,
    /** The text {0} with {2} in place of each {1}; case counts. */
    REPLACE,
    /** The text {0}, {1} times. */
    REPEAT,
    /** The text {0} cut to {1} characters, or filled to them with {2} in front. */
    LPAD,
    /** The text {0} cut to {1} characters, or filled to them with {2} behind. */
    RPAD,

    /** The quotient of two integers without its fraction; asked for only where {@code /} gives one. */
    INTEGER_DIVISION,
    /** The quotient of two numbers as a double; NULL where {1} is zero. */
    EXACT_DIVISION,
    /** The number {0} without its sign. */
    ABS,
    /** The number {0} rounded to {1} digits behind the point, halves away from zero. */
    ROUND,
    /** The greatest whole number that is not greater than {0}. */
    FLOOR,
    /** The least whole number that is not less than {0}. */
    CEIL,
    /**
     * The whole number nearest to {0} for a cast to an integer, where a half goes away from zero in a DECIMAL and to the even number in a
     * DOUBLE or a REAL; asked for only where CAST does something else. A template is for a family of {0}, not of the result.
     */
    NEAREST_INTEGER,
    /** {0} to the power of {1}, as a double. */
    POWER,
    /** The square root of {0}, as a double; NULL for a negative number. */
    SQRT,
    /** -1, 0 or 1, as {0} is negative, zero or positive. */
    SIGN,
    /** The greatest of all arguments; NULL if one of them is. */
    GREATEST,
    /** The least of all arguments; NULL if one of them is. */
    LEAST,

    /** The sum of {0} and {1}; this and what follows up to CAST are asked for only for families for which a dialect spells them. */
    PLUS,
    /** {0} less {1}. */
    MINUS,
    /** The product of {0} and {1}. */
    TIMES,
    /** The quotient of {0} and {1}. */
    DIVIDED_BY,
    /** The remainder of {0} and {1}, with the sign of {0}. */
    MODULO,
    /** {0} with the opposite sign. */
    NEGATE,
    /** The sum of the values {0} of a group or a window; what is behind its parenthesis also stands behind FILTER and OVER. */
    SUM,
    /**
     * The mean of the values {0} of a group or a window, as a double; what is behind its parenthesis also stands behind FILTER and OVER. A
     * template is for a family of {0}, not of the result.
     */
    AVG,
    /** What stands for {0} where values are compared, sorted or grouped: it is compared as the database compares it. */
    COMPARED,
    /** The value for which {0} stands as COMPARED, with at least {2} digits behind the point. */
    OF_COMPARED,
    /** {0} in the one form that all equal values have, with at least {2} digits behind the point, where equal rows are returned once. */
    DISTINCT_FORM,
    /** {0} cast to a type of {1} digits, {2} of them behind the point; -1 where the type does not say. */
    CAST,
    /** The double nearest to {0} for a cast to a DOUBLE or a REAL. A template is for a family of {0}, not of the result. */
    NEAREST_DOUBLE,

    /** Whether two values differ, where NULL is a value like any other. */
    IS_DISTINCT_FROM,
    /** Whether two values are the same, where NULL is a value like any other. */
    IS_NOT_DISTINCT_FROM,

    /** The instant now; as a timestamp without a zone it is that of UTC. */
    NOW,
    /** The date now in UTC. */
    CURRENT_DATE,
    /** {0} plus {1} months, in a shorter month its last day. */
    PLUS_MONTHS,
    /** {0} plus {1} days. */
    PLUS_DAYS,
    /** {0} plus {1} seconds. */
    PLUS_SECONDS,
    /** The start of the year of {0}. */
    TRUNCATE_TO_YEAR,
    /** The start of the month of {0}. */
    TRUNCATE_TO_MONTH,
    /** The start of the day of {0}. */
    TRUNCATE_TO_DAY,
    /** The start of the hour of {0}. */
    TRUNCATE_TO_HOUR,
    /** The start of the minute of {0}. */
    TRUNCATE_TO_MINUTE,
    /** The start of the second of {0}. */
    TRUNCATE_TO_SECOND,
    /** The year of {0}. */
    YEAR,
    /** The month of {0}, from 1. */
    MONTH,
    /** The day of the month of {0}, from 1. */
    DAY,
    /** The hour of {0}, from 0. */
    HOUR,
    /** The minute of {0}, from 0. */
    MINUTE,
    /** The second of {0}, from 0, without its fraction. */
    SECOND,
    /** The day of the week of {0}, from 1 for Monday. */
    DAY_OF_WEEK,
    /** The day of the year of {0}, from 1. */
    DAY_OF_YEAR,
    /** The days from date {0} to date {1}. */
    DAYS_BETWEEN,
    /** The seconds from {0} to {1} without their fraction. */
    SECONDS_BETWEEN,

    /** The value in JSON document {0} at path {1}, such as {@code $."a"[0]}, which are the steps from {2} on, as a JSON document. */
    JSON_VALUE,
    /** As JSON_VALUE, but as text: a JSON string without its quotes, and NULL for JSON's null. */
    JSON_TEXT;

    /** Whether it stands for an operator, an aggregate or a comparison, and is asked for only for families for which a dialect spells it. */
    public boolean isOfFamily() {
        return compareTo(PLUS) >= 0 && compareTo(NEAREST_DOUBLE) <= 0;
    }

    /** Its name in lower case, which is also the name of a column that nobody named. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
