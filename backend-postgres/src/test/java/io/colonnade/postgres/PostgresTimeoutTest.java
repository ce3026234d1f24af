// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.tck.cases.SilenceTestCase;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class PostgresTimeoutTest extends SilenceTestCase {

    PostgresTimeoutTest() {
        super("postgresql");
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
