// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.sql.AlterTable;
import io.colonnade.sql.Column;
import io.colonnade.sql.ForeignKey;
import io.colonnade.sql.Table;
import io.colonnade.sql.TableConstraint;
import io.colonnade.sql.UniqueConstraint;
import java.util.List;

/** Writes ALTER TABLE. */
final class AlterWriter {

    private final Output out;
    private final Dialect dialect;
    private final Table table;
    /** What stands in front of the next of several changes. */
    private String separator = "";

    AlterWriter(Output out, Table table) {
        this.out = out;
        this.table = table;
        dialect = out.dialect;
    }

    void write(AlterTable alter) {
        AlterTable.Change change = alter.change();
        if (alter.ifPresent() && !dialect.has(Feature.ALTER_IF_EXISTS)) {
            throw Refusal.unsupported(dialect, "IF EXISTS in ALTER TABLE " + table, "ask the catalog() before");
        }
        out.sql.append(alter.ifPresent() ? "ALTER TABLE IF EXISTS " : "ALTER TABLE ");
        out.table(table);
        if (change instanceof AlterTable.AddColumn add) {
            addColumn(add.column());
        } else if (change instanceof AlterTable.AlterColumn column) {
            alterColumn(column);
        } else if (change instanceof AlterTable.DropColumn drop) {
            out.sql.append(alter.ifPresent() ? " DROP COLUMN IF EXISTS " : " DROP COLUMN ");
            out.identifier(drop.name());
        } else if (change instanceof AlterTable.RenameColumn rename) {
            out.sql.append(" RENAME COLUMN ");
            out.identifier(rename.oldName());
            out.sql.append(" TO ");
            out.identifier(rename.newName());
        } else if (change instanceof AlterTable.RenameTable rename) {
            out.sql.append(" RENAME TO ");
            out.identifier(rename.newName());
        } else if (change instanceof AlterTable.AddConstraint add) {
            requireConstraints("adding a constraint to table " + table);
            new TableWriter(out, table).constraint(" ADD ", add.constraint());
        } else {
            dropConstraint((AlterTable.DropConstraint) change, alter.ifPresent());
        }
    }

    /**
     * The column with its foreign keys. They are added as constraints of the table where that is possible, because MySQL reads over
     * REFERENCES behind a column.
     */
    private void addColumn(Column<?> column) {
        TableWriter writer = new TableWriter(out, table);
        boolean constraints = dialect.has(Feature.ALTER_CONSTRAINTS);
        if (column.isPrimaryKey() || column.isUnique() && !constraints) {
            throw Refusal.unsupported(dialect, "adding column " + column + ", which is " + (column.isUnique() ? "unique" : "a key"),
                    "add a column that is neither, and create a unique index");
        }
        out.sql.append(" ADD COLUMN ");
        writer.column(column);
        for (ForeignKey key : table.foreignKeys()) {
            if (!key.columns().equals(List.of(column))) {
                continue;
            } else if (constraints) {
                writer.constraint(", ADD ", key);
            } else {
                writer.references(key);
            }
        }
        for (TableConstraint constraint : table.constraints()) {
            boolean named = GeneratedNames.of(dialect, table, constraint) != null;
            if (named && column.isUnique() && constraint instanceof UniqueConstraint unique && unique.columns().equals(List.of(column))) {
                writer.constraint(", ADD ", constraint);
            }
        }
    }

    private void alterColumn(AlterTable.AlterColumn alter) {
        Column<?> column = alter.column();
        switch (dialect.ddlRules().alterColumn()) {
            case CLAUSES -> clauses(alter);
            case MODIFY -> {
                if (alter.using() != null) {
                    throw Refusal.unsupported(dialect, "using(…) where column " + column + " is altered", "leave it out: the values are "
                            + "converted; or update them before");
                }
                out.sql.append(" MODIFY COLUMN ");
                new TableWriter(out, table).columnWithoutKeys(column);
            }
            case NONE -> throw Refusal.unsupported(dialect, "altering column " + column, "create the table anew under another name, insert "
                    + "the rows from a select, drop the old table and use renameTo(…)");
        }
    }

    /** The old default goes before the type changes, to which it may not fit, and the new one comes behind it. */
    private void clauses(AlterTable.AlterColumn alter) {
        Column<?> column = alter.column();
        TableWriter writer = new TableWriter(out, table);
        boolean ofType = alter.aspects().contains(AlterTable.Aspect.TYPE);
        boolean ofDefault = alter.aspects().contains(AlterTable.Aspect.DEFAULT) && !column.isGenerated();
        boolean hasDefault = column.defaultValue().isPresent();
        if (ofDefault && (ofType || !hasDefault)) {
            clause(column, "DROP DEFAULT");
        }
        if (ofType) {
            clause(column, "SET DATA TYPE " + writer.typeName(column.type()));
            if (alter.using() != null) {
                out.sql.append(" USING ");
                writer.expression(alter.using());
            }
        }
        if (alter.aspects().contains(AlterTable.Aspect.NULLABILITY)) {
            clause(column, column.isNullable() ? "DROP NOT NULL" : "SET NOT NULL");
        }
        if (ofDefault && hasDefault) {
            clause(column, "SET DEFAULT ");
            writer.defaultValue(column.type(), column.defaultValue().get());
        }
    }

    private void clause(Column<?> column, String text) {
        out.sql.append(separator).append(" ALTER COLUMN ");
        out.identifier(column.name());
        out.sql.append(' ').append(text);
        separator = ",";
    }

    private void dropConstraint(AlterTable.DropConstraint drop, boolean ifPresent) {
        requireConstraints("dropping a constraint of table " + table);
        String name = drop.constraint() == null ? drop.name() : GeneratedNames.of(dialect, table, drop.constraint());
        if (name == null) {
            throw Refusal.usage("the constraint of table " + table + " that is to be dropped has no name; give it one with named(…), or the"
                    + " table a namingConvention(…), or say the name that the database gave it");
        }
        out.sql.append(ifPresent ? " DROP CONSTRAINT IF EXISTS " : " DROP CONSTRAINT ");
        out.identifier(name);
    }

    private void requireConstraints(String what) {
        if (!dialect.has(Feature.ALTER_CONSTRAINTS)) {
            throw Refusal.unsupported(dialect, what, "create the table anew and copy its rows");
        }
    }
}
