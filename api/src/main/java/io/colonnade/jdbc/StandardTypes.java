// SPDX-License-Identifier: Apache-2.0
package io.colonnade.jdbc;

import io.colonnade.dialect.Parameter;
import io.colonnade.sql.Json;
import io.colonnade.sql.SqlType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
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
        if (type == null) {
            return natural(rows.getObject(index));
        }
        Object value = switch (type.family()) {
            case SMALLINT -> rows.getShort(index);
            case INTEGER -> rows.getInt(index);
            case BIGINT -> rows.getLong(index);
            case REAL -> rows.getFloat(index);
            case DOUBLE -> rows.getDouble(index);
            case BOOLEAN -> rows.getBoolean(index);
            case DECIMAL -> rows.getBigDecimal(index);
            case VARCHAR, TEXT -> rows.getString(index);
            case BINARY -> rows.getBytes(index);
            case JSON -> json(rows.getString(index));
            case TIMESTAMP_TZ -> utc(rows.getObject(index, OffsetDateTime.class));
            case DATE, TIME, TIMESTAMP, UUID, VENDOR -> rows.getObject(index, type.javaType());
        };
        return rows.wasNull() ? null : value;
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
