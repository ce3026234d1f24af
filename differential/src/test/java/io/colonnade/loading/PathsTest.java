// SPDX-License-Identifier: Apache-2.0
package io.colonnade.loading;

import static io.colonnade.loading.Jars.MYSQL;
import static io.colonnade.loading.Jars.MYSQL_DRIVER;
import static io.colonnade.loading.Jars.POSTGRES;
import static io.colonnade.loading.Jars.POSTGRES_DRIVER;
import static io.colonnade.loading.Jars.SQLITE;
import static io.colonnade.loading.Jars.SQLITE_DRIVER;
import static io.colonnade.loading.Jars.TESTS;
import static io.colonnade.loading.Jars.coreWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.spi.DatabaseBackend;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How backends are found by real programs: on class paths, on module paths, and in one jar made of many. None of them has Guice. */
class PathsTest {

    private static final String MEMORY = "sqlite:///:memory:";
    private static final String OPENED = "opened, 1 + 2 = 3";
    private static final String SERVICE_FILE = "META-INF/services/" + DatabaseBackend.class.getName();

    @TempDir
    Path folder;

    private static void assertSays(String line, String... parts) {
        for (String part : parts) {
            assertTrue(line.contains(part), part + " in: " + line);
        }
    }

    private List<String> open(List<Path> classPath, String... urls) throws IOException, InterruptedException {
        return ChildJvm.onClassPath(folder, classPath, OpenDatabase.class, urls);
    }

    @Test
    void onTheClassPathWithoutGuice() throws Exception {
        List<String> printed = open(coreWith(SQLITE, SQLITE_DRIVER, TESTS), MEMORY, "mysql://h/d");
        assertEquals(List.of("unnamed module", "Guice is absent"), words(printed.get(0)));
        assertEquals(OPENED, printed.get(1));
        assertSays(printed.get(2), "BACKEND_NOT_FOUND: No backend serves the scheme mysql. Add the artifact io.colonnade:colonnade-backend-mysql",
                "Backends found: sqlite (io.colonnade.sqlite.SqliteBackend in " + SQLITE.toUri().toURL());
    }

    private static List<String> words(String line) {
        return List.of(line.replaceFirst(" @[0-9a-f]+", "").split(", "));
    }

    @Test
    void onTheModulePathWithoutGuice() throws Exception {
        List<Path> modulePath = new ArrayList<>(coreWith(SQLITE, SQLITE_DRIVER, POSTGRES, POSTGRES_DRIVER));
        modulePath.add(module(modulePath));
        List<String> printed = ChildJvm.java(folder, List.of("-p", Jars.path(modulePath), "-m", "program/" + OpenDatabase.class.getName(),
                MEMORY, "mysql://h/d", "postgresql://127.0.0.1:1/d"));
        assertEquals(List.of("module program, Guice is absent", OPENED), printed.subList(0, 2));
        assertSays(printed.get(2), "Add the artifact io.colonnade:colonnade-backend-mysql", "sqlite (io.colonnade.sqlite.SqliteBackend in ");
        assertSays(printed.get(3), "DATABASE_UNREACHABLE");
    }

