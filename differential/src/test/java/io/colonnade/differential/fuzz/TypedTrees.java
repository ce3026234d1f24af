// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential.fuzz;

import io.colonnade.sql.Aggregates;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Functions;
import io.colonnade.sql.Json;
import io.colonnade.sql.JsonFunctions;
import io.colonnade.sql.Sql;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.StringAggregate;
import io.colonnade.sql.TimeFunctions;
import io.colonnade.sql.Types;
import io.colonnade.sql.Windows;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.Temporal;

/** Generates what there is for values of one class only. */
final class TypedTrees {

    private static final String[] SEPARATORS = {",", "", "'", "\\", "?", ":n", "-- ", "é"};

    private final ExpressionTrees trees;
    private final Choices choices;

    TypedTrees(ExpressionTrees trees) {
        this.trees = trees;
        choices = trees.choices;
    }

    /** An expression of a class, where there is something that is for this class only. */
    Expression<?> of(SqlType<?> type) {
        return switch (type.family()) {
            case BIGINT -> bigint();
            case INTEGER -> integer();
            case SMALLINT -> arithmetic(Types.SMALLINT);
            case DECIMAL -> fraction(Types.DECIMAL);
            case REAL -> fraction(Types.REAL);
            case DOUBLE -> doubles();
            case BOOLEAN -> trees.predicate();
            case TEXT, VARCHAR -> type.javaType() == String.class ? text() : trees.leaf(type);
            case DATE -> choices.chance(10) ? TimeFunctions.currentDate() : time(Types.DATE);
            case TIMESTAMP -> choices.chance(10) ? TimeFunctions.currentTimestamp() : time(Types.TIMESTAMP);
            case TIMESTAMP_TZ -> choices.chance(10) ? TimeFunctions.now() : time(Types.TIMESTAMP_TZ);
            case JSON -> JsonFunctions.jsonValue(document(), steps());
            default -> trees.leaf(type);
        };
    }

    private Expression<Long> bigint() {
        return switch (choices.below(10)) {
            case 0, 1, 2 -> trees.counted();
            case 3 -> Sql.length(trees.argument(Types.TEXT));
            case 4 -> Functions.position(choices.value(Types.TEXT), trees.argument(Types.TEXT));
            case 5 -> TimeFunctions.between(choices.mistake() ? choices.of(ChronoUnit.values()) : ChronoUnit.MINUTES,
                    trees.argument(Types.TIMESTAMP), trees.argument(Types.TIMESTAMP));
            case 6 -> TimeFunctions.between(choices.of(ChronoUnit.WEEKS, ChronoUnit.DAYS), trees.argument(Types.DATE),
                    trees.of(Types.DATE));
            case 7 -> JsonFunctions.jsonLong(document(), steps());
            case 8 -> Sql.sum(trees.argument(Types.BIGINT)).over(trees.named());
            default -> arithmetic(Types.BIGINT);
        };
    }

    private Expression<Integer> integer() {
        return switch (choices.below(6)) {
            case 0 -> Functions.sign(trees.argument(Types.DOUBLE));
            case 1, 2 -> choices.mistake() ? TimeFunctions.extract(choices.of(ChronoField.values()), time())
                    : TimeFunctions.extract(choices.of(ChronoField.YEAR, ChronoField.DAY_OF_WEEK, ChronoField.DAY_OF_YEAR), time());
            case 3 -> Aggregates.grouping(trees.anything());
            default -> arithmetic(Types.INTEGER);
        };
    }

    private Expression<Double> doubles() {
        return switch (choices.below(10)) {
            case 0 -> Functions.power(trees.argument(Types.BIGINT), choices.value(Types.DOUBLE));
            case 1 -> Functions.sqrt(trees.argument(Types.DECIMAL));
            case 2 -> Sql.avg(trees.argument(Types.INTEGER));
            case 3 -> Windows.percentRank().over(trees.window());
            case 4 -> Windows.cumeDist().over(trees.named());
            case 5 -> Aggregates.percentileCont(0.5, trees.orderTerm());
            case 6 -> JsonFunctions.jsonDouble(document(), steps());
            case 7 -> trees.of(Types.INTEGER).dividedExactly(trees.argument(Types.INTEGER));
            default -> fraction(Types.DOUBLE);
        };
    }

    private <N extends Number> Expression<N> fraction(SqlType<N> type) {
        return switch (choices.below(6)) {
            case 0 -> Functions.round(trees.argument(type), choices.mistake() ? 31 - choices.below(40) : choices.below(6));
            case 1 -> Functions.floor(trees.argument(type));
            case 2 -> Functions.ceil(trees.argument(type));
            default -> arithmetic(type);
        };
    }

