// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.List;

/**
 * Windows, and the functions that exist only over a window; made to be imported statically. Use them where a row is to know of the rows
 * around it; aggregates take part with {@link Aggregate#over}.
 */
public final class Windows {

    private static final Window ALL = new Window(List.of(), List.of(), null);

    private Windows() {
    }

    /** The window of the rows with the same values. */
    public static Window partitionBy(Expression<?>... expressions) {
        return ALL.partitionBy(expressions);
    }

    /** The window of all rows, in an order. */
    public static Window orderBy(OrderTerm... terms) {
        return ALL.orderBy(terms);
    }

    /** The window of the rows between two ends, counted in rows. */
    public static Window rows(Frame.Bound start, Frame.Bound end) {
        return ALL.rows(start, end);
    }

    /** A window under a name, for {@link Select#window}. */
    public static NamedWindow window(String name, Window window) {
        return new NamedWindow(name, window);
    }

    /** The first row. */
    public static Frame.Bound unboundedPreceding() {
        return new Frame.Bound(Frame.Position.UNBOUNDED_PRECEDING, 0);
    }

    /** So far before the present row, 0 or more. */
    public static Frame.Bound preceding(long offset) {
        return new Frame.Bound(Frame.Position.PRECEDING, offset);
    }

    /** The present row. */
    public static Frame.Bound currentRow() {
        return new Frame.Bound(Frame.Position.CURRENT_ROW, 0);
    }

    /** So far behind the present row, 0 or more. */
    public static Frame.Bound following(long offset) {
        return new Frame.Bound(Frame.Position.FOLLOWING, offset);
    }

    /** The last row. */
    public static Frame.Bound unboundedFollowing() {
        return new Frame.Bound(Frame.Position.UNBOUNDED_FOLLOWING, 0);
    }

    /** The number of the row, from 1. */
    public static WindowFunction<Long> rowNumber() {
        return new WindowFunction<>("row_number", List.of(), Types.BIGINT, false);
    }

    /** The place of the row, from 1; equals share it, and leave a gap behind them. */
    public static WindowFunction<Long> rank() {
        return new WindowFunction<>("rank", List.of(), Types.BIGINT, true);
    }

    /** The place of the row, from 1; equals share it, and leave no gap. */
    public static WindowFunction<Long> denseRank() {
        return new WindowFunction<>("dense_rank", List.of(), Types.BIGINT, true);
    }

    /** The part of the other rows that stand before the row, from 0 to 1. */
    public static WindowFunction<Double> percentRank() {
        return new WindowFunction<>("percent_rank", List.of(), Types.DOUBLE, true);
    }

    /** The part of the rows that do not stand behind the row, above 0 and up to 1. */
    public static WindowFunction<Double> cumeDist() {
        return new WindowFunction<>("cume_dist", List.of(), Types.DOUBLE, true);
    }

    /** The number of the row's bucket, from 1, where the rows are divided as evenly as can be. */
    public static WindowFunction<Long> ntile(int buckets) {
        return new WindowFunction<>("ntile", List.of(positive(buckets, "ntile")), Types.BIGINT, true);
    }

    /** The value in the row before; NULL in the first. */
    public static <T> WindowFunction<T> lag(Expression<T> expression) {
        return neighbour("lag", expression);
    }

    /** The value so many rows before, 0 or more; NULL where there is none. */
    public static <T> WindowFunction<T> lag(Expression<T> expression, int rows) {
        return neighbour("lag", expression, rows);
    }

    /** The value so many rows before, 0 or more; otherwise, where there is no such row. */
    public static <T> WindowFunction<T> lag(Expression<T> expression, int rows, T otherwise) {
        return neighbour("lag", expression, rows, otherwise);
    }

    /** The value in the row behind; NULL in the last. */
    public static <T> WindowFunction<T> lead(Expression<T> expression) {
        return neighbour("lead", expression);
    }

    /** The value so many rows behind, 0 or more; NULL where there is none. */
    public static <T> WindowFunction<T> lead(Expression<T> expression, int rows) {
        return neighbour("lead", expression, rows);
    }

    /** The value so many rows behind, 0 or more; otherwise, where there is no such row. */
    public static <T> WindowFunction<T> lead(Expression<T> expression, int rows, T otherwise) {
        return neighbour("lead", expression, rows, otherwise);
    }

    /** The value in the first row of the frame. */
    public static <T> WindowFunction<T> firstValue(Expression<T> expression) {
        return new WindowFunction<>("first_value", List.of(required(expression, "first_value")), expression.type(), false);
    }

    /** The value in the last row of the frame, which ends with the present row and its equals unless the window says otherwise. */
    public static <T> WindowFunction<T> lastValue(Expression<T> expression) {
        return new WindowFunction<>("last_value", List.of(required(expression, "last_value")), expression.type(), false);
    }

    /** The value in a row of the frame, counted from 1; NULL where there is none. */
    public static <T> WindowFunction<T> nthValue(Expression<T> expression, int row) {
        return new WindowFunction<>("nth_value", List.of(required(expression, "nth_value"), positive(row, "nthValue")), expression.type(),
                false);
    }

    private static <T> WindowFunction<T> neighbour(String name, Expression<T> expression) {
        return new WindowFunction<>(name, List.of(required(expression, name)), expression.type(), true);
    }

    private static <T> WindowFunction<T> neighbour(String name, Expression<T> expression, int rows) {
        return new WindowFunction<>(name, List.of(required(expression, name), distance(rows, name)), expression.type(), true);
    }

    private static <T> WindowFunction<T> neighbour(String name, Expression<T> expression, int rows, T otherwise) {
        return new WindowFunction<>(name, List.of(required(expression, name), distance(rows, name),
                Value.operand(expression, otherwise, name)), expression.type(), true);
    }

    private static <T> Expression<T> required(Expression<T> expression, String function) {
        return Usage.required(expression, "the argument of " + function);
    }

    private static Expression<Integer> distance(int rows, String function) {
        return new Value<>(Types.INTEGER, (int) Select.notNegative(rows, function));
    }

    private static Expression<Integer> positive(int number, String method) {
        if (number < 1) {
            throw Usage.error(method + "(" + number + "): 1 or more is accepted");
        }
        return new Value<>(Types.INTEGER, number);
    }
}
