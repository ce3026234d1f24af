// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential.fuzz;

import io.colonnade.sql.Aggregate;
import io.colonnade.sql.Aggregates;
import io.colonnade.sql.CaseExpression;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Functions;
import io.colonnade.sql.OrderTerm;
import io.colonnade.sql.Ordering;
import io.colonnade.sql.Precedence;
import io.colonnade.sql.Sequence;
import io.colonnade.sql.Sql;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Types;
import io.colonnade.sql.Window;
import io.colonnade.sql.WindowFunction;
import io.colonnade.sql.WindowReference;
import io.colonnade.sql.Windows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Generates expressions of every kind. */
final class ExpressionTrees {

    final Choices choices;
    final QueryTrees queries;
    private final TypedTrees typed;
    private final ConditionTrees conditions;
    /** One node can stand in several places, which keeps some statements out of the cache. */
    private final Map<SqlType<?>, Expression<?>> lastValues = new HashMap<>();
    private Scope scope = new Scope(null);

    ExpressionTrees(Choices choices) {
        this.choices = choices;
        typed = new TypedTrees(this);
        conditions = new ConditionTrees(this);
        queries = new QueryTrees(this);
    }

    Scope scope() {
        return scope;
    }

    /** Reads columns from another scope from now on; returns the scope so far. */
    Scope enter(Scope inner) {
        Scope before = scope;
        scope = inner;
        return before;
    }

    SqlType<?> type() {
        return choices.chance(60) ? choices.of(FuzzTables.TYPES.subList(0, 6)) : choices.of(FuzzTables.TYPES);
    }

    Expression<?> anything() {
        return of(type());
    }

    /** A condition, or null by mistake. */
    Expression<Boolean> condition() {
        return choices.mistake() ? null : predicate();
    }

    Expression<Boolean> predicate() {
        return choices.deeper() ? conditions.condition() : leaf(Types.BOOLEAN);
    }

    /** An expression whose values have the Java class of a type. */
    <T> Expression<T> of(SqlType<T> type) {
        if (choices.mistake()) {
            return same(leaf(FuzzTables.BROKEN), type);
        }
        if (!choices.deeper() || choices.chance(25)) {
            return leaf(type);
        }
        return choices.chance(50) ? general(type) : same(typed.of(type), type);
    }

    /** As {@link #of}, or null by mistake. */
    <T> Expression<T> argument(SqlType<T> type) {
        return choices.mistake() ? null : of(type);
    }

    /** An expression of this very type or another one, where only its class counts. */
    @SuppressWarnings("unchecked") // a mistake on purpose, or of the class of the type
    <T> Expression<T> same(Expression<?> expression, SqlType<T> type) {
        return (Expression<T>) expression;
    }

    <T> Expression<T> leaf(SqlType<T> type) {
        if (choices.chance(60)) {
            Expression<T> column = scope.column(type, choices);
            if (column != null) {
                return column;
            }
        }
        if (choices.mistake()) {
            return same(FuzzTables.ODD.quotes, type);
        }
        if (choices.chance(5) && lastValues.get(type) != null) {
            return same(lastValues.get(type), type);
        }
        Expression<T> value = choices.chance(15) ? choices.parameter(type) : choices.bound(type);
        lastValues.put(type, value);
        return value;
    }

    private <T> Expression<T> general(SqlType<T> type) {
        return switch (choices.below(18)) {
            case 0 -> Sql.coalesce(argument(type), argument(type), argument(type));
            case 1 -> caseExpression(type);
            case 2, 3 -> anything().cast(type);
            case 4 -> anything().typeCoerce(type);
            case 5 -> Sql.scalar(queries.query(List.of(type)), type);
            case 6 -> Functions.nullIf(argument(type), argument(type));
            case 7 -> choices.chance(50) ? Functions.greatest(argument(type), argument(type))
                    : Functions.least(argument(type), argument(type), argument(type));
            case 8 -> choices.chance(50) ? Sql.min(argument(type)) : Sql.max(argument(type)).filter(condition());
            case 9 -> Sql.fragment(choices.mistake() ? choices.of("x", "{0", "a ? {1}", "") : choices.of("f({0}, {1})", "{1} -> {0}",
                    "{0} '{' {1}"), type, anything(), anything());
            case 10 -> Sql.fragment("current_setting({0})", type, anything());
            case 11 -> Sql.function(choices.mistake() ? "bad name" : choices.of("f", "app.g"), type, anything(), anything());
            case 12 -> Sql.function("h", type).asPure();
            case 13 -> Sql.infix(choices.of("||", "->>", "@>", "OPERATOR", "<->", choices.chance(30) ? "?|" : "#>"), choices.mistake()
                    ? choices.of(Precedence.values()) : choices.of(Precedence.OTHER, Precedence.ADDITIVE, Precedence.OR), anything(),
                    anything(), type);
            case 14 -> choices.chance(50) ? Sql.prefix(choices.of("~", "-", "BINARY"), anything(), type)
                    : Sql.postfix(anything(), choices.of("!", "IS JSON"), type);
            case 15 -> windowFunction(type).over(window());
            case 16 -> aggregate(type);
            default -> choices.chance(50) ? Sql.value(choices.value(type), type) : choices.parameter(type);
        };
    }

