// SPDX-License-Identifier: Apache-2.0
package io.colonnade.jdbc;

import io.colonnade.dialect.Parameter;
import io.colonnade.sql.SqlType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;

/**
 * How values pass through a JDBC driver; what a backend does not override is by the book. Stateless.
 *
 * @since 0.1
 */
public interface JdbcTypes {

    /** What a driver does that keeps to JDBC 4.2: {@code setObject} and {@code getObject} with the classes of {@code java.time}. */
    JdbcTypes STANDARD = new StandardTypes();

    /**
     * Binds a value.
     *
     * @param index the parameter's number, from 1
     * @param value the value; null for SQL's NULL
     * @param parameter the parameter; its type is null where only the value's class is known
     */
    default void bind(PreparedStatement statement, int index, Object value, Parameter parameter) throws SQLException {
        STANDARD.bind(statement, index, value, parameter);
    }

    /**
     * Reads a value.
     *
     * @param index the column's number, from 1
     * @param type the type that is expected, so the value has its Java class; null if the database's own type decides
     */
    default Object read(ResultSet rows, int index, SqlType<?> type) throws SQLException {
        return STANDARD.read(rows, index, type);
    }

    /**
     * Decides, once for the results of one form, how a column is read.
     *
     * @param columns the columns of the result
     * @param index the column's number, from 1
     * @param type the type that is expected; null if the database's own type decides
     */
    default JdbcColumn column(ResultSetMetaData columns, int index, SqlType<?> type) throws SQLException {
        return rows -> read(rows, index, type);
    }
}
