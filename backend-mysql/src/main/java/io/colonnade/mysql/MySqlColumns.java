// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import io.colonnade.jdbc.JdbcColumn;
import io.colonnade.jdbc.JdbcTypes;
import io.colonnade.sql.SqlType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/** How columns are read, where it is not by the book of JDBC. */
final class MySqlColumns {

    private MySqlColumns() {
    }

    /** By the type that is expected; where the server calculated in a larger one, the driver would cut off what is too much. */
    static JdbcColumn expected(ResultSetMetaData metaData, int index, SqlType<?> type) throws SQLException {
        long limit = switch (type.family()) {
            case SMALLINT -> Short.MAX_VALUE;
            case INTEGER -> Integer.MAX_VALUE;
            case BIGINT -> Long.MAX_VALUE;
            default -> 0;
        };
        int given = metaData.getColumnType(index);
        boolean fits = limit == 0 || given == Types.TINYINT || given == Types.SMALLINT || given == Types.BIT
                || given == Types.INTEGER && limit >= Integer.MAX_VALUE
                || given == Types.BIGINT && limit == Long.MAX_VALUE;
        return fits && !(limit > 0 && metaData.getColumnTypeName(index).endsWith("UNSIGNED")) ? known(metaData, index, type)
                : rows -> wholeNumber(rows.getBigDecimal(index), limit, type);
    }

    /** By the type that is expected, of which the column is known to be. */
    static JdbcColumn known(ResultSetMetaData metaData, int index, SqlType<?> type) throws SQLException {
        return switch (type.family()) {
            case UUID -> rows -> uuid(rows.getString(index));
            case TIMESTAMP_TZ -> instant(index);
            case VENDOR -> type.javaType() == BigInteger.class ? bigInteger(index)
                    : type.javaType() == OffsetDateTime.class ? instant(index) : JdbcTypes.STANDARD.column(metaData, index, type);
            default -> JdbcTypes.STANDARD.column(metaData, index, type);
        };
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
    static JdbcColumn declared(ResultSetMetaData metaData, int index) throws SQLException {
        String name = metaData.getColumnTypeName(index);
        boolean signed = metaData.isSigned(index);
        return switch (metaData.getColumnType(index)) {
            case Types.DATE -> name.equals("YEAR") ? JdbcColumn.ofInt(index) : rows -> rows.getObject(index, LocalDate.class);
            case Types.TIME -> rows -> rows.getObject(index, LocalTime.class);
            case Types.TIMESTAMP -> name.equals("TIMESTAMP") ? instant(index) : rows -> rows.getObject(index, LocalDateTime.class);
            case Types.TINYINT, Types.SMALLINT -> signed ? JdbcColumn.ofShort(index) : JdbcColumn.ofInt(index);
            case Types.LONGVARCHAR -> name.equals("JSON") ? known(metaData, index, io.colonnade.sql.Types.JSON) : rows -> rows.getString(index);
            case Types.INTEGER -> signed ? JdbcColumn.ofInt(index) : rows -> rows.getObject(index);
            case Types.BIGINT -> signed ? JdbcColumn.ofLong(index) : rows -> rows.getObject(index);
            case Types.DOUBLE -> JdbcColumn.ofDouble(index);
            case Types.DECIMAL -> rows -> rows.getBigDecimal(index);
            case Types.CHAR, Types.VARCHAR -> rows -> rows.getString(index);
            default -> rows -> rows.getObject(index);
        };
    }

    /** By way of a decimal number, which the driver makes of bits too. */
    private static JdbcColumn bigInteger(int index) {
        return rows -> {
            BigDecimal value = rows.getBigDecimal(index);
            return value == null ? null : value.toBigInteger();
        };
    }

    private static UUID uuid(String text) {
        return text == null ? null : UUID.fromString(text);
    }

    /** The session's zone is UTC. */
    private static JdbcColumn instant(int index) {
        return rows -> {
            LocalDateTime utc = rows.getObject(index, LocalDateTime.class);
            return utc == null ? null : utc.atOffset(ZoneOffset.UTC);
        };
    }
}
