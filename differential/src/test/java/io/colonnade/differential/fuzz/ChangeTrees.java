// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential.fuzz;

import io.colonnade.sql.Assignment;
import io.colonnade.sql.Column;
import io.colonnade.sql.CommonTable;
import io.colonnade.sql.ConflictTarget;
import io.colonnade.sql.Delete;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Insert;
import io.colonnade.sql.SelectItem;
import io.colonnade.sql.Source;
import io.colonnade.sql.Sql;
import io.colonnade.sql.Statement;
import io.colonnade.sql.Table;
import io.colonnade.sql.Update;
import java.util.ArrayList;
import java.util.List;

/** Generates statements that change rows. */
final class ChangeTrees {

    private final ExpressionTrees trees;
    private final Choices choices;

    ChangeTrees(ExpressionTrees trees) {
        this.trees = trees;
        choices = trees.choices;
    }

    Statement change() {
        if (choices.chance(10)) {
            CommonTable table = trees.queries.commonTable();
            return switch (choices.below(3)) {
                case 0 -> Sql.with(table).then(insert());
                case 1 -> Sql.with(table).then(update());
                default -> Sql.with(table).then(delete());
            };
        }
        return switch (choices.below(5)) {
            case 0, 1 -> insert();
            case 2, 3 -> update();
            default -> delete();
        };
    }

    Insert insert() {
        Table table = choices.of(FuzzTables.TABLES);
        List<Column<?>> columns = columns(table);
        Insert insert = Sql.insertInto(table);
        switch (choices.below(7)) {
            case 0 -> insert = insert.defaultValues();
            case 1 -> insert = insert.columns(columns.toArray(new Column<?>[0])).from(trees.queries.select(columns.stream()
                    .map(Column::type).toList()));
            case 2, 3 -> {
                insert = insert.columns(columns.toArray(new Column<?>[0]));
                for (int i = 1 + choices.below(3); i > 0; i--) {
                    insert = insert.values(columns.stream().map(this::element).toArray());
                }
            }
            default -> {
                for (Column<?> column : columns) {
                    insert = set(insert, column);
                }
            }
        }
        if (choices.chance(30)) {
            insert = onConflict(insert, table, columns);
        }
        return choices.chance(25) ? insert.returning(returned(table)) : insert;
    }

    private List<Column<?>> columns(Table table) {
        List<Column<?>> columns = new ArrayList<>();
        for (int i = choices.below(4); i >= 0; i--) {
            Column<?> column = choices.of(choices.mistake() ? FuzzTables.PAIR.columns() : table.columns());
            if (!columns.contains(column) || choices.mistake()) {
                columns.add(column);
            }
        }
        return columns;
    }

    private Object element(Column<?> column) {
        return choices.mistake() ? new Object() : choices.chance(70) ? choices.value(column.type()) : value(column);
    }

    private <T> Expression<T> value(Column<T> column) {
        return choices.chance(8) ? Sql.columnDefault(column) : trees.of(column.type());
    }

    private <T> Insert set(Insert insert, Column<T> column) {
        return switch (choices.below(6)) {
            case 0 -> insert.setNull(column);
            case 1 -> insert.setDefault(column);
            case 2, 3 -> insert.set(column, choices.value(column.type()));
            default -> insert.set(column, value(column));
        };
    }

    private Insert onConflict(Insert insert, Table table, List<Column<?>> inserted) {
        ConflictTarget target = choices.chance(10) ? insert.onConflictWith(choices.name("k"))
                : insert.onConflict(table.primaryKeyConstraint().orElseThrow().columns().toArray(new Column<?>[0]));
        Insert upsert = switch (choices.below(4)) {
            case 0 -> target.doNothing();
            case 1 -> target.doUpdate();
            case 2 -> target.doUpdate(choices.of(inserted));
            default -> target.doUpdate(assignment(table, choices.of(inserted)));
        };
        if (!choices.chance(20)) {
            return upsert;
        }
        Scope outer = enter(table, List.of());
        try {
            return upsert.updateWhere(trees.condition());
        } finally {
            trees.enter(outer);
        }
    }

    private <T> Assignment assignment(Table table, Column<T> column) {
        Scope outer = enter(table, List.of());
        try {
            return switch (choices.below(4)) {
                case 0 -> Sql.set(column, Sql.excluded(column));
                case 1 -> Sql.set(column, Sql.coalesce(Sql.excluded(column), trees.argument(column.type())));
                case 2 -> Sql.set(column, choices.value(column.type()));
                default -> Sql.set(column, value(column));
            };
        } finally {
            trees.enter(outer);
        }
    }

    /** The scope of a statement that changes a table. */
    private Scope enter(Table table, List<Source> sources) {
        Scope scope = new Scope(null);
        scope.add(table);
        sources.forEach(scope::add);
        return trees.enter(scope);
    }

    Update update() {
        Table table = choices.of(FuzzTables.TABLES);
        List<Source> from = choices.chance(20) ? List.of(FuzzTables.PAIR.as(choices.name("t"))) : List.of();
        Scope outer = enter(table, from);
        try {
            Update update = Sql.update(table);
            for (Column<?> column : columns(table)) {
                update = set(update, column);
            }
            if (!from.isEmpty()) {
                update = update.from(from.toArray(new Source[0]));
            }
            update = choices.chance(80) ? update.where(trees.condition()) : update;
            update = choices.chance(10) ? update.orderBy(trees.orderTerms()) : update;
            update = choices.chance(10) ? update.limit(choices.mistake() ? -1 : choices.below(5)) : update;
            return choices.chance(20) ? update.returning(returned(table)) : update;
        } finally {
            trees.enter(outer);
        }
    }

    private <T> Update set(Update update, Column<T> column) {
        return switch (choices.below(6)) {
            case 0 -> update.setNull(column);
            case 1 -> update.setDefault(column);
            case 2 -> update.set(column, choices.value(column.type()));
            default -> update.set(column, value(column));
        };
    }

    Delete delete() {
        Table table = choices.of(FuzzTables.TABLES);
        List<Source> using = choices.chance(20) ? List.of(FuzzTables.PAIR.as(choices.name("t"))) : List.of();
        Scope outer = enter(table, using);
        try {
            Delete delete = Sql.deleteFrom(table);
            if (!using.isEmpty()) {
                delete = delete.using(using.toArray(new Source[0]));
            }
            delete = choices.chance(80) ? delete.where(trees.condition()) : delete;
            delete = choices.chance(10) ? delete.orderBy(trees.orderTerms()) : delete;
            delete = choices.chance(10) ? delete.limit(choices.below(5)) : delete;
            return choices.chance(20) ? delete.returning(returned(table)) : delete;
        } finally {
            trees.enter(outer);
        }
    }

    private SelectItem[] returned(Table table) {
        Scope outer = enter(table, List.of());
        try {
            Expression<?> column = choices.of(table.columns());
            return choices.chance(50) ? new SelectItem[] {column} : new SelectItem[] {column.as("c0"), trees.anything().as("c1")};
        } finally {
            trees.enter(outer);
        }
    }
}
