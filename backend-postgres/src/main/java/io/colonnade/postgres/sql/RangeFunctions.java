// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres.sql;

import static io.colonnade.postgres.sql.ArrayFunctions.required;

import io.colonnade.sql.Aggregate;
import io.colonnade.sql.Condition;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Sql;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Types;
import io.colonnade.sql.Value;

/**
 * Operators and functions of ranges and multiranges, made to be imported statically. All databases but PostgreSQL refuse them with an error of
 * kind UNSUPPORTED. Null is refused with a {@link io.colonnade.error.UsageException}. A GiST index finds what the conditions ask for.
 */
public final class RangeFunctions {

    private static final String INSTEAD = "keep both bounds in columns of their own and compare them";

    private RangeFunctions() {
    }

    /** A range between bounds that are calculated, where NULL is no bound: {@code int4range(…, …, '[)')}. */
    public static <T> Expression<Range<T>> range(SqlType<Range<T>> type, Expression<T> lower, boolean lowerIncluded, Expression<T> upper,
            boolean upperIncluded) {
        required(type, "the type of range(…)");
        return Only.call(TextForm.spelling(type), type, INSTEAD, Only.typed(required(lower, "the lower bound of range(…)")),
                Only.typed(required(upper, "the upper bound of range(…)")),
                Sql.value((lowerIncluded ? "[" : "(") + (upperIncluded ? "]" : ")")));
    }

    /** Whether a value lies in it. Operator {@code @>}. */
    public static <T> Condition contains(Expression<? extends RangeSet<T>> range, T value) {
        return contains(range, Sql.value(required(value, "the right side of @>"), RangeFunctions.<T>bound(range)));
    }

    /** Whether a value lies in it. Operator {@code @>}. */
    public static <T> Condition contains(Expression<? extends RangeSet<T>> range, Expression<T> value) {
        return compared("@>", range, value);
    }

    /** Whether all values of the other lie in it. Operator {@code @>}. */
    public static <T> Condition containsRange(Expression<? extends RangeSet<T>> range, RangeSet<T> other) {
        return containsRange(range, value(range, other, "@>"));
    }

    /** Whether all values of the other lie in it. Operator {@code @>}. */
    public static <T> Condition containsRange(Expression<? extends RangeSet<T>> range, Expression<? extends RangeSet<T>> other) {
        return compared("@>", range, other);
    }

    /** Whether all its values lie in the other. Operator {@code <@}. */
    public static <T> Condition containedBy(Expression<? extends RangeSet<T>> range, RangeSet<T> other) {
        return containedBy(range, value(range, other, "<@"));
    }

    /** Whether all its values lie in the other. Operator {@code <@}. */
    public static <T> Condition containedBy(Expression<? extends RangeSet<T>> range, Expression<? extends RangeSet<T>> other) {
        return compared("<@", range, other);
    }

    /** Whether a value lies in both. Operator {@code &&}. */
    public static <T> Condition overlaps(Expression<? extends RangeSet<T>> range, RangeSet<T> other) {
        return overlaps(range, value(range, other, "&&"));
    }

    /** Whether a value lies in both. Operator {@code &&}. */
    public static <T> Condition overlaps(Expression<? extends RangeSet<T>> range, Expression<? extends RangeSet<T>> other) {
        return compared("&&", range, other);
    }

    /** Whether all its values are less than those of the other. Operator {@code <<}. */
    public static <T> Condition leftOf(Expression<? extends RangeSet<T>> range, RangeSet<T> other) {
        return leftOf(range, value(range, other, "<<"));
    }

    /** Whether all its values are less than those of the other. Operator {@code <<}. */
    public static <T> Condition leftOf(Expression<? extends RangeSet<T>> range, Expression<? extends RangeSet<T>> other) {
        return compared("<<", range, other);
    }

    /** Whether all its values are greater than those of the other. Operator {@code >>}. */
    public static <T> Condition rightOf(Expression<? extends RangeSet<T>> range, RangeSet<T> other) {
        return rightOf(range, value(range, other, ">>"));
    }

    /** Whether all its values are greater than those of the other. Operator {@code >>}. */
    public static <T> Condition rightOf(Expression<? extends RangeSet<T>> range, Expression<? extends RangeSet<T>> other) {
        return compared(">>", range, other);
    }

    /** Whether it ends no later than the other. Operator {@code &<}. */
    public static <T> Condition endsNotBehind(Expression<? extends RangeSet<T>> range, RangeSet<T> other) {
        return compared("&<", range, value(range, other, "&<"));
    }

    /** Whether it begins no earlier than the other. Operator {@code &>}. */
    public static <T> Condition beginsNotBefore(Expression<? extends RangeSet<T>> range, RangeSet<T> other) {
        return compared("&>", range, value(range, other, "&>"));
    }

    /** Whether they touch and have no value in common. Operator {@code -|-}. */
    public static <T> Condition adjacentTo(Expression<? extends RangeSet<T>> range, RangeSet<T> other) {
        return adjacentTo(range, value(range, other, "-|-"));
    }

    /** Whether they touch and have no value in common. Operator {@code -|-}. */
    public static <T> Condition adjacentTo(Expression<? extends RangeSet<T>> range, Expression<? extends RangeSet<T>> other) {
        return compared("-|-", range, other);
    }

    /** The values of both; the server refuses ranges with a gap between them, and multiranges may have one. Operator {@code +}. */
    public static <S extends RangeSet<?>> Expression<S> union(Expression<S> range, S other) {
        return union(range, same(range, other, "+"));
    }

    /** The values of both; the server refuses ranges with a gap between them, and multiranges may have one. Operator {@code +}. */
    public static <S extends RangeSet<?>> Expression<S> union(Expression<S> range, Expression<S> other) {
        return calculated("+", range, other);
    }

