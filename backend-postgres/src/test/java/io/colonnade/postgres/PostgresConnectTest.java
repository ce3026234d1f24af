// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import static io.colonnade.tck.cases.Calls.words;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.error.ConfigurationException;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.ConnectionSettings;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGProperty;

/** Opening connections: what is told to the driver, and what the errors say. */
class PostgresConnectTest extends PostgresTestCase {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final String PASSWORD = "s3cr3t%20word";

    @TempDir
    private Path folder;

    @BeforeEach
    void createUsers() {
        await(db.execute("CREATE ROLE connect_user LOGIN PASSWORD 's3cr3t word'"));
        await(db.execute("CREATE ROLE connect_nobody NOLOGIN PASSWORD 's3cr3t word'"));
        await(db.execute("CREATE ROLE connect_full LOGIN PASSWORD 's3cr3t word' CONNECTION LIMIT 0"));
    }

    @AfterEach
    void dropUsers() {
        await(db.execute("DROP ROLE connect_user, connect_nobody, connect_full"));
    }

    private static String url(String user, String password, String database, String options) {
        String server = url().reveal().replaceAll("^.*@|/[^/]*$", "");
        return "postgresql://" + user + ":" + password + "@" + server + "/" + database + "?connect_timeout=5s" + options;
    }

    @Test
    void connectsWithAPassword() {
        try (Database database = await(Database.open(url("connect_user", PASSWORD, "postgres", "&application_name=The%20one")))) {
            assertEquals("connect_user", text(database, "SELECT current_user::text"));
            assertEquals("The one", text(database, "SHOW application_name"));
            assertEquals("PostgreSQL", database.dialect().productName());
            assertTrue(database.dialect().serverVersion().startsWith("18."), database.dialect()::serverVersion);
            assertEquals("UTC", text(database, "SHOW TimeZone"));
        }
    }

