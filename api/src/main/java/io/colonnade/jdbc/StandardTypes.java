// SPDX-License-Identifier: Apache-2.0
package io.colonnade.jdbc;

import io.colonnade.dialect.Parameter;
import io.colonnade.sql.Json;
import io.colonnade.sql.SqlType;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
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
        } else if (value instanceof Enum<?> constant) {
            statement.setString(index, constant.name());
        } else {
            statement.setObject(index, value);
        }
    }

    @Override
    public Object read(ResultSet rows, int index, SqlType<?> type) throws SQLException {
        return reader(index, type).read(rows);
    }

    @Override
    public JdbcColumn column(ResultSetMetaData columns, int index, SqlType<?> type) {
        return reader(index, type);
    }

    private static JdbcColumn reader(int index, SqlType<?> type) {
        if (type == null) {
            return rows -> natural(rows, index);
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
            case DATE, TIME, TIMESTAMP, UUID -> rows -> rows.getObject(index, type.javaType());
            case VENDOR -> type.javaType().isEnum() ? rows -> rows.getString(index) : rows -> rows.getObject(index, type.javaType());
        };
    }

    private static Object natural(ResultSet rows, int index) throws SQLException {
        Object value = rows.getObject(index);
        if (value instanceof java.sql.Timestamp) {
            return rows.getObject(index, LocalDateTime.class);
        }
        if (value instanceof java.sql.Date) {
            return rows.getObject(index, LocalDate.class);
        }
        if (value instanceof java.sql.Time) {
            return rows.getObject(index, LocalTime.class);
        }
        if (value instanceof Clob) {
            return rows.getString(index);
        }
        return value instanceof Blob ? rows.getBytes(index) : value;
    }

    private static Json json(String text) {
        return text == null ? null : new Json(text);
    }

    private static OffsetDateTime utc(OffsetDateTime value) {
        return value == null ? null : value.withOffsetSameInstant(ZoneOffset.UTC);
    }
}
