// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.ArrayList;
import java.util.Arrays;
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
public abstract non-sealed class Table implements Source {

    private final String schema;
    private final String name;
    private final List<Column<?>> declared = new ArrayList<>();
    private final List<ForeignKey> declaredForeignKeys = new ArrayList<>();
    private final List<List<Column<?>>> declaredUniques = new ArrayList<>();
    private volatile Declaration declaration;

    private record Declaration(List<Column<?>> columns, List<ForeignKey> foreignKeys, List<List<Column<?>>> uniques,
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

    /** Declares the primary key as one whose values the database generates where an insert gives none. For integer types. */
    protected final <T extends Number> Column<T> generatedKey(String name, SqlType<T> type) {
        Usage.required(type, "the type of column " + this.name + "." + name);
        switch (type.family()) {
            case SMALLINT, INTEGER, BIGINT -> { }
            default -> throw Usage.error("column " + this.name + "." + name + ": a generated key is SMALLINT, INTEGER or BIGINT, not "
                    + type.family());
        }
        Column.Traits traits = new Column.Traits();
        traits.primaryKey = true;
        traits.generated = true;
        return declare(name, type, traits);
    }

    /** The column does not take NULL. */
    protected static <T> ColumnOption<T> notNull() {
        return new ColumnOption<>(traits -> traits.notNull = true);
    }

    /** The column is the primary key, or a part of it where several columns say so. */
    protected static <T> ColumnOption<T> primaryKey() {
        return new ColumnOption<>(traits -> traits.primaryKey = true);
    }

    /** No two rows have the same value in the column. */
    protected static <T> ColumnOption<T> unique() {
        return new ColumnOption<>(traits -> traits.unique = true);
    }

    /** What the database stores where an insert gives no value. It becomes part of the text of CREATE TABLE. */
    protected static <T> ColumnOption<T> defaultValue(T value) {
        Usage.required(value, "the default of a column");
        return new ColumnOption<>(traits -> traits.defaultObject = value);
    }

    /** What the database calculates and stores where an insert gives no value. */
    protected static <T> ColumnOption<T> defaultValue(Expression<T> expression) {
        Usage.required(expression, "the default of a column");
        return new ColumnOption<>(traits -> traits.defaultValue = expression);
    }

    /**
     * What an insert that does not name the column gives it: the program's own default, in every insert made with this table, whatever
     * default the database keeps. The supplier is called once for each row each time an insert is run, on the thread that runs it; if it
     * throws, the insert fails and nothing is sent.
     */
    protected static <T> ColumnOption<T> defaultsTo(Supplier<? extends T> supplier) {
        Usage.required(supplier, "the supplier of defaultsTo");
        return new ColumnOption<>(traits -> traits.insertValue = supplier);
    }

    /** What an insert that does not name the column gives it: a {@link Sql#value value}, or what the database calculates for each row. */
    protected static <T> ColumnOption<T> defaultsTo(Expression<T> expression) {
        Usage.required(expression, "the expression of defaultsTo");
        return new ColumnOption<>(traits -> traits.insertValue = expression);
    }

    /**
     * What an update that does not set the column sets it to, the update of {@link Insert#onConflict} included. The supplier is called
     * once each time an update is run, on the thread that runs it.
     */
    protected static <T> ColumnOption<T> onUpdate(Supplier<? extends T> supplier) {
        Usage.required(supplier, "the supplier of onUpdate");
        return new ColumnOption<>(traits -> traits.updateValue = supplier);
    }

    /** What an update that does not set the column sets it to: a {@link Sql#value value}, or what the database calculates for each row. */
    protected static <T> ColumnOption<T> onUpdate(Expression<T> expression) {
        Usage.required(expression, "the expression of onUpdate");
        return new ColumnOption<>(traits -> traits.updateValue = expression);
    }

    /** The column refers to another one. A row that is referred to cannot be deleted. */
    protected static <T> ColumnOption<T> references(Column<T> column) {
        return references(column, ReferentialAction.NO_ACTION);
    }

    /** The column refers to another one. */
    protected static <T> ColumnOption<T> references(Column<T> column, ReferentialAction onDelete) {
        Usage.required(column, "the column that is referenced");
        Usage.required(onDelete, "the action of a foreign key");
        return new ColumnOption<>(traits -> {
            traits.references = column;
            traits.onDelete = onDelete;
        });
    }

    /** Declares that several columns together refer to the key of a row. For the constructor. */
    protected final void foreignKey(List<Column<?>> columns, List<Column<?>> references, ReferentialAction onDelete) {
        requireOpen("a foreign key");
        ForeignKey key = new ForeignKey(columns, references, onDelete);
        requireOwn(key.columns(), "the foreign key");
        declaredForeignKeys.add(key);
    }

    /** Declares that no two rows have the same values in all of these columns. For the constructor. */
    protected final void unique(Column<?>... columns) {
        requireOpen("a unique constraint");
        List<Column<?>> list = Arrays.asList(columns);
        Usage.notEmpty(list, "the columns of a unique constraint");
        requireOwn(list, "the unique constraint");
        declaredUniques.add(List.copyOf(list));
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

    /** Its unique constraints over several columns. */
    public final List<List<Column<?>>> uniqueConstraints() {
        return declaration().uniques;
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
        List<Column<?>> primary = new ArrayList<>();
        for (Column<?> column : columns()) {
            if (column.isPrimaryKey()) {
                primary.add(column);
            }
            if (column.isUnique()) {
                keys.add(List.of(column));
            }
        }
        if (!primary.isEmpty()) {
            keys.add(0, primary);
        }
        keys.addAll(uniqueConstraints());
        return keys;
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
            traits.defaultValue = type.converter() == null ? Sql.value(traits.defaultObject)
                    : new Value<>(type, type.convert(traits.defaultObject));
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
        if (traits.references != null) {
            declaredForeignKeys.add(new ForeignKey(List.of(column), List.of(traits.references), traits.onDelete));
        }
        return column;
    }

    private void requireOpen(String what) {
        if (declaration != null) {
            throw Usage.error("table " + name + ": " + what + " is declared after the table was used; declare it in a field or in the "
                    + "constructor");
        }
    }

    private void requireOwn(List<Column<?>> columns, String what) {
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
                    known = new Declaration(List.copyOf(declared), List.copyOf(declaredForeignKeys), List.copyOf(declaredUniques),
                            declared.stream().filter(column -> column.insertValue().isPresent()).toList(),
                            declared.stream().filter(column -> column.updateValue().isPresent()).toList());
                    declaration = known;
                }
            }
        }
        return known;
    }
}
