// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite.sql;

import io.colonnade.sql.Expression;
import io.colonnade.sql.Json;
import io.colonnade.sql.Precedence;
import io.colonnade.sql.Sql;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.TableFunction;
import io.colonnade.sql.Types;
import io.colonnade.sql.VendorExpression;
import java.util.Arrays;

/**
 * SQLite's JSON functions; made to be imported statically. A path is one of SQLite: {@code $.name}, {@code $.list[0]}, {@code $.list[#-1]}. It
 * is bound like a value. All other databases refuse them; {@link io.colonnade.sql.JsonFunctions} are portable.
 *
 * <p>A value that is put into a document is a part of it as what it is: a {@link Json} as that value, a boolean as true or false, a number as a
 * number, and anything else as text.
 */
public final class SqliteJson {

    private static final String INSTEAD = "use jsonValue(…) and its sisters of JsonFunctions, or what that database has for JSON";
    private static final String PATH = "$";

    private SqliteJson() {
    }

    /** {@code document -> path}: the value there. NULL where there is none. */
    public static Expression<Json> extract(Expression<Json> document, String path) {
        return operator("->", document, path, Types.JSON);
    }

    /** {@code document ->> path}: the value there as text without quotes. NULL where there is none, and where it is null. */
    public static Expression<String> extractText(Expression<Json> document, String path) {
        return operator("->>", document, path, Types.TEXT);
    }

    /** The document with a value at a path, whether there was one or not; {@code $.list[#]} is behind the last element of an array. */
    public static Expression<Json> set(Expression<Json> document, String path, Object value) {
        return json("json_set", document, path(path), part(value));
    }

    /** The document with a value at a path where there was none. */
    public static Expression<Json> insert(Expression<Json> document, String path, Object value) {
        return json("json_insert", document, path(path), part(value));
    }

    /** The document with another value at a path where there was one. */
    public static Expression<Json> replace(Expression<Json> document, String path, Object value) {
        return json("json_replace", document, path(path), part(value));
    }

    /** The document without what is at the paths. */
    public static Expression<Json> remove(Expression<Json> document, String... paths) {
        Expression<?>[] arguments = new Expression<?>[paths.length + 1];
        arguments[0] = document;
        for (int i = 0; i < paths.length; i++) {
            arguments[i + 1] = path(paths[i]);
        }
        return json("json_remove", arguments);
    }

    /** The document with the members of another one, in which null removes a member (RFC 7396). */
    public static Expression<Json> patch(Expression<Json> document, Expression<Json> patch) {
        return json("json_patch", document, patch);
    }

    /** How many elements the array at a path has; 0 for any other value. NULL where there is nothing. */
    public static Expression<Long> arrayLength(Expression<Json> document, String path) {
        return SqliteOnly.call("json_array_length", Types.BIGINT, INSTEAD, document, path(path));
    }

    /** What is at a path: {@code object}, {@code array}, {@code integer}, {@code text}, {@code null} and so on. NULL where there is nothing. */
    public static Expression<String> type(Expression<Json> document, String path) {
        return SqliteOnly.call("json_type", Types.TEXT, INSTEAD, document, path(path));
    }

    /** Whether a text is a document, which a JSON column does not ask. */
    public static Expression<Boolean> isValid(Expression<?> text) {
        return SqliteOnly.call("json_valid", Types.BOOLEAN, INSTEAD, text);
    }

    /** An array of values: expressions, or Java values that are bound. */
    public static Expression<Json> array(Object... elements) {
        return json("json_array", Arrays.stream(elements).map(SqliteJson::part).toArray(Expression<?>[]::new));
    }

    /** An object of keys and values, in turn; values are expressions, or Java values that are bound. */
    public static Expression<Json> object(Object... keysAndValues) {
        for (int i = 0; i < keysAndValues.length; i += 2) {
            if (i + 1 == keysAndValues.length || !(keysAndValues[i] instanceof String)) {
                throw SqliteOnly.usage("object(…) takes keys, which are text, and values in turn; it has another at index " + i);
            }
        }
        return json("json_object", Arrays.stream(keysAndValues).map(SqliteJson::part).toArray(Expression<?>[]::new));
    }

    /** An array of the values of a group. */
    public static Expression<Json> groupArray(Expression<?> value) {
        return json("json_group_array", part(value));
    }

    /** An object of the keys and values of a group. */
    public static Expression<Json> groupObject(Expression<String> key, Expression<?> value) {
        return json("json_group_object", key, part(value));
    }

    /**
     * The members or elements of a document, to be read like a table: {@code from(T).crossJoin(each)} gives a row for each of them. Its columns
     * are {@code key}, {@code value} and {@code atom} of type {@link SqliteTypes#ANY}, and {@code type}, {@code fullkey} and {@code path}, which
     * are text.
     *
     * @param name its name in the select
     */
    public static TableFunction each(String name, Expression<Json> document) {
        return rows("json_each", name, document);
    }

    /** As {@link #each}, with the members and elements within them too. */
    public static TableFunction tree(String name, Expression<Json> document) {
        return rows("json_tree", name, document);
    }

    private static TableFunction rows(String function, String name, Expression<Json> document) {
        return Sql.tableFunction(name, SqliteOnly.call(function, Types.JSON, "select the documents and read them in Java", document))
                .declare("key", SqliteTypes.ANY).declare("value", SqliteTypes.ANY).declare("type", Types.TEXT)
                .declare("atom", SqliteTypes.ANY).declare("fullkey", Types.TEXT).declare("path", Types.TEXT);
    }

    /** A value in the form in which the functions take it for what it is. */
    private static Expression<?> part(Object value) {
        Expression<?> part = value instanceof Expression<?> expression ? expression : value == null ? Sql.value(null, Types.TEXT)
                : Sql.value(value);
        if (part.type().family() == SqlType.Family.JSON) {
            return json("json", part);
        } else if (part.type().javaType() == Boolean.class) {
            return json("json", new VendorExpression<>(SqliteOnly.DIALECT, Sql.fragment("CASE {0} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END",
                    Types.TEXT, part), "a boolean as JSON", INSTEAD));
        }
        return part;
    }

    private static <T> Expression<T> operator(String token, Expression<Json> document, String path, SqlType<T> type) {
        return new VendorExpression<>(SqliteOnly.DIALECT, Sql.infix(token, Precedence.OTHER, document, path(path), type),
                INSTEAD);
    }

    private static Expression<String> path(String path) {
        if (path == null || !path.startsWith(PATH)) {
            throw SqliteOnly.usage("\"" + path + "\" is no path of SQLite's JSON functions; it begins with $, as in $.name or $[0]");
        }
        return Sql.value(path, Types.TEXT);
    }

    private static Expression<Json> json(String function, Expression<?>... arguments) {
        return SqliteOnly.call(function, Types.JSON, INSTEAD, arguments);
    }
}
