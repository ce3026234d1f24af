// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential.fuzz;

import io.colonnade.sql.Aggregates;
import io.colonnade.sql.CommonTable;
import io.colonnade.sql.DerivedTable;
import io.colonnade.sql.Expression;
import io.colonnade.sql.GroupTerm;
import io.colonnade.sql.QueryExpression;
import io.colonnade.sql.Select;
import io.colonnade.sql.SelectItem;
import io.colonnade.sql.SetOperation;
import io.colonnade.sql.Source;
import io.colonnade.sql.Sql;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Types;
import io.colonnade.sql.ValuesTable;
import io.colonnade.sql.Windows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Generates queries of every kind. */
final class QueryTrees {

    private static final int CROSS = 4;

    private final ExpressionTrees trees;
    private final Choices choices;
    /** The common tables that can be read here. */
    private final List<CommonTable> common = new ArrayList<>();

    QueryTrees(ExpressionTrees trees) {
        this.trees = trees;
        choices = trees.choices;
    }

    /** Types for the columns of a query. */
    List<SqlType<?>> types() {
        List<SqlType<?>> types = new ArrayList<>();
        for (int i = choices.below(3); i >= 0; i--) {
            types.add(trees.type());
        }
        return types;
    }

    /** A query of columns of these types. */
    QueryExpression query(List<? extends SqlType<?>> types) {
        if (choices.deeper() && choices.chance(15)) {
            return choices.chance(70) ? operation(types) : with(types);
        }
        return select(types);
    }

    private QueryExpression with(List<? extends SqlType<?>> types) {
        int before = common.size();
        CommonTable table = commonTable();
        common.add(table);
        try {
            if (choices.chance(30)) {
                CommonTable second = commonTable();
                common.add(second);
                return Sql.with(table, second).then(query(types));
            }
            return Sql.with(table).then(query(types));
        } finally {
            common.subList(before, common.size()).clear();
        }
    }

    /** A common table, which is read by what is generated while it is among those that can be. */
    CommonTable commonTable() {
        String name = choices.name("w");
        List<SqlType<?>> types = types();
        if (choices.chance(25)) {
            String[] names = types.stream().map(type -> choices.name("r")).toArray(String[]::new);
            return Sql.recursive(name, select(types)).columns(names).unionAll(self -> {
                common.add(self);
                try {
                    return select(types);
                } finally {
                    common.remove(common.size() - 1);
                }
            });
        }
        CommonTable table = choices.chance(15) ? changing(name) : Sql.commonTable(name, query(types));
        if (choices.chance(30)) {
            table = table.columns(table.items().stream().map(item -> choices.name("k")).toArray(String[]::new));
        }
        return choices.chance(20) ? choices.of(table.materialized(), table.notMaterialized()) : table;
    }

    private CommonTable changing(String name) {
        ChangeTrees changes = new ChangeTrees(trees);
        return switch (choices.below(3)) {
            case 0 -> Sql.commonTable(name, changes.insert());
            case 1 -> Sql.commonTable(name, changes.update());
            default -> Sql.commonTable(name, changes.delete());
        };
    }

    private SetOperation operation(List<? extends SqlType<?>> types) {
        QueryExpression left = query(types);
        QueryExpression right = query(choices.mistake() ? types() : types);
        SetOperation operation = switch (choices.below(6)) {
            case 0 -> left.union(right);
            case 1 -> left.unionAll(right);
            case 2 -> left.intersect(right);
            case 3 -> left.intersectAll(right);
            case 4 -> left.except(right);
            default -> left.exceptAll(right);
        };
        if (choices.chance(20)) {
            operation = operation.orderBy(Sql.value(1, Types.INTEGER).as("c0").desc());
        }
        return choices.chance(20) ? operation.limit(choices.below(9)).offset(trees.leaf(Types.BIGINT)) : operation;
    }

    Select select(List<? extends SqlType<?>> types) {
        Scope scope = new Scope(trees.scope());
        Select[] select = {null};
        List<Join> joins = new ArrayList<>();
        List<Source> from = new ArrayList<>();
        for (int i = choices.chance(10) ? 0 : 1 + choices.below(2); i > 0; i--) {
            from.add(source(scope));
        }
        from.forEach(scope::add);
        Scope outer = trees.enter(scope);
        try {
            boolean joined = choices.chance(30) && choices.deeper() && (!from.isEmpty() || choices.mistake());
            for (int i = joined ? 1 + choices.below(2) : 0; i > 0; i--) {
                Source source = source(scope);
                scope.add(source);
                int kind = source instanceof DerivedTable ? choices.below(2) : choices.below(5);
                joins.add(new Join(source, kind, kind == CROSS ? null : trees.condition()));
            }
            select[0] = Sql.select(items(types));
            if (!from.isEmpty()) {
                select[0] = select[0].from(from.toArray(new Source[0]));
            }
            joins.forEach(join -> select[0] = join.to(select[0]));
            return clauses(select[0], scope);
        } finally {
            trees.enter(outer);
        }
    }

