// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.spi.DatabaseBackend;
import io.colonnade.spi.ForwardingBackend;
import io.colonnade.tck.RuleBook;
import io.colonnade.tck.cli.Main;
import io.colonnade.tck.report.JsonReport;
import io.colonnade.tck.report.Report;
import io.colonnade.tck.report.Status;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as its users run it: in a process of its own, on a database file. */
class CommandLineTest {

    @TempDir
    Path folder;

    /** What a process printed, and its exit code. */
    private record Ended(int code, String output) {
    }

    private static final List<String> MAIN = List.of("-cp", System.getProperty("java.class.path"), Main.class.getName());

    private Ended run(String... arguments) throws IOException, InterruptedException {
        return run(MAIN, arguments);
    }

    private Ended run(List<String> program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(program);
        command.addAll(List.of(arguments));
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        try {
            assertTrue(process.waitFor(5, TimeUnit.MINUTES), "the command ends");
        } finally {
            process.destroyForcibly();
        }
        return new Ended(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }

    private String url() {
        return "sqlite:///" + folder.resolve("kit.db");
    }

    @Test
    void keptRulesEndWithZeroAndAReportThatSaysWhatDidNotRun() throws Exception {
        Ended ended = run("--url", url(), "--rules", "TXN-0*,flg-05", "--strict", "--report", folder.toString(), "--name", "mine");
        assertEquals(0, ended.code(), ended.output());
        assertTrue(ended.output().contains("10 passed, 0 failed") && ended.output().contains("Incomplete: "), ended.output());
        assertTrue(ended.output().contains("creates and drops only objects whose names begin with colonnade_tck_"), ended.output());
        assertFalse(ended.output().contains("SLF4J") || ended.output().contains("\r"), ended.output());
        Report report = JsonReport.read(Files.readString(folder.resolve("mine.json")));
        assertEquals(RuleBook.rules().size() - 10, report.count(Status.NOT_RUN));
        assertEquals("SQLite", report.environment().product());
        assertTrue(report.strict());
        assertTrue(Files.exists(folder.resolve("mine.xml")) && Files.exists(folder.resolve("mine.html")));
        Ended merged = run("--merge", folder.resolve("mine.json").toString(), "--report", folder.resolve("merged").toString());
        assertEquals(0, merged.code(), merged.output());
        assertTrue(Files.readString(folder.resolve("merged/matrix.md")).contains("| TXN-01 | \u2713 |"));
    }

    /** ERR-04 declares what it needs as enforced, which this option switches off. */
    @Test
    void brokenRulesEndWithOneAndSayWhatToLookAt() throws Exception {
        Ended ended = run("--url", url() + "?foreign_keys=off", "--rules", "FLG-36,TXN-01");
        assertEquals(1, ended.code(), ended.output());
        assertTrue(ended.output().contains("FAIL FLG-36 ") && ended.output().contains("OVERCLAIMED") && ended.output().contains("look at: ")
                && ended.output().contains("1 passed, 1 failed"), ended.output());
    }

    @Test
    void wrongOptionsEndWithTwo() throws Exception {
        assertSays(2, "--url is missing", run());
        assertSays(2, "Unknown option", run("--uri", url()));
        assertSays(2, "names no rule", run("--url", url(), "--rules", "TNX-*"));
        assertSays(2, "There is no rule ABC-01", run("--explain", "ABC-01"));
        assertSays(2, "not_an_option", run("--url", url() + "?not_an_option=1"));
        assertSays(2, "no report of the kit", run("--merge", Files.writeString(folder.resolve("x.json"), "{}").toString(), "--report",
                folder.toString()));
    }

    @Test
    void whatCannotRunEndsWithThree() throws Exception {
        assertSays(3, "No backend serves the scheme nosuch", run("--url", "nosuch://localhost/x"));
        assertSays(3, "not/there", run("--url", "sqlite:///" + folder.resolve("not/there/kit.db")));
    }

    @Test
    void aBackendThatCannotBeLoadedHidesNoOther() throws Exception {
        String broken = naming("no.such.Backend").toString();
        assertSays(0, "1 passed", run("--backend", broken, "--url", url(), "--rules", "TXN-01"));
        assertSays(3, "Could not be loaded: ", run("--backend", broken, "--url", "nosuch://localhost/x"));
    }

    @Test
    void aBackendThatThrowsWhatNobodyCatchesEndsWithThree() throws Exception {
        String broken = naming(Careless.class.getName()).toString();
        assertSays(3, "AssertionError: careless", run("--backend", broken, "--url", "careless:///:memory:?foreign_keys=on"));
    }

    /** A folder whose service file names a class. */
    private Path naming(String backend) throws IOException {
        Path services = Files.createDirectories(folder.resolve("broken/META-INF/services"));
        Files.writeString(services.resolve(DatabaseBackend.class.getName()), backend);
        return folder.resolve("broken");
    }

    /** Serves a scheme of its own, and cannot be asked for its options. */
    public static final class Careless extends ForwardingBackend {
        /** For the service loader. */
        public Careless() {
            super(new SqliteBackend());
        }

        @Override
        public Set<String> schemes() {
            return Set.of("careless");
        }

        @Override
        public Set<String> options() {
            throw new AssertionError("careless");
        }
    }

    @Test
    void earlierTablesOfTheKitAreNotTouchedUntilItIsTold() throws Exception {
        try (Database database = Database.open(url()).join()) {
            database.execute("CREATE TABLE colonnade_tck_old (id INTEGER PRIMARY KEY)").join();
            database.execute("CREATE TABLE colonnade_tck_child (id INTEGER REFERENCES colonnade_tck_old (id))").join();
            database.execute("CREATE TABLE other (id INTEGER)").join();
            database.execute("INSERT INTO colonnade_tck_old (id) VALUES (1)").join();
            database.execute("INSERT INTO colonnade_tck_child (id) VALUES (1)").join();
        }
        assertSays(3, "colonnade_tck_old", run("--url", url(), "--rules", "TXN-01"));
        assertEquals(List.of("colonnade_tck_child", "colonnade_tck_old", "other"), tables());
        assertSays(0, "1 passed", run("--url", url(), "--rules", "TXN-01", "--force"));
        assertEquals(List.of("other"), tables());
    }

    /** What a run leaves that is stopped within FLG-96 and FLG-116, and a view of somebody else. */
    @Test
    void earlierViewsAndCirclesAreNotTouchedUntilItIsTold() throws Exception {
        try (Database database = Database.open(url()).join()) {
            database.execute("CREATE TABLE colonnade_tck_a (id INTEGER PRIMARY KEY, other INTEGER REFERENCES colonnade_tck_b (id))").join();
            database.execute("CREATE TABLE colonnade_tck_b (id INTEGER PRIMARY KEY, other INTEGER REFERENCES colonnade_tck_a (id))").join();
            for (String table : List.of("colonnade_tck_a", "colonnade_tck_b")) {
                database.execute("INSERT INTO " + table + " (id) VALUES (1)").join();
            }
            database.execute("UPDATE colonnade_tck_a SET other = 1").join();
            database.execute("UPDATE colonnade_tck_b SET other = 1").join();
            database.execute("CREATE VIEW colonnade_tck_flg_96_view AS SELECT id FROM colonnade_tck_a").join();
            database.execute("CREATE VIEW another AS SELECT 17").join();
        }
        assertSays(3, "view colonnade_tck_flg_96_view", run("--url", url(), "--rules", "FLG-96"));
        assertEquals(List.of("another", "colonnade_tck_a", "colonnade_tck_b", "colonnade_tck_flg_96_view"), tablesAndViews());
        assertSays(0, "1 passed", run("--url", url(), "--rules", "FLG-96", "--force"));
        assertEquals(List.of("another"), tablesAndViews());
    }

    private List<String> tablesAndViews() {
        try (Database database = Database.open(url()).join()) {
            return database.fetchAll("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') ORDER BY name").join().stream()
                    .map(row -> row.get(0, String.class)).toList();
        }
    }

    private List<String> tables() {
        try (Database database = Database.open(url()).join()) {
            return database.catalog().tableNames().join();
        }
    }

    @Test
    void rulesAreListedAndExplained() throws Exception {
        Ended list = run("--list");
        assertEquals(0, list.code());
        assertEquals(RuleBook.rules().size(), list.output().lines().count());
        assertSays(0, "Why it matters: ", run("--explain", "txn-04"));
        assertSays(0, "Exit codes:", run("--help"));
        assertSays(0, RuleBook.rules().size() + " rules", run("--version"));
    }

    /** The jar is made by the phase after this module's sibling was tested; a run of single tests has none. */
    @Test
    void theJarRunsWithABackendBesideIt() throws Exception {
        Path jar;
        try (Stream<Path> files = Files.exists(Path.of("../tck/target")) ? Files.list(Path.of("../tck/target")) : Stream.empty()) {
            jar = files.filter(CommandLineTest::isCurrent).findFirst()
                    .orElseGet(() -> Assumptions.abort("colonnade-tck-…-cli.jar is made of what was compiled last by mvn package"));
        }
        String driver = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.contains("sqlite-jdbc")).findFirst().orElseThrow();
        assertSays(0, "9 passed", run(List.of("-jar", jar.toString()), "--backend", "target/classes", "--backend", driver,
                "--url", url(), "--rules", "TXN-0*", "--report", folder.toString()));
        Report report = JsonReport.read(Files.readString(folder.resolve("sqlite.json")));
        assertEquals(report.kit().version(), report.environment().backendVersion(), "they are of one build");
        try (JarFile kit = new JarFile(jar.toString().replace("-cli.jar", ".jar"))) {
            assertEquals(report.kit().version(), kit.getManifest().getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION));
        }
    }

    private static boolean isCurrent(Path file) {
        long compiled = Path.of("../api/target/classes/module-info.class").toFile().lastModified();
        return file.getFileName().toString().matches("colonnade-tck-.*-cli\\.jar") && file.toFile().lastModified() >= compiled;
    }

    private static void assertSays(int code, String words, Ended ended) {
        assertTrue(ended.code() == code && ended.output().contains(words),
                () -> "exit code " + ended.code() + " instead of " + code + ", and \"" + words + "\" in: " + ended.output());
    }
}
