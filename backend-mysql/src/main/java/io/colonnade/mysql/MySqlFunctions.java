// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import io.colonnade.dialect.DialectBuilder;
import io.colonnade.sql.PortableFunction;
import io.colonnade.sql.SqlType.Family;

/** How MySQL and MariaDB spell the portable functions, where they differ from the standard. */
final class MySqlFunctions {

    private MySqlFunctions() {
    }

    static DialectBuilder in(DialectBuilder builder) {
        return parts(times(numbers(texts(builder))));
    }

    /** What MariaDB alone spells otherwise. */
    static DialectBuilder ofMariaDb(DialectBuilder builder) {
        // An empty escape is taken for none given, which means the backslash; no pattern holds this character.
        return builder
                .function(PortableFunction.LIKE, "{0} LIKE {1} ESCAPE unhex('01')")
                .function(PortableFunction.NOT_LIKE, "{0} NOT LIKE {1} ESCAPE unhex('01')")
                .function(PortableFunction.ILIKE,
                        "CONVERT(lower({0}) USING utf8mb4) COLLATE utf8mb4_bin LIKE lower({1}) ESCAPE unhex('01')");
    }

    private static DialectBuilder texts(DialectBuilder builder) {
        return builder
                .function(PortableFunction.CONCAT, "concat({*})")
                .function(PortableFunction.CONTAINS, "locate({1}, CONVERT({0} USING utf8mb4) COLLATE utf8mb4_bin) > 0")
                .function(PortableFunction.STARTS_WITH, "locate({1}, CONVERT({0} USING utf8mb4) COLLATE utf8mb4_bin) = 1")
                .function(PortableFunction.POSITION, "locate({1}, CONVERT({0} USING utf8mb4) COLLATE utf8mb4_bin)")
                .function(PortableFunction.ENDS_WITH,
                        "CAST(right(CONVERT({0} USING utf8mb4), char_length({1})) AS BINARY) = CAST(CONVERT({1} USING "
                                + "utf8mb4) AS BINARY)")
                .function(PortableFunction.LIKE, "{0} LIKE {1} ESCAPE ''")
                .function(PortableFunction.NOT_LIKE, "{0} NOT LIKE {1} ESCAPE ''")
                .function(PortableFunction.ILIKE, "CONVERT(lower({0}) USING utf8mb4) COLLATE utf8mb4_bin LIKE lower({1}) ESCAPE ''")
                .function(PortableFunction.ILIKE_ESCAPE, "CONVERT(lower({0}) USING utf8mb4) COLLATE utf8mb4_bin LIKE lower({1}) ESCAPE {2}")
                .function(PortableFunction.MATCHES, "CONVERT({0} USING utf8mb4) COLLATE utf8mb4_bin REGEXP {1}")
                .function(PortableFunction.SUBSTRING, "substring({*})")
                .function(PortableFunction.SUBSTRING_FROM, "substring({*})")
                .function(PortableFunction.LTRIM, "ltrim({0})")
                .function(PortableFunction.RTRIM, "rtrim({0})")
                .function(PortableFunction.REPLACE, "replace({*})")
                .function(PortableFunction.REPEAT, "repeat({*})")
                .function(PortableFunction.LPAD, "lpad({*})")
                .function(PortableFunction.RPAD, "rpad({*})")
                .function(PortableFunction.JSON_VALUE, "json_extract({0}, {1})")
                .function(PortableFunction.JSON_TEXT,
                        "CASE WHEN json_type(json_extract({0}, {1})) <> 'NULL' THEN json_unquote(json_extract({0}, {1})) "
                                + "END");
    }

