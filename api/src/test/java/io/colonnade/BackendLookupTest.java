// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.BackendsTest.Alpha;
import io.colonnade.BackendsTest.FailingSchemes;
import io.colonnade.BackendsTest.OtherAlpha;
import io.colonnade.error.ConfigurationException;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.BackendContext;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.ConnectionSettings;
import io.colonnade.spi.DatabaseBackend;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backends that options add, class loaders that options name, and backends that cannot run. */
class BackendLookupTest {

    /** Serves a scheme of its own, so that several of this class may stand side by side. */
    private static final class Scheme extends Alpha {
        private final String scheme;

        Scheme(String scheme) {
            this.scheme = scheme;
        }

        @Override
        public Set<String> schemes() {
            return Set.of(scheme);
        }
    }

    /** Fails to link, at one of the calls. */
    private static final class Broken extends Alpha {
        private final boolean early;
        private final Throwable failure;

        Broken(boolean early, Throwable failure) {
            this.early = early;
            this.failure = failure;
        }

        @Override
        public void validate(ConnectionSettings settings) {
            if (early) {
                throw (Error) failure;
            }
        }

        @Override
        public CompletionStage<ConnectionBackend> connect(ConnectionSettings settings, BackendContext context) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    @TempDir
    Path folder;

    private static ConfigurationException refused(DatabaseOptions options, ErrorKind kind) {
        ConfigurationException error = assertThrows(ConfigurationException.class, () -> Backends.choose(options));
        assertEquals(kind, error.kind(), error.getMessage());
        return error;
    }

    private static void assertSays(Throwable error, String... parts) {
        for (String part : parts) {
            assertTrue(error.getMessage().contains(part), part + " in: " + error.getMessage());
        }
    }

    @Test
    void anAddedBackendServesItsScheme() {
        DatabaseBackend one = new Scheme("one");
        DatabaseBackend two = new Scheme("two");
        DatabaseOptions.Builder builder = DatabaseOptions.of("two:///x").backends(List.of(one, two));
        assertSame(two, Backends.choose(builder.build()));
        assertSays(refused(DatabaseOptions.of("three:///x").backends(List.of(one, two)).build(), ErrorKind.BACKEND_NOT_FOUND),
                "one (" + Scheme.class.getName() + " added in code); two (");
    }

    @Test
    void twoAddedBackendsOfOneSchemeAreAmbiguous() {
        DatabaseOptions options = DatabaseOptions.of("alpha:///x").backend(new Alpha()).backend(new OtherAlpha()).build();
        assertSays(refused(options, ErrorKind.BACKEND_AMBIGUOUS), Alpha.class.getName() + " added in code", OtherAlpha.class.getName(),
                "Database.open(options, backend)");
        DatabaseBackend same = new Alpha();
        assertSame(same, Backends.choose(DatabaseOptions.of("alpha:///x").backend(same).backend(same).build()));
        refused(DatabaseOptions.of("x:///x").backend(new Scheme("x")).backend(new Scheme("x")).build(), ErrorKind.BACKEND_AMBIGUOUS);
    }

    @Test
    void anAddedBackendIsAmbiguousWithAFoundOneOfAnotherClassOnly() throws IOException {
        try (URLClassLoader loader = naming(Alpha.class.getName())) {
            DatabaseBackend own = new Alpha();
            assertSame(own, Backends.choose(DatabaseOptions.of("alpha:///x").backendLoader(loader).backend(own).build()));
            assertSays(refused(DatabaseOptions.of("alpha:///x").backendLoader(loader).backend(new OtherAlpha()).build(),
                    ErrorKind.BACKEND_AMBIGUOUS), OtherAlpha.class.getName() + " added in code", Alpha.class.getName() + " in ");
        }
    }

    @Test
    void anAddedBackendThatThrowsIsReported() {
        assertSays(refused(DatabaseOptions.of("alpha:///x").backend(new FailingSchemes()).build(), ErrorKind.BACKEND_NOT_FOUND),
                FailingSchemes.class.getName() + " added in code: ", "schemes threw this");
    }

    /** A class loader that throws is told of like a backend that cannot be loaded, and stands in nobody's way. */
    @Test
    void aLoaderThatThrowsIsReported() {
        for (Throwable thrown : List.of(new IllegalStateException("on purpose"), new AssertionError("on purpose"),
                new StackOverflowError("on purpose"), new IOException("on purpose"))) {
            ClassLoader broken = new ClassLoader(null) {
                @Override
                public Enumeration<URL> getResources(String name) {
                    return BackendLookupTest.<RuntimeException, Enumeration<URL>>sneak(thrown);
                }
            };
            DatabaseOptions.Builder options = DatabaseOptions.of("sqlite:///x").backendLoader(broken);
            CompletionException failed = assertThrows(CompletionException.class, () -> Database.open(options.build()).join());
            assertEquals(ErrorKind.BACKEND_NOT_FOUND, ((DatabaseException) failed.getCause()).kind());
            assertSays(failed.getCause(), "Could not be loaded", "on purpose");
            DatabaseBackend own = new Scheme("sqlite");
            assertSame(own, Backends.choose(options.backend(own).build()));
        }
    }

