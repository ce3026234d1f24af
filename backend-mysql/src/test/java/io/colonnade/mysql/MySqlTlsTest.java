// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import static io.colonnade.mysql.Product.await;
import static io.colonnade.mysql.Product.failure;
import static io.colonnade.tck.cases.Calls.words;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.DatabaseUrl;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.jdbc.TlsSettings;
import io.colonnade.servers.MariaDbServer;
import io.colonnade.servers.MySqlServer;
import io.colonnade.servers.ServerUnavailableException;
import io.colonnade.servers.TestAuthority;
import io.colonnade.servers.TestServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** TLS with servers whose certificate is made out to {@code localhost}, and not to {@code 127.0.0.1}. */
class MySqlTlsTest {

    private static final Map<Product, TestServer> SERVERS = new EnumMap<>(Product.class);

    @TempDir
    private static Path folder;

    private static TestAuthority authority;
    private static TestAuthority stranger;
    private static TestAuthority.Identity server;

    @BeforeAll
    static void certify() {
        authority = new TestAuthority(folder, "authority");
        stranger = new TestAuthority(folder, "stranger");
        server = authority.issue("server", "localhost");
    }

    @AfterAll
    static void stop() {
        SERVERS.values().forEach(TestServer::close);
        SERVERS.clear();
    }

    private static TestServer start(Product product) {
        String[] options = {"--ssl=ON", "--ssl-ca=" + authority.certificate(),
                "--ssl-cert=" + server.certificate(), "--ssl-key=" + server.key()};
        try {
            return product == Product.MYSQL ? MySqlServer.start(options) : MariaDbServer.start(options);
        } catch (ServerUnavailableException reason) {
            return Assumptions.abort(reason.getMessage());
        }
    }

    private static String url(Product product, String user, String host, String options) {
        int port = DatabaseUrl.parse(SERVERS.computeIfAbsent(product, MySqlTlsTest::start).url()).port();
        return "mysql://" + user + "@" + host + ":" + port + "/test?max_size=1&acquire_timeout=10s"
                + options.replace("AUTHORITY", authority.certificate().toString()).replace("STRANGER", stranger.certificate().toString());
    }

    private static Database open(Product product, String user, String host, String options) {
        return await(Database.open(url(product, user, host, options)));
    }

    private static DatabaseException refused(ErrorKind kind, Product product, String user, String host, String options) {
        return failure(kind, Database.open(url(product, user, host, options))
                .thenCompose(db -> db.fetchAll("SELECT 1").whenComplete((rows, failure) -> db.closeAsync())));
    }

