// SPDX-License-Identifier: Apache-2.0
package io.colonnade.jdbc;

import io.colonnade.dialect.Parameter;
import io.colonnade.sql.Json;
import io.colonnade.sql.SqlType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** The classes that JDBC 4.2 names; JSON passes as text. */
final class StandardTypes implements JdbcTypes {

    @Override
    public void bind(PreparedStatement statement, int index, Object value, Parameter parameter) throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.NULL);
        } else if (value instanceof Json json) {
            statement.setString(index, json.text());
        } else {
            statement.setObject(index, value);
        }
    }

    @Override
    public Object read(ResultSet rows, int index, SqlType<?> type) throws SQLException {
        return column(rows.getMetaData(), index, type).read(rows);
    }

    @Override
    public JdbcColumn column(ResultSetMetaData columns, int index, SqlType<?> type) {
        if (type == null) {
            return rows -> natural(rows.getObject(index));
        }
        return switch (type.family()) {
            case SMALLINT -> JdbcColumn.ofShort(index);
            case INTEGER -> JdbcColumn.ofInt(index);
            case BIGINT -> JdbcColumn.ofLong(index);
            case REAL -> JdbcColumn.ofFloat(index);
            case DOUBLE -> JdbcColumn.ofDouble(index);
            case BOOLEAN -> JdbcColumn.ofBoolean(index);
            case DECIMAL -> rows -> rows.getBigDecimal(index);
            case VARCHAR, TEXT -> rows -> rows.getString(index);
            case BINARY -> rows -> rows.getBytes(index);
            case JSON -> rows -> json(rows.getString(index));
            case TIMESTAMP_TZ -> rows -> utc(rows.getObject(index, OffsetDateTime.class));
            case DATE, TIME, TIMESTAMP, UUID, VENDOR -> rows -> rows.getObject(index, type.javaType());
        };
    }

    private static Object natural(Object value) {
        if (value instanceof java.sql.Timestamp timestamp) {
            return timestamp.toLocalDateTime();
        }
        if (value instanceof java.sql.Date date) {
            return date.toLocalDate();
        }
        return value instanceof java.sql.Time time ? time.toLocalTime() : value;
    }

    private static Json json(String text) {
        return text == null ? null : new Json(text);
    }

    private static OffsetDateTime utc(OffsetDateTime value) {
        return value == null ? null : value.withOffsetSameInstant(ZoneOffset.UTC);
    }
}
