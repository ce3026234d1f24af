// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential.fuzz;

import io.colonnade.sql.AlterTable;
import io.colonnade.sql.CheckConstraint;
import io.colonnade.sql.Column;
import io.colonnade.sql.ColumnOption;
import io.colonnade.sql.Computed;
import io.colonnade.sql.CreateIndex;
import io.colonnade.sql.CreateTable;
import io.colonnade.sql.Deferral;
import io.colonnade.sql.DropIndex;
import io.colonnade.sql.DropTable;
import io.colonnade.sql.ForeignKey;
import io.colonnade.sql.Index;
import io.colonnade.sql.MetaData;
import io.colonnade.sql.NamingConvention;
import io.colonnade.sql.ReferentialAction;
import io.colonnade.sql.Script;
import io.colonnade.sql.Sequence;
import io.colonnade.sql.Sql;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Statement;
import io.colonnade.sql.Table;
import io.colonnade.sql.TableConstraint;
import io.colonnade.sql.TableOption;
import io.colonnade.sql.Types;
import io.colonnade.sql.UniqueConstraint;
import io.colonnade.sql.VendorConstraint;
import java.util.ArrayList;
import java.util.List;

/** Generates statements that create, change and drop tables and what belongs to them. */
final class DdlTrees {

    private final ExpressionTrees trees;
    private final Choices choices;

    DdlTrees(ExpressionTrees trees) {
        this.trees = trees;
        choices = trees.choices;
    }

    /** A table of random columns. */
    private static final class Made extends Table {

        private final transient DdlTrees ddl;

        Made(DdlTrees ddl) {
            super(ddl.choices.chance(30) ? ddl.choices.name("s") : null, ddl.choices.name("t"));
            this.ddl = ddl;
            Choices choices = ddl.choices;
            List<Column<?>> made = new ArrayList<>();
            made.add(choices.chance(50) ? generatedKey(choices.name("c"), choices.of(Types.BIGINT, Types.INTEGER, Types.SMALLINT))
                    : column(choices.name("c"), Types.BIGINT, primaryKey()));
            for (int i = choices.below(4); i > 0; i--) {
                made.add(made(ddl.trees.type()));
            }
            Scope scope = new Scope(null);
            made.forEach(column -> scope.columns().add(column));
            Scope outer = ddl.trees.enter(scope);
            try {
                belongings(choices, made);
            } finally {
                ddl.trees.enter(outer);
            }
        }

        private <T> Column<T> made(SqlType<T> type) {
            Choices choices = ddl.choices;
            List<ColumnOption<T>> options = new ArrayList<>();
            if (choices.chance(30)) {
                options.add(notNull());
            }
            if (choices.chance(10)) {
                options.add(unique());
            }
            if (choices.chance(10)) {
                options.add(computed(ddl.trees.of(type), choices.of(Computed.values())));
            } else if (choices.chance(30)) {
                options.add(choices.chance(60) ? defaultValue(choices.value(type)) : defaultValue(ddl.trees.of(type)));
            }
            if (choices.chance(10)) {
                options.add(comment("a 'comment' \\"));
            }
            @SuppressWarnings({"unchecked", "rawtypes"}) // arrays of a generic class
            ColumnOption<T>[] array = options.toArray(new ColumnOption[0]);
            return column(choices.name("c"), type, array);
        }

        private void belongings(Choices choices, List<Column<?>> made) {
            if (choices.chance(15)) {
                constraint(UniqueConstraint.of(choices.of(made)).deferrable(choices.of(Deferral.values())));
            }
            if (choices.chance(15)) {
                constraint(CheckConstraint.of(ddl.trees.condition()).named(choices.name("k")));
            }
            if (choices.chance(15)) {
                constraint(ForeignKey.of(List.of(made.get(0)), List.of(FuzzTables.PEOPLE.id))
                        .onDelete(choices.of(ReferentialAction.values()))
                        .onUpdate(choices.of(ReferentialAction.values())).deferrable(choices.of(Deferral.values())));
            }
            if (choices.chance(5)) {
                constraint(VendorConstraint.of(choices.of("postgresql", "sqlite"), "EXCLUDE ({0} WITH =)", choices.of(made)));
            }
            if (choices.chance(5)) {
                option(TableOption.of(choices.of("mysql", "postgresql", "sqlite"), "SOMETHING"));
            }
            if (choices.chance(10)) {
                namingConvention(NamingConvention.STANDARD);
                primaryKeyName(choices.name("k"));
            }
            if (choices.chance(30)) {
                index(ddl.index(made));
            }
        }
    }

    private Index index(List<Column<?>> columns) {
        Column<?> column = choices.of(columns);
        Index index = Index.on(choices.of(column, column, column.desc(), column.asc().nullsFirst(), trees.orderTerm()));
        index = choices.chance(40) ? index.named(choices.name("i")) : index;
        index = choices.chance(20) ? index.unique() : index;
        index = choices.chance(20) ? index.where(trees.condition()) : index;
        index = choices.chance(10) ? index.include(choices.of(columns)) : index;
        index = choices.chance(10) ? index.using(choices.of("btree", "hash")) : index;
        return choices.chance(10) ? index.prefix(column, choices.mistake() ? 0 : 5) : index;
    }

