// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.error.ConstraintViolation;
import io.colonnade.error.ConstraintViolation.Type;
import io.colonnade.sql.Column;
import io.colonnade.sql.Delete;
import io.colonnade.sql.Index;
import io.colonnade.sql.Insert;
import io.colonnade.sql.NamingConvention;
import io.colonnade.sql.Statement;
import io.colonnade.sql.Table;
import io.colonnade.sql.TableConstraint;
import io.colonnade.sql.UniqueConstraint;
import io.colonnade.sql.Update;
import io.colonnade.sql.WithChange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the table of an expression knows of a violated key: its name where the database tells the columns, its columns where it tells the
 * name. Where the table does not know either, what the database told is left as it is.
 */
final class KnownConstraints {

    /** What MySQL and MariaDB call every primary key. */
    private static final String PRIMARY = "PRIMARY";

    /** A key of a table; its name is null where the database has chosen it. */
    private record Key(String name, List<String> columns) {
    }

    private KnownConstraints() {
    }

    /** The violation with what the table knows of it besides; the very same if that is nothing. */
    static ConstraintViolation complete(ConstraintViolation told, Statement statement) {
        Table table = table(statement);
        boolean key = told.type() == Type.UNIQUE || told.type() == Type.PRIMARY_KEY;
        boolean complete = told.name() != null && !told.columns().isEmpty();
        if (table == null || !key || complete || told.table() != null && !told.table().equalsIgnoreCase(table.name())) {
            return told;
        }
        Key known = told.columns().isEmpty() ? named(table, told.name()) : over(table, told.columns());
        return known == null ? told : new ConstraintViolation(told.type(), told.name() == null ? known.name : told.name(), table.name(),
                told.columns().isEmpty() ? known.columns : told.columns());
    }

    private static Table table(Statement statement) {
        if (statement instanceof Insert insert) {
            return insert.table();
        } else if (statement instanceof Update update) {
            return update.table();
        } else if (statement instanceof Delete delete) {
            return delete.table();
        }
        return statement instanceof WithChange with ? table(with.change()) : null;
    }

    private static Key named(Table table, String name) {
        if (name == null) {
            return null;
        }
        Key found = only(table, key -> name.equalsIgnoreCase(key.name));
        if (found == null && name.equals(PRIMARY)) {
            found = table.primaryKeyConstraint().map(key -> key(table, key, key.columns())).orElse(null);
        }
        // A key without a name is called after its first column there.
        return found != null ? found : only(table, key -> key.name == null && name.equalsIgnoreCase(key.columns.get(0)));
    }

    private static Key over(Table table, List<String> columns) {
        Set<String> wanted = new HashSet<>(columns);
        return only(table, key -> key.name != null && key.columns.size() == wanted.size() && wanted.containsAll(key.columns));
    }

    /** The one that is meant; null if there is none, or several that differ. */
    private static Key only(Table table, Predicate<Key> meant) {
        List<Key> found = keys(table).stream().filter(meant).distinct().toList();
        return found.size() == 1 ? found.get(0) : null;
    }

    private static List<Key> keys(Table table) {
        List<Key> keys = new ArrayList<>();
        table.primaryKeyConstraint().ifPresent(key -> keys.add(key(table, key, key.columns())));
        for (TableConstraint constraint : table.constraints()) {
            if (constraint instanceof UniqueConstraint unique) {
                keys.add(key(table, unique, unique.columns()));
            }
        }
        for (Index index : table.indexes()) {
            if (index.isUnique() && index.columns().size() == index.terms().size()) {
                keys.add(new Key(index.name().orElseGet(() -> table.namingConvention().orElse(NamingConvention.STANDARD).name(index)),
                        names(index.columns())));
            }
        }
        return keys;
    }

    private static Key key(Table table, TableConstraint constraint, List<Column<?>> columns) {
        String name = constraint.name();
        return new Key(name != null ? name : table.namingConvention().map(names -> names.name(table, constraint)).orElse(null), names(columns));
    }

    private static List<String> names(List<Column<?>> columns) {
        return columns.stream().<String>map(Column::name).toList();
    }
}