    private static boolean encrypted(Database db) {
        return !await(db.fetchExactlyOne("SHOW STATUS LIKE 'Ssl_cipher'")).getString(1).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void connectsInEveryMode(Product product) throws IOException {
        String[][] cases = {{"localhost", "", "yes"}, {"localhost", "&ssl_mode=disable", "no"}, {"localhost", "&ssl_mode=prefer", "yes"},
                {"127.0.0.1", "&ssl_mode=require", "yes"}, {"127.0.0.1", "&ssl_mode=verify-ca&ssl_root_cert=AUTHORITY", "yes"},
                {"localhost", "&ssl_mode=verify-full&ssl_root_cert=AUTHORITY", "yes"}};
        for (String[] each : cases) {
            try (Database db = open(product, "root", each[0], each[1])) {
                assertEquals(each[2].equals("yes"), encrypted(db), each[1]);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesAServerThatIsNotProven(Product product) {
        String[][] cases = {{"127.0.0.1", "&ssl_mode=verify-full&ssl_root_cert=AUTHORITY"},
                {"localhost", "&ssl_mode=verify-full&ssl_root_cert=STRANGER"}, {"localhost", "&ssl_mode=verify-ca&ssl_root_cert=STRANGER"},
                {"localhost", "&ssl_mode=verify-full"}, {"localhost", "&ssl_mode=verify-ca"}};
        for (String[] each : cases) {
            DatabaseException failure = refused(ErrorKind.TLS_FAILED, product, "root", each[0], each[1]);
            assertTrue(words(failure).contains("ssl_mode") && words(failure).contains("ssl_root_cert"), failure::getMessage);
        }
    }

    @ParameterizedTest
    @EnumSource
    void showsACertificateToAServerThatAsksForOne(Product product) throws IOException {
        try (Database root = open(product, "root", "localhost", "")) {
            await(root.execute("CREATE USER IF NOT EXISTS 'tls_client'@'%' REQUIRE SUBJECT '/CN=tls_client'"));
            await(root.execute("GRANT SELECT ON test.* TO 'tls_client'@'%'"));
        }
        TestAuthority.Identity mine = authority.issue("tls_client");
        String options = "&ssl_cert=" + mine.certificate() + "&ssl_key=" + mine.key();
        for (String mode : new String[] {"&ssl_mode=verify-full&ssl_root_cert=AUTHORITY", "&ssl_mode=require"}) {
            try (Database db = open(product, "tls_client", "localhost", mode + options)) {
                assertEquals("tls_client@%", await(db.fetchValue("SELECT CURRENT_USER()", String.class)).get());
            }
        }
        refused(ErrorKind.AUTHENTICATION_FAILED, product, "tls_client", "localhost", "&ssl_mode=require");
        TestAuthority.Identity other = authority.issue("somebody");
        refused(ErrorKind.AUTHENTICATION_FAILED, product, "tls_client", "localhost",
                "&ssl_mode=require&ssl_cert=" + other.certificate() + "&ssl_key=" + other.key());
    }

    /** The driver takes them from files only. */
    @Test
    void leavesNoKeyBehind() throws Exception {
        TestAuthority.Identity mine = authority.issue("tls_client");
        Properties properties = new Properties();
        Path file;
        try (KeyStoreFiles files = new KeyStoreFiles()) {
            files.use(new TlsSettings(TlsSettings.Mode.VERIFY_FULL, authority.certificate(), mine.certificate(), mine.key()), properties);
            file = Path.of(URI.create(properties.getProperty("clientCertificateKeyStoreUrl")));
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            KeyStore store = KeyStore.getInstance(file.toFile(), properties.getProperty("clientCertificateKeyStorePassword").toCharArray());
            assertEquals(1, store.size());
            assertThrows(IOException.class, () -> KeyStore.getInstance(file.toFile(), "another".toCharArray()));
        }
        assertFalse(Files.exists(file));
        assertFalse(Files.exists(Path.of(URI.create(properties.getProperty("trustCertificateKeyStoreUrl")))));
    }

    @ParameterizedTest
    @CsvSource({"&ssl_mode=verify-ca&ssl_root_cert=NOTHING, ssl_root_cert", "&ssl_cert=NOTHING&ssl_key=KEY, ssl_cert",
            "&ssl_cert=CERT&ssl_key=NOTHING, ssl_key", "&ssl_cert=CERT&ssl_key=OTHER, ssl_key"})
    void refusesFilesThatHoldSomethingElse(String options, String option) throws IOException {
        TestAuthority.Identity mine = authority.issue("tls_client");
        Path nothing = folder.resolve("nothing.pem");
        Files.writeString(nothing, "nothing\n");
        String given = options.replace("NOTHING", nothing.toString()).replace("CERT", mine.certificate().toString())
                .replace("KEY", mine.key().toString()).replace("OTHER", server.key().toString());
        DatabaseException failure = failure(ErrorKind.CONFIG_INVALID,
                Database.open("mysql://root@127.0.0.1:9/test?" + given.substring(1)).thenCompose(db -> db.fetchAll("SELECT 1")));
        assertTrue(words(failure).contains("option " + option + " is"), failure::getMessage);
    }

    /** The MariaDB that other tests share has no TLS. */
    @ParameterizedTest
    @CsvSource({"require", "verify-ca", "verify-full"})
    void doesNotGoWithoutTlsWhereItIsAskedFor(String mode) {
        Assumptions.assumeTrue(System.getenv("COLONNADE_MARIADB_URL") == null, "the tests run on a server of the user's own");
        String url = Product.MARIADB.url() + "?acquire_timeout=5s&ssl_mode=" + mode;
        DatabaseException failure = failure(ErrorKind.TLS_FAILED, Database.open(url)
                .thenCompose(db -> db.fetchAll("SELECT 1")));
        assertTrue(words(failure).contains("ssl_mode"), failure::getMessage);
        try (Database db = Product.MARIADB.open("max_size=1&ssl_mode=prefer")) {
            assertFalse(encrypted(db));
        }
    }
}