    private <T> Expression<T> caseExpression(SqlType<T> type) {
        CaseExpression<T> expression = Sql.caseWhen(condition()).then(argument(type));
        for (int i = choices.below(3); i > 0; i--) {
            expression = expression.when(condition()).then(argument(type));
        }
        return choices.chance(50) ? expression.orElse(argument(type)) : expression;
    }

    private <T> WindowFunction<T> windowFunction(SqlType<T> type) {
        return switch (choices.below(6)) {
            case 0 -> Windows.lag(argument(type));
            case 1 -> Windows.lag(argument(type), choices.below(3));
            case 2 -> Windows.lead(argument(type), 1 + choices.below(3), choices.value(type));
            case 3 -> Windows.firstValue(argument(type));
            case 4 -> Windows.lastValue(argument(type));
            default -> Windows.nthValue(argument(type), choices.below(5));
        };
    }

    private <T> Expression<T> aggregate(SqlType<T> type) {
        Aggregate<T> aggregate = Aggregates.aggregate(choices.of("array_agg", "app.agg", "any_value"), type, of(type));
        if (choices.chance(30)) {
            aggregate = aggregate.filter(condition());
        }
        if (choices.chance(30)) {
            return aggregate.over(window());
        }
        if (choices.chance(20)) {
            aggregate = aggregate.asDistinct();
        }
        if (choices.chance(30)) {
            aggregate = choices.chance(80) ? aggregate.orderBy(orderTerms()) : aggregate.withinGroup(orderTerms());
        }
        return choices.chance(30) ? aggregate.asPure() : aggregate;
    }

    /** The numbers of rows and the like. */
    Expression<Long> counted() {
        return switch (choices.below(7)) {
            case 0 -> Sql.count();
            case 1 -> Sql.count(anything());
            case 2 -> Sql.countDistinct(anything()).filter(condition());
            case 3 -> Windows.rowNumber().over(window());
            case 4 -> choices.of(Windows.rank(), Windows.denseRank(), Windows.ntile(1 + choices.below(4))).over(window());
            case 5 -> Sql.count().over();
            default -> Sequence.of(choices.name("s")).next();
        };
    }

    Window window() {
        Window window = choices.chance(50) ? Windows.partitionBy(anything()) : Windows.orderBy(orderTerm());
        if (window.orderBy().isEmpty() && !choices.mistake()) {
            window = window.orderBy(orderTerm());
        }
        if (choices.chance(25)) {
            FrameForm frame = choices.of(Window::rows, Window::range, Window::groups);
            window = frame.of(window,
                    choices.of(Windows.unboundedPreceding(), Windows.preceding(1 + choices.below(3)), Windows.currentRow()),
                    choices.of(Windows.currentRow(), Windows.following(choices.below(3)), Windows.unboundedFollowing()));
            if (choices.chance(20)) {
                window = choices.of(window.excludeCurrentRow(), window.excludeGroup(), window.excludeTies());
            }
        }
        return window;
    }

    /** A way to give a window its frame. */
    private interface FrameForm {
        Window of(Window window, io.colonnade.sql.Frame.Bound start, io.colonnade.sql.Frame.Bound end);
    }

    /** A window, of its own or by name. */
    WindowReference named() {
        return choices.chance(60) ? window() : Windows.window(choices.name("w"), window());
    }

    OrderTerm orderTerm() {
        if (choices.mistake()) {
            return null;
        }
        if (choices.chance(5)) {
            return Sql.value(1).as("c0");
        }
        Expression<?> expression = anything();
        Ordering ordering = choices.chance(50) ? expression.asc() : expression.desc();
        return choices.chance(40) ? expression : choices.of(ordering, ordering, ordering.nullsFirst(), ordering.nullsLast());
    }

    OrderTerm[] orderTerms() {
        OrderTerm[] terms = new OrderTerm[1 + choices.below(2)];
        for (int i = 0; i < terms.length; i++) {
            terms[i] = orderTerm();
        }
        return terms;
    }

    Expression<?>[] several() {
        List<Expression<?>> list = new ArrayList<>();
        for (int i = choices.below(3); i >= 0; i--) {
            list.add(choices.mistake() ? null : anything());
        }
        return list.toArray(new Expression<?>[0]);
    }
}
