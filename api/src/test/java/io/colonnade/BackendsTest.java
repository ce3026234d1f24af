// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.dialect.Dialect;
import io.colonnade.error.ConfigurationException;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.pool.PoolSettings;
import io.colonnade.spi.BackendContext;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.ConnectionSettings;
import io.colonnade.spi.DatabaseBackend;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackendsTest {

    public static class Alpha implements DatabaseBackend {
        @Override
        public Set<String> schemes() {
            return Set.of("alpha", "alpha+fast");
        }

        @Override
        public Dialect dialect() {
            return Dialect.ansi("alpha");
        }

        @Override
        public Set<String> options() {
            return Set.of("journal_mode", "busy_timeout");
        }

        @Override
        public int defaultPoolSize() {
            return 7;
        }

        @Override
        public void validate(ConnectionSettings settings) {
            if (settings.database().equals("forbidden")) {
                throw DatabaseException.of(ErrorKind.CONFIG_INVALID, "That database is not accepted.").build();
            }
        }

        @Override
        public CompletionStage<ConnectionBackend> connect(ConnectionSettings settings, BackendContext context) {
            return CompletableFuture.failedFuture(new IllegalStateException("no connection is opened here"));
        }
    }

    public static class OtherAlpha extends Alpha {
    }

    public static class Sqlite extends Alpha {
        @Override
        public Set<String> schemes() {
            return Set.of("sqlite");
        }
    }

    public static class FailingConstructor extends Alpha {
        public FailingConstructor() {
            throw new IllegalStateException("the constructor threw this");
        }
    }

    public static class FailingSchemes extends Alpha {
        @Override
        public Set<String> schemes() {
            throw new UnsupportedOperationException("schemes threw this");
        }
    }

    public static class Driver {
    }

    public static class NoBackend {
    }

    public static class NeedsDriver extends Alpha {
        private final Object driver = new Driver();

        @Override
        public Set<String> schemes() {
            return Set.of(driver.toString());
        }
    }

    @TempDir
    Path folder;
    private final List<URLClassLoader> loaders = new ArrayList<>();

    @AfterEach
    void closeLoaders() throws IOException {
        for (URLClassLoader loader : loaders) {
            loader.close();
        }
    }

    /** A jar with these classes as providers, and lines of the provider file that are no class. */
    private URL jar(String name, List<Class<?>> providers, String... otherLines) throws IOException {
        Path file = folder.resolve(name);
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
            StringBuilder lines = new StringBuilder();
            for (Class<?> provider : providers) {
                lines.append(provider.getName()).append('\n');
                String path = provider.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new JarEntry(path));
                try (InputStream in = provider.getClassLoader().getResourceAsStream(path)) {
                    in.transferTo(jar);
                }
            }
            jar.putNextEntry(new JarEntry("META-INF/services/" + DatabaseBackend.class.getName()));
            jar.write((lines + String.join("\n", otherLines)).getBytes());
        }
        return file.toUri().toURL();
    }

    /** Loads the test's own backends from jars only, and everything else from the class path. */
    private ClassLoader loader(URL... jars) {
        ClassLoader parent = new ClassLoader(getClass().getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                if (name.startsWith(BackendsTest.class.getName() + "$") && !name.equals(Alpha.class.getName())) {
                    throw new ClassNotFoundException(name);
                }
                return super.loadClass(name, resolve);
            }
        };
        URLClassLoader loader = new URLClassLoader(jars, parent);
        loaders.add(loader);
        return loader;
    }

    private static ConfigurationException notFound(Backends backends, String url, ErrorKind kind) {
        ConfigurationException error = assertThrows(ConfigurationException.class, () -> backends.find(DatabaseUrl.parse(url)));
        assertEquals(kind, error.kind());
        return error;
    }

    private static void assertSays(Throwable error, String... parts) {
        for (String part : parts) {
            assertTrue(error.getMessage().contains(part), part + " in: " + error.getMessage());
        }
    }

    @Test
    void findsTheBackendOfAScheme() throws IOException {
        Backends backends = Backends.discover(loader(jar("a.jar", List.of(OtherAlpha.class)), jar("s.jar", List.of(Sqlite.class))));
        assertEquals(OtherAlpha.class.getName(), backends.find(DatabaseUrl.parse("alpha+fast://h")).getClass().getName());
        assertEquals(Sqlite.class.getName(), backends.find(DatabaseUrl.parse("sqlite:///x")).getClass().getName());
    }

    @Test
    void looksInTheContextClassLoader() throws IOException {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(loader(jar("s.jar", List.of(Sqlite.class))));
        try {
            assertNotNull(Backends.discover().find(DatabaseUrl.parse("sqlite:///x")));
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    void listsWhatItFoundAndWhatToAdd() throws IOException {
        Backends backends = Backends.discover(loader(jar("a.jar", List.of(OtherAlpha.class)), jar("s.jar", List.of(Sqlite.class))));
        assertSays(notFound(backends, "mariadb://u:canary@h", ErrorKind.BACKEND_NOT_FOUND), "scheme mariadb",
                "io.colonnade:colonnade-backend-mysql",
                "alpha, alpha+fast (" + OtherAlpha.class.getName() + " in ", "/a.jar)", "sqlite (" + Sqlite.class.getName(), "/s.jar)");
        assertSays(notFound(backends, "postgresql+jdbc://h", ErrorKind.BACKEND_NOT_FOUND), "io.colonnade:colonnade-backend-postgres");
        assertSays(notFound(backends, "postgres://h", ErrorKind.BACKEND_NOT_FOUND), "Did you mean postgresql?");
        assertSays(notFound(backends, "sqlite3:///x", ErrorKind.BACKEND_NOT_FOUND), "Did you mean sqlite?");
        assertFalse(notFound(backends, "mysql://u:canary@h?password=canary", ErrorKind.BACKEND_NOT_FOUND).getMessage().contains("canary"));
        Backends none = Backends.discover(loader());
        assertSays(notFound(none, "sqlite:///x", ErrorKind.BACKEND_NOT_FOUND), "io.colonnade:colonnade-backend-sqlite",
                "Backends found: none");
        assertTrue(notFound(none, "x".repeat(1 << 20) + ":///", ErrorKind.BACKEND_NOT_FOUND).getMessage().length() < 600);
    }

    @Test
    void namesBothJarsOfOneScheme() throws IOException {
        Backends backends = Backends.discover(loader(jar("one.jar", List.of(OtherAlpha.class)), jar("two.jar", List.of(Sqlite.class)),
                jar("three.jar", List.of(), Alpha.class.getName())));
        assertSays(notFound(backends, "alpha://h", ErrorKind.BACKEND_AMBIGUOUS), OtherAlpha.class.getName(), "/one.jar",
                Alpha.class.getName() + " in ");
        assertNotNull(backends.find(DatabaseUrl.parse("sqlite:///x")));
    }

    @Test
    void aBrokenBackendHidesNoOther() throws IOException {
        Backends backends = Backends.discover(loader(jar("broken.jar", List.of(FailingConstructor.class, FailingSchemes.class,
                NeedsDriver.class),
                "no.such.Backend"), jar("illegal.jar", List.of(), "not a class"), jar("s.jar", List.of(Sqlite.class))));
        assertNotNull(backends.find(DatabaseUrl.parse("sqlite:///x")));
        ConfigurationException error = notFound(backends, "alpha://h", ErrorKind.BACKEND_NOT_FOUND);
        assertSays(error, FailingConstructor.class.getName() + " in ", "/broken.jar", "the constructor threw this", "schemes threw this",
                NeedsDriver.class.getName(), Driver.class.getName() + " is missing", "is the driver on the class path", "Illegal");
        assertNotNull(error.getCause());
    }

    @Test
    void keepsTheCauseOfABrokenBackend() throws IOException {
        ConfigurationException error = notFound(Backends.discover(loader(jar("broken.jar",
                List.of(FailingConstructor.class, NeedsDriver.class, NoBackend.class), "no.such.Backend"))), "alpha://h",
                        ErrorKind.BACKEND_NOT_FOUND);
        assertSays(error, "no.such.Backend", NoBackend.class.getName(), "Backends found: none");
        Throwable cause = error.getCause();
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        assertInstanceOf(IllegalStateException.class, cause);
        assertEquals("the constructor threw this", cause.getMessage());
        assertEquals(3, error.getSuppressed().length);
    }

    @Test
    void handsTheBackendItsOptionsAndNoOthers() {
        DatabaseOptions options = DatabaseOptions.of("alpha://user:p%40w@h:5/db?max_size=4&journal_mode=wal").build();
        ConnectionSettings settings = Backends.settings(options, new Alpha());
        assertEquals("alpha", settings.scheme());
        assertEquals("h", settings.host());
        assertEquals(5, settings.port());
        assertEquals("user", settings.user());
        assertEquals("p@w", settings.password().get());
        assertEquals("db", settings.database());
        assertEquals(Map.of("journal_mode", "wal"), settings.options());
        assertEquals("/tmp", Backends.settings(DatabaseOptions.of("alpha:///db?host=/tmp").build(), new Alpha()).host());
    }

    @Test
    void asksForThePasswordAnewForEachConnection() {
        List<String> passwords = new ArrayList<>(List.of("first", "second"));
        DatabaseOptions options = DatabaseOptions.of("alpha://user:old@h").passwordSupplier(() -> passwords.remove(0)).build();
        ConnectionSettings settings = Backends.settings(options, new Alpha());
        assertEquals("first", settings.password().get());
        assertEquals("second", settings.password().get());
    }

    @Test
    void refusesUnknownOptionsAndNamesTheNearest() {
        assertUnknown("max_sise", "Did you mean max_size?");
        assertUnknown("MAX_SIZE", "Did you mean max_size?");
        assertUnknown("busy-timeout", "Did you mean busy_timeout?");
        assertUnknown("text_type", "It is an option of PostgreSQL, not of this database.");
        assertUnknown("ssl_mode", "It is an option of PostgreSQL and of MySQL and MariaDB, not of this database.");
        assertUnknown("enable_load_extension", "Accepted are: acquire_timeout, busy_timeout, ");
        assertUnknown("a".repeat(100), "Accepted are: ");
    }

    private static void assertUnknown(String name, String expected) {
        DatabaseOptions options = DatabaseOptions.of(DatabaseUrl.parse("alpha://h").withOption(name, "canary")).build();
        ConfigurationException error = assertThrows(ConfigurationException.class, () -> Backends.settings(options, new Alpha()));
        assertEquals(ErrorKind.CONFIG_INVALID, error.kind());
        assertEquals(name, error.option());
        assertSays(error, "Unknown option", expected);
        assertFalse(error.getMessage().contains("canary"));
    }

    @Test
    void refusesWhatTheBackendRefuses() {
        assertThrows(ConfigurationException.class, () -> Backends.settings(DatabaseOptions.of("alpha:///forbidden").build(), new Alpha()));
        assertThrows(ConfigurationException.class, () -> Backends.settings(DatabaseOptions.of("alpha://one,two/db").build(), new Alpha()));
    }

    @Test
    void takesTheSizeOfThePoolFromTheBackendIfTheUserDoesNotSay() {
        PoolSettings settings = Backends.poolSettings(DatabaseOptions.of("alpha://u:canary@h:5/db?journal_mode=wal").build(), new Alpha());
        assertEquals(7, settings.maxSize());
        assertEquals("alpha://h:5/db", settings.name());
        assertEquals(20, Backends.poolSettings(DatabaseOptions.of("alpha://h?min_size=20").build(), new Alpha()).maxSize());
        assertEquals(3, Backends.poolSettings(DatabaseOptions.of("alpha://h?max_size=3").build(), new Alpha()).maxSize());
    }

    @Test
    void measuresHowFarNamesAreApart() {
        assertEquals(0, Suggestion.distance("abc", "abc"));
        assertEquals(3, Suggestion.distance("", "abc"));
        assertEquals(3, Suggestion.distance("kitten", "sitting"));
        assertEquals(2, Suggestion.distance("ab", "ba"));
        assertSame(true, Suggestion.nearest("completely_different", List.of("max_size")).isEmpty());
    }
}
