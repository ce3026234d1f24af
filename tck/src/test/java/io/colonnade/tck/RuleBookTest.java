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
        assertPageShows(RuleBook.markdown(), "rules");
    }

    @Test
    void thePageShowsWhatHoldsTheSeedsTests() throws IOException {
        assertPageShows(SeedSuite.markdown(), "seed");
    }

    /** What stands between two comments of the page is made from the code. */
    private static void assertPageShows(String generated, String part) throws IOException {
        String page = Files.readString(PAGE);
        String begin = "<!-- " + part + ": made from the code -->\n";
        int start = page.indexOf(begin) + begin.length();
        int end = page.indexOf("<!-- end of " + part + " -->", start);
        if ("true".equals(System.getenv("COLONNADE_WRITE_RULES"))) {
            page = page.substring(0, start) + generated + page.substring(end);
            Files.writeString(PAGE, page);
            end = start + generated.length();
        }
        assertEquals(generated, page.substring(start, end),
                "docs/rules.md shows something else; run this test with COLONNADE_WRITE_RULES=true to write it anew");
    }

    @Test
    void everyGroupSaysWhyAndWhatToLookAt() {
        for (RuleBook.Entry rule : RuleBook.rules()) {
            assertTrue(!rule.why().isBlank() && !rule.look().isBlank(),
                    () -> rule.id() + " says neither why it matters nor what to look at");
        }
    }

    /** Every method that a backend implements names the rules that pin it, and the page of the other databases names every rule. */
    @Test
    void theInterfacesNameTheirRules() throws IOException {
        Path spi = SOURCES.resolve(Path.of("api", "src", "main", "java", "io", "colonnade", "spi"));
        for (String type : List.of("DatabaseBackend", "ConnectionBackend", "TransactionBackend", "RowSink", "RowValues")) {
            String source = Files.readString(spi.resolve(type + ".java"));
            Matcher methods = Pattern.compile("/\\*\\*((?:(?!\\*/).)*)\\*/\\s+(?:default )?[\\w<>.,\\[\\] ]+ (\\w+)\\([^)]*\\)(?:;| \\{)",
                    Pattern.DOTALL)
                    .matcher(source.substring(source.indexOf("{")));
            int found = 0;
            while (methods.find()) {
                found++;
                String method = type + "." + methods.group(2);
                assertTrue(ID.matcher(methods.group(1)).find(), () -> method + " names no rule");
            }
            assertTrue(found > 0, type);
        }
    }

    /** Run scripts/matrix when this fails. */
    @Test
    void theMatrixShowsEveryRule() throws IOException {
        String matrix = Files.readString(PAGE.resolveSibling("matrix.md"));
        List<String> missing = RuleBook.rules().stream().map(RuleBook.Entry::id).filter(id -> !matrix.contains("\n| " + id
                + " | ")).toList();
        assertEquals(List.of(), missing, "docs/matrix.md is stale: it lacks these rules; run scripts/matrix");
        assertTrue(matrix.contains(RuleBook.rules().size() + " rules, "),
                "docs/matrix.md is stale: it has rules that are gone; run scripts/matrix");
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
        assertEquals(List.of(), SeedSuite.TESTS.stream().filter(entry -> entry.heldBy().isEmpty()).map(SeedSuite.Entry::id).toList());
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
        Set<String> proved = RuleBook.rules().stream().flatMap(rule -> rule.components().stream())
                .collect(Collectors.toCollection(TreeSet::new));
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
