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
import io.colonnade.servers.ServerUnavailableException;
import io.colonnade.servers.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TLS with a server whose certificate is made out to {@code localhost}, and not to {@code 127.0.0.1}. */
class PostgresTlsTest {

    private static final String ACCESS = """
            local all all trust
            hostssl all tls_client 127.0.0.1/32 cert
            host all postgres 127.0.0.1/32 trust
            hostssl all tls_user 127.0.0.1/32 password
            """;

    @TempDir
    private static Path folder;

    private static PostgresServer server;
    private static TestAuthority authority;
    private static TestAuthority stranger;

    @BeforeAll
    static void start() throws IOException {
        Assumptions.assumeTrue(System.getenv("COLONNADE_POSTGRES_URL") == null, "the tests run on a server of the user's own");
        authority = new TestAuthority(folder, "authority");
        stranger = new TestAuthority(folder, "stranger");
        TestAuthority.Identity identity = authority.issue("server", "localhost");
        Path access = Files.writeString(folder.resolve("pg_hba.conf"), ACCESS);
        try {
            server = PostgresServer.start(PostgresServer.NEWEST, Map.of("ssl", "on", "ssl_cert_file", identity.certificate().toString(),
                    "ssl_key_file", identity.key().toString(), "ssl_ca_file", authority.certificate().toString(),
                    "hba_file", access.toString()));
        } catch (ServerUnavailableException reason) {
            Assumptions.abort(reason.getMessage());
        }
        try (Database db = open("postgres", "localhost", "")) {
            PostgresTestCase.await(db.execute("CREATE ROLE tls_client LOGIN"));
            PostgresTestCase.await(db.execute("CREATE ROLE tls_user LOGIN PASSWORD 's3cr3t'"));
        }
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static String url(String user, String host, String options) {
        int port = DatabaseUrl.parse(server.url()).port();
        return "postgresql://" + user + "@" + host + ":" + port + "/postgres?max_size=1&acquire_timeout=10s"
                + options.replace("AUTHORITY", authority.certificate().toString()).replace("STRANGER", stranger.certificate().toString());
    }

    private static Database open(String user, String host, String options) {
        return PostgresTestCase.await(Database.open(url(user, host, options)));
    }

    private static DatabaseException refused(ErrorKind kind, String user, String host, String options) {
        return PostgresTestCase.failure(kind, Database.open(url(user, host, options))
                .thenCompose(db -> db.fetchAll("SELECT 1").whenComplete((rows, failure) -> db.closeAsync())));
    }

    private static boolean encrypted(Database db) {
        return PostgresTestCase.await(db.fetchValue("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()", Boolean.class)).get();
    }

    @ParameterizedTest
    @CsvSource({
            "localhost, '',                                              true",
            "localhost, &ssl_mode=disable,                               false",
            "localhost, &ssl_mode=prefer,                                true",
            "127.0.0.1, &ssl_mode=require,                               true",
            "127.0.0.1, &ssl_mode=verify-ca&ssl_root_cert=AUTHORITY,     true",
            "localhost, &ssl_mode=verify-full&ssl_root_cert=AUTHORITY,   true",
    })
    void connects(String host, String options, boolean encrypted) {
        try (Database db = open("postgres", host, options)) {
            assertEquals(encrypted, encrypted(db));
        }
    }

    @ParameterizedTest
    @CsvSource({
            "127.0.0.1, &ssl_mode=verify-full&ssl_root_cert=AUTHORITY, 127.0.0.1",
            "localhost, &ssl_mode=verify-full&ssl_root_cert=STRANGER,  ssl_root_cert",
            "localhost, &ssl_mode=verify-ca&ssl_root_cert=STRANGER,    ssl_root_cert",
            "localhost, &ssl_mode=verify-full,                         ssl_root_cert",
            "localhost, &ssl_mode=verify-ca,                           ssl_root_cert",
    })
    void refusesAServerThatIsNotProven(String host, String options, String says) {
        DatabaseException failure = refused(ErrorKind.TLS_FAILED, "postgres", host, options);
        assertTrue(words(failure).contains(says) && words(failure).contains("ssl_mode"), failure::getMessage);
    }

    @Test
    void showsACertificateToAServerThatAsksForOne() {
        TestAuthority.Identity mine = authority.issue("tls_client");
        String options = "&ssl_cert=" + mine.certificate() + "&ssl_key=" + mine.key();
        try (Database db = open("tls_client", "localhost", "&ssl_mode=verify-full&ssl_root_cert=AUTHORITY" + options)) {
            assertEquals("/CN=tls_client", PostgresTestCase.text(db, "SELECT client_dn FROM pg_stat_ssl WHERE pid = pg_backend_pid()"));
        }
        try (Database db = open("tls_client", "localhost", "&ssl_mode=require" + options)) {
            assertTrue(encrypted(db));
        }
        refused(ErrorKind.AUTHENTICATION_FAILED, "tls_client", "localhost", "&ssl_mode=verify-full&ssl_root_cert=AUTHORITY");
        TestAuthority.Identity other = authority.issue("somebody");
        refused(ErrorKind.AUTHENTICATION_FAILED, "tls_client", "localhost",
                "&ssl_mode=require&ssl_cert=" + other.certificate() + "&ssl_key=" + other.key());
        TestAuthority.Identity unknown = stranger.issue("tls_client");
        refused(ErrorKind.AUTHENTICATION_FAILED, "tls_client", "localhost",
                "&ssl_mode=require&ssl_cert=" + unknown.certificate() + "&ssl_key=" + unknown.key());
    }

    @Test
    void refusesFilesThatHoldSomethingElse() throws IOException {
        TestAuthority.Identity mine = authority.issue("tls_client");
        TestAuthority.Identity other = authority.issue("somebody");
        Path nothing = Files.writeString(folder.resolve("nothing.pem"), "nothing\n");
        Path sealed = Files.writeString(folder.resolve("sealed.key"),
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\nc2VjcmV0\n-----END ENCRYPTED PRIVATE KEY-----\n");
        String[][] cases = {{"&ssl_mode=verify-ca&ssl_root_cert=" + nothing, "ssl_root_cert"},
                {"&ssl_cert=" + nothing + "&ssl_key=" + mine.key(), "ssl_cert"},
                {"&ssl_cert=" + mine.certificate() + "&ssl_key=" + nothing, "ssl_key"},
                {"&ssl_cert=" + mine.certificate() + "&ssl_key=" + other.key(), "ssl_key"},
                {"&ssl_cert=" + mine.certificate() + "&ssl_key=" + sealed, "ssl_key"},
                {"&ssl_cert=" + mine.certificate() + "&ssl_key=" + mine.certificate(), "ssl_key"}};
        for (String[] each : cases) {
            DatabaseException failure = refused(ErrorKind.CONFIG_INVALID, "postgres", "localhost", each[0]);
            assertTrue(words(failure).contains("option " + each[1] + " is"), failure::getMessage);
        }
    }

    /** A server that asks for the password itself gets it only if it has proven who it is. */
    @Test
    void givesThePasswordToAServerThatIsProven() {
        try (Database db = open("tls_user:s3cr3t", "localhost", "&ssl_mode=verify-full&ssl_root_cert=AUTHORITY")) {
            assertEquals("tls_user", PostgresTestCase.text(db, "SELECT current_user::text"));
        }
        DatabaseException failure = refused(ErrorKind.AUTHENTICATION_FAILED, "tls_user:s3cr3t", "localhost", "&ssl_mode=require");
        assertTrue(words(failure).contains("require_auth"), failure::getMessage);
    }
}
