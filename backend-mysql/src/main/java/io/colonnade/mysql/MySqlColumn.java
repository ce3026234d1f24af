// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import io.colonnade.sql.Json;
import io.colonnade.sql.SqlType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/** How a column is read. */
@FunctionalInterface
interface MySqlColumn {

    /** The value of the column, from 1, of the current row. */
    Object read(ResultSet rows, int index) throws SQLException;

    /** By the type that is expected. */
    static MySqlColumn of(SqlType<?> type) {
        MySqlColumn reader = switch (type.family()) {
            case SMALLINT -> ResultSet::getShort;
            case INTEGER -> ResultSet::getInt;
            case BIGINT -> ResultSet::getLong;
            case REAL -> ResultSet::getFloat;
            case DOUBLE -> ResultSet::getDouble;
            case BOOLEAN -> ResultSet::getBoolean;
            case DECIMAL -> ResultSet::getBigDecimal;
            case VARCHAR, TEXT -> ResultSet::getString;
            case BINARY -> ResultSet::getBytes;
            case JSON -> MySqlColumn::json;
            case UUID -> MySqlColumn::uuid;
            case DATE -> (rows, index) -> rows.getObject(index, LocalDate.class);
            case TIME -> (rows, index) -> rows.getObject(index, LocalTime.class);
            case TIMESTAMP -> (rows, index) -> rows.getObject(index, LocalDateTime.class);
            case TIMESTAMP_TZ -> MySqlColumn::instant;
            case VENDOR -> vendor(type.javaType());
        };
        return switch (type.family()) {
            case SMALLINT, INTEGER, BIGINT, REAL, DOUBLE, BOOLEAN -> (rows, index) -> {
                Object value = reader.read(rows, index);
                return rows.wasNull() ? null : value;
            };
            default -> reader;
        };
    }

    private static MySqlColumn vendor(Class<?> javaType) {
        if (javaType == BigInteger.class) {
            return MySqlColumn::bigInteger;
        } else if (javaType == OffsetDateTime.class) {
            return MySqlColumn::instant;
        }
        return javaType.isEnum() ? ResultSet::getString : (rows, index) -> rows.getObject(index, javaType);
    }

    /** By the type that is expected; where the server calculated in a larger one, the driver would cut off what is too much. */
    static MySqlColumn of(SqlType<?> type, ResultSetMetaData metaData, int index) throws SQLException {
        long limit = switch (type.family()) {
            case SMALLINT -> Short.MAX_VALUE;
            case INTEGER -> Integer.MAX_VALUE;
            case BIGINT -> Long.MAX_VALUE;
            default -> 0;
        };
        int given = metaData.getColumnType(index);
        boolean fits = limit == 0 || given == Types.TINYINT || given == Types.SMALLINT || given == Types.BIT
                || given == Types.INTEGER && limit >= Integer.MAX_VALUE || given == Types.BIGINT && limit == Long.MAX_VALUE;
        return fits && !(limit > 0 && metaData.getColumnTypeName(index).endsWith("UNSIGNED")) ? of(type)
                : (rows, i) -> wholeNumber(rows.getBigDecimal(i), limit, type);
    }

    private static Object wholeNumber(BigDecimal value, long limit, SqlType<?> type) throws SQLException {
        if (value == null) {
            return null;
        }
        BigInteger whole = value.remainder(BigDecimal.ONE).signum() == 0 ? value.toBigInteger() : null;
        if (whole == null || whole.bitLength() > BigInteger.valueOf(limit).bitLength()) {
            throw new SQLException("A number does not fit into " + type.family() + ", as which it is read; cast it to a larger type",
                    "22003");
        }
        return switch (type.family()) {
            case SMALLINT -> (Object) whole.shortValue();
            case INTEGER -> (Object) whole.intValue();
            default -> (Object) whole.longValue();
        };
    }

    /**
     * By the column's own type, so that one type has one Java class. The driver's own choice of a class costs time for every value, so what is
     * frequent is asked for by its class.
     */
    static MySqlColumn declared(ResultSetMetaData metaData, int index) throws SQLException {
        String name = metaData.getColumnTypeName(index);
        return switch (metaData.getColumnType(index)) {
            case Types.DATE -> name.equals("YEAR") ? MySqlColumn::integer : (rows, i) -> rows.getObject(i, LocalDate.class);
            case Types.TIME -> (rows, i) -> rows.getObject(i, LocalTime.class);
            case Types.TIMESTAMP -> name.equals("TIMESTAMP") ? MySqlColumn::instant : (rows, i) -> rows.getObject(i, LocalDateTime.class);
            case Types.TINYINT, Types.SMALLINT -> metaData.isSigned(index) ? MySqlColumn::small : MySqlColumn::integer;
            case Types.LONGVARCHAR -> name.equals("JSON") ? MySqlColumn::json : ResultSet::getString;
            case Types.INTEGER -> metaData.isSigned(index) ? MySqlColumn::integer : ResultSet::getObject;
            case Types.BIGINT -> metaData.isSigned(index) ? MySqlColumn::big : ResultSet::getObject;
            case Types.DOUBLE -> MySqlColumn::floating;
            case Types.DECIMAL -> ResultSet::getBigDecimal;
            case Types.CHAR, Types.VARCHAR -> ResultSet::getString;
            default -> ResultSet::getObject;
        };
    }

    private static Object small(ResultSet rows, int index) throws SQLException {
        short value = rows.getShort(index);
        return value == 0 && rows.wasNull() ? null : (Object) value;
    }

    private static Object integer(ResultSet rows, int index) throws SQLException {
        int value = rows.getInt(index);
        return value == 0 && rows.wasNull() ? null : (Object) value;
    }

    /** By way of a decimal number, which the driver makes of bits too. */
    private static Object bigInteger(ResultSet rows, int index) throws SQLException {
        BigDecimal value = rows.getBigDecimal(index);
        return value == null ? null : value.toBigInteger();
    }

    private static Object big(ResultSet rows, int index) throws SQLException {
        long value = rows.getLong(index);
        return value == 0 && rows.wasNull() ? null : (Object) value;
    }

    private static Object floating(ResultSet rows, int index) throws SQLException {
        double value = rows.getDouble(index);
        return value == 0 && rows.wasNull() ? null : (Object) value;
    }

    private static Object json(ResultSet rows, int index) throws SQLException {
        String text = rows.getString(index);
        return text == null ? null : new Json(text);
    }

    private static Object uuid(ResultSet rows, int index) throws SQLException {
        String text = rows.getString(index);
        return text == null ? null : UUID.fromString(text);
    }

    /** The session's zone is UTC. */
    private static Object instant(ResultSet rows, int index) throws SQLException {
        LocalDateTime utc = rows.getObject(index, LocalDateTime.class);
        return utc == null ? null : utc.atOffset(ZoneOffset.UTC);
    }
}
