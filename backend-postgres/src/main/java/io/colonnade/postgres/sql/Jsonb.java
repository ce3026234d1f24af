// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres.sql;

import io.colonnade.sql.Condition;
import io.colonnade.sql.Expression;
import io.colonnade.sql.ExpressionView;
import io.colonnade.sql.Json;
import io.colonnade.sql.Sql;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.TableFunction;
import io.colonnade.sql.Types;
import java.util.List;

/**
 * A document of type {@code jsonb} with PostgreSQL's operators, as in {@code jsonb(NOTES.doc).arrow("tags").contains(new
 * Json("[\"new\"]"))}.
 * Each is explained in the chapter "JSON Functions and Operators" of PostgreSQL's documentation; functions that make documents are in
 * {@link JsonbFunctions}. Immutable.
 *
 * <p>All other databases refuse it with an error of kind UNSUPPORTED; what every database can do is in
 * {@link io.colonnade.sql.JsonFunctions}. Null is refused with a {@link io.colonnade.error.UsageException}, unless a method says otherwise.
 * An operator gives NULL where its document is NULL.
 *
 * @param operand the document; one of the portable type JSON is cast
 */
public record Jsonb(Expression<Json> operand) implements ExpressionView<Json> {

    static final String INSTEAD = "use jsonValue(…) and jsonText(…) of JsonFunctions, which every database has";

    public Jsonb {
        operand = Operands.viewed(operand, PostgresTypes.JSONB, "jsonb(…)", INSTEAD);
    }

    /** A document with these operators. */
    public static Jsonb jsonb(Expression<Json> document) {
        return new Jsonb(document);
    }

    /** A value with these operators. */
    public static Jsonb jsonb(Json document) {
        return new Jsonb(Only.typed(Operands.value(PostgresTypes.JSONB, document, "the document of jsonb(…)")));
    }

    /** The value of a key, as JSON; NULL where there is none. Operator {@code ->}. */
    public Jsonb arrow(String key) {
        return arrow(Operands.text(key, "the key of operator ->"));
    }

    /** The element of an array from 0, or from its end with -1, as JSON; NULL where there is none. Operator {@code ->}. */
    public Jsonb arrow(int index) {
        return arrow(Operands.value(Types.INTEGER, index, "the index"));
    }

    /** The value of a key (a text) or of an index (an integer), as JSON. Operator {@code ->}. */
    public Jsonb arrow(Expression<?> keyOrIndex) {
        return json("->", keyOrIndex);
    }

    /** The value of a key, as text: a string without its quotes, NULL for null. Operator {@code ->>}. */
    public Expression<String> arrowText(String key) {
        return arrowText(Operands.text(key, "the key of operator ->>"));
    }

    /** The element of an array from 0, or from its end with -1, as text. Operator {@code ->>}. */
    public Expression<String> arrowText(int index) {
        return arrowText(Operands.value(Types.INTEGER, index, "the index"));
    }

    /** The value of a key (a text) or of an index (an integer), as text. Operator {@code ->>}. */
    public Expression<String> arrowText(Expression<?> keyOrIndex) {
        return Only.infix("->>", operand, keyOrIndex, Types.TEXT, INSTEAD);
    }

    /** The value at the end of some steps, as JSON: keys, or indexes as text. Operator {@code #>}. */
    public Jsonb path(String... steps) {
        return json("#>", Operands.texts(steps, "the steps of operator #>"));
    }

    /** The value at the end of some steps, as text. Operator {@code #>>}. */
    public Expression<String> pathText(String... steps) {
        return Only.infix("#>>", operand, Operands.texts(steps, "the steps of operator #>>"), Types.TEXT, INSTEAD);
    }

    /** True where the document has all that another one has. Operator {@code @>}, which an index by {@code gin} finds. */
    public Condition contains(Json part) {
        return contains(Operands.value(PostgresTypes.JSONB, part, "the right side of operator @>"));
    }

    /** True where the document has all that another one has. Operator {@code @>}. */
    public Condition contains(Expression<Json> part) {
        return condition("@>", part);
    }

    /**
     * Always refused: a document is no text.
     *
     * @throws io.colonnade.error.UsageException that names {@link #contains(Json)}
     */
    @Override
    public Condition contains(String part) {
        throw Operands.usage("contains on a jsonb takes a document, as in contains(new Json(…)), not a text; for a key there is hasKey(…)");
    }

