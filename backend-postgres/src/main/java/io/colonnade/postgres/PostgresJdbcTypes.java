// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import io.colonnade.dialect.ArrayBind;
import io.colonnade.dialect.Parameter;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.jdbc.JdbcColumn;
import io.colonnade.jdbc.JdbcTypes;
import io.colonnade.postgres.sql.Inet;
import io.colonnade.postgres.sql.Interval;
import io.colonnade.postgres.sql.MacAddress;
import io.colonnade.postgres.sql.RangeSet;
import io.colonnade.sql.Json;
import io.colonnade.sql.SqlType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.postgresql.util.PGobject;

/** How values pass. Refuses what PostgreSQL would not give back as it was given. */
final class PostgresJdbcTypes implements JdbcTypes {

    static final PostgresJdbcTypes INSTANCE = new PostgresJdbcTypes();

    private static final Set<Class<?>> TIMES = Set.of(LocalDate.class, LocalTime.class, LocalDateTime.class, OffsetDateTime.class,
            OffsetTime.class, Instant.class, ZonedDateTime.class);
    private static final Set<Class<?>> PASSED_ON = Set.of(Boolean.class, Short.class, Float.class, Double.class, UUID.class, Character.class);
    /** The time in which the driver makes its binary form grows with the square of the digits. */
    private static final int MOST_BINARY_DIGITS = 200;
    private static final String TOO_MANY_DIGITS = "a numeric has at most " + ArrayElement.MOST_WHOLE_DIGITS + " digits before the point and "
            + ArrayElement.MOST_FRACTION_DIGITS + " behind it";
    private static final String UNKNOWN_CLASS = "accepted are String, Boolean, Short, Integer, Long, Float, Double, BigDecimal, BigInteger, "
            + "byte[], LocalDate, LocalTime, LocalDateTime, OffsetTime, OffsetDateTime, Instant, ZonedDateTime, UUID, Json, an enum, Interval, "
            + "Range, Multirange, Inet, MacAddress, arrays of these, and Map for hstore";

    private PostgresJdbcTypes() {
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object value, Parameter parameter) throws SQLException {
        if (value == null) {
            statement.setNull(index, sqlType(parameter.type()));
        } else if (value instanceof String text) {
            requireText(text, index, parameter);
            if (isVendor(parameter.type())) {
                statement.setObject(index, text, Types.OTHER);
            } else {
                statement.setString(index, text);
            }
        } else if (value instanceof ArrayBind array) {
            array(statement, index, array.elements(), parameter);
        } else if (value instanceof Integer number) {
            statement.setInt(index, number);
        } else if (value instanceof Long number) {
            statement.setLong(index, number);
        } else if (value instanceof Json json) {
            requireText(json.text(), index, parameter);
            statement.setObject(index, json.text(), Types.OTHER);
        } else if (value instanceof Temporal time && TIMES.contains(time.getClass())) {
            statement.setObject(index, temporal(time));
        } else {
            other(statement, index, value, parameter);
        }
    }

    private static void array(PreparedStatement statement, int index, List<?> elements, Parameter parameter) throws SQLException {
        if (elements.isEmpty()) {
            // The server infers the type of what stands in front.
            statement.setObject(index, "{}", Types.OTHER);
            return;
        }
        String type = ArrayElement.typeOf(elements.get(0));
        Object[] array = ArrayElement.array(type, elements.size());
        for (int i = 0; i < array.length; i++) {
            if (!ArrayElement.accepts(type, elements.get(i), true)) {
                throw refused(elements.get(i), index, parameter, "as element " + i + " of a list it is no " + type + " of the server");
            }
            array[i] = ArrayElement.of(type, elements.get(i));
        }
        statement.setArray(index, statement.getConnection().createArrayOf(type, array));
    }

    private static void other(PreparedStatement statement, int index, Object value, Parameter parameter) throws SQLException {
        if (value instanceof Enum<?> constant) {
            statement.setObject(index, constant.name(), Types.OTHER);
        } else if (value instanceof BigDecimal || value instanceof BigInteger || value instanceof Byte) {
            number(statement, index, value, parameter);
        } else if (isOwn(value)) {
            requireText(value.toString(), value, index, parameter);
            statement.setObject(index, value.toString(), Types.OTHER);
        } else if (value instanceof Map<?, ?> map) {
            hstore(statement, index, map, parameter);
        } else if (value.getClass().isArray() && !(value instanceof byte[])) {
            array(statement, index, value, parameter);
        } else if (value instanceof byte[] || PASSED_ON.contains(value.getClass()) || value instanceof PGobject) {
            if (value instanceof Character || value instanceof PGobject) {
                requireText(String.valueOf(value), value, index, parameter);
            }
            statement.setObject(index, value);
        } else {
            throw refused(value, index, parameter, UNKNOWN_CLASS);
        }
    }

