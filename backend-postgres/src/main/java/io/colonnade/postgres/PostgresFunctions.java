// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import io.colonnade.dialect.DialectBuilder;
import io.colonnade.sql.PortableFunction;
import io.colonnade.sql.SqlType.Family;

/** How PostgreSQL spells the portable functions, where it differs from the standard. */
final class PostgresFunctions {

    private PostgresFunctions() {
    }

    static DialectBuilder in(DialectBuilder builder) {
        return parts(times(numbers(texts(builder))));
    }

    private static DialectBuilder texts(DialectBuilder builder) {
        return builder
                .function(PortableFunction.MATCHES, "{0} ~ {1}")
                .function(PortableFunction.ENDS_WITH, "right({0}, char_length({1})) = {1}")
                .function(PortableFunction.LIKE, "{0} LIKE {1} ESCAPE ''")
                .function(PortableFunction.NOT_LIKE, "{0} NOT LIKE {1} ESCAPE ''")
                .function(PortableFunction.ILIKE, "{0} ILIKE {1} ESCAPE ''")
                .function(PortableFunction.ILIKE_ESCAPE, "{0} ILIKE {1} ESCAPE {2}")
                .function(PortableFunction.LTRIM, "ltrim({0})")
                .function(PortableFunction.RTRIM, "rtrim({0})")
                .function(PortableFunction.REPLACE, "replace({*})")
                .function(PortableFunction.REPEAT, "repeat({*})")
                .function(PortableFunction.LPAD, "lpad({*})")
                .function(PortableFunction.RPAD, "rpad({*})")
                .function(PortableFunction.JSON_VALUE, "json_extract_path(CAST({0} AS JSON), {2*})")
                .function(PortableFunction.JSON_TEXT, "json_extract_path_text(CAST({0} AS JSON), {2*})");
    }

    private static DialectBuilder numbers(DialectBuilder builder) {
        return builder
                // Its text has all digits of a double, a cast to NUMERIC only 15 of them.
                .function(PortableFunction.ROUND, "CAST(round(CAST(CAST({0} AS TEXT) AS NUMERIC), {1}) AS DOUBLE PRECISION)")
                .function(PortableFunction.ROUND, Family.REAL,
                        "CAST(round(CAST(CAST(CAST({0} AS DOUBLE PRECISION) AS TEXT) AS NUMERIC), {1}) AS REAL)")
                .function(PortableFunction.ROUND, Family.DECIMAL, "round({0}, {1})")
                // The mean of exact numbers, the sum of a BIGINT and the root of a NUMERIC are NUMERIC there.
                .function(PortableFunction.AVG, "CAST(avg({0}) AS DOUBLE PRECISION)")
                .function(PortableFunction.AVG, Family.DOUBLE, "avg({0})")
                .function(PortableFunction.AVG, Family.REAL, "avg({0})")
                .function(PortableFunction.SUM, Family.BIGINT, "CAST(sum({0}) AS BIGINT)")
                .function(PortableFunction.SQRT, "CASE WHEN {0} >= 0 THEN sqrt(CAST({0} AS DOUBLE PRECISION)) END")
                // A function of the application may give a NUMERIC for a DOUBLE, and its halves go away from zero.
                .function(PortableFunction.NEAREST_INTEGER, Family.DOUBLE, "CAST({0} AS DOUBLE PRECISION)")
                .function(PortableFunction.SIGN, "CAST(sign({0}) AS INTEGER)")
                .function(PortableFunction.GREATEST, "CASE WHEN num_nulls({*}) = 0 THEN greatest({*}) END")
                .function(PortableFunction.LEAST, "CASE WHEN num_nulls({*}) = 0 THEN least({*}) END");
    }

    private static DialectBuilder times(DialectBuilder builder) {
        return builder
                .function(PortableFunction.PLUS_MONTHS, "{0} + {1} * INTERVAL '1 month'")
                .function(PortableFunction.PLUS_MONTHS, Family.DATE, "CAST({0} + {1} * INTERVAL '1 month' AS DATE)")
                .function(PortableFunction.PLUS_DAYS, "{0} + {1} * INTERVAL '1 day'")
                .function(PortableFunction.PLUS_DAYS, Family.DATE, "CAST({0} + {1} * INTERVAL '1 day' AS DATE)")
                .function(PortableFunction.PLUS_SECONDS, "{0} + {1} * INTERVAL '1 second'")
                .function(PortableFunction.TRUNCATE_TO_YEAR, "date_trunc('year', {0})")
                .function(PortableFunction.TRUNCATE_TO_YEAR, Family.DATE, "CAST(date_trunc('year', {0}) AS DATE)")
                .function(PortableFunction.TRUNCATE_TO_MONTH, "date_trunc('month', {0})")
                .function(PortableFunction.TRUNCATE_TO_MONTH, Family.DATE, "CAST(date_trunc('month', {0}) AS DATE)")
                .function(PortableFunction.TRUNCATE_TO_DAY, "date_trunc('day', {0})")
                .function(PortableFunction.TRUNCATE_TO_DAY, Family.DATE, "CAST(date_trunc('day', {0}) AS DATE)")
                .function(PortableFunction.TRUNCATE_TO_HOUR, "date_trunc('hour', {0})")
                .function(PortableFunction.TRUNCATE_TO_MINUTE, "date_trunc('minute', {0})")
                .function(PortableFunction.TRUNCATE_TO_SECOND, "date_trunc('second', {0})");
    }

    private static DialectBuilder parts(DialectBuilder builder) {
        return builder
                .function(PortableFunction.YEAR, "CAST(extract(YEAR FROM {0}) AS INTEGER)")
                .function(PortableFunction.MONTH, "CAST(extract(MONTH FROM {0}) AS INTEGER)")
                .function(PortableFunction.DAY, "CAST(extract(DAY FROM {0}) AS INTEGER)")
                .function(PortableFunction.HOUR, "CAST(extract(HOUR FROM {0}) AS INTEGER)")
                .function(PortableFunction.MINUTE, "CAST(extract(MINUTE FROM {0}) AS INTEGER)")
                .function(PortableFunction.SECOND, "CAST(floor(extract(SECOND FROM {0})) AS INTEGER)")
                .function(PortableFunction.DAY_OF_WEEK, "CAST(extract(ISODOW FROM {0}) AS INTEGER)")
                .function(PortableFunction.DAY_OF_YEAR, "CAST(extract(DOY FROM {0}) AS INTEGER)")
                .function(PortableFunction.DAYS_BETWEEN, "CAST({1} - {0} AS BIGINT)")
                .function(PortableFunction.SECONDS_BETWEEN, "CAST(trunc(extract(EPOCH FROM {1} - {0})) AS BIGINT)");
    }
}
