// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * The value that an insert proposed for a column of a row that is there already. Stands in what
 * {@link ConflictTarget#doUpdate(Assignment...)} sets and in {@link Insert#updateWhere}, nowhere else. Made with {@link Sql#excluded}.
 *
 * @param column the column
 * @param <T> the Java class of its values
 */
public record Excluded<T>(Column<T> column) implements Expression<T> {

    public Excluded {
        Usage.required(column, "the column of excluded");
    }

    @Override
    public SqlType<T> type() {
        return column.type();
    }

    @Override
    public void accept(ExpressionVisitor visitor) {
        visitor.excluded(this);
    }
}
