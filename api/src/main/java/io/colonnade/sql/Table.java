// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A table, declared once as a class with a field for each column:
 *
 * <pre>{@code
 * final class Notes extends Table {
 *     final Column<Long> id = generatedKey("id", BIGINT);
 *     final Column<String> text = column("text", varchar(100), notNull());
 *     final Column<Boolean> completed = column("completed", BOOLEAN, notNull(), defaultValue(false));
 *
 *     Notes() {
 *         super("notes");
 *     }
 * }
 * }</pre>
 *
 * <p>Columns are declared in field initialisers or in the constructor. The first statement that uses the table ends its declaration; from
 * then on it is immutable and may be used from any thread. Names are taken exactly as they are given. Two tables are equal only if they
 * are the same object, so one instance is kept in a constant. What cannot be meant is refused with a
 * {@link io.colonnade.error.UsageException}.
 */
public abstract non-sealed class Table extends ColumnOptions implements Source {

    private final String schema;
    private final String name;
    private final List<Column<?>> declared = new ArrayList<>();
    private final List<Supplier<ForeignKey>> declaredForeignKeys = new ArrayList<>();
    private final List<TableConstraint> declaredConstraints = new ArrayList<>();
    private final List<Index> declaredIndexes = new ArrayList<>();
    private final List<TableOption> declaredOptions = new ArrayList<>();
    private String primaryKeyName;
    private NamingConvention namingConvention;
    private String comment;
    private volatile Declaration declaration;

    private record Declaration(List<Column<?>> columns, Optional<PrimaryKey> primaryKey, List<ForeignKey> foreignKeys,
                               List<TableConstraint> constraints, List<Index> indexes, List<TableOption> options,
                               List<Column<?>> withInsertValue, List<Column<?>> withUpdateValue) {
    }

    /** A table of the default schema. */
    protected Table(String name) {
        this(null, name);
    }

    /**
     * A table of a schema.
     *
     * @param schema the schema; null for the default one
     */
    protected Table(String schema, String name) {
        this.schema = schema == null ? null : Usage.name(schema, "the schema of a table");
        this.name = Usage.name(name, "the name of a table");
    }

    /** Declares a column. It takes NULL unless an option says otherwise. */
    @SafeVarargs
    protected final <T> Column<T> column(String name, SqlType<T> type, ColumnOption<T>... options) {
        Column.Traits traits = new Column.Traits();
        for (ColumnOption<T> option : options) {
            Usage.required(option, "an option of column " + this.name + "." + name).applyTo(traits);
        }
        return declare(name, type, traits);
    }

    /**
     * Declares the primary key as one whose values the database generates where an insert gives none. For integer types. Of the options it
     * takes those that say nothing of its values, such as a comment.
     */
    @SafeVarargs
    protected final <T extends Number> Column<T> generatedKey(String name, SqlType<T> type, ColumnOption<T>... options) {
        Usage.required(type, "the type of column " + this.name + "." + name);
        boolean whole = switch (type.family()) {
            case SMALLINT, INTEGER, BIGINT -> true;
            default -> type.javaType() == BigInteger.class;
        };
        if (!whole) {
            throw Usage.error("column " + this.name + "." + name + ": a generated key is SMALLINT, INTEGER or BIGINT, not " + type.family());
        }
        Column.Traits traits = new Column.Traits();
        for (ColumnOption<T> option : options) {
            Usage.required(option, "an option of column " + this.name + "." + name).applyTo(traits);
        }
        if (traits.defaultObject != null || traits.defaultValue != null || traits.insertValue != null || traits.computed != null) {
            throw Usage.error("column " + this.name + "." + name + ": a generated key has no other default and is not computed");
        }
        traits.primaryKey = true;
        traits.generated = true;
        return declare(name, type, traits);
    }

    /** Declares that several columns together refer to the key of a row. For the constructor. */
    protected final void foreignKey(List<Column<?>> columns, List<Column<?>> references, ReferentialAction onDelete) {
        constraint(new ForeignKey(columns, references, onDelete));
    }

    /**
     * Declares a foreign key to a table that may be declared later. For the constructor.
     *
     * @param key asked when the table is first used
     */
    protected final void foreignKey(Supplier<ForeignKey> key) {
        requireOpen("a foreign key");
        declaredForeignKeys.add(Usage.required(key, "a foreign key of table " + name));
    }

    /** Declares that no two rows have the same values in all of these columns. For the constructor. */
    protected final void unique(Column<?>... columns) {
        constraint(UniqueConstraint.of(columns));
    }

    /** Declares a constraint and gives it back. For a field or the constructor. */
    protected final <C extends TableConstraint> C constraint(C constraint) {
        Usage.required(constraint, "a constraint of table " + name);
        requireOpen(constraint instanceof ForeignKey ? "a foreign key"
                : constraint instanceof UniqueConstraint ? "a unique constraint" : "a constraint");
        if (constraint instanceof ForeignKey key) {
            requireOwn(key.columns(), "the foreign key");
            declaredForeignKeys.add(() -> key);
        } else if (constraint instanceof PrimaryKey key) {
            throw Usage.error("table " + name + ": the primary key is the columns that say primaryKey(); its name is given with"
                    + " primaryKeyName(\"" + key.name() + "\")");
        } else {
            if (constraint instanceof UniqueConstraint unique) {
                requireOwn(unique.columns(), "the unique constraint");
            }
            declaredConstraints.add(constraint);
        }
        return constraint;
    }

    /** Declares an index and gives back what {@link Sql#createIndex} takes. For a field or the constructor. */
    protected final Index index(Index index) {
        requireOpen("an index");
        Index own = Usage.required(index, "an index of table " + name).of(this);
        declaredIndexes.add(own);
        return own;
    }

    /** Names the primary key. For the constructor. */
    protected final void primaryKeyName(String name) {
        requireOpen("the name of the primary key");
        primaryKeyName = Usage.name(name, "the name of the primary key of table " + this.name);
    }

    /** Says how constraints and indexes without a name are called. For the constructor, best that of a class which all tables extend. */
    protected final void namingConvention(NamingConvention convention) {
        requireOpen("the naming convention");
        namingConvention = Usage.required(convention, "the naming convention of table " + name);
    }

    /** What the database keeps of the table for people to read; one that keeps no comments refuses it. For the constructor. */
    protected final void tableComment(String comment) {
        requireOpen("the comment");
        this.comment = Usage.required(comment, "the comment of table " + name);
    }

    /** Declares what one database says of the table, and the others do not. For the constructor. */
    protected final void option(TableOption option) {
        requireOpen("an option");
        declaredOptions.add(Usage.required(option, "an option of table " + name));
    }

    /** The schema; empty for the default one. */
    public final Optional<String> schema() {
        return Optional.ofNullable(schema);
    }

    /** Its name, exactly as the database knows it. */
    @Override
    public final String name() {
        return name;
    }

    /** Its columns, in the order of their declaration. */
    public final List<Column<?>> columns() {
        return declaration().columns;
    }

    /** The column of exactly that name; empty where there is none. */
    public final Optional<Column<?>> find(String name) {
        for (Column<?> column : columns()) {
            if (column.name().equals(name)) {
                return Optional.of(column);
            }
        }
        return Optional.empty();
    }

    /** The column whose values the database generates; empty where there is none. */
    public final Optional<Column<?>> generatedKey() {
        for (Column<?> column : columns()) {
            if (column.isGenerated()) {
                return Optional.of(column);
            }
        }
        return Optional.empty();
    }

    /** Its foreign keys, in the order of their declaration. */
    public final List<ForeignKey> foreignKeys() {
        return declaration().foreignKeys;
    }

    /** Its primary key; empty where no column says so. */
    public final Optional<PrimaryKey> primaryKeyConstraint() {
        return declaration().primaryKey;
    }

    /** Its other constraints, in the order of their declaration: unique ones (also those of one column), checks, those of one database. */
    public final List<TableConstraint> constraints() {
        return declaration().constraints;
    }

    /** Its indexes, in the order of their declaration. */
    public final List<Index> indexes() {
        return declaration().indexes;
    }

    /** What one database says of it, and the others do not. */
    public final List<TableOption> options() {
        return declaration().options;
    }

    /** How its constraints and indexes without a name are called; empty where it does not say. */
    public final Optional<NamingConvention> namingConvention() {
        return Optional.ofNullable(namingConvention);
    }

    /** What the database keeps of it for people to read. */
    public final Optional<String> comment() {
        return Optional.ofNullable(comment);
    }

    final List<Column<?>> columnsWithInsertValue() {
        return declaration().withInsertValue;
    }

    final boolean hasUpdateValues() {
        return !declaration().withUpdateValue.isEmpty();
    }

    /** Adds the values that columns get by themselves wherever a row is updated. */
    final void addUpdateValues(List<Assignment> assignments) {
        for (Column<?> column : declaration().withUpdateValue) {
            if (assignments.stream().noneMatch(assignment -> assignment.column() == column)) {
                assignments.add(new Assignment(column, column.updateValue().orElseThrow()));
            }
        }
    }

    /** Whether no two rows have the same values in exactly these columns. */
    final boolean declaresKey(List<Column<?>> columns) {
        Set<Column<?>> wanted = new HashSet<>(columns);
        return wanted.size() == columns.size() && declaredKeys().stream().anyMatch(key -> wanted.equals(new HashSet<>(key)));
    }

    final List<List<Column<?>>> declaredKeys() {
        List<List<Column<?>>> keys = new ArrayList<>();
        primaryKeyConstraint().ifPresent(key -> keys.add(key.columns()));
        for (TableConstraint constraint : constraints()) {
            if (constraint instanceof UniqueConstraint unique) {
                keys.add(unique.columns());
            }
        }
        indexes().stream().filter(Index::isKey).forEach(index -> keys.add(index.columns()));
        return keys;
    }

    /** All columns, each labelled with this prefix, an underscore and its name: for {@link Select#select(List)} and nested records. */
    public final List<Labelled<?>> columnsAs(String prefix) {
        Usage.name(prefix, "the prefix of the columns of table " + name);
        List<Labelled<?>> labelled = new ArrayList<>();
        columns().forEach(column -> labelled.add(column.as(prefix + "_" + column.name())));
        return List.copyOf(labelled);
    }

    /** This table under another name, for a select that reads it twice. */
    public final TableAlias as(String alias) {
        return new TableAlias(this, alias);
    }

    @Override
    public final boolean equals(Object other) {
        return this == other;
    }

    @Override
    public final int hashCode() {
        return System.identityHashCode(this);
    }

    /** Its name, behind its schema where it has one. */
    @Override
    public final String toString() {
        return schema == null ? name : schema + "." + name;
    }

    private <T> Column<T> declare(String columnName, SqlType<T> type, Column.Traits traits) {
        Usage.name(columnName, "the name of a column of table " + name);
        requireOpen("column " + columnName);
        Usage.required(type, "the type of column " + name + "." + columnName);
        if (traits.defaultObject != null) {
            traits.defaultValue = Value.of(type, traits.defaultObject, "the default of column " + name + "." + columnName);
        }
        for (Column<?> column : declared) {
            if (column.name().equals(columnName)) {
                throw Usage.error("table " + name + " declares column " + columnName + " twice");
            }
            if (column.isPrimaryKey() && traits.primaryKey && (column.isGenerated() || traits.generated)) {
                throw Usage.error("table " + name + ": a generated key is the whole primary key, but columns " + column.name() + " and "
                        + columnName + " both claim it");
            }
        }
        Column<T> column = new Column<>(this, columnName, type, traits);
        declared.add(column);
        if (traits.unique) {
            declaredConstraints.add(UniqueConstraint.of(column));
        }
        if (traits.references != null) {
            declaredForeignKeys.add(() -> new ForeignKey(List.of(column), List.of(Usage.required(traits.references.get(),
                    "the column that " + column + " references")), traits.onDelete));
        }
        return column;
    }

    private void requireOpen(String what) {
        if (declaration != null) {
            throw Usage.error("table " + name + ": " + what + " is declared after the table was used; declare it in a field or in the "
                    + "constructor");
        }
    }

    void requireOwn(List<Column<?>> columns, String what) {
        for (Column<?> column : columns) {
            if (column.table() != this) {
                throw Usage.error(what + " of table " + name + " names column " + column + " of another table");
            }
        }
    }

    private Declaration declaration() {
        Declaration known = declaration;
        if (known == null) {
            synchronized (this) {
                known = declaration;
                if (known == null) {
                    known = freeze();
                    declaration = known;
                }
            }
        }
        return known;
    }

    private Declaration freeze() {
        List<ForeignKey> foreignKeys = new ArrayList<>();
        for (Supplier<ForeignKey> key : declaredForeignKeys) {
            foreignKeys.add(Usage.required(key.get(), "a foreign key of table " + name));
            requireOwn(foreignKeys.get(foreignKeys.size() - 1).columns(), "the foreign key");
        }
        List<Column<?>> keys = new ArrayList<>(declared);
        keys.removeIf(column -> !column.isPrimaryKey());
        Optional<PrimaryKey> primaryKey = keys.isEmpty() ? Optional.empty() : Optional.of(new PrimaryKey(primaryKeyName, keys));
        return new Declaration(List.copyOf(declared), primaryKey, List.copyOf(foreignKeys), List.copyOf(declaredConstraints),
                List.copyOf(declaredIndexes), List.copyOf(declaredOptions),
                declared.stream().filter(column -> column.insertValue().isPresent()).toList(),
                declared.stream().filter(column -> column.updateValue().isPresent()).toList());
    }
}
