// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartTest {

    private static final Clock NEW_YEAR_2030 = Clock.fixed(Instant.parse("2030-01-01T00:00:00Z"), ZoneOffset.UTC);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    @Test
    void loadsAsksUndoesAndStreams() throws IOException {
        String url = "sqlite:///" + directory.resolve("zones.db");
        assertEquals(0, run(false, url), this::errors);

        ZoneData data = ZoneData.read();
        long checksum = data.transitions().stream().mapToLong(transition -> transition.at().getEpochSecond()).sum();
        assertPrinted("%,d of %,d rows (100 %%)", data.transitions().size(), data.transitions().size());
        assertPrinted("%,d zones and %,d transitions", data.zones().size(), data.transitions().size());
        assertPrinted("inner: one zone added, transitions deleted    %,d            0", data.zones().size() + 1);
        assertPrinted("after the commit                              %,d       %,d", data.zones().size() + 1, data.transitions().size());
        assertPrinted("  %,d  %,8d  ", data.transitions().size(), data.transitions().size() / 100 + 1);
        assertPrinted("%,d   %,d  yes", checksum, checksum);
        assertEquals(8, output().lines().filter(line -> line.endsWith(" ms)")).count(), this::output);
        assertFalse(output().contains("\r"), "without a terminal no line is written over");
        try (Database db = Database.open(url).join()) {
            assertEquals(1, db.fetchValue("SELECT count(*) FROM quickstart_zones WHERE id = :id", Long.class, UndoneWork.ATLANTIS)
                    .join().get());
            assertEquals(data.transitions().size(), db.fetchValue("SELECT count(*) FROM quickstart_transitions", Long.class).join().get());
            assertEquals(checksum, db.fetchValue("SELECT sum(epoch_second) FROM quickstart_transitions", Long.class).join().get());
            assertEquals(70, db.fetchValue("""
                    SELECT count(*) FROM quickstart_transitions
                    WHERE zone = 'Europe/Berlin' AND year BETWEEN 1996 AND 2030""", Long.class).join().get());
        }
    }

    @Test
    void answersAreThoseOfTheJdk() throws IOException {
        String url = "sqlite:///" + directory.resolve("zones.db");
        assertEquals(0, run(false, url), this::errors);
        List<ZoneTransition> transitions = ZoneData.read().transitions();
        try (Database db = Database.open(url).join()) {
            long now = NEW_YEAR_2030.instant().getEpochSecond();
            List<Long> soonest = transitions.stream().map(t -> t.at().getEpochSecond()).filter(t -> t > now).sorted().limit(10).toList();
            assertEquals(soonest, Questions.nextChanges(db, NEW_YEAR_2030.instant()).join().stream()
                    .map(change -> change.at().toEpochSecond()).toList());

            Questions.ZoneCount most = Questions.mostTransitions(db).join().get(0);
            assertEquals(transitions.stream().filter(t -> t.zone().equals(most.zone())).count(), most.transitions());

            double mean = transitions.stream().filter(t -> t.zone().startsWith("Africa/"))
                    .mapToInt(ZoneTransition::offsetAfter).average().orElseThrow();
            Questions.RegionSummary africa = Questions.regions(db).join().stream()
                    .filter(region -> region.region().equals("Africa")).findFirst().orElseThrow();
            assertEquals(mean, africa.meanOffset(), 1e-6);

            List<Questions.Decade> decades = Questions.decades(db, 1980).join();
            assertEquals(List.of(1980, 1990, 2000, 2010, 2020, 2030), decades.stream().map(Questions.Decade::decade).toList());
        }
    }

    @Test
    void canBeRunAgainOnItsOwnTables() throws IOException {
        String url = "sqlite:///" + directory.resolve("zones.db");
        assertEquals(0, run(true, url), this::errors);
        assertTrue(output().contains("\r"), "on a terminal one line is written over");
        assertEquals(0, run(true, url), this::errors);
    }

    @Test
    void withoutAUrlNothingIsLeftBehind() throws IOException {
        assertEquals(0, run(false), this::errors);
        String opened = output().lines().findFirst().orElseThrow();
        Path directory = Path.of(opened.substring("Opened sqlite:///".length())).getParent();
        assertTrue(directory.getFileName().toString().startsWith("colonnade-quickstart"), opened);
        assertFalse(Files.exists(directory));
    }

    @Test
    void badArgumentsAreRefusedWithTwo() throws IOException {
        assertEquals(2, run(false, "sqlite:///a.db", "sqlite:///b.db"));
        assertTrue(errors().startsWith("one URL is expected, not 2 arguments"), this::errors);
        err.reset();
        assertEquals(2, run(false, "--fast"));
        assertTrue(errors().startsWith("unknown option --fast"), this::errors);
        err.reset();
        assertEquals(2, run(false, "nosuch:///a.db"));
        assertTrue(errors().startsWith("BACKEND_NOT_FOUND: "), this::errors);
        err.reset();
        assertEquals(2, run(false, "sqlite:///a.db?max_sise=3"));
        assertTrue(errors().startsWith("CONFIG_INVALID: ") && errors().contains("max_size"), this::errors);
    }

    @Test
    void anErrorOfTheDatabaseIsNamedAndGivesOne() throws IOException {
        assertEquals(1, run(false, "sqlite:///" + directory.resolve("missing/zones.db")));
        assertTrue(errors().startsWith("DATABASE_UNREACHABLE: "), this::errors);
        err.reset();
        Path text = Files.writeString(directory.resolve("text.db"), "this is no database\n".repeat(100));
        assertEquals(1, run(false, "sqlite:///" + text));
        assertTrue(errors().startsWith("CORRUPT: "), this::errors);
    }

    @Test
    void explainsItself() throws IOException {
        assertEquals(0, run(false, "--help"));
        assertTrue(output().startsWith("usage: quickstart [URL]"), this::output);
    }

    private int run(boolean terminal, String... args) throws IOException {
        return new Quickstart(stream(out), stream(err), terminal, NEW_YEAR_2030).run(args);
    }

    private void assertPrinted(String format, Object... numbers) {
        String expected = String.format(Locale.ROOT, format, numbers);
        assertTrue(output().contains(expected), () -> "not printed: " + expected + "\nin:\n" + output());
    }

    private String output() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