    /** True where another document has all that this one has. Operator {@code <@}. */
    public Condition containedBy(Json whole) {
        return containedBy(Operands.value(PostgresTypes.JSONB, whole, "the right side of operator <@"));
    }

    /** True where another document has all that this one has. Operator {@code <@}. */
    public Condition containedBy(Expression<Json> whole) {
        return condition("<@", whole);
    }

    /** True where an object has a key, or an array a string. Operator {@code ?}. */
    public Condition hasKey(String key) {
        return hasKey(Operands.text(key, "the key of operator ?"));
    }

    /** True where an object has a key, or an array a string. Operator {@code ?}. */
    public Condition hasKey(Expression<String> key) {
        return condition("?", key);
    }

    /** True where it has at least one of the keys. Operator {@code ?|}. */
    public Condition hasAnyKey(String... keys) {
        return condition("?|", Operands.texts(keys, "the keys of operator ?|"));
    }

    /** True where it has all of the keys. Operator {@code ?&}. */
    public Condition hasAllKeys(String... keys) {
        return condition("?&", Operands.texts(keys, "the keys of operator ?&"));
    }

    /** Both documents as one: of two objects the keys of both, the second's value winning; else an array of both. Operator {@code ||}. */
    public Jsonb concat(Json other) {
        return concat(Operands.value(PostgresTypes.JSONB, other, "the right side of operator ||"));
    }

    /** As {@link #concat(Json)}. Operator {@code ||}. */
    public Jsonb concat(Expression<Json> other) {
        return json("||", other);
    }

    /** Without a key of an object, or without the strings of an array that equal it. Operator {@code -}. */
    public Jsonb without(String key) {
        return json("-", Operands.text(key, "the key of operator -"));
    }

    /** Without the element of an array from 0, or from its end with -1. Operator {@code -}. */
    public Jsonb without(int index) {
        return json("-", Operands.value(Types.INTEGER, index, "the index"));
    }

    /** Without any of the keys. Operator {@code -}. */
    public Jsonb withoutKeys(String... keys) {
        return json("-", Only.typed(Operands.texts(keys, "the keys of operator -")));
    }

    /** Without what is at the end of some steps. Operator {@code #-}. */
    public Jsonb withoutPath(String... steps) {
        return json("#-", Operands.texts(steps, "the steps of operator #-"));
    }

    /** True where a path of type {@code jsonpath} finds anything, as in {@code $.tags[*] ? (@ == "new")}. Operator {@code @?}. */
    public Condition queryExists(String path) {
        return condition("@?", jsonPath(path));
    }

    /** The same with variables for the path, an object: {@code jsonb_path_exists}. */
    public Condition queryExists(String path, Json variables) {
        return Sql.condition(query("jsonb_path_exists", Types.BOOLEAN, path, variables));
    }

    /** The answer of a path that is a condition, as in {@code $.size > 3}; unknown where it is none. Operator {@code @@}. */
    public Condition queryMatches(String path) {
        return condition("@@", jsonPath(path));
    }

    /** The same with variables for the path, an object: {@code jsonb_path_match}, which fails where the path is no condition. */
    public Condition queryMatches(String path, Json variables) {
        return Sql.condition(query("jsonb_path_match", Types.BOOLEAN, path, variables));
    }

    /** The first that a path finds; NULL where it finds nothing: {@code jsonb_path_query_first}. */
    public Jsonb queryFirst(String path) {
        return call("jsonb_path_query_first", operand, jsonPath(path));
    }

    /** The same with variables for the path, an object. */
    public Jsonb queryFirst(String path, Json variables) {
        return new Jsonb(query("jsonb_path_query_first", PostgresTypes.JSONB, path, variables));
    }

    /** All that a path finds, as one array: {@code jsonb_path_query_array}. */
    public Jsonb queryArray(String path) {
        return call("jsonb_path_query_array", operand, jsonPath(path));
    }

    /** The document with a value at the end of some steps; a last key that is not there is added: {@code jsonb_set}. */
    public Jsonb set(List<String> steps, Json value) {
        return set(steps, Operands.value(PostgresTypes.JSONB, value, "the value of jsonb_set"));
    }

    /** As {@link #set(List, Json)}. */
    public Jsonb set(List<String> steps, Expression<Json> value) {
        return call("jsonb_set", operand, steps(steps, "jsonb_set"), value);
    }

