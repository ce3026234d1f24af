// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres.sql;

import io.colonnade.sql.Condition;
import io.colonnade.sql.Expression;
import io.colonnade.sql.ExpressionView;
import io.colonnade.sql.Sql;
import io.colonnade.sql.TableFunction;
import io.colonnade.sql.Types;
import java.util.Map;

/**
 * Keys and values of type {@code hstore} with PostgreSQL's operators, as in {@code hstore(THINGS.attributes).arrow("colour").eq("red")}.
 * Each
 * is explained on the page "hstore" among the additional modules of PostgreSQL's documentation. The type is there where its extension is
 * installed ({@link Extension}); a connection knows whether it is from the time when it was opened. Immutable.
 *
 * <p>All other databases refuse it with an error of kind UNSUPPORTED. Null is refused with a {@link io.colonnade.error.UsageException}, but
 * the values of a map may be null.
 *
 * @param operand the keys and values
 */
public record Hstore(Expression<Map<String, String>> operand) implements ExpressionView<Map<String, String>> {

    private static final String INSTEAD = "keep a JSON document, and use jsonText(…) of JsonFunctions, which every database has";

    public Hstore {
        operand = Operands.viewed(operand, PostgresTypes.HSTORE, "hstore(…)", INSTEAD);
    }

    /** Keys and values with these operators. */
    public static Hstore hstore(Expression<Map<String, String>> map) {
        return new Hstore(map);
    }

    /** A map with these operators. */
    public static Hstore hstore(Map<String, String> map) {
        return new Hstore(Only.typed(Operands.value(PostgresTypes.HSTORE, map, "the map of hstore(…)")));
    }

    /** One key and its value: {@code hstore(text, text)}. */
    public static Hstore hstore(Expression<String> key, Expression<String> value) {
        return new Hstore(Only.call("hstore", PostgresTypes.HSTORE, INSTEAD, key, value));
    }

    /** Keys and their values: {@code hstore(text[], text[])}. */
    public static Hstore hstoreOf(Expression<String[]> keys, Expression<String[]> values) {
        return new Hstore(Only.call("hstore", PostgresTypes.HSTORE, INSTEAD, keys, values));
    }

    /** The value of a key; NULL where there is none. Operator {@code ->}. */
    public Expression<String> arrow(String key) {
        return arrow(Operands.text(key, "the key of operator ->"));
    }

    /** The value of a key; NULL where there is none. Operator {@code ->}. */
    public Expression<String> arrow(Expression<String> key) {
        return Only.infix("->", operand, key, Types.TEXT, INSTEAD);
    }

    /** The values of some keys, in their order. Operator {@code ->}. */
    public Expression<String[]> arrowAll(String... keys) {
        return Only.infix("->", operand, Only.typed(Operands.texts(keys, "the keys of operator ->")), Operands.textsType(), INSTEAD);
    }

    /** True where it has all keys of a map with the same values. Operator {@code @>}, which an index by {@code gin} finds. */
    public Condition contains(Map<String, String> part) {
        return contains(map(part, "@>"));
    }

    /** True where it has all keys of another one with the same values. Operator {@code @>}. */
    public Condition contains(Expression<Map<String, String>> part) {
        return condition("@>", part);
    }

    /** True where a map has all its keys with the same values. Operator {@code <@}. */
    public Condition containedBy(Map<String, String> whole) {
        return containedBy(map(whole, "<@"));
    }

    /** True where another one has all its keys with the same values. Operator {@code <@}. */
    public Condition containedBy(Expression<Map<String, String>> whole) {
        return condition("<@", whole);
    }

    /** True where it has a key. Operator {@code ?}; {@link #exist} asks the same without an index. */
    public Condition hasKey(String key) {
        return condition("?", Operands.text(key, "the key of operator ?"));
    }

    /** True where it has at least one of the keys. Operator {@code ?|}. */
    public Condition hasAnyKey(String... keys) {
        return condition("?|", Operands.texts(keys, "the keys of operator ?|"));
    }

    /** True where it has all of the keys. Operator {@code ?&}. */
    public Condition hasAllKeys(String... keys) {
        return condition("?&", Operands.texts(keys, "the keys of operator ?&"));
    }

    /** Both together; where both have a key, with the value of the map. Operator {@code ||}. */
    public Hstore concat(Map<String, String> other) {
        return concat(map(other, "||"));
    }

    /** Both together; where both have a key, with the value of the other one. Operator {@code ||}. */
    public Hstore concat(Expression<Map<String, String>> other) {
        return hstore("||", other);
    }

    /** Without a key. Operator {@code -}. */
    public Hstore without(String key) {
        return hstore("-", Operands.text(key, "the key of operator -"));
    }

    /** Without any of the keys. Operator {@code -}. */
    public Hstore withoutKeys(String... keys) {
        return hstore("-", Only.typed(Operands.texts(keys, "the keys of operator -")));
    }

    /** Without the keys of a map that have the same value. Operator {@code -}. */
    public Hstore without(Map<String, String> pairs) {
        return hstore("-", Only.typed(map(pairs, "-")));
    }

    /** True where it has a key: {@code exist}. */
    public Condition exist(String key) {
        return Sql.condition(Only.call("exist", Types.BOOLEAN, INSTEAD, operand, Operands.text(key, "the key of function exist()")));
    }

    /** True where it has a key with a value that is not NULL: {@code defined}. */
    public Condition defined(String key) {
        return Sql.condition(Only.call("defined", Types.BOOLEAN, INSTEAD, operand, Operands.text(key, "the key of function defined()")));
    }

    /** Without a key: {@code delete}. */
    public Hstore delete(String key) {
        return new Hstore(Only.call("delete", PostgresTypes.HSTORE, INSTEAD, operand, Operands.text(key, "the key of function delete()")));
    }

    /** Its keys, in no certain order: {@code akeys}. */
    public Expression<String[]> akeys() {
        return Only.call("akeys", Operands.textsType(), INSTEAD, operand);
    }

    /** Its values, in the order of {@link #akeys}: {@code avals}. */
    public Expression<String[]> avals() {
        return Only.call("avals", Operands.textsType(), INSTEAD, operand);
    }

    /** The same as a JSON object of texts: {@code hstore_to_jsonb}. */
    public Jsonb toJsonb() {
        return new Jsonb(Only.call("hstore_to_jsonb", PostgresTypes.JSONB, INSTEAD, operand));
    }

    /** Its keys and values, to be read like a table with the texts {@code key} and {@code value}: {@code each}. */
    public TableFunction each(String name) {
        return Sql.tableFunction(name, Only.call("each", PostgresTypes.HSTORE, INSTEAD, operand)).declare("key",
                Types.TEXT).declare("value", Types.TEXT);
    }

    private static Expression<Map<String, String>> map(Map<String, String> map, String operator) {
        return Operands.value(PostgresTypes.HSTORE, map, "the right side of operator " + operator);
    }

    private Condition condition(String operator, Expression<?> right) {
        return Only.condition(operator, operand, right, INSTEAD);
    }

    private Hstore hstore(String operator, Expression<?> right) {
        return new Hstore(Only.infix(operator, operand, right, PostgresTypes.HSTORE, INSTEAD));
    }
}
