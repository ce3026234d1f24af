// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.DatabaseOptions;
import io.colonnade.DatabaseUrl;
import io.colonnade.tck.reference.ReferenceBackend;
import io.colonnade.tck.report.Environment;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A report that everybody reads says neither who nor where. */
class PublishedOptionsTest {

    @Test
    void behaviourIsShownAndPlacesAreNot() {
        DatabaseUrl url = DatabaseUrl.parse("x://anna:s3cret@db1.internal:17/books?max_size=4&statement_timeout=10s&ssl_mode=verify-full"
                + "&require_auth=scram-sha-256,md5&socket=/run/db2&server=db8&user=anna&passphrase=s3cret"
                + "&ssl_root_cert=/home/anna/ca.pem&init_sql=SET%20ROLE%20anna&failover=db9.internal&address=10.0.0.1&peer=10.0.0.2");
        assertEquals(Map.of("max_size", "4", "statement_timeout", "10s", "ssl_mode", "verify-full", "require_auth", "scram-sha-256,md5",
                "passphrase", "***", "ssl_root_cert", "***", "init_sql", "***", "failover", "***", "peer", "***"), PublishedOptions.of(url));
        assertEquals(Map.of(), PublishedOptions.of(DatabaseUrl.parse("x:///books?host=db7.internal")));
        assertEquals(Map.of(), PublishedOptions.of(DatabaseUrl.parse("x:///books?unix_sock=/run/db")));
    }

    @Test
    void anEnvironmentNamesNoPlace() {
        DatabaseUrl url = DatabaseUrl.parse("memory:///places?max_size=2&host=db7.internal");
        Environment environment = Surroundings.assumed(new Target("memory", () -> url, () -> Optional.of(new ReferenceBackend()), () -> true,
                Map::of, report -> { }));
        assertFalse(environment.toString().contains("db7"), environment.toString());
        assertEquals(Map.of("max_size", "2"), environment.options());
        assertTrue(DatabaseOptions.of(url).build().url().host().equals("db7.internal"), "the option is one that the URL takes");
    }
}
