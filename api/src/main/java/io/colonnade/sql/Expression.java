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
public sealed interface Expression<T> extends SelectItem, OrderTerm, GroupTerm
        permits Condition, Column, AliasColumn, Value, NamedParameter, Calculation, Negation, Infix, FunctionCall, PortableCall,
        Aggregate, StringAggregate, CaseExpression, Cast, ScalarSubquery, WindowCall, Grouping, Excluded, ColumnDefault, Supplied, Fragment,
        TypeCoercion, Affix, Collation, Quantified, RowElements, NextValue, VendorExpression, ExpressionView {

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

    /**
     * True where it equals one of a list that is given by name when the statement is run, as a collection of values of the parameter's
     * type; false for an empty one.
     */
    default Condition in(NamedParameter<T> list) {
        return new InParameter(this, list, false);
    }

    /** True where it equals one of the rows of a query of one column. */
    default Condition in(QueryExpression query) {
        return new InSubquery(this, query, false);
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

    /** The opposite of {@link #in(NamedParameter)}: true for an empty list. */
    default Condition notIn(NamedParameter<T> list) {
        return new InParameter(this, list, true);
    }

    /** The opposite of {@link #in}. SQL's rule applies: one NULL among the rows makes it true for no row. */
    default Condition notIn(QueryExpression query) {
        return new InSubquery(this, query, true);
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
     * True where text matches a pattern of {@code %} (any characters) and {@code _} (one character). No character escapes them, not even
     * a backslash; whether case and accents count is the database's own rule.
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

    /** As {@link #like(String)}, but accents count and case does not, on SQLite for the letters A to Z only. */
    default Condition ilike(String pattern) {
        return PortableCall.condition(PortableFunction.ILIKE, Functions.text(this, "ilike"), Like.pattern(this, pattern, "ilike"));
    }

    /**
     * As {@link #like(String, char)}, but accents count and case does not, on SQLite for the letters A to Z only. The escape character is
     * one that has no case.
     */
    default Condition ilike(String pattern, char escape) {
        return PortableCall.condition(PortableFunction.ILIKE_ESCAPE, Functions.text(this, "ilike"), Like.pattern(this, pattern, "ilike"),
                new Value<>(Types.TEXT, String.valueOf(Like.caselessEscape(escape))));
    }

    /** True where text contains another one, in which no character means anything else. Case counts, on every database. */
    default Condition contains(String part) {
        return PortableCall.condition(PortableFunction.CONTAINS, Functions.text(this, "contains"), Like.pattern(this, part, "contains"));
    }

    /** As {@link #contains}, but case does not count, on SQLite for the letters A to Z only. */
    default Condition containsIgnoreCase(String part) {
        return PortableCall.condition(PortableFunction.CONTAINS, Sql.lower(Functions.text(this, "containsIgnoreCase")),
                Sql.lower(Like.pattern(this, part, "containsIgnoreCase")));
    }

    /** True where text starts with another one, in which no character means anything else. Case counts, on every database. */
    default Condition startsWith(String start) {
        return PortableCall.condition(PortableFunction.STARTS_WITH, Functions.text(this, "startsWith"),
                Like.pattern(this, start, "startsWith"));
    }

    /** As {@link #startsWith}, but case does not count, on SQLite for the letters A to Z only. */
    default Condition startsWithIgnoreCase(String start) {
        return PortableCall.condition(PortableFunction.STARTS_WITH, Sql.lower(Functions.text(this, "startsWithIgnoreCase")),
                Sql.lower(Like.pattern(this, start, "startsWithIgnoreCase")));
    }

    /** True where text ends with another one, in which no character means anything else. Case counts, on every database. */
    default Condition endsWith(String end) {
        return PortableCall.condition(PortableFunction.ENDS_WITH, Functions.text(this, "endsWith"), Like.pattern(this, end, "endsWith"));
    }

    /** As {@link #endsWith}, but case does not count, on SQLite for the letters A to Z only. */
    default Condition endsWithIgnoreCase(String end) {
        return PortableCall.condition(PortableFunction.ENDS_WITH, Sql.lower(Functions.text(this, "endsWithIgnoreCase")),
                Sql.lower(Like.pattern(this, end, "endsWithIgnoreCase")));
    }

    /** True where a part of the text matches a regular expression, in the database's own syntax. Case counts. SQLite has none. */
    default Condition matches(String regularExpression) {
        return PortableCall.condition(PortableFunction.MATCHES, Functions.text(this, "matches"),
                Like.pattern(this, regularExpression, "matches"));
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

    /** The quotient. That of two integers is an integer on every database: 5 / 2 is 2, and -5 / 2 is -2. */
    default Expression<T> dividedBy(T value) {
        return Calculation.of(Operator.DIVIDED_BY, this, value);
    }

    /** The quotient, as {@link #dividedBy(Object)}. */
    default Expression<T> dividedBy(Expression<T> other) {
        return new Calculation<>(Operator.DIVIDED_BY, this, other);
    }

    /** The quotient with its fraction, as a double; NULL where the divisor is zero. */
    default Expression<Double> dividedExactly(T value) {
        return dividedExactly(Value.operand(this, value, "dividedExactly"));
    }

    /** The quotient with its fraction, as a double; NULL where the divisor is zero. */
    default Expression<Double> dividedExactly(Expression<T> other) {
        Calculation.requireNumber(this, Operator.DIVIDED_BY);
        Calculation.requireNumber(other, Operator.DIVIDED_BY);
        return PortableCall.of(PortableFunction.EXACT_DIVISION, Types.DOUBLE, this, other);
    }

    /**
     * The remainder, with the sign of the dividend: of integers on every database, of decimals where they are calculated exactly, refused
     * elsewhere with UNSUPPORTED. That of a REAL or a DOUBLE is refused.
     */
    default Expression<T> modulo(T value) {
        return Calculation.of(Operator.MODULO, this, value);
    }

    /** The remainder, as {@link #modulo(Object)}. */
    default Expression<T> modulo(Expression<T> other) {
        return new Calculation<>(Operator.MODULO, this, other);
    }

    /** The number with the opposite sign. */
    default Expression<T> negate() {
        return new Negation<>(this);
    }

    /** True where both differ, where NULL is a value like any other; never unknown. Null is accepted: it means {@link #isNotNull()}. */
    default Condition isDistinctFrom(T value) {
        return value == null ? isNotNull() : isDistinctFrom(Value.operand(this, value, "isDistinctFrom"));
    }

    /** True where both differ, where NULL is a value like any other; never unknown. */
    default Condition isDistinctFrom(Expression<T> other) {
        return PortableCall.ofSame(PortableFunction.IS_DISTINCT_FROM, this, other);
    }

    /** True where both are the same, where NULL is a value like any other; never unknown. Null is accepted: it means {@link #isNull()}. */
    default Condition isNotDistinctFrom(T value) {
        return value == null ? isNull() : isNotDistinctFrom(Value.operand(this, value, "isNotDistinctFrom"));
    }

    /** True where both are the same, where NULL is a value like any other; never unknown. */
    default Condition isNotDistinctFrom(Expression<T> other) {
        return PortableCall.ofSame(PortableFunction.IS_NOT_DISTINCT_FROM, this, other);
    }

    /**
     * CAST to another type. A fraction that becomes an integer is rounded to the nearest one, on every database; a half goes away from zero
     * in a DECIMAL, and to the even number in a DOUBLE or a REAL.
     */
    default <U> Expression<U> cast(SqlType<U> type) {
        return new Cast<>(this, type);
    }

    /** The same SQL, whose values are bound and read as another type: nothing is cast in the database. */
    default <U> Expression<U> typeCoerce(SqlType<U> type) {
        return new TypeCoercion<>(this, type);
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