    @SuppressWarnings("unchecked") // unchecked on purpose
    private static <E extends Throwable, T> T sneak(Throwable what) throws E {
        throw (E) what;
    }

    @Test
    void aLoaderIsAskedInPlaceOfTheUsualOnes() throws IOException {
        try (URLClassLoader loader = naming(Alpha.class.getName())) {
            DatabaseOptions options = DatabaseOptions.of("alpha:///x").build();
            assertSays(refused(options, ErrorKind.BACKEND_NOT_FOUND), "only another class loader", "asked (app)",
                    "DatabaseOptions.Builder.backendLoader", "DatabaseOptions.Builder.backend.");
            assertInstanceOf(Alpha.class, Backends.choose(options.toBuilder().backendLoader(loader).build()));
        }
    }

    @Test
    void anUnknownSchemeIsToldHowBackendsAreFound() {
        assertSays(refused(DatabaseOptions.of("clickhouse://h").build(), ErrorKind.BACKEND_NOT_FOUND), "scheme clickhouse",
                "Add its backend to the class path", "merge their files META-INF/services/" + DatabaseBackend.class.getName(),
                "Backends found: none");
    }

    @Test
    void aBackendOfAnotherCopyOfTheApiIsExplained() throws IOException {
        try (URLClassLoader loader = naming(BackendLookupTest.class.getName())) {
            assertSays(refused(DatabaseOptions.of("alpha:///x").backendLoader(loader).build(), ErrorKind.BACKEND_NOT_FOUND),
                    "BackendLookupTest not a subtype", "another copy of Colonnade");
        }
    }

    @Test
    void aBackendThatDoesNotLinkIsATypedError() {
        assertCannotRun("the class org.postgresql.Driver is missing; add the artifact org.postgresql:postgresql to the class path",
                new NoClassDefFoundError("org/postgresql/Driver"));
        assertCannotRun("the class org.example.Driver is missing; is the driver on the class path?",
                new NoClassDefFoundError("org/example/Driver"));
        assertCannotRun("could not initialise the native part", new ExceptionInInitializerError("could not initialise the native part"));
        assertCannotRun("it was built for another version of Colonnade, or of its driver", new AbstractMethodError("no dialect()"));
    }

    private static void assertCannotRun(String reason, LinkageError failure) {
        Throwable wrapped = DatabaseException.of(ErrorKind.INTERNAL, "a backend may have wrapped it").cause(failure).build();
        for (DatabaseBackend backend : List.of(new Broken(true, failure), new Broken(false, failure), new Broken(false, wrapped))) {
            for (boolean forceRollback : new boolean[] {false, true}) {
                DatabaseOptions options = DatabaseOptions.of("alpha:///x").forceRollback(forceRollback).build();
                CompletableFuture<Database> opening = Database.open(options, backend);
                Throwable error = assertThrows(CompletionException.class, opening::join).getCause();
                assertEquals(ErrorKind.BACKEND_NOT_FOUND, assertInstanceOf(ConfigurationException.class, error).kind());
                assertSays(error, "The backend " + Broken.class.getName() + " in ", "cannot run: ", reason);
                assertSame(failure, error.getCause());
            }
        }
    }

    @Test
    void optionsKeepEverythingOnTheWayThroughABuilder() {
        DatabaseBackend backend = new Alpha();
        DatabaseOptions options = DatabaseOptions.of("alpha:///x?max_size=3").minSize(2).passwordSupplier(() -> "secret")
                .completionExecutor(Runnable::run).backend(backend).backendLoader(getClass().getClassLoader()).build();
        DatabaseOptions copy = options.toBuilder().statementTimeout(Duration.ofSeconds(9)).build();
        assertEquals(options.toString().replace("statement_timeout=0s", "statement_timeout=9s"), copy.toString());
        assertFalse(copy.toString().equals(options.toString()), copy.toString());
        assertEquals("secret", copy.passwordSupplier().orElseThrow().get());
        assertSame(options.completionExecutor().orElseThrow(), copy.completionExecutor().orElseThrow());
        assertEquals(List.of(backend), copy.backends());
        assertSame(getClass().getClassLoader(), copy.backendLoader().orElseThrow());
        assertTrue(DatabaseOptions.of("alpha:///x").build().toBuilder().build().maxSize().isEmpty());
    }

    /** A class loader of its own with a service file that names this class. */
    private URLClassLoader naming(String className) throws IOException {
        Path file = folder.resolve("META-INF/services/" + DatabaseBackend.class.getName());
        Files.createDirectories(file.getParent());
        Files.writeString(file, className);
        return new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
    }
}
