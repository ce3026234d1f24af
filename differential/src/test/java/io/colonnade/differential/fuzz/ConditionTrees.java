// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential.fuzz;

import io.colonnade.sql.Condition;
import io.colonnade.sql.Expression;
import io.colonnade.sql.JsonFunctions;
import io.colonnade.sql.RowValue;
import io.colonnade.sql.Sql;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Types;
import java.util.ArrayList;
import java.util.List;

/** Generates conditions of every kind. */
final class ConditionTrees {

    private final ExpressionTrees trees;
    private final Choices choices;

    ConditionTrees(ExpressionTrees trees) {
        this.trees = trees;
        choices = trees.choices;
    }

    Condition condition() {
        return switch (choices.below(16)) {
            case 0 -> Sql.and(trees.condition(), trees.condition(), trees.condition());
            case 1 -> Sql.or(trees.condition(), trees.condition());
            case 2 -> Sql.not(trees.condition());
            case 3 -> Sql.condition(trees.condition()).and(trees.condition()).or(trees.condition());
            case 4 -> Sql.exists(trees.queries.query(List.of(trees.type())));
            case 5 -> choices.chance(30) ? choices.of(Sql.and(), Sql.or(), FuzzTables.PAIR.id.in())
                    : Sql.condition(trees.argument(Types.BOOLEAN)).not();
            case 6 -> row();
            case 7 -> JsonFunctions.jsonBoolean(trees.argument(Types.JSON), "a", 1);
            case 8, 9, 10 -> text();
            default -> of(trees.type());
        };
    }

    private <T> Condition of(SqlType<T> type) {
        Expression<T> left = trees.of(type);
        return switch (choices.below(21)) {
            case 0 -> left.eq(choices.value(type));
            case 1 -> left.eq(trees.argument(type));
            case 2 -> left.ne(choices.value(type));
            case 3 -> left.ne(trees.argument(type));
            case 4 -> left.lt(choices.value(type));
            case 5 -> left.le(trees.argument(type));
            case 6 -> left.gt(choices.mistake() ? null : choices.value(type));
            case 7 -> left.ge(trees.argument(type));
            case 8 -> left.in(choices.values(type));
            case 9 -> left.notIn(choices.values(type));
            case 10 -> left.in(trees.queries.query(List.of(type)));
            case 11 -> left.notIn(trees.queries.query(choices.mistake() ? List.of(type, type) : List.of(type)));
            case 12 -> left.between(choices.value(type), choices.value(type));
            case 13 -> left.between(trees.argument(type), trees.argument(type));
            case 14 -> left.notBetween(choices.value(type), choices.value(type));
            case 15 -> left.isNull();
            case 16 -> left.isNotNull();
            case 17 -> choices.chance(50) ? left.isDistinctFrom(trees.argument(type)) : left.isDistinctFrom(choices.value(type));
            case 18 -> choices.chance(50) ? left.isNotDistinctFrom(trees.argument(type)) : left.isNotDistinctFrom(choices.value(type));
            case 19 -> left.eq(Sql.any(trees.queries.query(List.of(type)), type));
            default -> left.gt(Sql.all(trees.queries.query(List.of(type)), type));
        };
    }

    private Condition text() {
        Expression<?> text = choices.chance(5) ? trees.anything() : trees.of(Types.TEXT);
        String part = choices.mistake() ? null : choices.value(Types.TEXT);
        char escape = choices.of('!', '\\', '\'', '?', 'é', '%');
        return switch (choices.below(13)) {
            case 0 -> text.like(part);
            case 1 -> text.like(part, choices.mistake() ? choices.of('\0', '\ud800') : escape);
            case 2 -> text.notLike(part);
            case 3 -> text.notLike(part, escape);
            case 4 -> text.ilike(part);
            case 5 -> text.ilike(part, escape == 'é' ? '!' : escape);
            case 6 -> text.contains(part);
            case 7 -> text.containsIgnoreCase(part);
            case 8 -> text.startsWith(part);
            case 9 -> text.startsWithIgnoreCase(part);
            case 10 -> text.endsWith(part);
            case 11 -> text.endsWithIgnoreCase(part);
            default -> text.matches(part);
        };
    }

    private Condition row() {
        List<SqlType<?>> types = List.of(trees.type(), trees.type());
        RowValue row = Sql.row(trees.argument(types.get(0)), trees.argument(types.get(1)));
        return switch (choices.below(9)) {
            case 0 -> row.eq(values(types));
            case 1 -> row.eq(Sql.row(trees.argument(types.get(0)), trees.argument(types.get(1))));
            case 2 -> row.lt(values(types));
            case 3 -> row.le(values(types));
            case 4 -> row.gt(values(types));
            case 5 -> row.ge(choices.mistake() ? new Object[] {new Object()} : values(types));
            case 6 -> row.in(rows(types));
            case 7 -> row.notIn(rows(types));
            default -> choices.chance(50) ? row.in(trees.queries.query(types)) : row.notIn(trees.queries.query(types));
        };
    }

    private Object[] values(List<SqlType<?>> types) {
        return types.stream().map(type -> (Object) choices.value(type)).toArray();
    }

    private List<List<Object>> rows(List<SqlType<?>> types) {
        List<List<Object>> rows = new ArrayList<>();
        for (int i = choices.below(4); i >= 0; i--) {
            rows.add(List.of(values(types)));
        }
        return rows;
    }
}
