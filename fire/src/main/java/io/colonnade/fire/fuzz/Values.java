// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.fuzz;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Values of any class, of those that bind and of those that do not; at the edges more often than not. */
final class Values {

    private static final int LONG_TEXT = 5_000;
    private static final List<Function<RandomGenerator, Object>> MAKERS = List.of(
            random -> text(random, random.nextInt(12)),
            random -> text(random, random.nextInt(LONG_TEXT)),
            Values::bytes,
            RandomGenerator::nextBoolean,
            random -> (byte) random.nextInt(),
            random -> (short) random.nextInt(),
            RandomGenerator::nextInt,
            random -> edge(random, Long.MIN_VALUE, Long.MAX_VALUE, 0L, random.nextLong()),
            random -> edge(random, Float.NaN, Float.MAX_VALUE, Float.MIN_VALUE, -0.0f, random.nextFloat(), Float.NEGATIVE_INFINITY),
            random -> edge(random, Double.NaN, Double.MAX_VALUE, Double.MIN_VALUE, -0.0, random.nextGaussian(), Double.POSITIVE_INFINITY),
            random -> new BigInteger(random.nextInt(300), new Random(random.nextLong())).negate(),
            random -> new BigDecimal(new BigInteger(random.nextInt(200), new Random(random.nextLong())), random.nextInt(-100, 100)),
            random -> edge(random, LocalDate.MIN, LocalDate.MAX, LocalDate.of(0, 1, 1), LocalDate.ofEpochDay(random.nextInt(-800_000, 800_000))),
            random -> edge(random, LocalTime.MIN, LocalTime.MAX, LocalTime.ofNanoOfDay(random.nextLong(86_400_000_000_000L))),
            random -> edge(random, LocalDateTime.MIN, LocalDateTime.MAX, LocalDateTime.of(2024, 3, 31, 2, 30), time(random)),
            random -> edge(random, OffsetDateTime.MIN, OffsetDateTime.MAX, time(random).atOffset(ZoneOffset.ofHours(random.nextInt(-18, 18)))),
            random -> edge(random, Instant.MIN, Instant.MAX, time(random).toInstant(ZoneOffset.UTC)),
            random -> ZonedDateTime.of(time(random), ZoneId.of("Europe/Berlin")),
            random -> Duration.ofSeconds(random.nextLong() >> random.nextInt(64), random.nextInt(1_000_000_000)),
            random -> new UUID(random.nextLong(), random.nextLong()),
            random -> List.of(random.nextInt(), random.nextInt()),
            random -> new int[] {random.nextInt()},
            random -> Optional.of(1),
            random -> Period.ofDays(random.nextInt()),
            random -> Year.of(2000),
            random -> 'x',
            random -> new StringBuilder("x"),
            random -> new Object(),
            random -> Thread.State.NEW,
            random -> new Date(random.nextLong()));

    private Values() {
    }

    static Object random(RandomGenerator random) {
        return MAKERS.get(random.nextInt(MAKERS.size())).apply(random);
    }

    @SafeVarargs
    private static <T> T edge(RandomGenerator random, T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static LocalDateTime time(RandomGenerator random) {
        return LocalDateTime.ofEpochSecond(random.nextLong(-10_000_000_000L, 10_000_000_000L), random.nextInt(1_000_000_000), ZoneOffset.UTC);
    }

    private static String text(RandomGenerator random, int length) {
        StringBuilder text = new StringBuilder();
        List<String> pieces = new ArrayList<>(List.of("a", "'", "\\", "\"", "`", "\n", "%", "é", "ß", "İ", "\u0001", "\ufeff", "\ud83d\ude00", "0"));
        if (random.nextInt(20) == 0) {
            pieces.add("\0");
            pieces.add("\ud83d");
        }
        while (text.length() < length) {
            text.append(pieces.get(random.nextInt(pieces.size())));
        }
        return text.toString();
    }

    private static byte[] bytes(RandomGenerator random) {
        byte[] bytes = new byte[random.nextInt(LONG_TEXT)];
        random.nextBytes(bytes);
        return bytes;
    }
}
