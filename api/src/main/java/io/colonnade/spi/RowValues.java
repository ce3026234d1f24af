// SPDX-License-Identifier: Apache-2.0
package io.colonnade.spi;

/**
 * The values of one row. Immutable and safe to keep: a backend may decode on demand, but never from a buffer that it will use again.
 *
 * <p>A value has the Java class of its {@linkplain io.colonnade.sql.SqlType logical type}: that of the compiled result column where there
 * is one, otherwise that of the database's own type.
 *
 * @since 0.1
 */
public interface RowValues {

    /** The row's columns; the same object for all rows of a statement. Rule SPI-17. */
    Columns columns();

    /** The value at an index from 0, or null for SQL's NULL. Rules TYP-19, TYP-22, SPI-17. */
    Object get(int index);

    /** A row over an array, which is not copied and must not be changed. Rule SPI-17. */
    static RowValues of(Columns columns, Object[] values) {
        return new ArrayRow(columns, values);
    }
}