    private static void array(PreparedStatement statement, int index, Object array, Parameter parameter) throws SQLException {
        String fault = ArrayValue.fault(array);
        if (fault != null) {
            throw refused(array, index, parameter, "it " + fault);
        }
        if (!(array instanceof Object[] elements) || !ArrayValue.takes(elements)) {
            statement.setObject(index, array);
        } else if (ArrayValue.isNumeric(elements)) {
            ArrayValue.bind(statement, index, elements);
        } else {
            throw refused(array, index, parameter, TOO_MANY_DIGITS);
        }
    }

    /** The driver would send what is too long as another number. */
    private static void number(PreparedStatement statement, int index, Object value, Parameter parameter) throws SQLException {
        BigDecimal decimal = value instanceof BigDecimal given ? given : value instanceof BigInteger integer ? new BigDecimal(integer)
                : BigDecimal.valueOf((Byte) value);
        if (!ArrayElement.isNumeric(decimal)) {
            throw refused(value, index, parameter, TOO_MANY_DIGITS);
        }
        if (decimal.precision() <= MOST_BINARY_DIGITS) {
            statement.setBigDecimal(index, decimal);
        } else {
            PGobject text = new PGobject();
            text.setType("numeric");
            text.setValue(decimal.toString());
            statement.setObject(index, text);
        }
    }

    private static void hstore(PreparedStatement statement, int index, Map<?, ?> map, Parameter parameter) throws SQLException {
        Map<String, String> texts;
        try {
            texts = texts(map);
        } catch (RuntimeException | Error thrown) {
            // A Map is the caller's code; the driver and the server have nothing to do with what it throws.
            throw refused(map, index, parameter, "its entries could not be read: " + thrown.getClass().getName());
        }
        for (Map.Entry<String, String> entry : texts.entrySet()) {
            requireText(entry.getKey(), map, index, parameter);
            requireText(String.valueOf(entry.getValue()), map, index, parameter);
        }
        try {
            statement.setObject(index, texts);
        } catch (SQLException unknownType) {
            throw refused(map, index, parameter, "a Map is an hstore, and this database has no such type; run CREATE EXTENSION hstore, or bind "
                    + "a Json");
        }
    }

    private static Map<String, String> texts(Map<?, ?> map) {
        Map<String, String> texts = new LinkedHashMap<>();
        map.forEach((key, text) -> texts.put(key.toString(), text == null ? null : text.toString()));
        return texts;
    }

    /** Whether it is of a class that only PostgreSQL has, and goes as text without a type. */
    static boolean isOwn(Object value) {
        return value instanceof RangeSet<?> || value instanceof Inet || value instanceof MacAddress || value instanceof Interval;
    }

    static boolean isVendor(SqlType<?> type) {
        return type != null && type.family() == SqlType.Family.VENDOR;
    }

    /** The server is told the type of a NULL where it is known; where not, it infers it. */
    private static int sqlType(SqlType<?> type) {
        return type == null ? Types.NULL : switch (type.family()) {
            case SMALLINT -> Types.SMALLINT;
            case INTEGER -> Types.INTEGER;
            case BIGINT -> Types.BIGINT;
            case DECIMAL -> Types.NUMERIC;
            case REAL -> Types.REAL;
            case DOUBLE -> Types.DOUBLE;
            case BOOLEAN -> Types.BOOLEAN;
            case VARCHAR, TEXT -> Types.VARCHAR;
            case BINARY -> Types.BINARY;
            case DATE -> Types.DATE;
            case TIME -> Types.TIME;
            case TIMESTAMP -> Types.TIMESTAMP;
            case TIMESTAMP_TZ -> Types.TIMESTAMP_WITH_TIMEZONE;
            case UUID, JSON, VENDOR -> Types.NULL;
        };
    }

    /** Infinity is the MAX and MIN of each class, and the driver knows no Instant. */
    private static Object temporal(Temporal value) {
        if (value instanceof Instant instant) {
            return instant.equals(Instant.MAX) ? OffsetDateTime.MAX : instant.equals(Instant.MIN) ? OffsetDateTime.MIN
                    : instant.atOffset(ZoneOffset.UTC);
        }
        return value instanceof ZonedDateTime instant ? instant.toOffsetDateTime() : value;
    }

    /** Refuses text that the server would not keep as it is. */
    static void requireText(String text, int index, Parameter parameter) {
        requireText(text, text, index, parameter);
    }

    private static void requireText(String text, Object value, int index, Parameter parameter) {
        String fault = ArrayElement.textFault(text);
        if (fault != null) {
            throw refused(value, index, parameter, "it " + fault);
        }
    }

    private static DatabaseException refused(Object value, int index, Parameter parameter, String why) {
        return DatabaseException.of(ErrorKind.DATA, "The value of parameter " + index
                + (parameter.name() == null ? "" : " (:" + parameter.name() + ")") + ", a " + value.getClass().getSimpleName()
                + ", cannot be stored in PostgreSQL: " + why + ". Nothing was sent.").sent(false).build();
    }

    @Override
    public Object read(ResultSet rows, int index, SqlType<?> type) throws SQLException {
        return new PostgresColumn(index, type).read(rows);
    }

    @Override
    public JdbcColumn column(ResultSetMetaData columns, int index, SqlType<?> type) {
        return new PostgresColumn(index, type);
    }
}
