// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.reference;

import static io.colonnade.tck.reference.Faults.binds;
import static io.colonnade.tck.reference.Faults.bound;
import static io.colonnade.tck.reference.Faults.isQuery;
import static io.colonnade.tck.reference.Faults.isRaw;
import static io.colonnade.tck.reference.Faults.sql;
import static io.colonnade.tck.reference.Faults.values;

import io.colonnade.dialect.Compiled;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.ForwardingConnection;
import io.colonnade.sql.Json;
import io.colonnade.sql.SqlType.Family;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/** Faults in values, on their way in and out. */
final class ValueMutants {

    /** Floored from one that is finer, before 1970. */
    private static final LocalDateTime LAST = LocalDateTime.of(1969, 12, 31, 23, 59, 58, 999_999_000);

    private ValueMutants() {
    }

    static final List<Mutant> BINDS = List.of(
            binds("BND-01", "two numbers change places", (s, b) -> isQuery(s) && b.length == 2 && Faults.all(Integer.class, b),
                    b -> new Object[] {b[1], b[0]}),
            binds("BND-02", "the third of three values is the second once more",
                    (s, b) -> isQuery(s) && b.length == 3 && Faults.all(Integer.class, b), b -> new Object[] {b[0], b[1], b[1]}),
            binds("BND-03", "a value that stands four times in a text is lost at the end", (s, b) -> isQuery(s) && b.length == 4,
                    b -> new Object[] {b[0], b[1], b[2], -1}),
            sql("BND-07", "a doubled quote is no quote", sql -> sql.startsWith("SELECT") ? sql.replace("''s", "s") : sql),
            Faults.kinds("BND-08", "what is no operator is an internal error", ErrorKind.SYNTAX, s -> s.sql().contains("'1'::"),
                    ErrorKind.INTERNAL),
            batches("BND-09", "NULL in a batch is false", b -> b == null ? Boolean.FALSE : b),
            binds("BND-10", "the eleventh value comes in the place of the second", (s, b) -> isQuery(s) && b.length == 25, b -> {
                b[1] = b[10];
                return b;
            }),
            bound("BND-11", "backslashes are doubled", v -> v instanceof String, v -> ((String) v).replace("\\", "\\\\")),
            binds("BND-12", "a named parameter of an expression is NULL",
                    (s, b) -> isQuery(s) && b.length == 1 && s.parameters().get(0).type() != null && "low".equals(s.parameters().get(0).name()),
                    b -> new Object[1]));

    /** The values of batches are changed. */
    private static Mutant batches(String broken, String fault, UnaryOperator<Object> change) {
        return Mutant.ofConnection(broken, fault, sound -> new ForwardingConnection(sound) {
            @Override
            public CompletionStage<long[]> executeMany(Compiled statement, List<Object[]> bindings) {
                return delegate().executeMany(statement, bindings.stream().map(binds -> Arrays.stream(binds).map(change).toArray())
                        .toList());
            }
        });
    }

