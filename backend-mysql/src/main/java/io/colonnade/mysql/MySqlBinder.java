// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import com.mysql.cj.MysqlType;
import io.colonnade.dialect.Parameter;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.sql.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** Hands values to the driver, by their Java class. Refuses what would not come back as it went in. */
final class MySqlBinder {

    private static final Duration LONGEST = Duration.ofSeconds(3_020_399);
    /** Of a DECIMAL before the point, and behind it. */
    private static final int MOST_DIGITS = 65;
    private static final int MOST_FRACTION = 30;
    private static final int LAST_YEAR = 9999;

    private MySqlBinder() {
    }

    /**
     * Binds the values of one run.
     *
     * @param product the server's, for errors
     * @param offset how many parameters stand in front
     * @param batchIndex the index of the item in a batch, for errors; -1 where it is none
     */
    static void bind(PreparedStatement statement, String product, List<Parameter> parameters, Object[] values, int offset, int batchIndex)
            throws SQLException {
        for (int i = 0; i < values.length; i++) {
            try {
                bind(statement, offset + i + 1, values[i]);
            } catch (DateTimeException | IllegalArgumentException refused) {
                String name = parameters.get(i).name();
                throw DatabaseException.of(ErrorKind.DATA, "The value of parameter " + (i + 1) + (name == null ? "" : " (:" + name + ")")
                        + ", a " + values[i].getClass().getSimpleName() + ", cannot be stored in " + product + ": " + refused.getMessage() + ".")
                        .batchIndex(batchIndex).sent(batchIndex > 0).build();
            }
        }
    }

    private static void bind(PreparedStatement statement, int index, Object value) throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.NULL);
        } else if (value instanceof String text) {
            statement.setString(index, whole(text));
        } else if (value instanceof Integer number) {
            statement.setInt(index, number);
        } else if (value instanceof Long number) {
            statement.setLong(index, number);
        } else if (value instanceof Boolean truth) {
            statement.setBoolean(index, truth);
        } else if (value instanceof byte[] bytes) {
            // MariaDB takes what the driver calls bytes for text; a BLOB it knows to be none.
            statement.setObject(index, bytes, MysqlType.LONGBLOB);
        } else if (value instanceof Json json) {
            statement.setString(index, whole(json.text()));
        } else if (value instanceof UUID uuid) {
            statement.setString(index, uuid.toString());
        } else if (value instanceof Enum<?> constant) {
            statement.setString(index, constant.name());
        } else if (value instanceof Number number) {
            number(statement, index, number);
        } else {
            statement.setObject(index, temporal(value));
        }
    }

    private static void number(PreparedStatement statement, int index, Number value) throws SQLException {
        if (value instanceof BigDecimal decimal) {
            statement.setBigDecimal(index, checked(decimal));
        } else if (value instanceof BigInteger integer) {
            statement.setBigDecimal(index, checked(new BigDecimal(integer)));
        } else if (value instanceof Short || value instanceof Byte) {
            statement.setInt(index, value.intValue());
        } else if (value instanceof Double || value instanceof Float) {
            if (!Double.isFinite(value.doubleValue())) {
                throw new IllegalArgumentException("it is not a number or infinite, for which there is no value");
            }
            if (value instanceof Float real) {
                statement.setFloat(index, real);
            } else {
                statement.setDouble(index, value.doubleValue());
            }
        } else {
            throw unknownClass();
        }
    }

    /** The servers put their largest or smallest number in the place of one that they do not have. */
    private static BigDecimal checked(BigDecimal number) {
        long digits = (long) number.precision() - number.scale();
        if (number.signum() != 0 && digits > MOST_DIGITS) {
            throw new IllegalArgumentException("it has " + digits + " digits before the point, and a DECIMAL has " + MOST_DIGITS + " at most");
        }
        if (number.signum() != 0 && digits <= -MOST_FRACTION) {
            throw new IllegalArgumentException("its first digit that is not 0 stands behind the " + MOST_FRACTION
                    + " digits that a DECIMAL has at most behind the point");
        }
        return number;
    }

    private static Object temporal(Object value) {
        if (value instanceof LocalDate date) {
            return checked(date);
        }
        if (value instanceof LocalTime time) {
            return time.truncatedTo(ChronoUnit.MICROS);
        }
        if (value instanceof Duration length) {
            return checked(length);
        }
        LocalDateTime timestamp = value instanceof LocalDateTime local ? local
                : value instanceof OffsetDateTime instant ? instant.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()
                : value instanceof Instant instant ? LocalDateTime.ofInstant(instant, ZoneOffset.UTC)
                : value instanceof ZonedDateTime instant ? LocalDateTime.ofInstant(instant.toInstant(), ZoneOffset.UTC) : null;
        if (timestamp == null) {
            throw unknownClass();
        }
        checked(timestamp.toLocalDate());
        return timestamp.truncatedTo(ChronoUnit.MICROS);
    }

    private static LocalDate checked(LocalDate date) {
        if (date.getYear() < 0 || date.getYear() > LAST_YEAR) {
            throw new DateTimeException("its year does not lie between 0000 and 9999");
        }
        return date;
    }

    private static Duration checked(Duration length) {
        if (length.abs().compareTo(LONGEST) > 0) {
            throw new DateTimeException("it does not lie between -838:59:59 and 838:59:59");
        }
        return length;
    }

    private static IllegalArgumentException unknownClass() {
        return new IllegalArgumentException("accepted are String, Boolean, Byte, Short, Integer, Long, Float, Double, BigDecimal, BigInteger, byte[], "
                + "LocalDate, LocalTime, LocalDateTime, OffsetDateTime, Instant, ZonedDateTime, Duration, UUID, Json and enums");
    }

    /** A half of a surrogate pair alone has no form in UTF-8; the driver would send a question mark in its place. */
    private static String whole(String value) {
        for (int i = 0; i < value.length(); i++) {
            char unit = value.charAt(i);
            if (Character.isSurrogate(unit)) {
                if (Character.isLowSurrogate(unit) || i + 1 == value.length() || !Character.isLowSurrogate(value.charAt(i + 1))) {
                    throw new IllegalArgumentException("at index " + i + " it holds half of a surrogate pair, which is no character");
                }
                i++;
            }
        }
        return value;
    }

    /** About how many bytes a row of values is on its way. */
    static long size(Object[] values) {
        long size = 0;
        for (Object value : values) {
            size += value instanceof String text ? 3L * text.length() : value instanceof byte[] bytes ? bytes.length
                    : value instanceof Json json ? 3L * json.text().length() : Long.BYTES;
        }
        return size;
    }
}