    /** The values that lie in both. Operator {@code *}. */
    public static <S extends RangeSet<?>> Expression<S> intersection(Expression<S> range, S other) {
        return intersection(range, same(range, other, "*"));
    }

    /** The values that lie in both. Operator {@code *}. */
    public static <S extends RangeSet<?>> Expression<S> intersection(Expression<S> range, Expression<S> other) {
        return calculated("*", range, other);
    }

    /** Its values without those of the other; the server refuses a range of which two would be left. Operator {@code -}. */
    public static <S extends RangeSet<?>> Expression<S> difference(Expression<S> range, S other) {
        return difference(range, same(range, other, "-"));
    }

    /** Its values without those of the other; the server refuses a range of which two would be left. Operator {@code -}. */
    public static <S extends RangeSet<?>> Expression<S> difference(Expression<S> range, Expression<S> other) {
        return calculated("-", range, other);
    }

    /** The least bound; NULL where there is none: {@code lower}. */
    public static <T> Expression<T> lowerBound(Expression<? extends RangeSet<T>> range) {
        return Only.call("lower", RangeFunctions.<T>bound(range), INSTEAD, Only.typed(range));
    }

    /** The greatest bound; NULL where there is none: {@code upper}. */
    public static <T> Expression<T> upperBound(Expression<? extends RangeSet<T>> range) {
        return Only.call("upper", RangeFunctions.<T>bound(range), INSTEAD, Only.typed(range));
    }

    /** Whether no value lies in it: {@code isempty}. */
    public static Condition isEmpty(Expression<? extends RangeSet<?>> range) {
        return is("isempty", range);
    }

    /** Whether the lower bound is part of it: {@code lower_inc}. */
    public static Condition isLowerIncluded(Expression<? extends RangeSet<?>> range) {
        return is("lower_inc", range);
    }

    /** Whether the upper bound is part of it: {@code upper_inc}. */
    public static Condition isUpperIncluded(Expression<? extends RangeSet<?>> range) {
        return is("upper_inc", range);
    }

    /** The smallest range in which both lie: {@code range_merge}. */
    public static <T> Expression<Range<T>> merge(Expression<Range<T>> range, Expression<Range<T>> other) {
        return Only.call("range_merge", required(range, "an argument of merge").type(), INSTEAD, Only.typed(range),
                Only.typed(required(other, "an argument of merge")));
    }

    /** The values of all ranges of a group: {@code range_agg}. NULL for no rows. */
    public static <T> Aggregate<Multirange<T>> rangeAgg(Expression<Range<T>> range) {
        SqlType<Range<T>> type = required(range, "the argument of rangeAgg").type();
        return ArrayFunctions.aggregate("range_agg", RangeFunctions.<T>multirange(type), range, INSTEAD);
    }

    /** The values that lie in all of a group: {@code range_intersect_agg}. NULL for no rows. */
    public static <S extends RangeSet<?>> Aggregate<S> rangeIntersectAgg(Expression<S> range) {
        return ArrayFunctions.aggregate("range_intersect_agg", required(range, "the argument of rangeIntersectAgg").type(), range, INSTEAD);
    }

    private static Condition is(String function, Expression<? extends RangeSet<?>> range) {
        return Sql.condition(Only.call(function, Types.BOOLEAN, INSTEAD, Only.typed(required(range, "the argument of " + function))));
    }

    private static Condition compared(String operator, Expression<?> range, Expression<?> other) {
        return Only.condition(operator, Only.typed(required(range, "the left side of " + operator)),
                Only.typed(required(other, "the right side of " + operator)), INSTEAD);
    }

    private static <S> Expression<S> calculated(String operator, Expression<S> range, Expression<S> other) {
        return Only.infix(operator, Only.typed(required(range, "the left side of " + operator)),
                Only.typed(required(other, "the right side of " + operator)), range.type(), INSTEAD);
    }

    private static <S> Expression<S> same(Expression<S> range, S other, String operator) {
        return new Value<>(required(range, "the left side of " + operator).type(), required(other, "the right side of " + operator));
    }

    /** A range beside a range of the same type, or one beside a multirange, or the reverse. */
    private static <T> Expression<? extends RangeSet<T>> value(Expression<? extends RangeSet<T>> range, RangeSet<T> value, String operator) {
        SqlType<?> type = required(range, "the left side of " + operator).type();
        if (required(value, "the right side of " + operator) instanceof Multirange<T> multirange) {
            return new Value<>(RangeFunctions.<T>multirange(type), multirange);
        }
        return new Value<>(PostgresTypes.rangeOf(TextForm.spelling(type).replaceFirst("multirange(?=\"?$)", "range"),
                RangeFunctions.<T>bound(range)), (Range<T>) value);
    }

    /** As the server names it where nobody else does. */
    private static <T> SqlType<Multirange<T>> multirange(SqlType<?> type) {
        return PostgresTypes.multirangeOf(TextForm.spelling(type).replaceFirst("(?<!multi)range(?=\"?$)", "multirange"),
                RangeFunctions.<T>bound(type));
    }

    private static <T> SqlType<T> bound(Expression<?> range) {
        return bound(required(range, "a range").type());
    }

    @SuppressWarnings("unchecked") // the bound of a range of that class
    private static <T> SqlType<T> bound(SqlType<?> type) {
        if (type.converter() instanceof RangeText.OfRange<?> range) {
            return (SqlType<T>) range.bound();
        } else if (type.converter() instanceof RangeText.OfMultirange<?> multirange) {
            return (SqlType<T>) multirange.bound();
        }
        throw TextForm.usage("type " + TextForm.spelling(type) + " is no range; use those of PostgresTypes, or rangeOf(…)");
    }
}
