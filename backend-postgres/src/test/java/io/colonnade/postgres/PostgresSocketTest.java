// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import static io.colonnade.tck.cases.Calls.words;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.DatabaseUrl;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.servers.PostgresServer;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PostgreSQL by its Unix socket. */
class PostgresSocketTest extends PostgresTestCase {

    private static final String WHERE = "SELECT coalesce(inet_server_addr()::text, 'socket')";

    private Path folder;
    private int port;

    @BeforeEach
    void find() {
        DatabaseUrl url = url();
        folder = PostgresServer.shared(PostgresServer.NEWEST).socketFolder();
        Assumptions.assumeTrue(folder != null, "the tests run on a server of the user's own");
        port = url.port();
    }

    private Database at(String hostAndOptions) {
        return await(Database.open("postgresql://postgres@" + hostAndOptions + "max_size=2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {":PORT/postgres?host=FOLDER&", ":PORT/postgres?unix_sock=FOLDER&", ":PORT/postgres?socket=FOLDER&",
            "/postgres?socket=FOLDER/.s.PGSQL.PORT&", "ESCAPED:PORT/postgres?"})
    void connectsByTheFolderOrTheSocket(String form) {
        String hostAndOptions = form.replace("PORT", Integer.toString(port)).replace("FOLDER", folder.toString())
                .replace("ESCAPED", folder.toString().replace("/", "%2F"));
        try (Database database = at(hostAndOptions)) {
            assertEquals("socket", text(database, WHERE));
        }
    }

    @Test
    void carriesMuchAndCancels() throws Exception {
        try (Database database = at(":" + port + "/postgres?socket=" + folder + "&validate_after_idle=0s&")) {
            String much = "é".repeat(3_000_000);
            assertEquals(much, text(database, "SELECT :much", much));
            CompletableFuture<?> endless = database.fetchAll("SELECT pg_sleep(60) /* by socket */");
            String running = "SELECT count(*)::text FROM pg_stat_activity WHERE query LIKE '%by socket%' AND wait_event = 'PgSleep'";
            while (text(db, running).equals("0")) {
                Thread.onSpinWait();
            }
            endless.cancel(true);
            while (!text(db, running).equals("0")) {
                Thread.onSpinWait();
            }
            assertEquals("socket", text(database, WHERE));
        }
    }

    @Test
    void tellsThatNobodyListens(@TempDir Path empty) {
        String url = "postgresql://postgres@/postgres?socket=" + empty;
        DatabaseException failure = failure(ErrorKind.DATABASE_UNREACHABLE, Database.open(url)
                .thenCompose(database -> database.fetchAll("SELECT 1")));
        assertTrue(words(failure).contains(empty.resolve(".s.PGSQL.5432") + ": No such file"), failure::getMessage);
    }

    /** PostgreSQL has no TLS there. */
    @Test
    void doesNotGoWithoutTlsWhereItIsAskedFor() {
        String url = "postgresql://postgres@:" + port + "/postgres?acquire_timeout=5s&ssl_mode=require&socket=" + folder;
        failure(ErrorKind.TLS_FAILED, Database.open(url).thenCompose(database -> database.fetchAll("SELECT 1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql:///d?socket=here", "postgresql://localhost/d?socket=/tmp",
            "postgresql:///d?socket=/tmp/aaaaaaaaaaaaa"
                    + "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void refusesWhatCannotBeASocket(String url) {
        DatabaseException failure = failure(ErrorKind.CONFIG_INVALID, Database.open(url));
        assertTrue(words(failure).contains("ocket") && words(failure).contains("accepted"), failure::getMessage);
    }
}
