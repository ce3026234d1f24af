// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {

    @ParameterizedTest
    @CsvSource({"0, 0 ms", "1, 1 ns", "999, 999 ns", "1000, 1 µs", "999999, 999 µs", "1000000, 1 ms", "1999999, 1 ms", "61000000000, 61000 ms"})
    void showsATimeInAUnitInWhichItIsNotZero(long nanos, String shown) {
        assertEquals(shown, Failures.time(Duration.ofNanos(nanos)));
    }

    @Test
    void showsALongTime() {
        assertEquals("86400000000 ms", Failures.time(Duration.of(1_000, ChronoUnit.DAYS)));
    }

    /** Whatever the caller's code throws is the caller's. */
    @Test
    void callsNoErrorOfTheCallersADefect() {
        DatabaseException error = Failures.ofValue(new OutOfMemoryError("77003"));
        assertEquals(ErrorKind.DATA, error.kind());
        assertFalse(error.sent(), "anything was sent");
        assertFalse(error.getMessage().contains("77003"), error.getMessage());
    }
}