    static final List<Mutant> TYPES = List.of(
            bound("TYP-01", "the smallest SMALLINT is one larger", v -> Objects.equals(v, Short.MIN_VALUE), v -> (short) (Short.MIN_VALUE + 1)),
            bound("TYP-02", "the smallest INTEGER is one larger", v -> Objects.equals(v, Integer.MIN_VALUE), v -> Integer.MIN_VALUE + 1),
            bound("TYP-03", "a BIGINT goes through a double", v -> Objects.equals(v, 9_007_199_254_740_993L), v -> (long) ((Long) v).doubleValue()),
            bound("TYP-04", "a very small DECIMAL is 0", v -> v instanceof BigDecimal decimal && decimal.signum() < 0, v -> BigDecimal.ZERO),
            bound("TYP-05", "a very small REAL is 0", v -> v instanceof Float real && real > 0 && real < 1e-30f, v -> 0f),
            bound("TYP-06", "the largest DOUBLE is smaller", v -> Objects.equals(v, Double.MAX_VALUE), v -> Double.MAX_VALUE / 2),
            binds("TYP-07", "false finds what is true", (s, b) -> isQuery(s) && b.length == 1 && Boolean.FALSE.equals(b[0]),
                    b -> new Object[] {true}),
            bound("TYP-08", "characters outside the basic plane are lost", v -> v instanceof String,
                    v -> ((String) v).replaceAll("[\\x{10000}-\\x{10ffff}]", "?")),
            bound("TYP-09", "an empty binary is NULL", v -> v instanceof byte[] bytes && bytes.length == 0, v -> null),
            bound("TYP-10", "long texts lose their end", v -> v instanceof String text && text.length() > 65_535,
                    v -> ((String) v).substring(0, 65_535)),
            bound("TYP-11", "a binary ends before a zero byte", v -> v instanceof byte[] bytes && bytes.length == 1 && bytes[0] == 0,
                    v -> new byte[0]),
            bound("TYP-12", "days before the Gregorian calendar are counted by the Julian one",
                    v -> v instanceof LocalDate day && day.getYear() == 1582, v -> ((LocalDate) v).plusDays(10)),
            bound("TYP-13", "the last second of a day is the one before", v -> Objects.equals(v, LocalTime.of(23, 59, 59)),
                    v -> LocalTime.of(23, 59, 58)),
            bound("TYP-14", "a time that summer time skips is an hour later", v -> Objects.equals(v, LocalDateTime.of(2024, 3, 31, 2, 30)),
                    v -> LocalDateTime.of(2024, 3, 31, 3, 30)),
            bound("TYP-15", "the offset of an instant is ignored",
                    v -> v instanceof OffsetDateTime time && time.getOffset().getTotalSeconds() < 0,
                    v -> ((OffsetDateTime) v).withOffsetSameLocal(ZoneOffset.UTC)),
            bound("TYP-16 TYP-27", "times are kept to the millisecond", v -> v instanceof LocalTime || v instanceof LocalDateTime
                    || v instanceof OffsetDateTime, v -> truncated((Temporal) v)),
            bound("TYP-17", "the last bit of a UUID is lost", v -> Objects.equals(v, new UUID(-1, -1)), v -> new UUID(-1, -2)),
            bound("TYP-18", "the null of JSON is NULL", v -> Objects.equals(v, new Json("null")), v -> null),
            values("TYP-19", "NULL of a text is the empty text", (s, row, i) -> row.get(i) == null && isType(s, i, Family.TEXT) ? ""
                    : row.get(i)),
            binds("TYP-20", "a binary that is bound to SQL text is reversed",
                    (s, b) -> b.length == 2 && b[1] instanceof byte[] && s.parameters().get(1).type() == null,
                    b -> new Object[] {b[0], new byte[] {3, 2, 1}}),
            values("TYP-21", "a large number is cut where nobody asked for an order", (s, row, i) -> row.get(i) instanceof Long number
                    && number == Long.MAX_VALUE && !s.sql().contains("ORDER") ? (Object) (long) Integer.MAX_VALUE : row.get(i)),
            values("TYP-22", "a text that stands in the statement is padded", (s, row, i) -> "text".equals(row.get(i)) && isRaw(s) ? "text "
                    : row.get(i)),
            bound("TYP-23", "a constant is kept by its place", v -> v instanceof Enum<?>, v -> Integer.toString(((Enum<?>) v).ordinal())),
            values("TYP-24", "a number that is read as INTEGER is cut", (s, row, i) -> row.get(i) instanceof Double number
                    && isType(s, i, Family.INTEGER) ? (Object) number.intValue() : row.get(i)),
            values("TYP-25", "a timestamp that is read as DATE is cut", (s, row, i) -> row.get(i) instanceof LocalDateTime time
                    && isType(s, i, Family.DATE) ? (Object) time.toLocalDate() : row.get(i)),
            values("TYP-26", "SQL text gives a day as the driver has it", (s, row, i) -> row.get(i) instanceof LocalDate day && isRaw(s)
                    ? (Object) java.sql.Date.valueOf(day) : row.get(i)),
            bound("TYP-27", "a time before 1970 is rounded towards it", v -> Objects.equals(v, LAST), v -> LAST.plusNanos(1_000)),
            bound("TYP-30", "a DECIMAL is looked for without its point", v -> Objects.equals(v, new BigDecimal("9.5")),
                    v -> new BigDecimal("95")),
            values("TYP-32", "any text that is read as JSON is some", (s, row, i) -> row.get(i) instanceof String text
                    && isType(s, i, Family.JSON) ? new Json(text) : row.get(i)),
            values("TYP-31", "a sum of DECIMAL goes through a double", (s, row, i) -> row.get(i) instanceof BigDecimal sum
                    && sum.compareTo(new BigDecimal("0.6000000000000000001")) == 0 ? BigDecimal.valueOf(sum.doubleValue()) : row.get(i)));

    private static Temporal truncated(Temporal time) {
        return time.with(ChronoField.MICRO_OF_SECOND, time.get(ChronoField.MILLI_OF_SECOND) * 1_000L);
    }

    static boolean isType(Compiled statement, int index, Family family) {
        return index < statement.resultColumns().size() && statement.resultColumns().get(index).type() != null
                && statement.resultColumns().get(index).type().family() == family;
    }
}
