// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.sql.PortableFunction;
import io.colonnade.sql.SqlType.Family;
import java.util.EnumMap;
import java.util.Map;

/** The function table of a dialect: for a function one template, and others for results of certain families. Not thread-safe to change. */
final class FunctionTemplates {

    private final Map<PortableFunction, FunctionTemplate> templates = new EnumMap<>(PortableFunction.class);
    private final Map<PortableFunction, Map<Family, FunctionTemplate>> byFamily = new EnumMap<>(PortableFunction.class);

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
    }

    void put(PortableFunction function, Family family, String text) {
        FunctionTemplate template = new FunctionTemplate(text);
        if (family == null) {
            templates.put(function, template);
        } else {
            byFamily.computeIfAbsent(function, key -> new EnumMap<>(Family.class)).put(family, template);
        }
    }

    void remove(PortableFunction function) {
        templates.remove(function);
        byFamily.remove(function);
    }

    boolean has(PortableFunction function) {
        return templates.containsKey(function) || byFamily.containsKey(function);
    }

    /** The template for a result of that family; null if the database has no such function. */
    FunctionTemplate get(PortableFunction function, Family family) {
        Map<Family, FunctionTemplate> families = byFamily.get(function);
        FunctionTemplate template = families == null ? null : families.get(family);
        return template != null ? template : templates.get(function);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FunctionTemplates that && templates.equals(that.templates) && byFamily.equals(that.byFamily);
    }

    @Override
    public int hashCode() {
        return templates.hashCode() * 31 + byFamily.hashCode();
    }

    @Override
    public String toString() {
        return templates + (byFamily.isEmpty() ? "" : " " + byFamily);
    }
}
