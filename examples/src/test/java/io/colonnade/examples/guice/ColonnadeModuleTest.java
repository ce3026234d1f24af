// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples.guice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Inject;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.ProvisionException;
import com.google.inject.Singleton;
import com.google.inject.Stage;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.name.Names;
import io.colonnade.Database;
import io.colonnade.error.ConfigurationException;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.guice.ColonnadeModule;
import io.colonnade.guice.Databases;
import io.colonnade.spi.DatabaseBackend;
import io.colonnade.spi.ForwardingBackend;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link ColonnadeModule} does beyond the page: when it opens and closes, and what goes wrong. */
class ColonnadeModuleTest {

    @Singleton
    private static final class Eager {
        private final Database db;

        @Inject
        Eager(Database db) {
            this.db = db;
        }
    }

    /** Another class for the scheme that SQLite's backend serves. */
    private static final class Rival extends ForwardingBackend {
        Rival() {
            super(new MemoryBackend());
        }

        @Override
        public Set<String> schemes() {
            return Set.of("sqlite");
        }
    }

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("test.db");
    }

    private String url() {
        return "sqlite:///" + file();
    }

    private static DatabaseException failure(Injector injector) {
        ProvisionException error = assertThrows(ProvisionException.class, () -> injector.getInstance(Database.class));
        return assertInstanceOf(DatabaseException.class, error.getCause());
    }

    @Test
    void opensNothingBeforeTheFirstInjection() {
        for (Stage stage : List.of(Stage.DEVELOPMENT, Stage.PRODUCTION)) {
            Injector injector = Guice.createInjector(stage, ColonnadeModule.of(url()), ColonnadeModule.of("no-such-scheme:///x").named("other"));
            Databases databases = injector.getInstance(Databases.class);
            try (databases) {
                assertSame(databases, injector.getInstance(Databases.class));
                assertFalse(Files.exists(file()));
            }
            assertFalse(Files.exists(file()));
        }
    }

    @Test
    void allInjectionsShareOneOpenDatabase() throws Exception {
        Injector injector = Guice.createInjector(ColonnadeModule.of(url()));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        Databases databases = injector.getInstance(Databases.class);
        try (databases) {
            Callable<Database> injection = () -> injector.getInstance(Database.class);
            Database first = injector.getInstance(Eager.class).db;
            for (Future<Database> injected : threads.invokeAll(List.of(injection, injection, injection, injection))) {
                assertSame(first, injected.get(1, TimeUnit.MINUTES));
            }
            assertTrue(first.isOpen());
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void injectorsAreIndependentOfEachOther() {
        ColonnadeModule module = ColonnadeModule.of(url());
        Injector one = Guice.createInjector(module);
        Injector two = Guice.createInjector(module);
        Database database = two.getInstance(Database.class);
        one.getInstance(Database.class);
        one.getInstance(Databases.class).close();
        assertTrue(database.isOpen());
        two.getInstance(Databases.class).close();
        assertFalse(database.isOpen());
    }

    @Test
    void closesAllThatWasOpenedOnceAndForAll() {
        Key<Database> other = Key.get(Database.class, Names.named("other"));
        Injector injector = Guice.createInjector(ColonnadeModule.of(url()), ColonnadeModule.of("sqlite:///:memory:").named("other"));
        Databases databases = injector.getInstance(Databases.class);
        List<Database> opened = List.of(injector.getInstance(Database.class), injector.getInstance(other));
        databases.close();
        opened.forEach(database -> assertFalse(database.isOpen()));
        CompletableFuture<Void> closed = databases.closeAsync();
        assertTrue(closed.isDone());
        assertSame(closed, databases.closeAsync());
        databases.close();
        DatabaseException refused = failure(injector);
        assertEquals(ErrorKind.POOL_CLOSED, refused.kind());
        assertTrue(refused.getMessage().contains("the databases of this injector are closed"), refused.getMessage());
    }

    @Test
    void closingOnAConnectionsThreadDoesNotWaitForItself() {
        Injector injector = Guice.createInjector(ColonnadeModule.of(url()));
        Databases databases = injector.getInstance(Databases.class);
        Database db = injector.getInstance(Database.class);
        db.withConnection(connection -> connection.execute("SELECT 1").thenAccept(result -> databases.close())).join();
        databases.close();
        assertFalse(db.isOpen());
        assertTrue(databases.closeAsync().isDone());
    }

    @Test
    void aFailureIsNotKept() throws Exception {
        Files.writeString(file(), "this is no database, and is long enough to be seen as what it is: a text file of some length.".repeat(20));
        Injector injector = Guice.createInjector(ColonnadeModule.of(url()));
        Databases databases = injector.getInstance(Databases.class);
        try (databases) {
            assertEquals(ErrorKind.CORRUPT, failure(injector).kind());
            Files.delete(file());
            assertEquals(3, injector.getInstance(Database.class).fetchValue("SELECT 1 + 2", Integer.class).join().get());
        }
    }

    @Test
    void aMistakeInTheUrlIsFoundWhereItIsWritten() {
        assertEquals("max_size", assertThrows(ConfigurationException.class, () -> ColonnadeModule.of(url() + "?max_size=none")).option());
        Injector injector = Guice.createInjector(ColonnadeModule.of("sqlte:///x"));
        assertTrue(failure(injector).getMessage().contains("Did you mean sqlite?"));
    }

    @Test
    void anAddedBackendOfTheSameSchemeIsAmbiguous() {
        Module rival = binder -> Multibinder.newSetBinder(binder, DatabaseBackend.class).addBinding().toInstance(new Rival());
        DatabaseException refused = failure(Guice.createInjector(ColonnadeModule.of(url()), rival));
        assertEquals(ErrorKind.BACKEND_AMBIGUOUS, refused.kind());
        assertTrue(refused.getMessage().contains(Rival.class.getName() + " added in code"), refused.getMessage());
        assertTrue(refused.getMessage().contains("io.colonnade.sqlite.SqliteBackend in "), refused.getMessage());
    }

    @Test
    void twoDatabasesWithoutANameAreRefusedByGuice() {
        assertThrows(CreationException.class, () -> Guice.createInjector(ColonnadeModule.of(url()), ColonnadeModule.of("sqlite:///:memory:")));
    }

    @Test
    void theShutdownHookClosesAndOtherwiseNothingDoes() throws Exception {
        assertEquals(List.of("test.db", "test.db-shm", "test.db-wal"), filesAfter(false));
        assertEquals(List.of("test.db"), filesAfter(true));
    }

    /** SQLite deletes its log when the last connection is closed, and leaves it where a program ends without that. */
    private List<String> filesAfter(boolean hook) throws Exception {
        for (String name : List.of("test.db", "test.db-shm", "test.db-wal")) {
            Files.deleteIfExists(folder.resolve(name));
        }
        java(List.of("-cp", System.getProperty("java.class.path"), Abandoned.class.getName(), url(), String.valueOf(hook)));
        try (var files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void worksOnTheModulePathToo() throws Exception {
        List<Class<?>> parts = List.of(NotesProgram.class, Database.class, Class.forName("io.colonnade.sqlite.SqliteBackend"),
                Class.forName("org.sqlite.JDBC"), Class.forName("io.netty.util.concurrent.EventExecutor"), Class.forName("org.slf4j.Logger"),
                Injector.class, Class.forName("jakarta.inject.Inject"), Class.forName("org.aopalliance.aop.Advice"),
                Class.forName("com.google.common.base.Strings"),
                Class.forName("com.google.common.util.concurrent.internal.InternalFutureFailureAccess"));
        StringJoiner modulePath = new StringJoiner(File.pathSeparator);
        for (Class<?> part : parts) {
            modulePath.add(Path.of(part.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
        }
        List<String> printed = java(List.of("-p", modulePath.toString(), "--add-modules", "com.google.guice,jakarta.inject", "-m",
                "io.colonnade.examples/" + NotesProgram.class.getName()));
        assertEquals(List.of("answer Charles", "buy milk"), printed);
    }

    /** Runs a program in a JVM of its own; gives what it printed. */
    private List<String> java(List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(arguments);
        Path output = Files.createTempFile("output", ".txt");
        Process process = new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try {
            assertTrue(process.waitFor(5, TimeUnit.MINUTES), () -> "the program does not end: " + command);
            assertEquals(0, process.exitValue(), command.toString());
            return Files.readAllLines(output);
        } finally {
            process.destroyForcibly();
            Files.delete(output);
        }
    }

    /** A program that writes and ends without closing anything. */
    static final class Abandoned {
        private Abandoned() {
        }

        public static void main(String[] args) {
            ColonnadeModule module = ColonnadeModule.of(args[0]);
            Database db = Guice.createInjector(Boolean.parseBoolean(args[1]) ? module.closedOnShutdown() : module).getInstance(Database.class);
            db.execute("CREATE TABLE t (a INTEGER)").join();
        }
    }
}
