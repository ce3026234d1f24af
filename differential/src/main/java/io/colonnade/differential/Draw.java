// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import io.colonnade.sql.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;

/** Draws values that every database can hold, the edges of their ranges among them. */
final class Draw {

    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final List<String> WORDS = List.of("ant", "bee", "cat", "dog", "eel", "fox", "gnu", "hen", "ibis", "jay", "kiwi");
    private static final List<String> NOTES = List.of("", " leading and trailing ", "\u00e9\u00df\u4e2d", "\ud83d\ude80 \ud834\udd1e",
            "e\u0301", "line\nbreak\ttab\r", "it's \"quoted\" `so`", "back\\slash \\n \\", ":name ?1 $1 -- /* */ ;", "100%", "NULL", "0",
            "a_b", "a%b", "axb");
    private static final List<String> DOCUMENTS = List.of("{}", "[]", "null", "true", "17", "-2.5", "\"text\"", "[1,2,3]",
            "{\"a\":1}", "{\"a\":{\"b\":[true,null,\"\u00e9\ud83d\ude80\"]}}", "{\"quote\":\"\\\"\"}");

    private final Random random;

    Draw(long seed) {
        random = new Random(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    int between(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    final <T> T oneOf(T... values) {
        return values[random.nextInt(values.length)];
    }

    <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    /** NULL now and then. */
    <T> T nullOr(Supplier<T> value) {
        return chance(20) ? null : value.get();
    }

    String word() {
        return oneOf(WORDS);
    }

    String note() {
        return chance(5) ? "x\u00e9".repeat(between(1, 20_000)) : oneOf(NOTES);
    }

    short small() {
        return oneOf(Short.MIN_VALUE, Short.MAX_VALUE, (short) 0, (short) -1, (short) random.nextInt());
    }

    long big() {
        return oneOf(Long.MIN_VALUE, Long.MAX_VALUE, 0L, 9_007_199_254_740_993L, random.nextLong());
    }

    BigDecimal price() {
        return new BigDecimal(BigInteger.valueOf(oneOf(0L, 10L, 100L, 110L, 999_999_999_999L, -1L, (long) between(-100_000, 100_000))), 2);
    }

    BigDecimal exact() {
        return new BigDecimal(new BigInteger(95, random).subtract(BigInteger.ONE.shiftLeft(94)), 10);
    }

    float ratio() {
        return oneOf(0f, 0.1f, 1.5f, -3.4028235e38f, 1.17549435e-38f, random.nextFloat());
    }

    double weight() {
        return oneOf(0d, 0.1, 1d / 3, 1e300, -Double.MAX_VALUE, Double.MIN_NORMAL, random.nextDouble() * 1e6);
    }

    byte[] data() {
        byte[] bytes = new byte[oneOf(0, 1, 16, 30)];
        random.nextBytes(bytes);
        return bytes;
    }

    LocalDate day() {
        return oneOf(LocalDate.of(1000, 1, 1), LocalDate.of(1582, 10, 10), LocalDate.of(2024, 2, 29), LocalDate.of(9999, 12, 31),
                LocalDate.of(2020, 1, 1).plusDays(below(4000)));
    }

    LocalTime hour() {
        return oneOf(LocalTime.MIDNIGHT, LocalTime.of(23, 59, 59, 999_999_000), LocalTime.of(12, 30),
                LocalTime.ofNanoOfDay((long) (random.nextDouble() * MICROS_PER_DAY) * 1000));
    }

    LocalDateTime moment() {
        return oneOf(LocalDateTime.of(2024, 3, 31, 2, 30), LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_999_000), day().atTime(hour()));
    }

    OffsetDateTime instant() {
        return LocalDate.of(1971, 1, 1).plusDays(below(30_000)).atTime(hour()).atOffset(ZoneOffset.ofHours(between(-12, 12)));
    }

    UUID token() {
        return oneOf(new UUID(0, 0), new UUID(-1, -1), uuid());
    }

    /** Version 4 of RFC 9562. */
    private UUID uuid() {
        return new UUID(random.nextLong() & ~0xf000L | 0x4000L, random.nextLong() >>> 2 | Long.MIN_VALUE);
    }

    Json document() {
        return new Json(oneOf(DOCUMENTS));
    }
}
