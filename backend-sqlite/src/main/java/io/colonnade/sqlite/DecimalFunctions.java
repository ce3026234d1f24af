// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import io.colonnade.dialect.DialectBuilder;
import io.colonnade.sql.PortableFunction;
import io.colonnade.sql.SqlType.Family;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.sqlite.Function;

/**
 * The functions with which expressions compare and calculate DECIMAL exactly. SQLite has no such numbers: they are text. Only connections of
 * Colonnade have the functions, so that nothing that the file keeps may name them.
 */
final class DecimalFunctions {

    private static final int ANY_NUMBER = -1;
    private static final Map<String, DecimalFunction.Body> FUNCTIONS = functions();

    private DecimalFunctions() {
    }

    private static Map<String, DecimalFunction.Body> functions() {
        Map<String, DecimalFunction.Body> functions = new LinkedHashMap<>();
        functions.put("decimal_key", a -> a.key(0));
        functions.put("decimal_of_key", DecimalFunction.strict(a -> DecimalArithmetic.canonical(DecimalKey.value(a.bytes(0)), a.digits(1))));
        functions.put("decimal_value", DecimalFunction.strict(a -> DecimalArithmetic.canonical(a.decimal(0), a.digits(1))));
        functions.put("decimal_cast", DecimalFunction.strict(a -> DecimalArithmetic.cast(a.decimal(0), a.digits(1), a.digits(2))));
        functions.put("decimal_add", DecimalFunction.strict(a -> a.decimal(0).add(a.decimal(1))));
        functions.put("decimal_subtract", DecimalFunction.strict(a -> a.decimal(0).subtract(a.decimal(1))));
        functions.put("decimal_multiply", DecimalFunction.strict(a -> a.decimal(0).multiply(a.decimal(1))));
        functions.put("decimal_divide", DecimalFunction.strict(a -> DecimalArithmetic.quotient(a.decimal(0), a.decimal(1))));
        functions.put("decimal_modulo", DecimalFunction.strict(a -> DecimalArithmetic.remainder(a.decimal(0), a.decimal(1))));
        functions.put("decimal_negate", DecimalFunction.strict(a -> a.decimal(0).negate()));
        functions.put("decimal_abs", DecimalFunction.strict(a -> a.decimal(0).abs()));
        functions.put("decimal_round", DecimalFunction.strict(a -> a.decimal(0).setScale(a.digits(1), RoundingMode.HALF_UP)));
        functions.put("decimal_floor", DecimalFunction.strict(a -> a.decimal(0).setScale(0, RoundingMode.FLOOR)));
        functions.put("decimal_ceil", DecimalFunction.strict(a -> a.decimal(0).setScale(0, RoundingMode.CEILING)));
        functions.put("decimal_integer", DecimalFunction.strict(a -> a.decimal(0).setScale(0, RoundingMode.HALF_UP).longValueExact()));
        functions.put("decimal_double", a -> a.nearestDouble(0));
        functions.put("decimal_sign", DecimalFunction.strict(a -> (long) a.decimal(0).signum()));
        functions.put("decimal_greatest", DecimalFunction.strict(a -> extreme(a, BigDecimal::max)));
        functions.put("decimal_least", DecimalFunction.strict(a -> extreme(a, BigDecimal::min)));
        return functions;
    }

    private static BigDecimal extreme(DecimalFunction arguments, BinaryOperator<BigDecimal> more) throws SQLException {
        BigDecimal found = arguments.decimal(0);
        for (int i = 1; i < arguments.count(); i++) {
            found = more.apply(found, arguments.decimal(i));
        }
        return found;
    }

    /** Gives a connection the functions. */
    static void register(Connection connection) throws SQLException {
        for (Map.Entry<String, DecimalFunction.Body> function : FUNCTIONS.entrySet()) {
            Function.create(connection, function.getKey(), new DecimalFunction(function.getValue()), ANY_NUMBER, Function.FLAG_DETERMINISTIC);
        }
        Function.create(connection, "decimal_sum", new DecimalAggregate(false), 1, Function.FLAG_DETERMINISTIC);
        Function.create(connection, "decimal_avg", new DecimalAggregate(true), 1, Function.FLAG_DETERMINISTIC);
    }

    /** Says where the dialect uses them. */
    static DialectBuilder in(DialectBuilder builder) {
        own(builder, PortableFunction.PLUS, "decimal_add({0}, {1})");
        own(builder, PortableFunction.MINUS, "decimal_subtract({0}, {1})");
        own(builder, PortableFunction.TIMES, "decimal_multiply({0}, {1})");
        own(builder, PortableFunction.DIVIDED_BY, "decimal_divide({0}, {1})");
        own(builder, PortableFunction.MODULO, "decimal_modulo({0}, {1})");
        own(builder, PortableFunction.NEGATE, "decimal_negate({0})");
        own(builder, PortableFunction.ABS, "decimal_abs({0})");
        own(builder, PortableFunction.ROUND, "decimal_round({0}, {1})");
        own(builder, PortableFunction.FLOOR, "decimal_floor({0})");
        own(builder, PortableFunction.CEIL, "decimal_ceil({0})");
        own(builder, PortableFunction.SIGN, "decimal_sign({0})");
        own(builder, PortableFunction.GREATEST, "decimal_greatest({*})");
        own(builder, PortableFunction.LEAST, "decimal_least({*})");
        own(builder, PortableFunction.SUM, "decimal_sum({0})");
        own(builder, PortableFunction.AVG, "decimal_avg({0})");
        own(builder, PortableFunction.CAST, "decimal_cast({0}, {1}, {2})");
        own(builder, PortableFunction.NEAREST_INTEGER, "decimal_integer({0})");
        own(builder, PortableFunction.OF_COMPARED, "decimal_of_key({0}, {2})");
        own(builder, PortableFunction.DISTINCT_FORM, "decimal_value({0}, {2})");
        own(builder, PortableFunction.IS_DISTINCT_FROM, "decimal_key({0}) IS NOT decimal_key({1})");
        own(builder, PortableFunction.IS_NOT_DISTINCT_FROM, "decimal_key({0}) IS decimal_key({1})");
        own(builder, PortableFunction.EXACT_DIVISION, "decimal_double({0}) / nullif(decimal_double({1}), 0)");
        own(builder, PortableFunction.POWER, "power(decimal_double({0}), {1})");
        own(builder, PortableFunction.SQRT, "sqrt(decimal_double({0}))");
        // What the file keeps may only use what every program has, and compares numbers of few digits as floating point.
        return builder.ownFunction(PortableFunction.COMPARED, Family.DECIMAL, "decimal_key({0})", "CAST({0} AS REAL)")
                .ownFunction(PortableFunction.NEAREST_DOUBLE, Family.DECIMAL, "decimal_double({0})", "{0}");
    }

    private static void own(DialectBuilder builder, PortableFunction function, String template) {
        builder.ownFunction(function, Family.DECIMAL, template, null);
    }
}