    /** The document with a value in place of that at the end of some steps, if there is one: {@code jsonb_set} without adding. */
    public Jsonb replace(List<String> steps, Json value) {
        return call("jsonb_set", operand, steps(steps, "jsonb_set"), Operands.value(PostgresTypes.JSONB, value, "the value of jsonb_set"),
                Sql.value(false));
    }

    /** The document with a value before the element of an array at the end of some steps, or with a new key: {@code jsonb_insert}. */
    public Jsonb insert(List<String> steps, Json value) {
        return insert(steps, value, false);
    }

    /** As {@link #insert}, but behind the element of the array. */
    public Jsonb insertAfter(List<String> steps, Json value) {
        return insert(steps, value, true);
    }

    private Jsonb insert(List<String> steps, Json value, boolean after) {
        return call("jsonb_insert", operand, steps(steps, "jsonb_insert"), Operands.value(PostgresTypes.JSONB, value,
                "the value of jsonb_insert"),
                Sql.value(after));
    }

    /** The document without the keys whose value is null, at all depths: {@code jsonb_strip_nulls}. */
    public Jsonb stripNulls() {
        return call("jsonb_strip_nulls", operand);
    }

    /** How many elements an array has; an error where it is no array: {@code jsonb_array_length}. */
    public Expression<Integer> arrayLength() {
        return Only.call("jsonb_array_length", Types.INTEGER, INSTEAD, operand);
    }

    /** One of object, array, string, number, boolean and null: {@code jsonb_typeof}. */
    public Expression<String> typeOf() {
        return Only.call("jsonb_typeof", Types.TEXT, INSTEAD, operand);
    }

    /** The document as text for people, on several lines: {@code jsonb_pretty}. */
    public Expression<String> pretty() {
        return Only.call("jsonb_pretty", Types.TEXT, INSTEAD, operand);
    }

    /** The elements of an array, to be read like a table with the column {@code value} of type {@link PostgresTypes#JSONB}. */
    public TableFunction elements(String name) {
        return rows(name, "jsonb_array_elements", operand).declare("value", PostgresTypes.JSONB);
    }

    /** The elements of an array as texts, to be read like a table with the column {@code value}. */
    public TableFunction elementsText(String name) {
        return rows(name, "jsonb_array_elements_text", operand).declare("value", Types.TEXT);
    }

    /**
     * The keys of an object, to be read like a table with the columns {@code key}, a text, and {@code value} of type {@link
     * PostgresTypes#JSONB}.
     */
    public TableFunction each(String name) {
        return rows(name, "jsonb_each", operand).declare("key", Types.TEXT).declare("value", PostgresTypes.JSONB);
    }

    /** The keys of an object, to be read like a table with the texts {@code key} and {@code value}. */
    public TableFunction eachText(String name) {
        return rows(name, "jsonb_each_text", operand).declare("key", Types.TEXT).declare("value", Types.TEXT);
    }

    /**
     * All that a path finds, to be read like a table with the column {@code value} of type {@link PostgresTypes#JSONB}: {@code
     * jsonb_path_query}.
     */
    public TableFunction query(String name, String path) {
        return rows(name, "jsonb_path_query", operand, jsonPath(path)).declare("value", PostgresTypes.JSONB);
    }

    private static TableFunction rows(String name, String function, Expression<?>... arguments) {
        return Sql.tableFunction(name, Only.call(function, PostgresTypes.JSONB, INSTEAD, arguments));
    }

    private static Expression<String> jsonPath(String path) {
        return Operands.value(PostgresTypes.JSONPATH, path, "the path");
    }

    private static Expression<String[]> steps(List<String> steps, String function) {
        return Operands.texts(Operands.required(steps, "the list of steps").toArray(new String[0]), "the steps of " + function);
    }

    private <T> Expression<T> query(String function, SqlType<T> type, String path, Json variables) {
        return Only.call(function, type, INSTEAD, operand, jsonPath(path), Operands.value(PostgresTypes.JSONB, variables,
                "the variables of " + function));
    }

    private Condition condition(String operator, Expression<?> right) {
        return Only.condition(operator, operand, right, INSTEAD);
    }

    private Jsonb json(String operator, Expression<?> right) {
        return new Jsonb(Only.infix(operator, operand, right, PostgresTypes.JSONB, INSTEAD));
    }

    private static Jsonb call(String function, Expression<?>... arguments) {
        return new Jsonb(Only.call(function, PostgresTypes.JSONB, INSTEAD, arguments));
    }
}
