// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import io.colonnade.dialect.DialectBuilder;
import io.colonnade.sql.PortableFunction;
import io.colonnade.sql.SqlType.Family;

/** How SQLite spells the portable functions, where it differs from the standard. Dates and times are text as {@link IsoText} writes it. */
final class SqliteFunctions {

    /**
     * From here on a double has no fraction, so that adding it and taking it away again rounds a smaller one, halves to the even number.
     */
    private static final String WHOLE = "4503599627370496.0";
    private static final String NEAREST_TO_DOUBLE = ("CASE WHEN {0} BETWEEN 0 AND %1$s THEN {0} + %1$s - %1$s "
            + "WHEN {0} BETWEEN -%1$s AND 0 THEN {0} - %1$s + %1$s ELSE {0} END").formatted(WHOLE);

    private SqliteFunctions() {
    }

    static DialectBuilder in(DialectBuilder builder) {
        return DecimalFunctions.in(parts(times(numbers(texts(builder)))));
    }

    private static DialectBuilder texts(DialectBuilder builder) {
        return builder
                .function(PortableFunction.LENGTH, "length({0})")
                .function(PortableFunction.CONTAINS, "instr({0}, {1}) > 0")
                .function(PortableFunction.STARTS_WITH, "substr({0}, 1, length({1})) = {1}")
                .function(PortableFunction.POSITION, "instr({0}, {1})")
                .function(PortableFunction.ENDS_WITH, "substr({0}, length({0}) - length({1}) + 1) = {1}")
                .function(PortableFunction.ILIKE, "lower({0}) LIKE lower({1})")
                .function(PortableFunction.ILIKE_ESCAPE, "lower({0}) LIKE lower({1}) ESCAPE {2}")
                .function(PortableFunction.SUBSTRING, "substr({*})")
                .function(PortableFunction.SUBSTRING_FROM, "substr({*})")
                .function(PortableFunction.LTRIM, "ltrim({0})")
                .function(PortableFunction.RTRIM, "rtrim({0})")
                .function(PortableFunction.REPLACE, "replace({*})")
                .function(PortableFunction.REPEAT, "replace(hex(zeroblob({1})), '00', {0})")
                .function(PortableFunction.LPAD,
                        "substr(replace(hex(zeroblob({1})), '00', {2}), 1, max(0, {1} - length({0}))) || substr({0}, 1, "
                                + "{1})")
                .function(PortableFunction.RPAD,
                        "substr({0}, 1, {1}) || substr(replace(hex(zeroblob({1})), '00', {2}), 1, max(0, {1} - "
                                + "length({0})))")
                .function(PortableFunction.JSON_VALUE, "{0} -> {1}")
                .function(PortableFunction.JSON_TEXT,
                        "CASE json_type({0}, {1}) WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE "
                                + "CAST(json_extract({0}, {1}) AS TEXT) END");
    }

    private static DialectBuilder numbers(DialectBuilder builder) {
        return builder
                .function(PortableFunction.EXACT_DIVISION, "CAST({0} AS REAL) / nullif({1}, 0)")
                .function(PortableFunction.POWER, "power({*})")
                .function(PortableFunction.SQRT, "sqrt({0})")
                .function(PortableFunction.SIGN, "sign({0})")
                .function(PortableFunction.ROUND, "round({*})")
                // Of SQLite's own NUMERIC; those of the portable DECIMAL are calculated by functions of ours.
                .function(PortableFunction.ROUND, Family.DECIMAL, "printf('%.*f', {1}, round({0}, {1}))")
                .function(PortableFunction.FLOOR, Family.DECIMAL, "CAST(floor({0}) AS INTEGER)")
                .function(PortableFunction.CEIL, Family.DECIMAL, "CAST(ceil({0}) AS INTEGER)")
                .function(PortableFunction.NEAREST_INTEGER, Family.DECIMAL,
                        "CASE WHEN abs({0}) < " + WHOLE + " THEN printf('%.0f', {0}) ELSE {0} END")
                .function(PortableFunction.NEAREST_INTEGER, Family.DOUBLE, NEAREST_TO_DOUBLE)
                .function(PortableFunction.NEAREST_INTEGER, Family.REAL, NEAREST_TO_DOUBLE)
                .function(PortableFunction.GREATEST, "max({*})")
                .function(PortableFunction.LEAST, "min({*})");
    }

