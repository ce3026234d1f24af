// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.Feature;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rule book is sound, and the page that shows it agrees with it. */
class RuleBookTest {

    private static final Path PAGE = Path.of("..", "docs", "rules.md");
    private static final Path SOURCES = Path.of("..");
    private static final Pattern ID = Pattern.compile("\\b(LIF|CON|SPI|QRY|RET|BND|TYP|FLG|TXN|STR|ERR|THR)-\\d{2,3}\\b");

    @Test
    void everyRuleHasAnIdOfItsOwnAndASentence() {
        Set<String> ids = new HashSet<>();
        for (RuleBook.Entry rule : RuleBook.rules()) {
            assertTrue(ID.matcher(rule.id()).matches(), () -> rule.id() + " has not the form of an id, or its group is not listed here");
            assertTrue(ids.add(rule.id()), () -> rule.id() + " stands twice");
            assertTrue(rule.text().length() > 20, () -> rule.id() + " has no sentence");
            assertFalse(rule.text().endsWith("."), () -> rule.id() + " ends with a full stop");
            assertTrue(rule.text().indexOf('\n') < 0, () -> rule.id() + " has a line break");
        }
        assertTrue(ids.size() >= 150, () -> "rules: " + ids.size());
    }

    @Test
    void rulesCannotBeOverridden() {
        List<String> open = RuleBook.methods().filter(method -> !Modifier.isFinal(method.getModifiers())).map(Object::toString).toList();
        assertEquals(List.of(), open);
    }

    @Test
    void thePageShowsTheRuleBook() throws IOException {
        assertPageShows(RuleBook.markdown(), "| Id | Level |");
    }

    @Test
    void thePageShowsWhatHoldsTheSeedsTests() throws IOException {
        assertPageShows(SeedSuite.markdown(), "| Id | Test there |");
    }

    private static void assertPageShows(String table, String heading) throws IOException {
        String page = Files.readString(PAGE);
        int start = page.indexOf(heading);
        int end = page.indexOf("\n\n", start) + 1;
        if ("true".equals(System.getenv("COLONNADE_WRITE_RULES"))) {
            page = page.substring(0, start) + table + page.substring(end);
            Files.writeString(PAGE, page);
            end = page.indexOf("\n\n", start) + 1;
        }
        assertEquals(table, page.substring(start, end),
                "docs/rules.md shows another table; run this test with COLONNADE_WRITE_RULES=true to write it anew");
    }

    /** All 59 tests, of which two have one name, and the five other files; each is held by a rule of the book or a test in some module. */
    @Test
    void everyTestOfTheSeedIsHeldBySomethingThatExists() throws IOException {
        Set<String> rules = RuleBook.rules().stream().map(RuleBook.Entry::id).collect(Collectors.toSet());
        Map<String, String> tests = new HashMap<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(path -> path.toString().endsWith("Test.java") && isText(path)).toList()) {
                tests.merge(file.getFileName().toString().replace(".java", ""), Files.readString(file), String::concat);
            }
        }
        for (SeedSuite.Entry entry : SeedSuite.TESTS) {
            for (String holder : entry.heldBy()) {
                String[] method = holder.split("#");
                assertTrue(rules.contains(holder) || tests.containsKey(method[0])
                        && (method.length == 1 || tests.get(method[0]).contains(" " + method[1] + "(")), () -> entry.id() + ": " + holder);
            }
        }
        assertEquals(List.of("A2.34"), SeedSuite.TESTS.stream().filter(entry -> entry.heldBy().isEmpty()).map(SeedSuite.Entry::id).toList());
        Set<String> ids = SeedSuite.TESTS.stream().flatMap(entry -> Stream.of(entry.id().split(", "))).collect(Collectors.toSet());
        Set<String> expected = IntStream.rangeClosed(1, 59).mapToObj(i -> "A2." + i).collect(Collectors.toSet());
        IntStream.rangeClosed(1, 5).mapToObj(i -> "A3." + i).forEach(expected::add);
        assertEquals(new TreeSet<>(expected), new TreeSet<>(ids));
    }

    @Test
    void everyIdThatIsNamedAnywhereIsInTheBook() throws IOException {
        Set<String> known = RuleBook.rules().stream().map(RuleBook.Entry::id).collect(Collectors.toSet());
        Set<String> unknown = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(RuleBookTest::isText).toList()) {
                Matcher ids = ID.matcher(Files.readString(file));
                while (ids.find()) {
                    if (!known.contains(ids.group())) {
                        unknown.add(ids.group() + " in " + file.getFileName());
                    }
                }
            }
        }
        assertEquals(Set.of(), unknown);
    }

    private static boolean isText(Path file) {
        String path = file.toString();
        return !path.contains("target") && (path.endsWith(".java") || path.endsWith(".md"));
    }

    @Test
    void everyFeatureIsProvedByOneRule() {
        List<Feature> proved = RuleBook.rules().stream().flatMap(rule -> rule.proves().stream()).sorted().toList();
        assertEquals(List.of(Feature.values()), proved);
    }

    @Test
    void everyComponentOfADialectIsProvedByARule() {
        Set<String> proved = RuleBook.rules().stream().flatMap(rule -> rule.components().stream()).collect(Collectors.toCollection(TreeSet::new));
        proved.add("features");
        assertEquals(new TreeSet<>(Dialect.ansi("any").components().keySet()), proved);
    }

    @Test
    void everyNeedHasACounterRule() {
        Set<String> needs = RuleBook.rules().stream().flatMap(rule -> rule.needs().stream()).map(Enum::name).collect(Collectors.toSet());
        String counters;
        try {
            counters = Files.readString(Path.of("src", "main", "java", "io", "colonnade", "tck", "rules", "Counters.java"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        needs.forEach(need -> assertTrue(counters.contains(need), () -> "no counter-rule for " + need));
    }
}
