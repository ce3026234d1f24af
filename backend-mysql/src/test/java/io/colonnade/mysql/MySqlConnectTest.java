// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import static io.colonnade.mysql.Product.await;
import static io.colonnade.mysql.Product.failure;
import static io.colonnade.mysql.Product.number;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mysql.cj.conf.PropertyDefinitions;
import com.mysql.cj.conf.PropertyKey;
import io.colonnade.Database;
import io.colonnade.dialect.Feature;
import io.colonnade.dialect.IsolationLevel;
import io.colonnade.dialect.ValuesForm;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.jdbc.TlsSettings;
import io.colonnade.spi.ConnectionSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a connection comes about, or is refused. */
class MySqlConnectTest {

    @ParameterizedTest
    @EnumSource
    void theDialectIsThatOfTheServer(Product product) {
        try (Database db = product.open("max_size=1")) {
            boolean mariaDb = product == Product.MARIADB;
            number(db, "SELECT 1");
            assertEquals(mariaDb ? "MariaDB" : "MySQL", db.dialect().productName());
            assertEquals(mariaDb, db.dialect().has(Feature.INSERT_RETURNING));
            assertEquals(mariaDb, db.dialect().has(Feature.DELETE_RETURNING));
            assertFalse(db.dialect().has(Feature.UPDATE_RETURNING));
            assertEquals(IsolationLevel.REPEATABLE_READ, db.dialect().defaultIsolation());
        }
    }

    @Test
    void olderServersHaveLess() {
        assertFalse(MySqlDialect.of("5.5.5-10.4.34-MariaDB-log", IsolationLevel.READ_COMMITTED).has(Feature.INSERT_RETURNING));
        assertTrue(MySqlDialect.of("5.5.5-10.6.18-MariaDB", IsolationLevel.READ_COMMITTED).has(Feature.INSERT_RETURNING));
        assertFalse(MySqlDialect.of("10.6.18-MariaDB", IsolationLevel.READ_COMMITTED).has(Feature.NATIVE_UUID));
        assertFalse(MySqlDialect.of("9.1.0", IsolationLevel.READ_COMMITTED).has(Feature.INSERT_RETURNING));
        assertFalse(MySqlDialect.of("8.0.30-log", IsolationLevel.READ_COMMITTED).has(Feature.INTERSECT_EXCEPT));
        assertTrue(MySqlDialect.of("8.0.31", IsolationLevel.READ_COMMITTED).has(Feature.INTERSECT_EXCEPT));
        assertFalse(MySqlDialect.of("8.0.13", IsolationLevel.READ_COMMITTED).has(Feature.LATERAL));
        assertTrue(MySqlDialect.of("8.0.14", IsolationLevel.READ_COMMITTED).has(Feature.LATERAL));
        assertEquals(ValuesForm.UNION_ALL, MySqlDialect.of("8.0.18", IsolationLevel.READ_COMMITTED).valuesForm());
        assertEquals(ValuesForm.ROW_COLUMN_LIST, MySqlDialect.of("8.4", IsolationLevel.READ_COMMITTED).valuesForm());
        assertFalse(MySqlDialect.of("10.5.2-MariaDB", IsolationLevel.READ_COMMITTED).has(Feature.SKIP_LOCKED));
        assertTrue(MySqlDialect.of("10.6.0-MariaDB", IsolationLevel.READ_COMMITTED).has(Feature.FETCH_WITH_TIES));
        assertFalse(MySqlDialect.of("10.4.9-MariaDB", IsolationLevel.READ_COMMITTED).has(Feature.INTERSECT_EXCEPT_ALL));
    }

    @ParameterizedTest
    @EnumSource
    void usersWithPasswords(Product product) {
        try (Database root = product.open("max_size=1")) {
            await(root.execute("CREATE USER IF NOT EXISTS 'ann'@'%' IDENTIFIED BY 'right:@/ one'"));
            await(root.execute("GRANT SELECT ON test.* TO 'ann'@'%'"));
            if (product == Product.MYSQL) {
                // The server does not remember the password yet, and a key of whoever answers is not asked for.
                DatabaseException without = opened(product.urlOf("ann:right%3A%40%2F%20one", "ssl_mode=disable"));
                assertEquals(ErrorKind.AUTHENTICATION_FAILED, without.kind());
                assertTrue(without.getMessage().contains("ssl_mode"), without::getMessage);
            }
            for (String mode : product == Product.MYSQL ? new String[] {"require", "disable"} : new String[] {"disable"}) {
                try (Database db = await(Database.open(product.urlOf("ann:right%3A%40%2F%20one", "ssl_mode=" + mode)))) {
                    assertEquals(1, number(db, "SELECT 1"));
                    failure(ErrorKind.PERMISSION, db.execute("CREATE TABLE not_allowed (id INT)"));
                    failure(ErrorKind.PERMISSION, db.fetchAll("SELECT * FROM mysql.user"));
                }
            }
            DatabaseException wrong = opened(product.urlOf("ann:wr0ng", "max_size=1"));
            assertEquals(ErrorKind.AUTHENTICATION_FAILED, wrong.kind());
            for (Throwable each = wrong; each != null; each = each.getCause()) {
                assertFalse(each.toString().contains("wr0ng"), each.toString());
            }
            await(root.execute("DROP USER 'ann'@'%'"));
        }
    }

