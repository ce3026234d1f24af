// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.colonnade.BackendsTest.Alpha;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.BackendContext;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.ConnectionSettings;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What opening a database comes to where its first attempt is over before anybody has asked for a connection. */
class OpeningTest {

    private static final int SECONDS = 60;

    /** Is not reached, and says so before {@code connect} returns. */
    private static final class Unreached extends Alpha {
        private final AtomicInteger attempts = new AtomicInteger();

        @Override
        public CompletionStage<ConnectionBackend> connect(ConnectionSettings settings, BackendContext context) {
            attempts.incrementAndGet();
            return CompletableFuture.failedFuture(DatabaseException.of(ErrorKind.DATABASE_UNREACHABLE, "nobody is there").retrySafe(true)
                    .connectionUsable(false).build());
        }
    }

    @Test
    void itIsTriedOnce() {
        Unreached backend = new Unreached();
        DatabaseOptions options = DatabaseOptions.of("alpha:///x").connectTimeout(Duration.ofMinutes(10)).acquireTimeout(Duration.ofMinutes(10)).build();
        ExecutionException failed = assertThrows(ExecutionException.class, () -> Database.open(options, backend).get(SECONDS, TimeUnit.SECONDS));
        assertEquals(ErrorKind.DATABASE_UNREACHABLE, ((DatabaseException) failed.getCause()).kind());
        assertEquals(1, backend.attempts.get());
    }
}
