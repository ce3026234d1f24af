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
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.Map;
import org.postgresql.util.PGobject;

/** How values pass. Refuses what PostgreSQL would not give back as it was given. */
final class PostgresJdbcTypes implements JdbcTypes {

    static final PostgresJdbcTypes INSTANCE = new PostgresJdbcTypes();

    private static final int NANOS_OF_MICRO = 1_000;
    /** By this alone the driver tells a TIMESTAMP from a TIMESTAMPTZ without asking the server. */
    private static final int TIMESTAMP_WIDTH = 29;

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
        } else if (value instanceof Temporal time) {
            statement.setObject(index, temporal(time, index, parameter));
        } else {
            other(statement, index, value);
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

    private static void other(PreparedStatement statement, int index, Object value) throws SQLException {
        if (value instanceof Enum<?> constant) {
            statement.setObject(index, constant.name(), Types.OTHER);
        } else if (value instanceof BigInteger || value instanceof Byte) {
            statement.setObject(index, value, Types.NUMERIC);
        } else if (value instanceof RangeSet<?> || value instanceof Inet || value instanceof MacAddress || value instanceof Interval) {
            statement.setObject(index, value.toString(), Types.OTHER);
        } else {
            statement.setObject(index, value);
        }
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

    private static Object temporal(Temporal value, int index, Parameter parameter) {
        if (value.isSupported(ChronoField.NANO_OF_SECOND) && value.get(ChronoField.NANO_OF_SECOND) % NANOS_OF_MICRO != 0) {
            throw refused(value, index, parameter, "it is finer than a microsecond; truncate it with truncatedTo(ChronoUnit.MICROS)");
        }
        if (value instanceof Instant instant) {
            return instant.atOffset(ZoneOffset.UTC);
        }
        return value instanceof ZonedDateTime instant ? instant.toOffsetDateTime() : value;
    }

    /** The server has no NUL in text, and the driver would put a question mark in the place of half a surrogate pair. */
    static void requireText(String text, int index, Parameter parameter) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit == 0) {
                throw refused(text, index, parameter, "at index " + i + " it holds the character NUL");
            }
            if (Character.isSurrogate(unit)) {
                if (Character.isLowSurrogate(unit) || i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw refused(text, index, parameter, "at index " + i + " it holds half of a surrogate pair, which is no character");
                }
                i++;
            }
        }
    }

    private static DatabaseException refused(Object value, int index, Parameter parameter, String why) {
        return DatabaseException.of(ErrorKind.DATA, "The value of parameter " + index
                + (parameter.name() == null ? "" : " (:" + parameter.name() + ")") + ", a " + value.getClass().getSimpleName()
                + ", cannot be stored in PostgreSQL: " + why + ". Nothing was sent.").sent(false).build();
    }

    @Override
    public Object read(ResultSet rows, int index, SqlType<?> type) throws SQLException {
        return column(rows.getMetaData(), index, type).read(rows);
    }

    @Override
    public JdbcColumn column(ResultSetMetaData columns, int index, SqlType<?> type) throws SQLException {
        if (type == null) {
            return natural(columns, index);
        }
        return switch (type.family()) {
            case TIMESTAMP_TZ -> rows -> rows.getObject(index, OffsetDateTime.class);
            case VENDOR -> vendor(natural(columns, index), index, type.javaType());
            default -> JdbcTypes.STANDARD.column(columns, index, type);
        };
    }

    private static JdbcColumn vendor(JdbcColumn natural, int index, Class<?> javaType) {
        if (javaType == String.class) {
            return rows -> rows.getString(index);
        }
        if (javaType.isEnum()) {
            return rows -> constant(javaType, rows.getString(index), index);
        }
        return rows -> {
            Object value = natural.read(rows);
            return value == null || javaType.isInstance(value) ? value : rows.getObject(index, javaType);
        };
    }

    private static Object constant(Class<?> enumeration, String name, int index) {
        for (Object constant : enumeration.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
        }
        if (name == null) {
            return null;
        }
        throw DatabaseException.of(ErrorKind.DATA, "Column " + index + " holds a value that is no constant of "
                + enumeration.getSimpleName() + ".").build();
    }

    /** The driver's own choice of a class looks the type up anew for every value, so what is frequent is asked for by its class. */
    private static JdbcColumn natural(ResultSetMetaData columns, int index) throws SQLException {
        return switch (columns.getColumnType(index)) {
            case Types.SMALLINT -> JdbcColumn.ofShort(index);
            case Types.INTEGER -> JdbcColumn.ofInt(index);
            case Types.BIGINT -> JdbcColumn.ofLong(index);
            case Types.DOUBLE -> columns.getColumnTypeName(index).equals("float8") ? JdbcColumn.ofDouble(index) : rows -> rows.getObject(index);
            case Types.VARCHAR -> rows -> rows.getString(index);
            case Types.BINARY -> rows -> rows.getBytes(index);
            case Types.DATE -> rows -> rows.getObject(index, java.time.LocalDate.class);
            case Types.TIME -> rows -> rows.getObject(index, LocalTime.class);
            case Types.TIME_WITH_TIMEZONE -> rows -> rows.getObject(index, java.time.OffsetTime.class);
            case Types.TIMESTAMP_WITH_TIMEZONE -> rows -> rows.getObject(index, OffsetDateTime.class);
            case Types.TIMESTAMP -> columns.getColumnDisplaySize(index) > TIMESTAMP_WIDTH
                    ? rows -> rows.getObject(index, OffsetDateTime.class) : rows -> rows.getObject(index, LocalDateTime.class);
            case Types.BIT -> columns.getColumnTypeName(index).equals("bool")
                    ? JdbcColumn.ofBoolean(index) : rows -> plain(rows, index);
            case Types.BOOLEAN, Types.ARRAY, Types.OTHER, Types.STRUCT, Types.SQLXML, Types.DISTINCT ->
                rows -> plain(rows, index);
            default -> rows -> rows.getObject(index);
        };
    }

    /** Classes of the JDK where there is one that fits; otherwise the text. */
    private static Object plain(ResultSet rows, int index) throws SQLException {
        Object value = rows.getObject(index);
        if (value instanceof PGobject object) {
            String type = object.getType();
            return type.equals("json") || type.equals("jsonb") ? new Json(object.getValue())
                    : object.getClass() == PGobject.class ? object.getValue() : rows.getString(index);
        }
        if (value instanceof java.sql.Array array) {
            return array.getArray();
        }
        return value == null || value instanceof Boolean || value instanceof java.util.UUID || value instanceof Map
                ? value : rows.getString(index);
    }
}
