// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * ALTER TABLE with one change. Made with {@link Sql#alterTable}. The declaration of the table is the one that holds after the change: a
 * column is declared before it is added, and what is dropped or renamed is given by its name.
 *
 * @param table the table
 * @param change what is changed
 * @param ifPresent whether it is no error that what is dropped, or the table, is not there
 */
public record AlterTable(Table table, Change change, boolean ifPresent) implements DdlStatement {

    public AlterTable {
        Usage.required(table, "the table of alterTable");
        Usage.required(change, "the change of table " + table);
        if (ifPresent && !(change instanceof DropColumn || change instanceof DropConstraint)) {
            throw Usage.error("alterTable(" + table + ") says ifExists() of what is not dropped; use it with dropColumn and dropConstraint");
        }
    }

    /** Does nothing where there is no such column or constraint, or no such table (PostgreSQL, MariaDB). */
    public AlterTable ifExists() {
        return new AlterTable(table, change, true);
    }

    /** One change. */
    public sealed interface Change permits AddColumn, AlterColumn, DropColumn, RenameColumn, RenameTable, AddConstraint,
            DropConstraint {
    }

    /** ADD COLUMN, with the foreign key that its declaration has. */
    public record AddColumn(Column<?> column) implements Change {
    }

    /** What a column is changed in. */
    public enum Aspect {
        /** Its type. What is stored is converted by the database, as when it is stored in a column of that type. */
        TYPE,
        /** Whether it takes NULL. */
        NULLABILITY,
        /** What the database stores where an insert gives no value. */
        DEFAULT
    }

    /**
     * A change of a column that is there to what its declaration says.
     *
     * @param column the column as it is to be
     * @param aspects in what it is changed. Databases that declare a column anew change it in all
     * @param using what the values of the new type are calculated from; null where the database converts them
     */
    public record AlterColumn(Column<?> column, Set<Aspect> aspects, Expression<?> using) implements Change {
        public AlterColumn {
            Usage.required(column, "the column that is altered");
            Usage.notEmpty(aspects, "what column " + column + " is altered in");
            if (column.computed().isPresent()) {
                throw Usage.error("column " + column + " is computed; drop it and add it anew");
            }
            if (column.isGenerated() && !aspects.contains(Aspect.TYPE)) {
                throw Usage.error("column " + column + " is a generated key, of which only the type can be altered");
            }
            if (using != null && !aspects.contains(Aspect.TYPE)) {
                throw Usage.error("using(…) on column " + column + ", whose type is not altered");
            }
            aspects = Collections.unmodifiableSet(EnumSet.copyOf(aspects));
        }
    }

    /**
     * Behind {@link Start#alterColumn}: what the values of the new type are calculated from, where the database does not convert the old ones
     * by itself (PostgreSQL). MySQL and MariaDB always do, and refuse it.
     */
    public AlterTable using(Expression<?> expression) {
        if (!(change instanceof AlterColumn alter)) {
            throw Usage.error("using(…) without alterColumn(…) on table " + table);
        }
        return new AlterTable(table, new AlterColumn(alter.column, alter.aspects, Usage.required(expression, "the expression of using")),
                ifPresent);
    }

    /** DROP COLUMN. */
    public record DropColumn(String name) implements Change {
        public DropColumn {
            Usage.name(name, "the name of a column");
        }
    }

    /** RENAME COLUMN. */
    public record RenameColumn(String oldName, String newName) implements Change {
        public RenameColumn {
            Usage.name(oldName, "the old name of a column");
            Usage.name(newName, "the new name of a column");
        }
    }

    /** RENAME TO. */
    public record RenameTable(String newName) implements Change {
        public RenameTable {
            Usage.name(newName, "the new name of a table");
        }
    }

    /** ADD CONSTRAINT. */
    public record AddConstraint(TableConstraint constraint) implements Change {
        public AddConstraint {
            Usage.required(constraint, "the constraint that is added");
        }
    }

    /**
     * DROP CONSTRAINT.
     *
     * @param constraint one of the table's; null where it is given by name
     * @param name its name; null where the constraint itself is given
     */
    public record DropConstraint(TableConstraint constraint, String name) implements Change {
        public DropConstraint {
            if (constraint == null) {
                Usage.name(name, "the name of a constraint");
            }
        }
    }

    /** ALTER TABLE, of which the change is not yet said. */
    public static final class Start {

        private final Table table;

        Start(Table table) {
            this.table = Usage.required(table, "the table of alterTable");
        }

        /** Adds a column that the table declares. */
        public AlterTable addColumn(Column<?> column) {
            requireOwn(column, "added to");
            return new AlterTable(table, new AddColumn(column), false);
        }

        /**
         * Makes a column what its declaration says: its type, whether it takes NULL, and its default. Not possible on SQLite.
         *
         * @param aspects in what to change it; all where none is given. MySQL and MariaDB always change all, which makes no difference where
         *     the declaration is right
         */
        public AlterTable alterColumn(Column<?> column, Aspect... aspects) {
            requireOwn(column, "altered in");
            String what = "what column " + column + " is altered in";
            return new AlterTable(table, new AlterColumn(column, Usage.required(aspects, what).length == 0 ? EnumSet.allOf(Aspect.class)
                    : Set.copyOf(Usage.list(aspects, what)), null), false);
        }

        /** Drops a column. */
        public AlterTable dropColumn(String name) {
            return new AlterTable(table, new DropColumn(name), false);
        }

        /** Gives a column another name. */
        public AlterTable renameColumn(String oldName, String newName) {
            return new AlterTable(table, new RenameColumn(oldName, newName), false);
        }

        /** Gives the table another name; the declaration given is the old one. */
        public AlterTable renameTo(String newName) {
            return new AlterTable(table, new RenameTable(newName), false);
        }

        /** Adds a constraint, which the table may declare or not. */
        public AlterTable addConstraint(TableConstraint constraint) {
            return new AlterTable(table, new AddConstraint(constraint), false);
        }

        private void requireOwn(Column<?> column, String verb) {
            if (Usage.required(column, "the column that is " + verb + " table " + table).table() != table) {
                throw Usage.error("column " + column + " is " + verb + " table " + table + ", which does not declare it");
            }
        }

        /** Drops a constraint that has a name, its own or by the table's naming convention. */
        public AlterTable dropConstraint(TableConstraint constraint) {
            return new AlterTable(table, new DropConstraint(Usage.required(constraint, "the constraint that is dropped"), null), false);
        }

        /** Drops a constraint. */
        public AlterTable dropConstraint(String name) {
            return new AlterTable(table, new DropConstraint(null, name), false);
        }
    }
}
