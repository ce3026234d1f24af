// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * What JSON documents hold, with the same Java class on every database; made to be imported statically.
 *
 * <p>The way to a value is given as steps: a {@code String} is a key of an object, an {@code Integer} from 0 an index of an array. Where
 * there is no such value the result is NULL; only MySQL and MariaDB take index 0 of what is no array for the value itself. Anything else as a step is refused with a {@link io.colonnade.error.UsageException}.
 */
public final class JsonFunctions {

    private JsonFunctions() {
    }

    /** The value as a JSON document. Its spaces and the order of its keys are the database's own. */
    public static Expression<Json> jsonValue(Expression<Json> document, Object... steps) {
        return new PortableCall<>(PortableFunction.JSON_VALUE, arguments(document, steps), Types.JSON);
    }

    /** The value as text: a string without its quotes, anything else as JSON writes it, NULL for null. */
    public static Expression<String> jsonText(Expression<Json> document, Object... steps) {
        return new PortableCall<>(PortableFunction.JSON_TEXT, arguments(document, steps), Types.TEXT);
    }

    /** The value, a number, as a long. What a database makes of a value that is none is its own rule. */
    public static Expression<Long> jsonLong(Expression<Json> document, Object... steps) {
        return jsonText(document, steps).cast(Types.BIGINT);
    }

    /** The value, a number, as a double. What a database makes of a value that is none is its own rule. */
    public static Expression<Double> jsonDouble(Expression<Json> document, Object... steps) {
        return jsonText(document, steps).cast(Types.DOUBLE);
    }

    /** Whether the value is true; NULL where it is null or absent. */
    public static Condition jsonBoolean(Expression<Json> document, Object... steps) {
        return jsonText(document, steps).eq("true");
    }

    private static List<Expression<?>> arguments(Expression<Json> document, Object[] steps) {
        Usage.required(document, "the document of a JSON function");
        if (Usage.required(steps, "the steps of a JSON function").length == 0) {
            throw Usage.error("a JSON function needs at least one step: a String for a key, an Integer for an index");
        }
        StringBuilder path = new StringBuilder("$");
        List<Expression<?>> arguments = new ArrayList<>();
        for (Object step : steps) {
            if (step instanceof String key) {
                append(path, key);
            } else if (step instanceof Integer index && index >= 0) {
                path.append('[').append(index).append(']');
            } else {
                throw Usage.error("a step of a JSON function is a String for a key or an Integer from 0 for an index, not "
                        + (step == null ? "null" : step instanceof Integer ? "a negative one" : step.getClass().getName()));
            }
            arguments.add(new Value<>(Types.TEXT, step.toString()));
        }
        arguments.add(0, new Value<>(Types.TEXT, path.toString()));
        arguments.add(0, document);
        return arguments;
    }

    private static void append(StringBuilder path, String key) {
        if (key.indexOf('"') >= 0 || key.indexOf('\\') >= 0) {
            throw Usage.error("a key with a quote or a backslash cannot stand in a path of JSON on every database; use function(…)");
        }
        path.append(".\"").append(key).append('"');
    }
}
