// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.servers.SilentServer;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that do not answer are left when connect_timeout has passed, with nothing staying behind. */
class PostgresTimeoutTest {

    @ParameterizedTest
    @ValueSource(strings = {"disable", "prefer", "require"})
    void whoeverAcceptsAndSaysNothingIsLeft(String tls) throws IOException {
        try (SilentServer server = SilentServer.accepting()) {
            refused(server, "&ssl_mode=" + tls);
            server.awaitLeft();
        }
    }

    @Test
    void whoeverDoesNotEvenAnswerIsLeft() throws IOException {
        try (SilentServer server = SilentServer.blackHole()) {
            refused(server, "");
        }
    }

    private static void refused(SilentServer server, String options) {
        DatabaseException failure = PostgresTestCase.failure(ErrorKind.DATABASE_UNREACHABLE,
                Database.open("postgresql://u:p@127.0.0.1:" + server.port() + "/x?connect_timeout=300ms" + options));
        assertTrue(failure.retrySafe(), failure::getMessage);
        awaitNoThread();
    }

    /** Returns when no thread of a connection is left. */
    static void awaitNoThread() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (Thread.getAllStackTraces().keySet().stream().anyMatch(thread -> thread.getName().startsWith("colonnade-postgresql"))) {
            assertTrue(System.nanoTime() < end, () -> "a thread stays: " + Thread.getAllStackTraces());
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    /** Where the driver cannot see our sockets, which an interrupt closes, it counts the time by itself; in whole seconds. */
    @Test
    void theDriverIsToldOfTheTime() {
        assertEquals("1", property(Duration.ofMillis(1), "connectTimeout"));
        assertEquals("1", property(Duration.ofMillis(1), "socketTimeout"));
        assertEquals("3", property(Duration.ofMillis(2_001), "connectTimeout"));
        assertEquals("2000000", property(Duration.ofDays(30), "socketTimeout"));
        assertEquals("2000000000", property(Duration.ofDays(30), "sslResponseTimeout"));
    }

    private static String property(Duration timeout, String name) {
        Properties properties = PostgresSettings.of(PostgresConnectTest.settings("h", Map.of())).properties(timeout);
        return properties.getProperty(name);
    }
}
