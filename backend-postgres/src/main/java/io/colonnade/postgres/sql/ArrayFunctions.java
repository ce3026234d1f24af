// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres.sql;

import io.colonnade.sql.Aggregate;
import io.colonnade.sql.Aggregates;
import io.colonnade.sql.Condition;
import io.colonnade.sql.Expression;
import io.colonnade.sql.QueryExpression;
import io.colonnade.sql.Sql;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Types;
import io.colonnade.sql.Value;
import io.colonnade.sql.VendorExpression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Operators and functions of arrays, made to be imported statically. Indexes begin at 1, as in SQL. All databases but PostgreSQL refuse
 * them with an error of kind UNSUPPORTED. Null is refused with a {@link io.colonnade.error.UsageException}, but as an element.
 */
public final class ArrayFunctions {

    private static final String INSTEAD = "keep the elements in rows of a table of their own";

    private ArrayFunctions() {
    }

    /** An array of what is calculated: {@code ARRAY[…]}. An array that is known is a value: {@code value(array, arrayOf(type))}. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <E> Expression<E[]> array(Expression<E> first, Expression<E>... others) {
        List<Expression<?>> elements = new ArrayList<>(List.of(required(first, "the first element of array(…)")));
        elements.addAll(Arrays.asList(others));
        StringBuilder text = new StringBuilder("ARRAY[");
        for (int i = 0; i < elements.size(); i++) {
            text.append(i == 0 ? "{" : ", {").append(i).append('}');
        }
        // Cast, because the server takes a bound text for a varchar, of which arrays are not compared with those of text.
        SqlType<E[]> type = PostgresTypes.arrayOf(first.type());
        return Only.fragment(text.append(']').toString(), type, INSTEAD, elements.toArray(Expression<?>[]::new)).cast(type);
    }

    /** The values of a query of one column, in its order: {@code ARRAY(SELECT …)}. */
    public static <E> Expression<E[]> array(QueryExpression query, SqlType<E> element) {
        SqlType<E[]> type = PostgresTypes.arrayOf(element);
        return Only.fragment("ARRAY{0}", type, INSTEAD, Sql.scalar(query, element));
    }

    /** The values of a group as an array; NULL for no rows: {@code array_agg}. */
    public static <E> Aggregate<E[]> arrayAgg(Expression<E> element) {
        return aggregate("array_agg", PostgresTypes.arrayOf(required(element, "the argument of arrayAgg").type()), element, INSTEAD);
    }

    /** An aggregate that the language knows, whose argument says whose function it is. */
    static <T> Aggregate<T> aggregate(String name, SqlType<T> type, Expression<?> argument, String instead) {
        Expression<?> own = new VendorExpression<>(Only.DIALECT, argument.typeCoerce(argument.type()), "function " + name + "()", instead);
        return Aggregates.aggregate(name, type, own).asPure();
    }

    /** The element at an index, from 1; NULL where there is none. */
    public static <E> Expression<E> elementAt(Expression<E[]> array, int index) {
        return elementAt(array, Sql.value(index));
    }

    /** The element at an index, from 1; NULL where there is none. */
    public static <E> Expression<E> elementAt(Expression<E[]> array, Expression<Integer> index) {
        SqlType<E> element = element(array);
        if (element.converter() instanceof ArrayConverter<?>) {
            throw TextForm.usage("elementAt(array, index) is for arrays of one dimension; name the element with elementAt(array, row, column),"
                    + " or take a part with slice(array, from, to)");
        }
        return Only.fragment("({0})[{1}]", element, INSTEAD, Only.typed(array), index);
    }

    /** The element at a row and a column, both from 1, of an array of two dimensions; NULL where there is none. */
    public static <E> Expression<E> elementAt(Expression<E[][]> array, int row, int column) {
        SqlType<E> element = innermost(element(array));
        return Only.fragment("({0})[{1}][{2}]", element, INSTEAD, Only.typed(array), Sql.value(row), Sql.value(column));
    }

    /** The elements, or rows, from one index to another, both included; empty where there are none. */
    public static <E> Expression<E[]> slice(Expression<E[]> array, int from, int to) {
        return Only.fragment("({0})[{1}:{2}]", required(array, "the array of slice").type(), INSTEAD, Only.typed(array), Sql.value(from),
                Sql.value(to));
    }

    /** Whether all of these are elements of it. Operator {@code @>}; a GIN index finds it. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <E> Condition contains(Expression<E[]> array, E... elements) {
        return contains(array, value(array, elements, "contains"));
    }

    /** Whether all elements of the other are elements of it. Operator {@code @>}; a GIN index finds it. */
    public static <E> Condition contains(Expression<E[]> array, Expression<E[]> other) {
        return compared("@>", array, other);
    }

    /** Whether all its elements are among these. Operator {@code <@}. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <E> Condition containedBy(Expression<E[]> array, E... elements) {
        return containedBy(array, value(array, elements, "containedBy"));
    }

    /** Whether all its elements are elements of the other. Operator {@code <@}. */
    public static <E> Condition containedBy(Expression<E[]> array, Expression<E[]> other) {
        return compared("<@", array, other);
    }