    private static DialectBuilder times(DialectBuilder builder) {
        return builder
                .function(PortableFunction.NOW, "strftime('%Y-%m-%d %H:%M:%f000Z', 'now')")
                .function(PortableFunction.NOW, Family.TIMESTAMP, "strftime('%Y-%m-%d %H:%M:%f000', 'now')")
                .function(PortableFunction.CURRENT_DATE, "current_date")
                .function(PortableFunction.PLUS_MONTHS,
                        "strftime('%Y-%m-%d %H:%M:%S', substr({0}, 1, 19), {1} || ' months', 'floor') || substr({0}, "
                                + "20)")
                .function(PortableFunction.PLUS_MONTHS, Family.DATE, "date({0}, {1} || ' months', 'floor')")
                .function(PortableFunction.PLUS_DAYS,
                        "strftime('%Y-%m-%d %H:%M:%S', substr({0}, 1, 19), {1} || ' days') || substr({0}, "
                                + "20)")
                .function(PortableFunction.PLUS_DAYS, Family.DATE, "date({0}, {1} || ' days')")
                .function(PortableFunction.PLUS_SECONDS,
                        "strftime('%Y-%m-%d %H:%M:%S', substr({0}, 1, 19), {1} || ' seconds') || substr({0}, "
                                + "20)")
                .function(PortableFunction.TRUNCATE_TO_YEAR, "substr({0}, 1, 4) || '-01-01 00:00:00.000000'")
                .function(PortableFunction.TRUNCATE_TO_YEAR, Family.TIMESTAMP_TZ, "substr({0}, 1, 4) || '-01-01 00:00:00.000000Z'")
                .function(PortableFunction.TRUNCATE_TO_YEAR, Family.DATE, "substr({0}, 1, 4) || '-01-01'")
                .function(PortableFunction.TRUNCATE_TO_MONTH, "substr({0}, 1, 7) || '-01 00:00:00.000000'")
                .function(PortableFunction.TRUNCATE_TO_MONTH, Family.TIMESTAMP_TZ, "substr({0}, 1, 7) || '-01 00:00:00.000000Z'")
                .function(PortableFunction.TRUNCATE_TO_MONTH, Family.DATE, "substr({0}, 1, 7) || '-01'")
                .function(PortableFunction.TRUNCATE_TO_DAY, "substr({0}, 1, 10) || ' 00:00:00.000000'")
                .function(PortableFunction.TRUNCATE_TO_DAY, Family.TIMESTAMP_TZ, "substr({0}, 1, 10) || ' 00:00:00.000000Z'")
                .function(PortableFunction.TRUNCATE_TO_DAY, Family.DATE, "date({0})")
                .function(PortableFunction.TRUNCATE_TO_HOUR, "substr({0}, 1, 13) || ':00:00.000000'")
                .function(PortableFunction.TRUNCATE_TO_HOUR, Family.TIMESTAMP_TZ, "substr({0}, 1, 13) || ':00:00.000000Z'")
                .function(PortableFunction.TRUNCATE_TO_MINUTE, "substr({0}, 1, 16) || ':00.000000'")
                .function(PortableFunction.TRUNCATE_TO_MINUTE, Family.TIMESTAMP_TZ, "substr({0}, 1, 16) || ':00.000000Z'")
                .function(PortableFunction.TRUNCATE_TO_SECOND, "substr({0}, 1, 19) || '.000000'")
                .function(PortableFunction.TRUNCATE_TO_SECOND, Family.TIMESTAMP_TZ, "substr({0}, 1, 19) || '.000000Z'");
    }

    private static DialectBuilder parts(DialectBuilder builder) {
        return builder
                .function(PortableFunction.YEAR, "CAST(strftime('%Y', substr({0}, 1, 19)) AS INTEGER)")
                .function(PortableFunction.MONTH, "CAST(strftime('%m', substr({0}, 1, 19)) AS INTEGER)")
                .function(PortableFunction.DAY, "CAST(strftime('%d', substr({0}, 1, 19)) AS INTEGER)")
                .function(PortableFunction.HOUR, "CAST(strftime('%H', substr({0}, 1, 19)) AS INTEGER)")
                .function(PortableFunction.MINUTE, "CAST(strftime('%M', substr({0}, 1, 19)) AS INTEGER)")
                .function(PortableFunction.SECOND, "CAST(strftime('%S', substr({0}, 1, 19)) AS INTEGER)")
                .function(PortableFunction.DAY_OF_WEEK, "CAST(strftime('%u', substr({0}, 1, 19)) AS INTEGER)")
                .function(PortableFunction.DAY_OF_YEAR, "CAST(strftime('%j', substr({0}, 1, 19)) AS INTEGER)")
                .function(PortableFunction.DAYS_BETWEEN, "CAST(julianday({1}) - julianday({0}) AS INTEGER)")
                .function(PortableFunction.SECONDS_BETWEEN,
                        "((unixepoch(substr({1}, 1, 19)) - unixepoch(substr({0}, 1, 19))) * 1000000 + substr({1}, 21, 6) - "
                                + "substr({0}, 21, 6)) / 1000000");
    }
}
