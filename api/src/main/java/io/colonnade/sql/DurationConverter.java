// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** Durations as numbers of microseconds. */
final class DurationConverter implements Converter<Duration, Long> {

    private static final int NANOS = 1000;

    @Override
    public Long toDatabase(Duration value) {
        if (value.getNano() % NANOS != 0) {
            throw new ArithmeticException("a fraction of a microsecond");
        }
        return Math.addExact(Math.multiplyExact(value.getSeconds(), 1_000_000L), value.getNano() / NANOS);
    }

    @Override
    public Duration fromDatabase(Long value) {
        return Duration.of(value, ChronoUnit.MICROS);
    }
}
