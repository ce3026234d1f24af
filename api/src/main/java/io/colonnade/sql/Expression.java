// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.Arrays;
import java.util.Collection;

/**
 * A value that the database calculates: a column, a bound value, a call, a calculation. Immutable.
 *
 * <p>Methods that take a value bind it; a value never becomes SQL text. A null value is refused, because a comparison with NULL is never
 * true in SQL: use {@link #isNull()}. All refusals are a {@link io.colonnade.error.UsageException} that names the expression.
 *
 * @param <T> the Java class of its values
 */
public sealed interface Expression<T> extends SelectItem, OrderTerm
        permits Condition, Column, AliasColumn, Value, NamedParameter, Calculation, Negation, Infix, FunctionCall, Aggregate,
        CaseExpression, Cast, ScalarSubquery, NextValue {

    /** The type of its values. */
    SqlType<T> type();

    /** Calls the method of the visitor that is for this node. */
    void accept(ExpressionVisitor visitor);

    /** True where both are equal. */
    default Condition eq(T value) {
        return Comparison.of(Operator.EQ, this, value);
    }

    /** True where both are equal. */
    default Condition eq(Expression<T> other) {
        return new Comparison(Operator.EQ, this, other);
    }

    /** True where they differ. */
    default Condition ne(T value) {
        return Comparison.of(Operator.NE, this, value);
    }

    /** True where they differ. */
    default Condition ne(Expression<T> other) {
        return new Comparison(Operator.NE, this, other);
    }

    /** True where this is less. */
    default Condition lt(T value) {
        return Comparison.of(Operator.LT, this, value);
    }

    /** True where this is less. */
    default Condition lt(Expression<T> other) {
        return new Comparison(Operator.LT, this, other);
    }

    /** True where this is less or equal. */
    default Condition le(T value) {
        return Comparison.of(Operator.LE, this, value);
    }

    /** True where this is less or equal. */
    default Condition le(Expression<T> other) {
        return new Comparison(Operator.LE, this, other);
    }

    /** True where this is greater. */
    default Condition gt(T value) {
        return Comparison.of(Operator.GT, this, value);
    }

    /** True where this is greater. */
    default Condition gt(Expression<T> other) {
        return new Comparison(Operator.GT, this, other);
    }

    /** True where this is greater or equal. */
    default Condition ge(T value) {
        return Comparison.of(Operator.GE, this, value);
    }

    /** True where this is greater or equal. */
    default Condition ge(Expression<T> other) {
        return new Comparison(Operator.GE, this, other);
    }

    /** True where it equals one of the values; false for none, as an empty list contains nothing. Null among them is refused. */
    @SuppressWarnings("unchecked")
    default Condition in(T... values) {
        return in(Arrays.asList(Usage.required(values, "the list of in")));
    }

    /** True where it equals one of the values; false for none, as an empty list contains nothing. Null among them is refused. */
    default Condition in(Collection<? extends T> values) {
        return InList.of(this, values, false);
    }

    /** True where it equals one of the rows of a select of one column. */
    default Condition in(Select select) {
        return new InSubquery(this, select, false);
    }

    /** The opposite of {@link #in}: true for an empty list. */
    @SuppressWarnings("unchecked")
    default Condition notIn(T... values) {
        return notIn(Arrays.asList(Usage.required(values, "the list of notIn")));
    }

    /** The opposite of {@link #in}: true for an empty list. */
    default Condition notIn(Collection<? extends T> values) {
        return InList.of(this, values, true);
    }

    /** The opposite of {@link #in}. SQL's rule applies: one NULL among the rows makes it true for no row. */
    default Condition notIn(Select select) {
        return new InSubquery(this, select, true);
    }

    /** True from the low value to the high one, both included. */
    default Condition between(T low, T high) {
        return new Between(this, Value.operand(this, low, "between"), Value.operand(this, high, "between"), false);
    }

    /** True from the low value to the high one, both included. */
    default Condition between(Expression<T> low, Expression<T> high) {
        return new Between(this, low, high, false);
    }

    /** The opposite of {@link #between(Object, Object)}. */
    default Condition notBetween(T low, T high) {
        return new Between(this, Value.operand(this, low, "notBetween"), Value.operand(this, high, "notBetween"), true);
    }

    /**
     * True where text matches a pattern of {@code %} (any characters) and {@code _} (one character). No character escapes them;
     * whether case counts is the database's own rule.
     */
    default Condition like(String pattern) {
        return Like.of(this, pattern, null, false);
    }

    /** As {@link #like(String)}; the escape character makes the next {@code %}, {@code _} or escape character an ordinary one. */
    default Condition like(String pattern, char escape) {
        return Like.of(this, pattern, escape, false);
    }

    /** The opposite of {@link #like(String)}. */
    default Condition notLike(String pattern) {
        return Like.of(this, pattern, null, true);
    }

    /** The opposite of {@link #like(String, char)}. */
    default Condition notLike(String pattern, char escape) {
        return Like.of(this, pattern, escape, true);
    }

    /** True where it is NULL. */
    default Condition isNull() {
        return new NullCheck(this, false);
    }

    /** True where it is not NULL. */
    default Condition isNotNull() {
        return new NullCheck(this, true);
    }

    /** The sum. For numbers, as all arithmetic. */
    default Expression<T> plus(T value) {
        return Calculation.of(Operator.PLUS, this, value);
    }

    /** The sum. */
    default Expression<T> plus(Expression<T> other) {
        return new Calculation<>(Operator.PLUS, this, other);
    }

    /** The difference. */
    default Expression<T> minus(T value) {
        return Calculation.of(Operator.MINUS, this, value);
    }

    /** The difference. */
    default Expression<T> minus(Expression<T> other) {
        return new Calculation<>(Operator.MINUS, this, other);
    }

    /** The product. */
    default Expression<T> times(T value) {
        return Calculation.of(Operator.TIMES, this, value);
    }

    /** The product. */
    default Expression<T> times(Expression<T> other) {
        return new Calculation<>(Operator.TIMES, this, other);
    }

    /** The quotient. Whether {@code 5 / 2} of two integers is 2 is the database's own rule. */
    default Expression<T> dividedBy(T value) {
        return Calculation.of(Operator.DIVIDED_BY, this, value);
    }

    /** The quotient, as {@link #dividedBy(Object)}. */
    default Expression<T> dividedBy(Expression<T> other) {
        return new Calculation<>(Operator.DIVIDED_BY, this, other);
    }

    /** The remainder, with the sign of the dividend. */
    default Expression<T> modulo(T value) {
        return Calculation.of(Operator.MODULO, this, value);
    }

    /** The remainder, with the sign of the dividend. */
    default Expression<T> modulo(Expression<T> other) {
        return new Calculation<>(Operator.MODULO, this, other);
    }

    /** The number with the opposite sign. */
    default Expression<T> negate() {
        return new Negation<>(this);
    }

    /** CAST to another type. */
    default <U> Expression<U> cast(SqlType<U> type) {
        return new Cast<>(this, type);
    }

    /** Under a name of its own in the rows. */
    default Labelled<T> as(String label) {
        return new Labelled<>(this, label);
    }

    /** Smallest first. */
    default Ordering asc() {
        return new Ordering(this, false, null);
    }

    /** Largest first. */
    default Ordering desc() {
        return new Ordering(this, true, null);
    }
}
