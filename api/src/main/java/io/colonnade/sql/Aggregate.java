// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * A call of a function that takes all rows of a group. Immutable: each method gives back a new one. Made with {@link Sql#count} and its
 * sisters, and with {@link Aggregates}.
 *
 * @param name its name
 * @param arguments its arguments; empty for {@code *}, or for none in front of {@link #withinGroup}
 * @param distinct whether equal values count once
 * @param orderBy the order in which it takes the rows; empty for any
 * @param ordersGroup whether the order stands behind it, as WITHIN GROUP
 * @param filter which rows it takes; null for all
 * @param pure whether it is known to change nothing, so that a select that calls it only reads
 * @param type the type of the result
 * @param <T> the Java class of the result
 */
public record Aggregate<T>(String name, List<Expression<?>> arguments, boolean distinct, List<OrderTerm> orderBy, boolean ordersGroup,
                           Expression<Boolean> filter, boolean pure, SqlType<T> type) implements Expression<T>, Windowable<T> {

    public Aggregate {
        FunctionCall.checkName(name);
        Usage.required(type, "the type of function " + name + "()");
        arguments.forEach(argument -> Usage.required(argument, "an argument of function " + name + "()"));
        arguments = List.copyOf(arguments);
        orderBy = Usage.copy(orderBy, "the order of " + name + "()");
        if (arguments.isEmpty() && distinct) {
            throw Usage.error(name + "(DISTINCT *) does not exist; name an expression");
        }
    }

    static <T> Aggregate<T> of(String name, SqlType<T> type, Expression<?>... arguments) {
        return new Aggregate<>(name, Usage.asList(arguments, "the arguments of " + name + "()"), false, List.of(), false, null, true, type);
    }

    /** Equal values count once. */
    public Aggregate<T> asDistinct() {
        return new Aggregate<>(name, arguments, true, orderBy, ordersGroup, filter, pure, type);
    }

    /**
     * It takes only the rows for which this is true; a second call adds a condition that must hold too. Where a database has no FILTER it
     * is calculated with CASE, if the function is one that leaves out NULL.
     */
    public Aggregate<T> filter(Expression<Boolean> condition) {
        return new Aggregate<>(name, arguments, distinct, orderBy, ordersGroup, Select.both(filter, condition, "filter"), pure, type);
    }

    /** The order in which it takes the rows, for functions whose result tells; a second call adds to the first. */
    public Aggregate<T> orderBy(OrderTerm... terms) {
        return ordered(terms, "orderBy", false);
    }

    /** The order of the group whose rows the function compares; a second call adds to the first. */
    public Aggregate<T> withinGroup(OrderTerm... terms) {
        return ordered(terms, "withinGroup", true);
    }

    private Aggregate<T> ordered(OrderTerm[] terms, String method, boolean group) {
        if (!orderBy.isEmpty() && ordersGroup != group) {
            throw Usage.error(name + "() has an order already; use orderBy(…) or withinGroup(…), not both");
        }
        List<OrderTerm> all = new ArrayList<>(orderBy);
        all.addAll(Usage.list(terms, "the list of " + method));
        return new Aggregate<>(name, arguments, distinct, all, group, filter, pure, type);
    }

    /** The same call, of which its author says that it changes nothing. */
    public Aggregate<T> asPure() {
        return new Aggregate<>(name, arguments, distinct, orderBy, ordersGroup, filter, true, type);
    }

    @Override
    public void accept(ExpressionVisitor visitor) {
        visitor.aggregate(this);
    }
}