    private <N extends Number> Expression<N> arithmetic(SqlType<N> type) {
        Expression<N> left = trees.of(type);
        return switch (choices.below(14)) {
            case 0 -> left.plus(choices.value(type));
            case 1 -> left.plus(trees.argument(type));
            case 2 -> left.minus(choices.value(type));
            case 3 -> left.minus(trees.argument(type));
            case 4 -> left.times(choices.value(type));
            case 5 -> left.times(trees.argument(type));
            case 6 -> left.dividedBy(choices.value(type));
            case 7 -> left.dividedBy(trees.argument(type));
            case 8 -> hasRemainder(type) ? left.modulo(choices.value(type)) : left.negate();
            case 9 -> hasRemainder(type) ? left.modulo(trees.argument(type)) : left.negate();
            case 10 -> left.negate();
            case 11 -> Functions.abs(left);
            case 12 -> Sql.sum(left);
            default -> Aggregates.mode(left);
        };
    }

    private boolean hasRemainder(SqlType<?> type) {
        return !type.equals(Types.DOUBLE) && !type.equals(Types.REAL) || choices.mistake();
    }

    private Expression<String> text() {
        if (choices.chance(10)) {
            return JsonFunctions.jsonText(document(), steps());
        }
        Expression<String> text = trees.of(Types.TEXT);
        return switch (choices.below(18)) {
            case 0 -> Functions.concat(text, trees.argument(Types.TEXT), trees.argument(Types.TEXT));
            case 1 -> Functions.substring(text, choices.mistake() ? 0 : 1 + choices.below(5));
            case 2 -> Functions.substring(text, 1 + choices.below(5), choices.mistake() ? -1 : choices.below(5));
            case 3 -> Functions.trim(text);
            case 4 -> Functions.ltrim(text);
            case 5 -> Functions.rtrim(text);
            case 6 -> Functions.replace(text, choices.mistake() ? "" : choices.value(Types.TEXT), choices.value(Types.TEXT));
            case 7 -> Functions.repeat(text, choices.below(4));
            case 8 -> Functions.lpad(text, choices.below(9), choices.value(Types.TEXT));
            case 9 -> Functions.rpad(text, choices.below(9), choices.value(Types.TEXT));
            case 10 -> Sql.lower(text);
            case 11 -> Sql.upper(text);
            case 12 -> Sql.collate(text, choices.of("C", "nocase", "odd \"one`", "de_DE"));
            case 13 -> Sql.coalesce(text, choices.value(Types.TEXT));
            case 14 -> Aggregates.percentileDisc(0.25, text);
            default -> stringAggregate(text);
        };
    }

    private Expression<String> stringAggregate(Expression<String> text) {
        StringAggregate aggregate = Functions.stringAgg(text, choices.mistake() ? "\0" : choices.of(SEPARATORS));
        if (choices.chance(30)) {
            aggregate = aggregate.asDistinct();
        }
        if (choices.chance(40)) {
            aggregate = aggregate.orderBy(trees.orderTerms());
        }
        return choices.chance(30) ? aggregate.filter(trees.condition()) : aggregate;
    }

    private Expression<Json> document() {
        return trees.of(Types.JSON);
    }

    private Object[] steps() {
        Object[] steps = new Object[1 + choices.below(3)];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = choices.mistake() ? choices.of(-1, null, 2L, "a\"b") : choices.chance(30) ? choices.below(5)
                    : choices.of("a", "b c", "d.e", "'", "$", "é");
        }
        return steps;
    }

    private Expression<? extends Temporal> time() {
        return switch (choices.below(3)) {
            case 0 -> trees.<LocalDate>of(Types.DATE);
            case 1 -> trees.<LocalDateTime>of(Types.TIMESTAMP);
            default -> trees.<OffsetDateTime>of(Types.TIMESTAMP_TZ);
        };
    }

    private <T extends Temporal> Expression<T> time(SqlType<T> type) {
        ChronoUnit unit = choices.mistake() ? choices.of(ChronoUnit.values())
                : choices.of(ChronoUnit.DAYS, ChronoUnit.WEEKS, ChronoUnit.MONTHS, ChronoUnit.YEARS);
        long amount = choices.mistake() ? choices.of(Long.MAX_VALUE, Long.MIN_VALUE) : choices.below(500);
        return switch (choices.below(5)) {
            case 0 -> TimeFunctions.plus(trees.argument(type), amount, unit);
            case 1 -> TimeFunctions.minus(trees.argument(type), amount, unit);
            case 2 -> TimeFunctions.plus(trees.argument(type), Sql.length(trees.of(Types.TEXT)), unit);
            case 3 -> TimeFunctions.truncatedTo(trees.argument(type), choices.of(ChronoUnit.YEARS, ChronoUnit.DAYS));
            default -> trees.leaf(type);
        };
    }
}
