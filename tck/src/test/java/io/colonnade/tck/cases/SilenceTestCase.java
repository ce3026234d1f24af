// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.cases;

import static io.colonnade.tck.cases.Calls.failure;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.servers.SilentServer;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that do not answer are left when connect_timeout has passed, with nothing staying behind. */
public abstract class SilenceTestCase {

    private final String scheme;

    /** Of a backend, whose scheme its threads are named after too. */
    protected SilenceTestCase(String scheme) {
        this.scheme = scheme;
    }

    @ParameterizedTest
    @ValueSource(strings = {"disable", "prefer", "require"})
    final void whoeverAcceptsAndSaysNothingIsLeft(String tls) throws IOException {
        try (SilentServer server = SilentServer.accepting()) {
            refused(server, "&ssl_mode=" + tls);
            server.awaitLeft();
        }
    }

    @Test
    final void whoeverDoesNotEvenAnswerIsLeft() throws IOException {
        try (SilentServer server = SilentServer.blackHole()) {
            refused(server, "");
        }
    }

    private void refused(SilentServer server, String options) {
        DatabaseException failure = failure(ErrorKind.DATABASE_UNREACHABLE,
                Database.open(scheme + "://u:p@127.0.0.1:" + server.port() + "/x?connect_timeout=300ms" + options));
        assertTrue(failure.retrySafe(), failure::getMessage);
        Calls.awaitNoThread(scheme);
    }
}
