// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** Durations as numbers of microseconds; what is finer is floored, so that the order stays. */
final class DurationConverter implements Converter<Duration, Long> {

    private static final int NANOS = 1000;

    @Override
    public Long toDatabase(Duration value) {
        return Math.addExact(Math.multiplyExact(value.getSeconds(), 1_000_000L), value.getNano() / NANOS);
    }

    @Override
    public boolean dropsFraction(Duration value) {
        return value != null && value.getNano() % NANOS != 0;
    }

    @Override
    public Duration fromDatabase(Long value) {
        return Duration.of(value, ChronoUnit.MICROS);
    }
}
