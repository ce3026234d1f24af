// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.sql.Column;
import java.util.List;
import java.util.Map;

/**
 * One row of a result. Immutable and thread-safe; it can be kept after the query has ended.
 *
 * <p>Columns are found by index from 0, by name exactly as the database returns it, or by the {@link Column} that stood in the query. A name
 * that is missing or stands more than once is a {@link io.colonnade.error.UsageException} that lists the names. Conversions are those that
 * lose nothing: a value that does not fit is a {@link io.colonnade.error.StatementException} of kind DATA that names the column.
 *
 * <p>Pinned by QRY-03, QRY-04 and QRY-05.
 *
 * @since 0.1
 */
public interface Row {

    /** The names of the columns, in order. */
    List<String> columnNames();

    /** How many columns there are. */
    int size();

    /** The value in the Java class of its logical type, or null for NULL. */
    Object get(int index);

    /** The value in the Java class of its logical type, or null for NULL. */
    Object get(String name);

    /** The value of a column of the query, or null for NULL. */
    <T> T get(Column<T> column);

    /** The value converted to a class, or null for NULL. */
    <T> T get(int index, Class<T> type);

    /** The value converted to a class, or null for NULL. */
    <T> T get(String name, Class<T> type);

    /** The value as an int; NULL is an error. */
    int getInt(String name);

    /** The value as a long; NULL is an error. */
    long getLong(String name);

    /** The value as a double; NULL is an error. */
    double getDouble(String name);

    /** The value as a boolean; NULL is an error. */
    boolean getBoolean(String name);

    /** The value as text, or null for NULL. */
    String getString(String name);

    /** The value as an int; NULL is an error. */
    int getInt(int index);

    /** The value as a long; NULL is an error. */
    long getLong(int index);

    /** The value as a double; NULL is an error. */
    double getDouble(int index);

    /** The value as a boolean; NULL is an error. */
    boolean getBoolean(int index);

    /** The value as text, or null for NULL. */
    String getString(int index);

    /** The values by name, in the order of the columns; refused if a name stands more than once. The map cannot be changed. */
    Map<String, Object> asMap();

    /** The values in the order of the columns. The list cannot be changed and may hold null. */
    List<Object> toList();

    /**
     * The row as a Java record: each component takes the column of its name, or of its name in snake case ({@code createdAt} takes
     * {@code created_at}). Columns without a component are ignored; a component without a column is an error. A record that is not public
     * needs its package opened to Colonnade if it is in a named module.
     */
    <R extends Record> R as(Class<R> type);
}