    private static DialectBuilder numbers(DialectBuilder builder) {
        return builder
                .function(PortableFunction.INTEGER_DIVISION, "{0} DIV {1}")
                .function(PortableFunction.IS_DISTINCT_FROM, "NOT ({0} <=> {1})")
                .function(PortableFunction.IS_NOT_DISTINCT_FROM, "{0} <=> {1}")
                .function(PortableFunction.EXACT_DIVISION, "CAST({0} AS DOUBLE) / nullif({1}, 0)")
                .function(PortableFunction.POWER, "power({*})")
                .function(PortableFunction.SQRT, "sqrt({0})")
                .function(PortableFunction.SIGN, "sign({0})")
                // From 2^52 on a double has no fraction, and in the end no place in a DECIMAL.
                .function(PortableFunction.ROUND,
                        "CASE WHEN abs({0}) < 4503599627370496 THEN CAST(round(CAST({0} AS DECIMAL(65,30)), {1}) AS DOUBLE) ELSE {0} END")
                .function(PortableFunction.ROUND, Family.DECIMAL, "round({0}, {1})")
                .function(PortableFunction.GREATEST, "greatest({*})")
                .function(PortableFunction.LEAST, "least({*})");
    }

    private static DialectBuilder times(DialectBuilder builder) {
        return builder
                .function(PortableFunction.NOW, "current_timestamp(6)")
                .function(PortableFunction.NOW, Family.TIMESTAMP, "current_timestamp(6)")
                .function(PortableFunction.CURRENT_DATE, "current_date()")
                .function(PortableFunction.PLUS_MONTHS, "date_add(CAST({0} AS DATETIME(6)), INTERVAL {1} MONTH)")
                .function(PortableFunction.PLUS_MONTHS, Family.DATE, "date_add(CAST({0} AS DATE), INTERVAL {1} MONTH)")
                .function(PortableFunction.PLUS_DAYS, "date_add(CAST({0} AS DATETIME(6)), INTERVAL {1} DAY)")
                .function(PortableFunction.PLUS_DAYS, Family.DATE, "date_add(CAST({0} AS DATE), INTERVAL {1} DAY)")
                .function(PortableFunction.PLUS_SECONDS, "date_add(CAST({0} AS DATETIME(6)), INTERVAL {1} SECOND)")
                .function(PortableFunction.TRUNCATE_TO_YEAR, "CAST(date_format({0}, '%Y-01-01 00:00:00') AS DATETIME(6))")
                .function(PortableFunction.TRUNCATE_TO_YEAR, Family.DATE, "CAST(date_format({0}, '%Y-01-01') AS DATE)")
                .function(PortableFunction.TRUNCATE_TO_MONTH, "CAST(date_format({0}, '%Y-%m-01 00:00:00') AS DATETIME(6))")
                .function(PortableFunction.TRUNCATE_TO_MONTH, Family.DATE, "CAST(date_format({0}, '%Y-%m-01') AS DATE)")
                .function(PortableFunction.TRUNCATE_TO_DAY, "CAST(date_format({0}, '%Y-%m-%d 00:00:00') AS DATETIME(6))")
                .function(PortableFunction.TRUNCATE_TO_DAY, Family.DATE, "CAST(date_format({0}, '%Y-%m-%d') AS DATE)")
                .function(PortableFunction.TRUNCATE_TO_HOUR, "CAST(date_format({0}, '%Y-%m-%d %H:00:00') AS DATETIME(6))")
                .function(PortableFunction.TRUNCATE_TO_MINUTE, "CAST(date_format({0}, '%Y-%m-%d %H:%i:00') AS DATETIME(6))")
                .function(PortableFunction.TRUNCATE_TO_SECOND, "CAST(date_format({0}, '%Y-%m-%d %H:%i:%s') AS DATETIME(6))");
    }

    private static DialectBuilder parts(DialectBuilder builder) {
        return builder
                .function(PortableFunction.DAY_OF_WEEK, "weekday({0}) + 1")
                .function(PortableFunction.DAY_OF_YEAR, "dayofyear({0})")
                .function(PortableFunction.DAYS_BETWEEN, "datediff({1}, {0})")
                .function(PortableFunction.SECONDS_BETWEEN, "timestampdiff(SECOND, {0}, {1})");
    }
}
