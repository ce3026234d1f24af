// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.sql.AliasColumn;
import io.colonnade.sql.Column;
import io.colonnade.sql.InList;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Types;
import io.colonnade.sql.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What becomes of the part of a time that is finer than a microsecond, which no database keeps. One rule for what is stored and what is
 * compared, so that a value finds the row into which it was written. Pinned by TYP-27.
 *
 * @since 0.1
 */
public enum Fraction {

    /** It is dropped: the time becomes the last whole microsecond that is not after it, before 1970 too. */
    FLOOR,
    /** The value is refused with an error of kind DATA that names its column or its parameter; nothing is sent. */
    REFUSE;

    private static final int NANOS_OF_MICRO = 1_000;
    private static final Set<Class<?>> TIMES = Set.of(LocalTime.class, OffsetTime.class, LocalDateTime.class, OffsetDateTime.class,
            ZonedDateTime.class, Instant.class);
    /** They stand for infinity, or for 24:00, and are no time that could be cut. */
    private static final Set<Temporal> SPECIAL = Set.of(LocalDateTime.MAX, LocalDateTime.MIN, OffsetDateTime.MAX, OffsetDateTime.MIN,
            Instant.MAX, Instant.MIN, Types.END_OF_DAY);

    /**
     * Applies the rule to the values of one run, in their array.
     *
     * @param compiled the statement, whose parameters tell what an error names
     * @param row the number of the run in a batch; -1 where it is none
     */
    void apply(Object[] binds, Compiled compiled, int row) {
        for (int i = 0; i < binds.length; i++) {
            Object value = binds[i];
            if (value instanceof Temporal || value instanceof Object[] || value instanceof ArrayBind || value instanceof Duration) {
                Object floored = floored(value);
                if (floored != value && this == REFUSE) {
                    String name = compiled.parameters().get(i).name();
                    throw refused(name == null ? "a value (parameter " + (i + 1) + ")" : "parameter " + name, value, row);
                }
                binds[i] = floored;
            }
        }
    }

    /** The same value where it has no such part. */
    static Object floored(Object value) {
        if (value instanceof Temporal time) {
            return isFiner(time) ? time.with(ChronoField.NANO_OF_SECOND, time.get(ChronoField.NANO_OF_SECOND) / NANOS_OF_MICRO * NANOS_OF_MICRO)
                    : value;
        }
        if (value instanceof Duration length) {
            return length.getNano() % NANOS_OF_MICRO == 0 ? value : length.withNanos(length.getNano() / NANOS_OF_MICRO * NANOS_OF_MICRO);
        }
        return value instanceof ArrayBind array ? list(array) : value instanceof Object[] array ? array(array) : value;
    }

    private static boolean isFiner(Temporal time) {
        return TIMES.contains(time.getClass()) && time.get(ChronoField.NANO_OF_SECOND) % NANOS_OF_MICRO != 0 && !SPECIAL.contains(time)
                && !(time instanceof OffsetTime ofDay && ofDay.toLocalTime().equals(Types.END_OF_DAY));
    }

    private static Object list(ArrayBind array) {
        List<Object> all = new ArrayList<>(array.elements().size());
        boolean changed = false;
        for (Object element : array.elements()) {
            Object floored = floored(element);
            changed |= floored != element;
            all.add(floored);
        }
        return changed ? new ArrayBind(List.copyOf(all)) : array;
    }

    /** An array of the caller's is never changed. */
    private static Object array(Object[] array) {
        Object[] copy = null;
        for (int i = 0; i < array.length; i++) {
            Object floored = floored(array[i]);
            if (floored != array[i]) {
                copy = copy == null ? array.clone() : copy;
                copy[i] = floored;
            }
        }
        return copy == null ? array : copy;
    }

    /** Refuses values of an expression of which a part would be dropped, by the names of their columns. */
    static void requireWhole(Object[] nodes) {
        for (Object node : nodes) {
            if (node instanceof Value<?> value) {
                requireWhole(value.type(), value.value(), value.target() instanceof Column<?> column ? "column " + column
                        : value.target() instanceof AliasColumn<?> column ? "column " + column.name() : "a value", -1);
            } else if (node instanceof InList in) {
                requireWhole(in.elements().toArray());
            }
        }
    }

    /**
     * Whether a part of a value is finer than a microsecond, which no database keeps. For converters of types that are made of other types.
     *
     * @param type the type of the value
     * @param value the value; null has no such part
     */
    public static <T> boolean isFiner(SqlType<T> type, Object value) {
        boolean converted = value != null && type.converter() != null && type.javaType().isInstance(value);
        return converted && type.converter().dropsFraction(type.javaType().cast(value)) || floored(value) != value;
    }

    /** Refuses a value of which a part would be dropped. */
    static void requireWhole(SqlType<?> type, Object value, String what, int row) {
        if (isFiner(type, value)) {
            throw refused(what, value, row);
        }
    }

    private static DatabaseException refused(String what, Object value, int row) {
        return DatabaseException.of(ErrorKind.DATA, what + ": the value, a " + value.getClass().getSimpleName() + ", is finer than a microsecond,"
                + " and the option fraction is refuse. Truncate it with truncatedTo(ChronoUnit.MICROS), or leave the option out: then it is"
                + " floored. Nothing was sent.").batchIndex(row).sent(false).build();
    }
}