    private Table table() {
        return choices.chance(40) ? choices.of(FuzzTables.TABLES) : new Made(this);
    }

    Script script() {
        List<Table> tables = new ArrayList<>(List.of(table(), new Made(this)));
        if (choices.chance(50)) {
            tables.add(FuzzTables.PEOPLE);
        }
        MetaData all = MetaData.of(tables);
        return choices.chance(50) ? choices.of(Sql.createAll(all), Sql.createAll(all).ifNotExists())
                : choices.of(Sql.dropAll(all), Sql.dropAll(all).ifExists());
    }

    Statement statement() {
        return switch (choices.below(14)) {
            case 0, 1, 2, 3 -> createTable();
            case 4 -> choices.chance(50) ? Sql.createTableAs(new Made(this), trees.queries.select(trees.queries.types()))
                    : Sql.createTableAs(table(), trees.queries.select(trees.queries.types())).ifNotExists().asTemporary();
            case 5 -> dropTable();
            case 6, 7 -> alterTable();
            case 8 -> createIndex();
            case 9 -> dropIndex();
            case 10 -> view();
            case 11 -> schema();
            case 12 -> sequence();
            default -> choices.chance(50) ? Sql.commentOn(table(), choices.of("it's \\", null))
                    : Sql.commentOn(choices.of(table().columns()), choices.of("it's \\", null));
        };
    }

    private CreateTable createTable() {
        CreateTable create = Sql.createTable(table());
        create = choices.chance(20) ? create.ifNotExists() : create;
        create = choices.chance(10) ? create.asTemporary() : create;
        create = choices.chance(20) ? create.includingIndexes() : create;
        return choices.chance(10) ? create.withoutForeignKeys(create.table().foreignKeys()) : create;
    }

    private DropTable dropTable() {
        DropTable drop = choices.chance(70) ? Sql.dropTable(table()) : Sql.dropTable(table(), table());
        return choices.of(drop, drop.ifExists(), drop.cascade());
    }

    private AlterTable alterTable() {
        Table table = table();
        AlterTable.Start start = Sql.alterTable(table);
        AlterTable alter = switch (choices.below(7)) {
            case 0 -> start.addColumn(choices.of(choices.mistake() ? FuzzTables.PAIR.columns() : table.columns()));
            case 1 -> start.dropColumn(choices.name("c"));
            case 2 -> start.renameColumn(choices.name("c"), choices.name("c"));
            case 3 -> start.renameTo(choices.name("t"));
            case 4 -> start.addConstraint(constraint(table));
            case 5 -> start.dropConstraint(constraint(table));
            default -> start.dropConstraint(choices.name("k"));
        };
        return choices.chance(10) ? alter.ifExists() : alter;
    }

    private TableConstraint constraint(Table table) {
        List<TableConstraint> all = new ArrayList<>(table.constraints());
        all.addAll(table.foreignKeys());
        table.primaryKeyConstraint().ifPresent(all::add);
        return choices.chance(80) ? choices.of(all) : UniqueConstraint.of(choices.of(table.columns())).named(choices.name("k"));
    }

    private Index anyIndex() {
        return choices.of(choices.mistake() ? Index.on(FuzzTables.PAIR.id) : FuzzTables.PEOPLE.byName, FuzzTables.PEOPLE.partial,
                FuzzTables.ORDERS.including, FuzzTables.ORDERS.prefix);
    }

    private CreateIndex createIndex() {
        CreateIndex create = Sql.createIndex(anyIndex());
        return choices.of(create, create.ifNotExists(), create.concurrently());
    }

    private DropIndex dropIndex() {
        DropIndex drop = Sql.dropIndex(anyIndex());
        return choices.of(drop, drop.ifExists(), drop.concurrently());
    }

    private Statement view() {
        Table view = table();
        return switch (choices.below(4)) {
            case 0 -> Sql.createView(view, trees.queries.select(trees.queries.types()));
            case 1 -> Sql.createView(view, trees.queries.select(view.columns().stream().map(Column::type).toList())).orReplace();
            case 2 -> Sql.createView(view, Sql.selectFrom(FuzzTables.PAIR).where(trees.condition())).ifNotExists();
            default -> choices.of(Sql.dropView(view), Sql.dropView(view).ifExists());
        };
    }

    private Statement schema() {
        String name = choices.name("s");
        return choices.of(Sql.createSchema(name), Sql.createSchema(name).ifNotExists(), Sql.dropSchema(name),
                Sql.dropSchema(name).cascade());
    }

    private Statement sequence() {
        Sequence sequence = Sequence.of(choices.name("s")).startingWith(choices.below(5)).incrementedBy(choices.mistake() ? 0 : 2);
        return choices.of(Sql.createSequence(sequence), Sql.createSequence(sequence).ifNotExists(), Sql.dropSequence(sequence));
    }
}