    @ParameterizedTest
    @CsvSource({
            "connect_user,   wrong,         postgres, '',                  AUTHENTICATION_FAILED, 28P01",
            "connect_noone,  s3cr3t%20word, postgres, '',                  AUTHENTICATION_FAILED, 28P01",
            "connect_nobody, s3cr3t%20word, postgres, '',                  AUTHENTICATION_FAILED, 28000",
            "connect_user,   s3cr3t%20word, nowhere,  '',                  NOT_FOUND,             3D000",
            "connect_full,   s3cr3t%20word, postgres, '',                  TOO_MANY_CONNECTIONS,  53300",
            "connect_user,   s3cr3t%20word, postgres, &ssl_mode=require,   TLS_FAILED,            08004",
            "connect_user,   s3cr3t%20word, postgres, &ssl_mode=verify-ca, TLS_FAILED,            08004",
    })
    void tellsWhyItCannotConnect(String user, String password, String name, String options, ErrorKind kind, String state) {
        DatabaseException failure = failure(kind,
                Database.open(url(user, password, name, options)).thenCompose(d -> d.fetchAll("SELECT 1")));
        // What may pass is tried again for as long as the acquire timeout lets it, and stands behind the pool's own error then.
        DatabaseException own = failure.sqlState() == null ? (DatabaseException) failure.getCause() : failure;
        assertEquals(state, own.sqlState());
        assertTrue(words(own).contains("Connecting to the database " + name), own::getMessage);
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            assertFalse(cause.toString().contains("s3cr3t"), cause::toString);
        }
    }

    @Test
    void waitsUntilTheServerTakesAnotherConnection() {
        String few = url("connect_full", PASSWORD, "postgres", "&max_size=1");
        await(db.execute("ALTER ROLE connect_full CONNECTION LIMIT 1"));
        try (Database one = await(Database.open(few))) {
            assertEquals("1", text(one, "SELECT 1::text"));
            CompletableFuture<Database> waits = Database.open(few + "&connect_retry=30s");
            assertTrue(failure(ErrorKind.TOO_MANY_CONNECTIONS, Database.open(few)).retrySafe());
            await(one.closeAsync());
            await(await(waits).closeAsync());
        }
    }

    @Test
    void tellsThatNobodyListens() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        DatabaseException failure = failure(ErrorKind.DATABASE_UNREACHABLE, Database.open("postgresql://u:p@127.0.0.1:" + port
                + "/postgres").thenCompose(d -> d.fetchAll("SELECT 1")));
        assertTrue(words(failure).contains("127.0.0.1:" + port), failure::getMessage);
        assertTrue(failure.retrySafe(), "nothing was sent, and it may be there in a moment");
    }

    @Test
    void runsTheInitialStatementsForEachConnectionAndAfterEachReset() {
        String question = "SELECT concat(current_setting('work_mem'), ' ', current_setting('search_path'))";
        try (Database database = open("max_size=1&init_sql=SET%20search_path%20TO%20pg_catalog%3BSET%20work_mem%20TO%20%2764kB%27")) {
            assertEquals("64kB pg_catalog", text(database, question));
            await(database.execute("SET search_path TO nowhere"));
            assertEquals("64kB pg_catalog", text(database, question));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELEKT", "BEGIN", "SET%20work_mem%20TO%20%2764kB%27%3BSTART%20TRANSACTION"})
    void tellsThatTheInitialStatementsAreWrong(String statements) {
        DatabaseException failure = failure(ErrorKind.CONFIG_INVALID, Database.open(url("connect_user", PASSWORD, "postgres", "&init_sql="
                + statements)).thenCompose(d -> d.fetchAll("SELECT 1")));
        assertTrue(words(failure).contains("init_sql"), failure::getMessage);
    }

    @ParameterizedTest
    @CsvSource({"db.example.com, verify-full", "10.0.0.1, verify-full", "localhost, prefer", "127.0.0.1, prefer", "::1, prefer"})
    void verifiesRemoteServersUnlessToldOtherwise(String host, String mode) {
        Properties properties = PostgresSettings.of(settings(host, Map.of())).properties(TIMEOUT);
        assertEquals(mode, properties.getProperty("sslmode"));
        assertEquals(mode.equals("prefer") ? "!gss,!sspi,!password,!md5,!none" : "!gss,!sspi", properties.getProperty("requireAuth"));
        assertEquals("disable", PostgresSettings.of(settings(host, Map.of("ssl_mode", "disable"))).properties(TIMEOUT).getProperty("sslmode"));
    }

    static ConnectionSettings settings(String host, Map<String, String> options) {
        return new ConnectionSettings("postgresql", host, -1, "u", () -> "p", "d", options);
    }

    @ParameterizedTest
    @CsvSource({"ssl_mode, on", "ssl_mode, allow", "session_reset, never", "application_name, größer", "ssl_root_cert, /nowhere",
            "ssl_cert, /nowhere", "ssl_key, /etc", "require_auth, trust", "require_auth, ''", "prepared_statement_cache_size, -1",
            "prepared_statement_cache_size, many", "prepared_statement_cache_size, 10001", "socket, here"})
    void refusesOptionsWithTheirNames(String option, String value) {
        ConfigurationException failure = assertThrows(ConfigurationException.class,
                () -> PostgresSettings.of(settings("db.example.com", Map.of(option, value))));
        String message = failure.getMessage();
        assertTrue(message.contains(option) && message.contains(value) && message.contains("accepted"), message);
    }

    /** Some properties of the driver name classes to load, files to write or hosts to turn to. */
    @ParameterizedTest
    @CsvSource({"socketFactory", "socketFactoryArg", "sslfactory", "sslhostnameverifier", "sslpasswordcallback", "loggerFile",
            "authenticationPluginClassName", "xmlFactoryFactory", "connectExecutor", "jaasApplicationName", "options", "service",
            "preferQueryMode", "rewriteBatchedInserts"})
    void letsNoPropertyOfTheDriverThrough(String property) {
        assertThrows(RuntimeException.class, () -> await(Database.open(url("u", "p", "d", "&" + property + "=x"))));
        Set<String> told = PostgresSettings.of(settings("h", Map.of())).properties(TIMEOUT).stringPropertyNames();
        assertEquals(Set.of("user", "password", "PGDBNAME", "ApplicationName", "connectTimeout", "socketTimeout", "cancelSignalTimeout", "sslResponseTimeout",
                "tcpKeepAlive", "logServerErrorDetail", "gssEncMode", "requireAuth", "sslmode", "sslfactory", "socketFactory",
                "preparedStatementCacheQueries", "binaryTransferDisable", "scramMaxIterations"), told);
    }

    /** In whatever way it is written; nothing is tried, for nobody listens at that address. */
    @ParameterizedTest
    @EnumSource
    void knowsNoPropertyOfTheDriver(PGProperty property) {
        String name = property.getName();
        String escaped = String.format("%%%02x", (int) name.charAt(0)) + name.substring(1);
        for (String written : List.of(name, name.toLowerCase(Locale.ROOT), name.toUpperCase(Locale.ROOT), escaped, "ssl_mode=disable&" + name,
                name.replaceAll("([a-z])([A-Z])", "$1_$2"))) {
            DatabaseException failure = failure(ErrorKind.CONFIG_INVALID, Database.open("postgresql://u@127.0.0.1:9/d?" + written + "=x"));
            assertTrue(failure.getMessage().contains("option"), failure::getMessage);
        }
    }

    @ParameterizedTest
    @CsvSource({"ssl_mode=disable&ssl_root_cert=FILE, ssl_root_cert", "ssl_mode=require&ssl_root_cert=FILE, ssl_root_cert",
            "ssl_cert=FILE, ssl_key", "ssl_key=FILE, ssl_cert", "ssl_mode=disable&ssl_cert=FILE&ssl_key=FILE, ssl_mode",
            "require_auth=password, ssl_mode", "ssl_mode=require&require_auth=md5%2Cpassword, ssl_mode"})
    void refusesOptionsThatDoNotGoTogether(String options, String other) throws IOException {
        Path file = Files.createFile(folder.resolve("file.pem"));
        DatabaseException failure = failure(ErrorKind.CONFIG_INVALID,
                Database.open("postgresql://u@localhost/d?" + options.replace("FILE", file.toString())));
        assertTrue(words(failure).contains(other) && words(failure).contains("ccepted"), failure::getMessage);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "2, 2", "256, 6"})
    void keepsAsManyStatementsPreparedAsItIsTold(int size, long prepared) {
        try (Database database = open("max_size=1&prepared_statement_cache_size=" + size)) {
            for (int i = 0; i < 6; i++) {
                for (int round = 0; round < 7; round++) {
                    assertEquals("x" + i, text(database, "SELECT :a || '" + i + "'", "x"));
                }
            }
            // Without parameters and run once, so not prepared by a name itself.
            String count = "SELECT count(*)::text FROM pg_prepared_statements WHERE statement LIKE '%||%'";
            assertEquals(Long.toString(prepared), text(database, count));
        }
    }
}
