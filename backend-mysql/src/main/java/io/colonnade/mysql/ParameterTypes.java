// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import com.mysql.cj.MysqlType;
import com.mysql.cj.ServerPreparedQuery;
import com.mysql.cj.jdbc.ServerPreparedStatement;
import com.mysql.cj.protocol.ColumnDefinition;
import com.mysql.cj.result.Field;
import io.colonnade.sql.Json;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * The types that MySQL has given the parameters of a statement when it prepared it, by the columns they meet. It converts each value to that
 * type before it looks at the column, even after the column has been given another type. Where that could change a value, the statement is good
 * for the run that it was prepared for and for no other.
 */
final class ParameterTypes {

    /** Converts nothing, or nothing is known of it. */
    static final ParameterTypes ANY = new ParameterTypes(new Type[0]);

    /** The length in bytes that is told of a parameter for text of the character set of our sessions; of others it is another one. */
    private static final long OWN_TEXT = 65_532;

    private enum Type {
        UNKNOWN, NUMBER, TIMESTAMP, TIME, TEXT, OTHER_TEXT, BINARY;

        boolean isText() {
            return this == TEXT || this == OTHER_TEXT;
        }
    }

    private final Type[] types;

    private ParameterTypes(Type[] types) {
        this.types = types;
    }

    static ParameterTypes of(PreparedStatement prepared) {
        Field[] fields = ((ServerPreparedQuery) ((ServerPreparedStatement) prepared).getQuery()).getParameterFields();
        Type[] types = new Type[fields == null ? 0 : fields.length];
        for (int i = 0; i < types.length; i++) {
            // Servers before 8.0.22 give a parameter no type, and tell of one without a length.
            types[i] = fields[i] == null || fields[i].getLength() == 0 ? Type.UNKNOWN : type(fields[i]);
        }
        return new ParameterTypes(types);
    }

    private static Type type(Field field) {
        return switch (field.getMysqlType()) {
            case DATE, DATETIME, TIMESTAMP -> Type.TIMESTAMP;
            case TIME -> Type.TIME;
            case VARCHAR, CHAR -> field.getLength() == OWN_TEXT ? Type.TEXT : Type.OTHER_TEXT;
            case TINYTEXT, TEXT, MEDIUMTEXT, LONGTEXT, JSON, ENUM, SET -> Type.TEXT;
            case BINARY, VARBINARY, TINYBLOB, BLOB, MEDIUMBLOB, LONGBLOB, GEOMETRY, BIT -> Type.BINARY;
            default -> Type.NUMBER;
        };
    }

    /**
     * The text of a query with a cast around the parameters whose values MySQL would return as something else: as bytes the text that stands
     * beside nothing but NULL, as text the bytes that meet no column. Only where it returns what it has calculated.
     *
     * @param placeholders where the parameters stand in the text
     * @param prepared what the server has made of it
     */
    String tell(String sql, List<Integer> placeholders, Object[] values, PreparedStatement prepared) {
        if (types.length == 0 || placeholders.size() != values.length) {
            return sql;
        }
        boolean text = calculates(prepared, true);
        boolean bytes = calculates(prepared, false);
        StringBuilder told = new StringBuilder();
        int from = 0;
        for (int i = 0; i < values.length; i++) {
            String cast = bytes && types[i] == Type.BINARY && isText(values[i]) ? "CAST(? AS CHAR)"
                    : text && types[i].isText() && values[i] instanceof byte[] ? "CAST(? AS BINARY)" : "?";
            told.append(sql, from, placeholders.get(i)).append(cast);
            from = placeholders.get(i) + 1;
        }
        return told.append(sql, from, sql.length()).toString();
    }

    /** Whether a query returns text, or bytes, that stand in no table. */
    private static boolean calculates(PreparedStatement prepared, boolean text) {
        ColumnDefinition columns = ((ServerPreparedQuery) ((ServerPreparedStatement) prepared).getQuery()).getResultFields();
        return columns != null && Arrays.stream(columns.getFields()).anyMatch(column -> column.getOriginalTableName() == null
                && column.getMysqlType() != MysqlType.JSON && (text ? type(column).isText() : type(column) == Type.BINARY));
    }

    private static boolean isText(Object value) {
        return value instanceof String || value instanceof Json || value instanceof UUID || value instanceof Enum<?>;
    }

    /** Whether values, the first of which stands behind so many parameters, reach the server's columns as they are. */
    boolean keep(Object[] values, int offset) {
        for (int i = 0; types.length > 0 && i < values.length; i++) {
            if (values[i] != null && !keeps(types[offset + i], values[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean keeps(Type type, Object value) {
        if (type == Type.UNKNOWN) {
            return true;
        }
        if (isText(value)) {
            return type == Type.TEXT;
        }
        if (value instanceof byte[]) {
            return type == Type.BINARY;
        }
        if (value instanceof Number || value instanceof Boolean) {
            return type != Type.TIME && type != Type.TIMESTAMP;
        }
        boolean time = value instanceof LocalTime || value instanceof Duration;
        return type != Type.NUMBER && type != (time ? Type.TIMESTAMP : Type.TIME);
    }
}
