// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql.sql;

import io.colonnade.sql.Condition;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Json;
import io.colonnade.sql.Sql;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Types;

/**
 * The JSON functions of MySQL and MariaDB; made to be imported statically. A path is one of theirs: {@code $.name}, {@code $.list[0]},
 * {@code $**.id}. It is bound like a value. All other databases refuse them; {@link io.colonnade.sql.JsonFunctions} are portable.
 *
 * <p>A value that is put into a document is a part of it as what it is: a {@link Json} as that value, a boolean as true or false, a number as a
 * number, and anything else as text.
 */
public final class MySqlJson {

    private static final String INSTEAD = "use jsonValue(…) and its sisters of JsonFunctions, or what that database has for JSON";

    private MySqlJson() {
    }

    /** {@code document -> path}: the value there; with several paths an array of all values. NULL where there is none. */
    public static Expression<Json> extract(Expression<Json> document, String... paths) {
        return json("json_extract", with(paths, document));
    }

    /** {@code document ->> path}: the value there as text without quotes. NULL where there is none; null in JSON is the text null. */
    public static Expression<String> extractText(Expression<Json> document, String path) {
        return call("json_unquote", Types.TEXT, extract(document, path));
    }

    /** True where a document contains another one: each member of it, or each element of an array. */
    public static Condition contains(Expression<Json> document, Json part) {
        return MySqlCall.condition("json_contains", INSTEAD, document, Sql.value(part, Types.JSON));
    }

    /** True where what is at a path contains another document. */
    public static Condition contains(Expression<Json> document, Json part, String path) {
        return MySqlCall.condition("json_contains", INSTEAD, document, Sql.value(part, Types.JSON), path(path));
    }

    /** True where there is something at all of the paths. */
    public static Condition hasAllPaths(Expression<Json> document, String... paths) {
        return MySqlCall.condition("json_contains_path", INSTEAD, with(paths, document, text("all")));
    }

    /** True where there is something at one of the paths. */
    public static Condition hasAnyPath(Expression<Json> document, String... paths) {
        return MySqlCall.condition("json_contains_path", INSTEAD, with(paths, document, text("one")));
    }

    /** The document with a value at a path, whether there was one or not. */
    public static Expression<Json> set(Expression<Json> document, String path, Object value) {
        return change("json_set", document, path, value);
    }

    /** The document with a value at a path where there was none. */
    public static Expression<Json> insert(Expression<Json> document, String path, Object value) {
        return change("json_insert", document, path, value);
    }

    /** The document with another value at a path where there was one. */
    public static Expression<Json> replace(Expression<Json> document, String path, Object value) {
        return change("json_replace", document, path, value);
    }

    /** The document with one more element at the end of the array at a path. */
    public static Expression<Json> append(Expression<Json> document, String path, Object value) {
        return change("json_array_append", document, path, value);
    }

    /** The document without what is at the paths. */
    public static Expression<Json> remove(Expression<Json> document, String... paths) {
        return json("json_remove", with(paths, document));
    }

    /** The document with the members of another one, in which null removes a member (RFC 7396). */
    public static Expression<Json> mergePatch(Expression<Json> document, Expression<Json> patch) {
        return json("json_merge_patch", document, patch);
    }

    /** How many members or elements the value at a path has; 1 for any other value. */
    public static Expression<Long> length(Expression<Json> document, String path) {
        return call("json_length", Types.BIGINT, document, path(path));
    }

    /** The keys of the object at a path, as an array. */
    public static Expression<Json> keys(Expression<Json> document, String path) {
        return json("json_keys", document, path(path));
    }

    /** What the document is: {@code OBJECT}, {@code ARRAY}, {@code INTEGER}, {@code STRING} and so on. */
    public static Expression<String> type(Expression<Json> document) {
        return call("json_type", Types.TEXT, document);
    }

    /** An array of values: expressions, or Java values that are bound. */
    public static Expression<Json> array(Object... elements) {
        Expression<?>[] arguments = new Expression<?>[elements.length];
        for (int i = 0; i < elements.length; i++) {
            arguments[i] = part(elements[i]);
        }
        return json("json_array", arguments);
    }

    /** An object of keys and values, in turn; values are expressions, or Java values that are bound. */
    public static Expression<Json> object(Object... keysAndValues) {
        if (keysAndValues.length % 2 != 0) {
            throw MySqlTypes.usage("object(…) takes keys and values in turn; it was given " + keysAndValues.length);
        }
        Expression<?>[] arguments = new Expression<?>[keysAndValues.length];
        for (int i = 0; i < keysAndValues.length; i++) {
            if (i % 2 == 0 && !(keysAndValues[i] instanceof String)) {
                throw MySqlTypes.usage("key " + i / 2 + " of object(…) is no text");
            }
            arguments[i] = part(keysAndValues[i]);
        }
        return json("json_object", arguments);
    }

    private static Expression<Json> change(String function, Expression<Json> document, String path, Object value) {
        return json(function, document, path(path), part(value));
    }

    /** A value in the form in which the functions take it for what it is; only what comes out of a JSON function is no text to both servers. */
    private static Expression<?> part(Object value) {
        Expression<?> part = value instanceof Expression<?> expression ? expression : value == null ? Sql.value(null, Types.TEXT)
                : Sql.value(value);
        if (part.type().family() == SqlType.Family.JSON) {
            return json("json_extract", part, text("$"));
        } else if (part.type().javaType() == Boolean.class) {
            return json("json_extract", MySqlCall.form("CASE WHEN {0} THEN 'true' WHEN NOT ({0}) THEN 'false' END", Types.TEXT,
                    "a boolean as JSON", INSTEAD, part), text("$"));
        }
        return part;
    }

    private static Expression<String> text(String literal) {
        return Sql.value(literal, Types.TEXT);
    }

    private static Expression<String> path(String path) {
        if (path == null || !path.startsWith("$")) {
            throw MySqlTypes.usage("\"" + path + "\" is no path of MySQL's JSON functions; it begins with $, as in $.name or $[0]");
        }
        return text(path);
    }

    private static Expression<?>[] with(String[] paths, Expression<?>... first) {
        if (paths.length == 0) {
            throw MySqlTypes.usage("a JSON function needs at least one path");
        }
        Expression<?>[] all = new Expression<?>[first.length + paths.length];
        System.arraycopy(first, 0, all, 0, first.length);
        for (int i = 0; i < paths.length; i++) {
            all[first.length + i] = path(paths[i]);
        }
        return all;
    }

    private static Expression<Json> json(String function, Expression<?>... arguments) {
        return call(function, Types.JSON, arguments);
    }

    private static <T> Expression<T> call(String function, SqlType<T> type, Expression<?>... arguments) {
        return MySqlCall.of(function, type, INSTEAD, arguments);
    }
}