    private record Join(Source source, int kind, Expression<Boolean> on) {
        Select to(Select select) {
            return switch (kind) {
                case 0 -> select.join(source, on);
                case 1 -> select.leftJoin(source, on);
                case 2 -> select.rightJoin(source, on);
                case 3 -> select.fullJoin(source, on);
                default -> select.crossJoin(source);
            };
        }
    }

    private List<SelectItem> items(List<? extends SqlType<?>> types) {
        List<SelectItem> items = new ArrayList<>();
        for (SqlType<?> type : types) {
            Expression<?> expression = trees.of(type);
            items.add(expression != null && choices.chance(85) ? expression.as(choices.chance(95) ? "c" + items.size() : choices.oddName())
                    : expression);
        }
        return items;
    }

    private Select clauses(Select plain, Scope scope) {
        Select select = plain;
        if (choices.chance(60)) {
            select = select.where(trees.condition());
        }
        if (choices.chance(15)) {
            select = select.groupBy(groupTerm(), trees.anything());
            select = choices.chance(50) ? select.having(trees.condition()) : select;
        }
        if (choices.chance(5)) {
            select = select.window(Windows.window(choices.name("w"), trees.window()));
        }
        if (choices.chance(30)) {
            select = select.orderBy(trees.orderTerms());
        }
        if (choices.chance(10)) {
            select = choices.chance(70) ? select.distinct() : select.distinctOn(trees.several());
        }
        if (choices.chance(20)) {
            select = switch (choices.below(4)) {
                case 0 -> select.limit(choices.mistake() ? -1 : choices.below(50));
                case 1 -> select.limit(trees.leaf(Types.BIGINT));
                case 2 -> select.offset(choices.below(50));
                default -> choices.chance(80) ? select.limit(5).offset(trees.leaf(Types.BIGINT)) : select.orderBy(trees.orderTerm())
                        .limitWithTies(choices.below(9));
            };
        }
        return choices.chance(6) ? locked(select, scope) : select;
    }

    private Select locked(Select select, Scope scope) {
        Source[] of = scope.sources().isEmpty() || choices.chance(60) ? new Source[0] : new Source[] {choices.of(scope.sources())};
        Select locked = switch (choices.below(4)) {
            case 0 -> select.forUpdate(of);
            case 1 -> select.forShare(of);
            case 2 -> select.forNoKeyUpdate(of);
            default -> select.forKeyShare(of);
        };
        return choices.of(locked, locked.noWait(), locked.skipLocked());
    }

    private GroupTerm groupTerm() {
        return switch (choices.below(6)) {
            case 0 -> Aggregates.rollup(trees.several());
            case 1 -> Aggregates.cube(trees.several());
            case 2 -> Aggregates.groupingSets(Arrays.asList(trees.several()), List.of());
            default -> trees.anything();
        };
    }

    /** Something to select from; what a lateral one may read is that of the scope. */
    Source source(Scope scope) {
        if (choices.mistake()) {
            return null;
        }
        int kind = choices.below(14);
        if (kind < 4 || !choices.deeper()) {
            return choices.chance(70) ? choices.of(FuzzTables.TABLES).as(choices.name("t")) : choices.of(FuzzTables.TABLES);
        } else if (kind < 8 && !common.isEmpty()) {
            CommonTable table = choices.of(common);
            return choices.chance(50) ? table : table.as(choices.name("t"));
        } else if (kind == 8) {
            return values();
        } else if (kind < 11) {
            boolean lateral = choices.chance(40);
            Scope outer = trees.enter(lateral ? scope : new Scope(null));
            try {
                QueryExpression query = query(types());
                return lateral ? query.lateral(choices.name("d")) : query.as(choices.name("d"));
            } finally {
                trees.enter(outer);
            }
        }
        return choices.of(FuzzTables.TABLES).as(choices.name("t"));
    }

    private ValuesTable values() {
        List<SqlType<?>> types = types();
        ValuesTable values = Sql.valuesTable(choices.name("v"));
        for (SqlType<?> type : types) {
            values = values.declare(choices.name("k"), type);
        }
        for (int i = choices.mistake() ? 0 : 1 + choices.below(3); i > 0; i--) {
            values = values.row(types.stream().map(type -> choices.chance(60) ? choices.value(type) : trees.of(type)).toArray());
        }
        return values;
    }
}