    /** Compiles the program as a module that requires Colonnade and no backend. */
    private Path module(List<Path> modulePath) throws IOException {
        Path info = Files.writeString(folder.resolve("module-info.java"), "module program { requires io.colonnade.api; }\n");
        Path source = Path.of("src", "test", "java").resolve(OpenDatabase.class.getName().replace('.', '/') + ".java");
        Path classes = folder.resolve("program");
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out);
        int code = ToolProvider.findFirst("javac").orElseThrow().run(writer, writer, "-Xlint:all", "-Werror", "-p", Jars.path(modulePath), "-d",
                classes.toString(), info.toString(), source.toString());
        assertEquals(0, code, out.toString());
        return classes;
    }

    @Test
    void colonnadeAsAModuleAndTheBackendOnTheClassPath() throws Exception {
        List<String> printed = ChildJvm.java(folder, List.of("-p", Jars.path(Jars.CORE), "--add-modules", "io.colonnade.api", "-cp",
                Jars.path(List.of(SQLITE, SQLITE_DRIVER, TESTS)), OpenDatabase.class.getName(), MEMORY));
        assertEquals(OPENED, printed.get(1));
    }

    @Test
    void inOneJarWithMergedServiceFiles() throws Exception {
        List<String> printed = open(List.of(meltAll(true), TESTS), MEMORY, "postgresql://h/d");
        assertEquals(OPENED, printed.get(1));
        assertSays(printed.get(2), "Add the artifact io.colonnade:colonnade-backend-postgres", "mariadb, mysql", "sqlite (");
    }

    @Test
    void inOneJarWhoseServiceFilesWereOverwritten() throws Exception {
        Path jar = meltAll(false);
        List<String> printed = open(List.of(jar, TESTS), MEMORY, "duckdb:///x");
        assertSays(printed.get(1), "BACKEND_NOT_FOUND: No backend serves the scheme sqlite. The class io.colonnade.sqlite.SqliteBackend is there ("
                + "jar:" + jar.toUri().toURL(), "but no file " + SERVICE_FILE + " names it", "ServicesResourceTransformer", "mergeServiceFiles()",
                "Backends found: mariadb, mysql");
        assertFalse(printed.get(1).contains("Add the artifact"), printed.get(1));
        assertSays(printed.get(2), "scheme duckdb", "where several jars are made into one, merge their files " + SERVICE_FILE);
    }

    private Path meltAll(boolean merge) throws IOException {
        Path jar = folder.toRealPath().resolve("all.jar");
        Jars.melt(jar, coreWith(MYSQL, MYSQL_DRIVER, SQLITE, SQLITE_DRIVER), merge);
        return jar;
    }

    @Test
    void aMissingDriverIsNamed() throws Exception {
        List<String> printed = open(coreWith(SQLITE, MYSQL, MYSQL_DRIVER, TESTS), MEMORY, MEMORY + "?force_rollback=true",
                "mysql://127.0.0.1:1/d");
        for (String line : printed.subList(1, 3)) {
            assertSays(line, "BACKEND_NOT_FOUND: The backend io.colonnade.sqlite.SqliteBackend in " + SQLITE.toUri().toURL(),
                    " cannot run: the class org.sqlite.", " is missing; add the artifact org.xerial:sqlite-jdbc to the class path.");
        }
        assertSays(printed.get(3), "DATABASE_UNREACHABLE");
        List<String> other = open(coreWith(MYSQL, POSTGRES, SQLITE, SQLITE_DRIVER, TESTS), "mysql://127.0.0.1:1/d", MEMORY,
                "postgresql://127.0.0.1:1/d");
        assertSays(other.get(1), "BACKEND_NOT_FOUND: The backend io.colonnade.mysql.MySqlBackend in ", "the class com.mysql.",
                "add the artifact com.mysql:mysql-connector-j to the class path.");
        assertEquals(OPENED, other.get(2));
        assertSays(other.get(3), "BACKEND_NOT_FOUND: The backend io.colonnade.postgres.PostgresBackend in ", "the class org.postgresql.",
                "add the artifact org.postgresql:postgresql to the class path.");
    }

    @Test
    void aMissingDriverOnTheModulePathStopsTheProgramBeforeItStarts() throws Exception {
        List<Path> modulePath = new ArrayList<>(coreWith(SQLITE));
        modulePath.add(module(coreWith(SQLITE, SQLITE_DRIVER)));
        List<String> printed = ChildJvm.java(folder, List.of("-p", Jars.path(modulePath), "-m", "program/" + OpenDatabase.class.getName(),
                MEMORY));
        assertSays(String.join("\n", printed), "org.xerial.sqlitejdbc not found", "required by io.colonnade.backend.sqlite");
    }

    @Test
    void brokenProvidersHideNoOther() throws Exception {
        Path services = folder.resolve("broken").resolve(SERVICE_FILE);
        Files.createDirectories(services.getParent());
        Files.writeString(services, ThrowingBackend.class.getName() + "\nno.such.Backend\n");
        List<String> printed = open(coreWith(folder.resolve("broken"), SQLITE, SQLITE_DRIVER, TESTS), MEMORY, "throwing://h");
        assertEquals(OPENED, printed.get(1));
        assertSays(printed.get(2), "BACKEND_NOT_FOUND: No backend serves the scheme throwing.", "Backends found: sqlite (", "Could not be loaded: ",
                ThrowingBackend.class.getName() + " in " + TESTS.toUri().toURL(), "java.lang.IllegalStateException: no licence was found",
                "Provider no.such.Backend not found");
    }

    @Test
    void throughOtherClassLoaders() throws Exception {
        List<String> printed = ChildJvm.onClassPath(folder, coreWith(TESTS), OpenThroughLoaders.class, Jars.path(List.of(SQLITE, SQLITE_DRIVER)),
                Jars.path(coreWith(SQLITE, SQLITE_DRIVER)));
        assertSays(printed.get(0), "Add the artifact io.colonnade:colonnade-backend-sqlite to the class path. If only another class loader sees it than"
                + " those that were asked (app), set DatabaseOptions.Builder.backendLoader or hand over the backend with"
                + " DatabaseOptions.Builder.backend. Backends found: none.");
        assertEquals(List.of(OPENED, OPENED, OPENED, OPENED), printed.subList(1, 5));
        assertSays(printed.get(5), "BACKEND_NOT_FOUND: ", "asked (app)");
        assertSays(printed.get(6), "BACKEND_NOT_FOUND: No backend serves the scheme sqlite.", "io.colonnade.sqlite.SqliteBackend not a subtype",
                "another copy of Colonnade");
    }
}
