// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * The default that the database keeps for a column, as a value of an insert or an update. It stands alone, in no calculation. Made with
 * {@link Sql#columnDefault}.
 *
 * @param column the column that is set
 * @param <T> the Java class of its values
 */
public record ColumnDefault<T>(Column<T> column) implements Expression<T> {

    public ColumnDefault {
        Usage.required(column, "the column of columnDefault");
    }

    @Override
    public SqlType<T> type() {
        return column.type();
    }

    @Override
    public void accept(ExpressionVisitor visitor) {
        visitor.columnDefault(this);
    }
}
