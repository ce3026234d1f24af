// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the pages say is what the code does: their Java is compiled and run, their links lead somewhere. */
class DocsTest {

    private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)[^)]*\\)");
    private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^```.*?^```$");

    private final List<Snippet> snippets = Snippet.all();

    @TestFactory
    Stream<DynamicTest> javaOfThePagesIsASnippetOfTheExamples() {
        List<MarkdownBlock> blocks = javaBlocks();
        assertFalse(blocks.isEmpty(), "the pages have no Java at all");
        return blocks.stream().map(block -> dynamicTest(block.toString(), () -> assertIsSnippet(block)));
    }

    @Test
    void everySnippetStandsInAPage() {
        Set<String> quoted = javaBlocks().stream().map(MarkdownBlock::text).collect(Collectors.toSet());
        assertEquals(List.of(), snippets.stream().filter(snippet -> !quoted.contains(snippet.text())).map(Snippet::toString).toList());
    }

    @Test
    void snippetsHaveNamesOfTheirOwn() {
        Set<String> names = new HashSet<>();
        assertEquals(List.of(), snippets.stream().map(Snippet::name).filter(name -> !names.add(name)).toList());
    }

    @Test
    void theBackendOfTheExamplesIsShort() {
        long lines = Repository.files("examples/backend-h2/src/main/java", ".java").stream()
                .mapToLong(file -> Repository.lines(file).size()).sum();
        assertTrue(lines <= 300, "the backend for H2 has " + lines + " lines; its page promises at most 300");
    }

    @Test
    void theReadmesProgramHasTwelveLines() {
        Snippet program = snippets.stream().filter(snippet -> snippet.name().equals("high-scores")).findFirst().orElseThrow();
        assertEquals(12, program.text().lines().count());
    }

    @TestFactory
    Stream<DynamicTest> linksLeadToFilesOfTheRepository() {
        return Repository.pages().stream().map(page -> dynamicTest(page.getFileName().toString(), () -> {
            String prose = CODE_BLOCK.matcher(String.join("\n", Repository.lines(page))).replaceAll("");
            List<String> dead = LINK.matcher(prose).results().map(link -> link.group(1))
                    .filter(target -> !target.startsWith("https://") && !Files.exists(page.resolveSibling(target)))
                    .toList();
            assertEquals(List.of(), dead, "dead links");
        }));
    }

    @Test
    void theTestCommandIsTheOneThatContinuousIntegrationRuns() {
        String readme = String.join("\n", Repository.lines(Repository.path("README.md")));
        assertTrue(readme.contains("```\nscripts/test\nscripts/quickstart\n```"), "the README's two commands");
        assertEquals("exec scripts/test", lastLine(Repository.path(".ci/run")));
    }

    @Test
    void scriptsAreShort() {
        for (Path script : Repository.files("scripts", "")) {
            if (Files.isRegularFile(script) && !script.toString().endsWith(".md")) {
                assertTrue(Repository.lines(script).size() <= 15, script + " has more than 15 lines");
            }
        }
    }

    private static List<MarkdownBlock> javaBlocks() {
        return Repository.pages().stream().map(MarkdownBlock::of).flatMap(Collection::stream)
                .filter(block -> block.language().equals("java")).toList();
    }

    private void assertIsSnippet(MarkdownBlock block) {
        if (snippets.stream().noneMatch(snippet -> snippet.text().equals(block.text()))) {
            Snippet nearest = snippets.stream().max(Comparator.comparingLong(snippet -> commonLines(snippet, block))).orElseThrow();
            fail(block + " is no snippet of the examples; the nearest is " + nearest + ", which says:\n" + nearest.text());
        }
    }

    private static long commonLines(Snippet snippet, MarkdownBlock block) {
        Set<String> lines = block.text().lines().collect(Collectors.toSet());
        return Arrays.stream(snippet.text().split("\n")).filter(lines::contains).count();
    }

    private static String lastLine(Path file) {
        List<String> lines = Repository.lines(file);
        return lines.get(lines.size() - 1);
    }
}
