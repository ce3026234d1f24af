// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import io.colonnade.jdbc.JdbcColumn;
import io.colonnade.jdbc.JdbcTypes;
import io.colonnade.spi.ValueConversion;
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

    /** The length of yyyy-mm-dd. */
    private static final int DATE_END = 10;
    /** The length of hh:mm:ss. */
    private static final int SECONDS_END = 8;

    private MySqlColumns() {
    }

    /** By the type that is expected: directly where the column is of it, elsewhere by the one table of conversions. */
    static JdbcColumn expected(ResultSetMetaData metaData, int index, SqlType<?> type) throws SQLException {
        if (keeps(metaData, index, type)) {
            return known(metaData, index, type);
        }
        if (type.family() == SqlType.Family.REAL && metaData.getColumnType(index) == Types.DOUBLE && metaData.getTableName(index).isEmpty()) {
            // The server calculates all numbers with a fraction as doubles.
            return JdbcColumn.ofFloat(index);
        }
        JdbcColumn natural = declared(metaData, index);
        String label = metaData.getColumnLabel(index);
        return switch (type.family()) {
            case TIMESTAMP_TZ -> instant(natural, label);
            // Where the server calculates with a document and NULL only it gives bytes.
            case JSON -> JdbcColumn.converted(isCalculatedBinary(metaData, index) ? rows -> rows.getString(index) : natural, type, label);
            default -> JdbcColumn.converted(natural, type, label);
        };
    }

    private static boolean isCalculatedBinary(ResultSetMetaData metaData, int index) throws SQLException {
        return isBinary(metaData.getColumnType(index)) && metaData.getTableName(index).isEmpty();
    }

    private static boolean isBinary(int type) {
        return type == Types.BINARY || type == Types.VARBINARY || type == Types.LONGVARBINARY;
    }

    /** Where the server calculates with both text and times it gives text; without an offset it is in UTC, as all instants are here. */
    private static JdbcColumn instant(JdbcColumn natural, String label) {
        JdbcColumn withoutOffset = JdbcColumn.converted(natural, io.colonnade.sql.Types.TIMESTAMP, label);
        JdbcColumn withOffset = JdbcColumn.converted(natural, io.colonnade.sql.Types.TIMESTAMP_TZ, label);
        return rows -> {
            Object value = natural.read(rows);
            boolean local = value instanceof LocalDateTime || value instanceof String text && !hasOffset(text);
            return local ? utc((LocalDateTime) withoutOffset.read(rows)) : withOffset.read(rows);
        };
    }

    private static boolean hasOffset(String text) {
        return text.indexOf('+', DATE_END) > 0 || text.indexOf('-', DATE_END) > 0 || text.endsWith("Z");
    }

    /** Whether the driver's getter for the type loses nothing of such a column; where the server calculated in a larger one it cuts. */
    private static boolean keeps(ResultSetMetaData metaData, int index, SqlType<?> type) throws SQLException {
        int given = metaData.getColumnType(index);
        boolean small = given == Types.TINYINT || given == Types.SMALLINT;
        return switch (type.family()) {
            case SMALLINT -> small && metaData.isSigned(index);
            case INTEGER -> small || given == Types.INTEGER && metaData.isSigned(index);
            case BIGINT -> small || given == Types.INTEGER || given == Types.BIGINT && metaData.isSigned(index);
            case DECIMAL -> given == Types.DECIMAL || small || given == Types.INTEGER || given == Types.BIGINT;
            case REAL -> given == Types.REAL;
            case DOUBLE -> given == Types.DOUBLE;
            // What is stored in a BOOLEAN may be any small number.
            case BOOLEAN, TIME -> false;
            case DATE -> given == Types.DATE && !metaData.getColumnTypeName(index).equals("YEAR");
            case TIMESTAMP -> given == Types.TIMESTAMP && !metaData.getColumnTypeName(index).equals("TIMESTAMP");
            // Both are kept in UTC.
            case TIMESTAMP_TZ -> given == Types.TIMESTAMP;
            case VARCHAR, TEXT, UUID -> given == Types.CHAR || given == Types.VARCHAR || given == Types.LONGVARCHAR;
            case BINARY -> isBinary(given);
            case JSON -> metaData.getColumnTypeName(index).equals("JSON");
            case VENDOR -> type.javaType() == BigInteger.class || given == Types.TIMESTAMP && type.javaType() == OffsetDateTime.class
                    || type.javaType().isEnum();
        };
    }

    /** By the type that is expected, of which the column is known to be. */
    static JdbcColumn known(ResultSetMetaData metaData, int index, SqlType<?> type) throws SQLException {
        return switch (type.family()) {
            case UUID -> {
                String where = "column \"" + metaData.getColumnLabel(index) + "\"";
                yield rows -> ValueConversion.convert(rows.getString(index), UUID.class, where);
            }
            case TIMESTAMP_TZ -> instant(index);
            case VENDOR -> type.javaType() == BigInteger.class ? bigInteger(index)
                    : type.javaType() == OffsetDateTime.class ? instant(index) : JdbcTypes.STANDARD.column(metaData, index, type);
            default -> JdbcTypes.STANDARD.column(metaData, index, type);
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
            case Types.TIME -> rows -> time(rows.getString(index));
            case Types.BIT -> metaData.getPrecision(index) <= 1 ? truth(index) : rows -> rows.getBytes(index);
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

    /** The driver would take every number but 0 for true. */
    private static JdbcColumn truth(int index) {
        return rows -> {
            int value = rows.getInt(index);
            return value == 0 && rows.wasNull() ? null : value == 0 || value == 1 ? (Object) (value == 1) : (Object) value;
        };
    }

    /** A time of day, or the text of one of the server's lengths of time that are none, from -838:59:59 to 838:59:59. */
    private static Object time(String given) {
        String text = plainDigits(given);
        boolean ofDay = text != null && text.length() >= SECONDS_END && text.charAt(2) == ':' && text.compareTo("24") < 0 && text.charAt(0) != '-';
        return ofDay ? LocalTime.parse(text) : text;
    }

    /** The driver writes times with the digits of the JVM's locale. */
    private static String plainDigits(String text) {
        // The first may be a sign, and a fraction has plain ones in any case.
        if (text == null || text.length() < 2 || text.charAt(1) <= '9') {
            return text;
        }
        return text.codePoints().map(character -> Character.isDigit(character) ? '0' + Character.digit(character, 10) : character)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    /** The session's zone is UTC. */
    private static JdbcColumn instant(int index) {
        return rows -> utc(rows.getObject(index, LocalDateTime.class));
    }

    private static OffsetDateTime utc(LocalDateTime time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