    /** Whether one of these is an element of it. Operator {@code &&}; a GIN index finds it. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <E> Condition overlaps(Expression<E[]> array, E... elements) {
        return overlaps(array, value(array, elements, "overlaps"));
    }

    /** Whether both have an element in common. Operator {@code &&}; a GIN index finds it. */
    public static <E> Condition overlaps(Expression<E[]> array, Expression<E[]> other) {
        return compared("&&", array, other);
    }

    /** The elements of the one and then those of the other. Operator {@code ||}. */
    public static <E> Expression<E[]> concat(Expression<E[]> array, Expression<E[]> other) {
        required(array, "the left side of concat");
        return Only.infix("||", Only.typed(array), Only.typed(required(other, "the right side of concat")), array.type(), INSTEAD);
    }

    /** With one more element at its end: {@code array_append}. */
    public static <E> Expression<E[]> append(Expression<E[]> array, E element) {
        return same("array_append", array, of(array, element));
    }

    /** With one more element at its beginning: {@code array_prepend}. */
    public static <E> Expression<E[]> prepend(E element, Expression<E[]> array) {
        SqlType<E[]> type = required(array, "the array of prepend").type();
        return Only.call("array_prepend", type, INSTEAD, of(array, element), Only.typed(array));
    }

    /** Without the elements that equal this one: {@code array_remove}. */
    public static <E> Expression<E[]> remove(Expression<E[]> array, E element) {
        return same("array_remove", array, of(array, element));
    }

    /** With another element in place of those that equal this one: {@code array_replace}. */
    public static <E> Expression<E[]> replace(Expression<E[]> array, E element, E replacement) {
        return same("array_replace", array, of(array, element), of(array, replacement));
    }

    /** The index, from 1, of the first element that equals this one; NULL where there is none: {@code array_position}. */
    public static <E> Expression<Integer> position(Expression<E[]> array, E element) {
        return Only.call("array_position", Types.INTEGER, INSTEAD, Only.typed(required(array, "the array of position")), of(array, element));
    }

    /** The number of elements, in all dimensions together: {@code cardinality}. */
    public static Expression<Integer> cardinality(Expression<? extends Object[]> array) {
        return Only.call("cardinality", Types.INTEGER, INSTEAD, Only.typed(required(array, "the argument of cardinality")));
    }

    /** The number of elements in a dimension, the outermost being 1; NULL for an empty array: {@code array_length}. */
    public static Expression<Integer> arrayLength(Expression<? extends Object[]> array, int dimension) {
        return Only.call("array_length", Types.INTEGER, INSTEAD, Only.typed(required(array, "the argument of arrayLength")),
                Sql.value(dimension));
    }

    /**
     * The elements, each in a row of its own, for the list of a select: {@code unnest}. To join them with other rows read them like a table, with
     * {@link Sql#tableFunction}.
     */
    public static <E> Expression<E> unnest(Expression<E[]> array) {
        return Only.call("unnest", innermost(element(array)), INSTEAD, Only.typed(array));
    }

    /** Any of the elements: {@code a.eq(any(array))}. For the right side of a comparison only. */
    public static <E> Expression<E> any(Expression<E[]> array) {
        return Only.call("any", element(array), "use in(…)", Only.typed(array));
    }

    /** All elements: {@code a.gt(all(array))}. For the right side of a comparison only. */
    public static <E> Expression<E> all(Expression<E[]> array) {
        return Only.call("all", element(array), "compare with each of the values", Only.typed(array));
    }

    private static <E> Condition compared(String operator, Expression<E[]> array, Expression<E[]> other) {
        return Only.condition(operator, Only.typed(required(array, "the left side of " + operator)),
                Only.typed(required(other, "the right side of " + operator)), INSTEAD);
    }

    private static <E> Expression<E[]> same(String function, Expression<E[]> array, Expression<?>... more) {
        List<Expression<?>> arguments = new ArrayList<>(List.of(Only.typed(required(array, "the array of " + function))));
        arguments.addAll(Arrays.asList(more));
        return Only.call(function, array.type(), INSTEAD, arguments.toArray(Expression<?>[]::new));
    }

    private static <E> Expression<E[]> value(Expression<E[]> array, E[] elements, String method) {
        return new Value<>(required(array, "the array of " + method).type(), required(elements, "the elements of " + method));
    }

    private static <E> Expression<E> of(Expression<E[]> array, E element) {
        return Only.typed(Sql.value(element, element(array)));
    }

    /** What it is an array of. One whose type was not made by {@link PostgresTypes#arrayOf} is of what its name says. */
    @SuppressWarnings("unchecked") // the element of the array's class
    private static <E> SqlType<E> element(Expression<E[]> array) {
        SqlType<E[]> type = required(array, "an array").type();
        if (type.converter() instanceof ArrayConverter<?> converter) {
            return (SqlType<E>) converter.element();
        }
        return SqlType.vendor(Only.BUILT_IN, TextForm.spelling(type).replaceFirst("\\[\\d*]$", ""),
                (Class<E>) type.javaType().getComponentType());
    }

    @SuppressWarnings("unchecked") // the class is that of the innermost elements where the caller says so
    private static <E> SqlType<E> innermost(SqlType<?> type) {
        return type.converter() instanceof ArrayConverter<?> inner ? innermost(inner.element()) : (SqlType<E>) type;
    }

    static <V> V required(V value, String what) {
        if (value == null) {
            throw TextForm.usage(what + " is null");
        }
        return value;
    }
}
