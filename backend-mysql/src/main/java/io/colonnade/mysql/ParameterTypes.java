// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import com.mysql.cj.ServerPreparedQuery;
import com.mysql.cj.jdbc.ServerPreparedStatement;
import com.mysql.cj.result.Field;
import io.colonnade.sql.Json;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.LocalTime;
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

    private enum Type { UNKNOWN, NUMBER, TIMESTAMP, TIME, TEXT, OTHER_TEXT, BINARY }

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
        if (value instanceof String || value instanceof Json || value instanceof UUID || value instanceof Enum<?>) {
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
