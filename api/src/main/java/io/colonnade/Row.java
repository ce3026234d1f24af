// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.sql.Expression;
import io.colonnade.sql.Labelled;
import java.util.List;
import java.util.Map;

/**
 * One row of a result. Immutable and thread-safe; it can be kept after the query has ended.
 *
 * <p>Columns are found by index from 0, by name exactly as the database returns it, or by the expression that stood in the query: a column,
 * one of an alias or a derived table, a calculation, with or without a label. A name that is missing or stands more than once is a
 * {@link io.colonnade.error.UsageException} that lists the names. Conversions are those that lose nothing: a value that does not fit is a
 * {@link io.colonnade.error.StatementException} of kind DATA that names the column.
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

    /**
     * The value of an expression of the query, or null for NULL. A column of a table also means the only one that is read through another
     * name of that table. Of SQL text, the column of its name.
     */
    <T> T get(Expression<T> expression);

    /** The value of a labelled expression of the query, or null for NULL. Of SQL text, the column of that label. */
    <T> T get(Labelled<T> labelled);

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
     * {@code created_at}). Columns without a component are ignored; a component without a column is an error.
     *
     * <p>A component that is a record itself is filled from the columns whose names start with its name and an underscore, if there is one
     * for each of its components: {@code author} of a class {@code Author(String name)} takes {@code author_name}. It is null where all
     * those are NULL, as behind a left join. {@link io.colonnade.sql.Table#columnsAs} labels the columns of a table so.
     *
     * <p>A record that is not public needs its package opened to Colonnade if it is in a named module.
     */
    <R extends Record> R as(Class<R> type);
}
