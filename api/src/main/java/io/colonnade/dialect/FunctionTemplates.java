// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.sql.Calculation;
import io.colonnade.sql.Expression;
import io.colonnade.sql.PortableCall;
import io.colonnade.sql.PortableFunction;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.SqlType.Family;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The function table of a dialect: for a function one template, and others for results of certain families. Not thread-safe to change. */
final class FunctionTemplates {

    private final Map<PortableFunction, FunctionTemplate> templates = new EnumMap<>(PortableFunction.class);
    private final Map<PortableFunction, Map<Family, FunctionTemplate>> byFamily = new EnumMap<>(PortableFunction.class);
    private final Map<PortableFunction, Map<Family, FunctionTemplate>> own = new EnumMap<>(PortableFunction.class);

    /** As the SQL standard has them. */
    void standard() {
        put(PortableFunction.LENGTH, null, "char_length({0})");
        put(PortableFunction.CONCAT, null, "{* || }");
        put(PortableFunction.IS_DISTINCT_FROM, null, "{0} IS DISTINCT FROM {1}");
        put(PortableFunction.IS_NOT_DISTINCT_FROM, null, "{0} IS NOT DISTINCT FROM {1}");
        put(PortableFunction.POSITION, null, "position({1} IN {0})");
        put(PortableFunction.SUBSTRING_FROM, null, "substring({0} FROM {1})");
        put(PortableFunction.SUBSTRING, null, "substring({0} FROM {1} FOR {2})");
        put(PortableFunction.TRIM, null, "trim({0})");
        put(PortableFunction.LTRIM, null, "trim(LEADING FROM {0})");
        put(PortableFunction.RTRIM, null, "trim(TRAILING FROM {0})");
        put(PortableFunction.CONTAINS, null, "position({1} IN {0}) > 0");
        put(PortableFunction.STARTS_WITH, null, "position({1} IN {0}) = 1");
        put(PortableFunction.LIKE, null, "{0} LIKE {1}");
        put(PortableFunction.NOT_LIKE, null, "{0} NOT LIKE {1}");
        put(PortableFunction.EXACT_DIVISION, null, "CAST({0} AS DOUBLE PRECISION) / nullif({1}, 0)");
        put(PortableFunction.ABS, null, "abs({0})");
        put(PortableFunction.FLOOR, null, "floor({0})");
        put(PortableFunction.CEIL, null, "ceil({0})");
        put(PortableFunction.POWER, null, "power(CAST({0} AS DOUBLE PRECISION), {1})");
        put(PortableFunction.SQRT, null, "CASE WHEN {0} >= 0 THEN sqrt({0}) END");
        put(PortableFunction.NOW, null, "current_timestamp");
        put(PortableFunction.NOW, Family.TIMESTAMP, "localtimestamp");
        put(PortableFunction.CURRENT_DATE, null, "current_date");
        put(PortableFunction.YEAR, null, "extract(YEAR FROM {0})");
        put(PortableFunction.MONTH, null, "extract(MONTH FROM {0})");
        put(PortableFunction.DAY, null, "extract(DAY FROM {0})");
        put(PortableFunction.HOUR, null, "extract(HOUR FROM {0})");
        put(PortableFunction.MINUTE, null, "extract(MINUTE FROM {0})");
        put(PortableFunction.SECOND, null, "extract(SECOND FROM {0})");
    }

    void putAll(FunctionTemplates other) {
        templates.putAll(other.templates);
        other.byFamily.forEach((function, families) -> byFamily.put(function, new EnumMap<>(families)));
        other.own.forEach((function, families) -> own.put(function, new EnumMap<>(families)));
    }

    void put(PortableFunction function, Family family, String text) {
        FunctionTemplate template = new FunctionTemplate(text);
        if (family == null) {
            templates.put(function, template);
        } else {
            byFamily.computeIfAbsent(function, key -> new EnumMap<>(Family.class)).put(family, template);
        }
    }

    void putOwn(PortableFunction function, Family family, FunctionTemplate template) {
        own.computeIfAbsent(function, key -> new EnumMap<>(Family.class)).put(family, template);
    }

    void remove(PortableFunction function) {
        own.remove(function);
        templates.remove(function);
        byFamily.remove(function);
    }

    boolean has(PortableFunction function) {
        return templates.containsKey(function) || byFamily.containsKey(function) || own.containsKey(function);
    }

    /** The template for a result of that type; null if the database has no such function. */
    FunctionTemplate get(PortableFunction function, SqlType<?> type) {
        FunctionTemplate only = own(function, type);
        if (only != null) {
            return only;
        }
        Map<Family, FunctionTemplate> families = byFamily.get(function);
        FunctionTemplate template = families == null ? null : families.get(type.family());
        return template != null ? template : templates.get(function);
    }

    /** The template that only connections of the backend know; it is for the portable type, a database's own is calculated by itself. */
    private FunctionTemplate own(PortableFunction function, SqlType<?> type) {
        Map<Family, FunctionTemplate> families = type.vendorName() != null ? null : own.get(function);
        return families == null ? null : families.get(type.family());
    }

    /** The template of a call: that for the family of an argument where the function is one of values, not of a result. */
    FunctionTemplate of(PortableCall<?> call) {
        switch (call.function()) {
            case SIGN, EXACT_DIVISION, POWER, SQRT, IS_DISTINCT_FROM, IS_NOT_DISTINCT_FROM -> {
                for (Expression<?> argument : call.arguments()) {
                    FunctionTemplate template = own(call.function(), argument.type());
                    if (template != null) {
                        return template;
                    }
                }
                return templates.get(call.function());
            }
            default -> {
                return get(call.function(), call.type());
            }
        }
    }

    /** The template of a calculation that is not written with its operator; null where it is. */
    FunctionTemplate of(Calculation<?> calculation) {
        PortableFunction function = switch (calculation.operator()) {
            case PLUS -> PortableFunction.PLUS;
            case MINUS -> PortableFunction.MINUS;
            case TIMES -> PortableFunction.TIMES;
            case DIVIDED_BY -> PortableFunction.DIVIDED_BY;
            default -> PortableFunction.MODULO;
        };
        return first(function, List.of(calculation.left().type(), calculation.right().type()));
    }

    FunctionTemplate required(Dialect dialect, PortableCall<?> call) {
        return required(dialect, call.function(), of(call));
    }

    FunctionTemplate required(Dialect dialect, PortableFunction function, SqlType<?> type) {
        return required(dialect, function, get(function, type));
    }

    private static FunctionTemplate required(Dialect dialect, PortableFunction function, FunctionTemplate template) {
        if (template == null) {
            throw Refusal.unsupported(dialect, function.label(), "say it with other functions, or calculate it in Java");
        }
        return template;
    }

    /** The template for the first of some types that has one; null where none has. */
    FunctionTemplate first(PortableFunction function, List<SqlType<?>> types) {
        for (SqlType<?> type : types) {
            FunctionTemplate template = get(function, type);
            if (template != null) {
                return template;
            }
        }
        return null;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FunctionTemplates that && templates.equals(that.templates) && byFamily.equals(that.byFamily)
                && own.equals(that.own);
    }

    @Override
    public int hashCode() {
        return Objects.hash(templates, byFamily, own);
    }

    @Override
    public String toString() {
        return templates + (byFamily.isEmpty() ? "" : " " + byFamily) + (own.isEmpty() ? "" : " " + own);
    }
}
