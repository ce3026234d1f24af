// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import io.colonnade.jdbc.JdbcColumn;
import io.colonnade.sql.Json;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Types;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Oid;
import org.postgresql.core.TypeInfo;

/**
 * One column of a result, read by the type that the server says it has. The driver tells that type without asking the server, and it is looked
 * at for every value, so a column that another session has changed is not read as what it was. For the thread of its connection.
 */
final class PostgresColumn implements JdbcColumn {

    private final int index;
    private final SqlType<?> expected;
    private int oid = Oid.UNSPECIFIED;
    private JdbcColumn reader;

    /**
     * A column.
     *
     * @param index its number, from 1
     * @param expected the type whose class the values are to have; null for the class that the server's type has
     */
    PostgresColumn(int index, SqlType<?> expected) {
        this.index = index;
        this.expected = expected;
    }

    @Override
    public Object read(ResultSet rows) throws SQLException {
        int present = ColumnType.of(rows, index);
        if (present != oid || reader == null) {
            reader = reader(rows, present);
            oid = present;
        }
        return reader.read(rows);
    }

    private JdbcColumn reader(ResultSet rows, int type) throws SQLException {
        if (expected == null) {
            return natural(rows, type);
        }
        return switch (expected.family()) {
            case VENDOR -> expected.javaType() == String.class ? text() : converted(rows, type);
            case DOUBLE -> type == Oid.FLOAT8 ? JdbcColumn.ofDouble(index) : converted(rows, type);
            case REAL -> type == Oid.FLOAT4 ? JdbcColumn.ofFloat(index) : converted(rows, type);
            case BIGINT -> type == Oid.INT8 || type == Oid.INT4 || type == Oid.INT2 || type == Oid.OID
                    ? JdbcColumn.ofLong(index) : converted(rows, type);
            case INTEGER -> type == Oid.INT4 || type == Oid.INT2 ? JdbcColumn.ofInt(index) : converted(rows, type);
            default -> converted(rows, type);
        };
    }

    /** Where the class of the server's type is the wanted one this costs one look at it. */
    private JdbcColumn converted(ResultSet rows, int type) throws SQLException {
        return JdbcColumn.converted(natural(rows, type), expected, rows.getMetaData().getColumnLabel(index));
    }

    /** Classes of the JDK or of Colonnade where there is one that holds every value; otherwise the text. */
    private JdbcColumn natural(ResultSet rows, int type) throws SQLException {
        return switch (type) {
            case Oid.INT2 -> JdbcColumn.ofShort(index);
            case Oid.INT4 -> JdbcColumn.ofInt(index);
            case Oid.INT8, Oid.OID -> JdbcColumn.ofLong(index);
            case Oid.FLOAT4 -> JdbcColumn.ofFloat(index);
            case Oid.FLOAT8 -> JdbcColumn.ofDouble(index);
            case Oid.BOOL -> JdbcColumn.ofBoolean(index);
            // NaN and the infinities of the type are those of Double.
            case Oid.NUMERIC, Oid.UUID -> result -> result.getObject(index);
            case Oid.BYTEA -> result -> result.getBytes(index);
            case Oid.JSON, Oid.JSONB -> result -> json(result.getString(index));
            case Oid.DATE -> result -> result.getObject(index, LocalDate.class);
            case Oid.TIME -> result -> timeOfDay(result.getObject(index, LocalTime.class));
            case Oid.TIMETZ -> result -> timeWithOffset(result.getString(index));
            case Oid.TIMESTAMP -> result -> result.getObject(index, LocalDateTime.class);
            case Oid.TIMESTAMPTZ -> result -> result.getObject(index, OffsetDateTime.class);
            // One bit is a truth value, several are text.
            case Oid.BIT -> rows.getMetaData().getPrecision(index) == 1 ? JdbcColumn.ofBoolean(index) : text();
            case Oid.VARCHAR, Oid.TEXT, Oid.BPCHAR, Oid.NAME -> text();
            default -> other(rows, type);
        };
    }

    private JdbcColumn other(ResultSet rows, int type) throws SQLException {
        TypeInfo types = rows.getStatement().getConnection().unwrap(BaseConnection.class).getTypeInfo();
        if (types.getSQLType(type) == java.sql.Types.ARRAY) {
            ArrayText arrays = ArrayText.of(types, type);
            return result -> arrays.read(result.getString(index));
        }
        return "hstore".equals(types.getPGType(type)) ? result -> result.getObject(index) : text();
    }

    private JdbcColumn text() {
        return result -> result.getString(index);
    }

    private static Json json(String text) {
        return text == null ? null : new Json(text);
    }

    /** The driver has 24:00 as the last nanosecond of the day. */
    private static LocalTime timeOfDay(LocalTime time) {
        return LocalTime.MAX.equals(time) ? Types.END_OF_DAY : time;
    }

    private static Object timeWithOffset(String text) {
        return text == null ? null : TimeText.timeWithOffset(text);
    }
}