    /** The failure to open, or to run the first statement. */
    private static DatabaseException opened(String url) {
        CompletableFuture<?> first = Database.open(url).thenCompose(db -> db.fetchAll("SELECT 1").whenComplete((rows, failure) -> db.closeAsync()));
        try {
            await(first);
        } catch (DatabaseException failure) {
            return failure;
        }
        throw new AssertionError("it was not refused");
    }

    @ParameterizedTest
    @EnumSource
    void anUnknownDatabaseIsNotFound(Product product) {
        assertEquals(ErrorKind.NOT_FOUND, opened(product.url().replace("/test", "/no_such_database")).kind());
    }

    @Test
    void aServerThatIsDownIsUnreachable() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertEquals(ErrorKind.DATABASE_UNREACHABLE, opened("mysql://root@127.0.0.1:" + port + "/test").kind());
    }

    @Test
    void aCertificateOfNobodyKnownIsRefused(@TempDir Path folder) throws IOException {
        String url = Product.MYSQL.url() + "?acquire_timeout=5s&ssl_mode=";
        for (String mode : new String[] {"verify-full", "verify-ca"}) {
            DatabaseException refused = opened(url + mode);
            assertEquals(ErrorKind.TLS_FAILED, refused.kind(), refused::toString);
        }
        try (Database db = await(Database.open(url + "require"))) {
            String cipher = await(db.fetchExactlyOne("SHOW STATUS LIKE 'Ssl_cipher'")).getString(1);
            assertFalse(cipher.isEmpty(), "the session is encrypted");
            Path authority = Path.of(await(db.fetchValue("SELECT @@datadir", String.class)).get(), "ca.pem");
            Assumptions.assumeTrue(Files.isReadable(authority), "the server's files are on this machine");
            try (Database trusting = await(Database.open(url + "verify-ca&ssl_root_cert=" + authority))) {
                assertEquals(1, number(trusting, "SELECT 1"));
            }
            // Its certificate is made out to nobody.
            assertEquals(ErrorKind.TLS_FAILED, opened(url + "verify-full&ssl_root_cert=" + authority).kind());
            Path nonsense = Files.writeString(folder.resolve("nonsense.pem"), "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getEncoder().encodeToString("nonsense".getBytes(StandardCharsets.UTF_8)) + "\n-----END CERTIFICATE-----\n");
            assertEquals(ErrorKind.CONFIG_INVALID, opened(url + "verify-ca&ssl_root_cert=" + nonsense).kind());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssl_mode=off", "ssl_root_cert=/no/such/file", "ssl_mode=require&ssl_root_cert=/etc/hostname", "application_name=a:b",
            "session_reset=never", "ssl_cert=/no/such/file", "ssl_key=/etc/hostname", "socket=here",
            "prepared_statement_cache_size=-1", "allowLoadLocalInfile=true", "allow_load_local_infile=true", "useAffectedRows=true",
            "autoDeserialize=true",
            "queryInterceptors=a.B", "socketFactory=a.B", "allowMultiQueries=true", "sslMode=DISABLED", "propertiesTransform=a.B",
            "serverRSAPublicKeyFile=/etc/hostname", "allowPublicKeyRetrieval=true", "sql_mode=", "sessionVariables=sql_mode=''"})
    void refusesOptions(String options) {
        DatabaseException refused = opened("mysql://root@127.0.0.1:9/test?" + options);
        assertEquals(ErrorKind.CONFIG_INVALID, refused.kind());
    }

    /** In whatever way it is written; nothing is tried, for nobody listens at that address. */
    @Test
    void knowsNoPropertyOfTheDriver() {
        int names = 0;
        for (PropertyKey key : PropertyDefinitions.PROPERTY_KEY_TO_PROPERTY_DEFINITION.keySet()) {
            String name = key.getKeyName();
            String escaped = String.format("%%%02x", (int) name.charAt(0)) + name.substring(1);
            for (String written : List.of(name, name.toLowerCase(Locale.ROOT), name.toUpperCase(Locale.ROOT), escaped, "ssl_mode=disable&" + name)) {
                DatabaseException refused = opened("mysql://root@127.0.0.1:9/test?" + written + "=x");
                assertEquals(ErrorKind.CONFIG_INVALID, refused.kind(), name);
            }
            names++;
        }
        assertTrue(names > 200, names + " names");
    }

    /** A name that is encoded stays one. */
    @ParameterizedTest
    @EnumSource
    void aNameOfADatabaseSaysNoMore(Product product) {
        DatabaseException refused = opened(product.url().replace("/test", "/test%3FallowLoadLocalInfile%3Dtrue%26user%3Dnobody"));
        assertEquals(ErrorKind.NOT_FOUND, refused.kind(), refused::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(host=x,sslMode=DISABLED)", "a%2Cb", "address%3D%28host%3Dx%29", "a%3Fx%3Dy"})
    void refusesHostsThatWouldSayMore(String host) {
        assertEquals(ErrorKind.CONFIG_INVALID, opened("mysql://root@" + host + "/test?ssl_mode=disable").kind());
    }

    @ParameterizedTest
    @CsvSource({"db.example.org, , VERIFY_FULL", "127.example.org, , VERIFY_FULL", "127.0.0.1, , PREFER", "localhost, , PREFER",
            "::1, , PREFER", "db.example.org, disable, DISABLE", "localhost, VERIFY-CA, VERIFY_CA", "/run/mysqld.sock, , PREFER"})
    void aRemoteHostIsVerifiedUnlessSaidOtherwise(String host, String given, TlsSettings.Mode mode) {
        assertEquals(mode, MySqlSettings.of(new ConnectionSettings("mysql", host, -1, null, () -> null, "",
                given == null ? Map.of() : Map.of("ssl_mode", given))).tls().mode());
    }

    /** Seen by what the session has prepared and not closed. */
    @ParameterizedTest
    @CsvSource({"MYSQL, 0, 0", "MYSQL, 2, 2", "MYSQL, 256, 6", "MARIADB, 0, 0", "MARIADB, 2, 2", "MARIADB, 256, 6"})
    void keepsAsManyStatementsPreparedAsItIsTold(Product product, int size, long prepared) {
        try (Database db = product.open("max_size=1&prepared_statement_cache_size=" + size)) {
            for (int i = 0; i < 6; i++) {
                assertEquals("x" + i, await(db.fetchValue("SELECT CONCAT(:a, '" + i + "')", String.class, "x")).get());
            }
            Map<String, Long> counts = await(db.fetchAll("SHOW SESSION STATUS LIKE 'Com_stmt_%'")).stream()
                    .collect(Collectors.toMap(row -> row.getString(0), row -> Long.valueOf(row.getString(1))));
            assertEquals(prepared, counts.get("Com_stmt_prepare") - counts.get("Com_stmt_close"));
        }
    }

    @Test
    void tooManyConnectionsAreToldAsSuch() {
        try (Database root = Product.MYSQL.open("max_size=1")) {
            await(root.execute("CREATE USER IF NOT EXISTS 'few'@'%' WITH MAX_USER_CONNECTIONS 1"));
            await(root.execute("GRANT SELECT ON test.* TO 'few'@'%'"));
            try (Database one = await(Database.open(Product.MYSQL.urlOf("few", "max_size=1")))) {
                assertEquals(1, number(one, "SELECT 1"));
                CompletableFuture<Database> waits = Database.open(Product.MYSQL.urlOf("few", "max_size=1&connect_retry=30s"));
                DatabaseException refused = opened(Product.MYSQL.urlOf("few", "max_size=1"));
                assertEquals(ErrorKind.TOO_MANY_CONNECTIONS, refused.kind(), refused::toString);
                assertTrue(refused.retrySafe());
                await(one.closeAsync());
                await(await(waits).closeAsync());
            }
            await(root.execute("DROP USER 'few'@'%'"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void initialStatementsAreRunAndCannotBreakPromises(Product product) {
        try (Database db = product.open("max_size=1&application_name=bookshop&init_sql=SET%20lock_wait_timeout%20%3D%207")) {
            assertEquals(7, number(db, "SELECT @@lock_wait_timeout"));
            await(db.execute("SET lock_wait_timeout = 8"));
            assertEquals(7, number(db, "SELECT @@lock_wait_timeout"));
        }
        for (String bad : new String[] {"SET%20sql_mode%3D%27%27", "SET%20lc_messages%3D%27de_DE%27", "SET%20time_zone%3D%27SYSTEM%27", "SET%20NAMES%20latin1", "SET%20autocommit%3D0",
                "BEGIN", "SELEKT"}) {
            DatabaseException refused = opened(product.url() + "?max_size=1&init_sql=" + bad);
            assertEquals(ErrorKind.CONFIG_INVALID, refused.kind(), refused::toString);
        }
    }
}
