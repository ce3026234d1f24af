// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.CatalogDifference.Kind;
import io.colonnade.dialect.Dialect;
import io.colonnade.sql.Column;
import io.colonnade.sql.DdlStatement;
import io.colonnade.sql.ForeignKey;
import io.colonnade.sql.Index;
import io.colonnade.sql.OrderTerm;
import io.colonnade.sql.Ordering;
import io.colonnade.sql.ReferentialAction;
import io.colonnade.sql.Sql;
import io.colonnade.sql.Table;
import io.colonnade.sql.TableConstraint;
import io.colonnade.sql.UniqueConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares one declared table with what the database has. */
final class CatalogComparison {

    private final Dialect dialect;
    private final Table declared;
    private final List<CatalogDifference> differences = new ArrayList<>();

    CatalogComparison(Dialect dialect, Table declared) {
        this.dialect = dialect;
        this.declared = declared;
    }

    List<CatalogDifference> with(Optional<CatalogTable> found) {
        if (found.isEmpty()) {
            add(Kind.MISSING_TABLE, "table " + declared, Sql.createTable(declared));
            return differences;
        }
        columns(found.get());
        keys(found.get());
        for (ForeignKey key : declared.foreignKeys()) {
            if (found.get().foreignKeys().stream().noneMatch(other -> matches(key, other))) {
                add(Kind.MISSING_FOREIGN_KEY, "foreign key " + names(key.columns()), Sql.alterTable(declared).addConstraint(key));
            }
        }
        for (Index index : declared.indexes()) {
            if (!has(found.get(), index)) {
                add(Kind.MISSING_INDEX, "index " + dialect.indexName(index), Sql.createIndex(index));
            }
        }
        return differences;
    }

    private void add(Kind kind, String what, DdlStatement remedy) {
        differences.add(new CatalogDifference(kind, declared, what, Optional.ofNullable(remedy)));
    }

    private void columns(CatalogTable found) {
        for (Column<?> column : declared.columns()) {
            Optional<CatalogTable.Column> other = found.find(column.name());
            if (other.isEmpty()) {
                add(Kind.MISSING_COLUMN, "column " + column.name(), Sql.alterTable(declared).addColumn(column));
            } else if (other.get().nullable() != column.isNullable()) {
                add(Kind.NULLABILITY, "column " + column.name(), null);
            }
        }
        for (CatalogTable.Column other : found.columns()) {
            if (declared.find(other.name()).isEmpty()) {
                add(Kind.UNDECLARED_COLUMN, "column " + other.name(), null);
            }
        }
    }

    private void keys(CatalogTable found) {
        declared.primaryKeyConstraint().ifPresent(key -> {
            if (found.primaryKey().isEmpty() || !found.primaryKey().get().columns().equals(names(key.columns()))) {
                add(Kind.MISSING_PRIMARY_KEY, "primary key " + names(key.columns()), Sql.alterTable(declared).addConstraint(key));
            }
        });
        for (TableConstraint constraint : declared.constraints()) {
            if (constraint instanceof UniqueConstraint unique && found.uniqueConstraints().stream()
                    .noneMatch(other -> other.columns().equals(names(unique.columns())))) {
                add(Kind.MISSING_UNIQUE_CONSTRAINT, "unique constraint " + names(unique.columns()),
                        Sql.alterTable(declared).addConstraint(unique));
            }
        }
    }

    private boolean matches(ForeignKey key, CatalogTable.ForeignKey other) {
        Table target = key.references().get(0).table();
        return other.columns().equals(names(key.columns())) && other.table().equals(target.name())
                && (other.references().isEmpty() || other.references().equals(names(key.references())))
                && restrictive(other.onDelete()) == restrictive(key.onDelete())
                && restrictive(other.onUpdate()) == restrictive(key.onUpdate());
    }

    /** Some databases call both by one of the two names. */
    private static ReferentialAction restrictive(ReferentialAction action) {
        return action == ReferentialAction.RESTRICT ? ReferentialAction.NO_ACTION : action;
    }

    /** By name, because a condition or an expression cannot be compared. A unique index may be called a constraint. */
    private boolean has(CatalogTable found, Index index) {
        String name = dialect.indexName(index);
        List<Optional<String>> terms = new ArrayList<>();
        for (OrderTerm term : index.terms()) {
            terms.add((term instanceof Ordering ordering ? ordering.term() : term) instanceof Column<?> column
                    ? Optional.of(column.name()) : Optional.empty());
        }
        return found.indexes().stream().anyMatch(other -> other.name().equals(name) && other.unique() == index.isUnique()
                && other.columns().equals(terms))
                || index.isUnique() && found.uniqueConstraints().stream().anyMatch(other -> other.name().equals(Optional.of(name)));
    }

    private static List<String> names(List<Column<?>> columns) {
        return columns.stream().map(Column::name).toList();
    }
}
