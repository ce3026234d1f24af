// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * Aggregates beyond {@code count}, {@code sum} and their like, which {@link Sql} has, and groupings for {@link Select#groupBy}; made to be
 * imported statically.
 */
public final class Aggregates {

    private Aggregates() {
    }

    /**
     * A call of any aggregate the database has. A select with it counts as one that may write, unless its author says
     * {@link Aggregate#asPure()}.
     */
    public static <T> Aggregate<T> aggregate(String name, SqlType<T> type, Expression<?>... arguments) {
        return new Aggregate<>(name, Usage.asList(arguments, "the arguments of " + name + "()"), false, List.of(), false, null, false, type);
    }

    /** The value below which the given part of the values lies, from 0 to 1, calculated between two of them where it falls there. */
    public static Aggregate<Double> percentileCont(double fraction, OrderTerm values) {
        return Aggregate.of("percentile_cont", Types.DOUBLE, Sql.value(fraction)).withinGroup(values);
    }

    /** The first of the values that at least the given part of them, from 0 to 1, does not exceed. */
    public static <T> Aggregate<T> percentileDisc(double fraction, Expression<T> values) {
        SqlType<T> type = Usage.required(values, "the values of percentileDisc").type();
        return Aggregate.of("percentile_disc", type, Sql.value(fraction)).withinGroup(values);
    }

    /** The most frequent value. */
    public static <T> Aggregate<T> mode(Expression<T> values) {
        return Aggregate.of("mode", Usage.required(values, "the values of mode").type()).withinGroup(values);
    }

    /** Groups by all of these, by all but the last, and so on down to one group of all rows. */
    public static GroupingSets rollup(Expression<?>... expressions) {
        return new GroupingSets(GroupingSets.Kind.ROLLUP, single(expressions));
    }

    /** Groups by every choice of these. */
    public static GroupingSets cube(Expression<?>... expressions) {
        return new GroupingSets(GroupingSets.Kind.CUBE, single(expressions));
    }

    /** Groups by each of these sets; the empty set is one group of all rows. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static GroupingSets groupingSets(List<? extends Expression<?>>... sets) {
        List<List<Expression<?>>> all = new ArrayList<>(Usage.required(sets, "the sets of groupingSets").length);
        for (List<? extends Expression<?>> set : sets) {
            all.add(new ArrayList<>(Usage.required(set, "an element of groupingSets")));
        }
        return new GroupingSets(GroupingSets.Kind.GROUPING_SETS, all);
    }

    /** In a select by several groupings: 0 where the row's group is one by this expression, 1 where it is one of all its values. */
    public static Expression<Integer> grouping(Expression<?> expression) {
        return new Grouping(expression);
    }

    private static List<List<Expression<?>>> single(Expression<?>[] expressions) {
        List<List<Expression<?>>> sets = new ArrayList<>(Usage.required(expressions, "the expressions of rollup or cube").length);
        for (Expression<?> expression : expressions) {
            sets.add(List.of(Usage.required(expression, "an expression of rollup or cube")));
        }
        return sets;
    }
}
