// SPDX-License-Identifier: Apache-2.0
package io.colonnade.jdbc;

import io.colonnade.dialect.Parameter;
import io.colonnade.sql.Json;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.SqlType.Family;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Set;

/** The classes that JDBC 4.2 names; JSON passes as text. */
final class StandardTypes implements JdbcTypes {

    private static final Set<Integer> SMALL = Set.of(Types.TINYINT, Types.SMALLINT);
    private static final Set<Integer> WHOLE = Set.of(Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT);
    /** Besides whole numbers what is no text, which a driver may print in a way of its own. */
    private static final Set<Integer> OTHERWISE = Set.of(Types.REAL, Types.FLOAT, Types.DOUBLE, Types.NUMERIC, Types.DECIMAL, Types.DATE,
            Types.TIME, Types.TIMESTAMP, Types.TIME_WITH_TIMEZONE, Types.TIMESTAMP_WITH_TIMEZONE, Types.BOOLEAN);

    private static final Set<Integer> TEXTS = Set.of(Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR, Types.NCHAR, Types.NVARCHAR, Types.LONGNVARCHAR,
            Types.CLOB, Types.NCLOB);

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
        return column(rows.getMetaData(), index, type).read(rows);
    }

    @Override
    public JdbcColumn column(ResultSetMetaData columns, int index, SqlType<?> type) throws SQLException {
        if (type == null) {
            return rows -> natural(rows, index);
        }
        return keeps(typeOf(columns, index), type.family()) ? reader(index, type)
                : JdbcColumn.converted(rows -> natural(rows, index), type, columns.getColumnLabel(index));
    }

    /** The type of a column by {@link Types}; NULL where the driver has none for it, as H2 for a calculation with a parameter. */
    static int typeOf(ResultSetMetaData columns, int index) {
        try {
            return columns.getColumnType(index);
        } catch (SQLException unknown) {
            return Types.NULL;
        }
    }

    /** Whether a driver gives the values of a column of its own type as those of a family without loss; elsewhere its getters may cut. */
    private static boolean keeps(int columnType, Family family) {
        return switch (family) {
            case SMALLINT -> SMALL.contains(columnType);
            case INTEGER -> columnType == Types.INTEGER || SMALL.contains(columnType);
            case BIGINT -> WHOLE.contains(columnType);
            case REAL -> columnType == Types.REAL;
            case DOUBLE -> columnType == Types.DOUBLE || columnType == Types.FLOAT;
            case BOOLEAN -> columnType == Types.BOOLEAN || columnType == Types.BIT;
            case DECIMAL -> columnType == Types.DECIMAL || columnType == Types.NUMERIC || WHOLE.contains(columnType);
            case DATE -> columnType == Types.DATE;
            case TIME -> columnType == Types.TIME;
            case TIMESTAMP -> columnType == Types.TIMESTAMP;
            case TIMESTAMP_TZ -> columnType == Types.TIMESTAMP || columnType == Types.TIMESTAMP_WITH_TIMEZONE;
            case VARCHAR, TEXT, BINARY -> !OTHERWISE.contains(columnType) && !WHOLE.contains(columnType);
            case UUID -> columnType == Types.OTHER || columnType == Types.BINARY;
            // What a driver gives as text may be any; a type of the database's own holds nothing else.
            case JSON -> !TEXTS.contains(columnType) && !OTHERWISE.contains(columnType) && !WHOLE.contains(columnType);
            case VENDOR -> true;
        };
    }

    private static JdbcColumn reader(int index, SqlType<?> type) {
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
        if (value instanceof java.sql.Array array) {
            return array.getArray();
        }
        if (value instanceof SQLXML) {
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
