// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who writes down what docs/write-a-backend.md shows has the backend of examples/backend-h2, which passes the kit, and a project that builds it. */
class BackendPageTest {

    private static final Path PAGE = Repository.path("docs/write-a-backend.md");
    private static final Pattern FRAME = Pattern.compile("//.*|package .*|import .*|}|");

    private final List<MarkdownBlock> blocks = MarkdownBlock.of(PAGE);

    /** That a page quotes each snippet is tested elsewhere. */
    @Test
    void nothingOfTheBackendIsLeftOut() {
        for (Path file : Repository.files("examples/backend-h2/src/main/java", ".java")) {
            if (!file.endsWith("module-info.java")) {
                assertEquals(List.of(), outsideSnippets(file), file + " has code that no snippet shows");
            }
        }
        String shown = blocks.stream().map(MarkdownBlock::text).collect(Collectors.joining("\n"));
        Snippet.all().stream().filter(snippet -> snippet.file().toString().contains("backend-h2/src/main"))
                .forEach(snippet -> assertTrue(shown.contains(snippet.text()), snippet + " stands on this page"));
    }

    private static List<String> outsideSnippets(Path file) {
        List<String> outside = new ArrayList<>();
        boolean within = false;
        for (String line : Repository.lines(file)) {
            String code = line.strip();
            within = !code.equals("// end") && (within || code.startsWith("// snippet: "));
            if (!within && !FRAME.matcher(code).matches()) {
                outside.add(line);
            }
        }
        return outside;
    }

    @Test
    void theModuleAndTheServiceAreNamed() {
        String module = Repository.lines(Repository.path("examples/backend-h2/src/main/java/module-info.java")).stream()
                .filter(line -> !line.startsWith("/")).collect(Collectors.joining("\n"));
        assertTrue(blocks.stream().anyMatch(block -> block.text().equals(module)), module);
        String service = "META-INF/services/io.colonnade.spi.DatabaseBackend";
        String named = Repository.lines(Repository.path("examples/backend-h2/src/main/resources/" + service)).get(0);
        assertTrue(String.join("\n", Repository.lines(PAGE)).contains("`" + service + "` one line: `" + named + "`"), named);
    }

    @Test
    void theProjectIsThatOfTheExample() {
        String pom = withoutIndent(Repository.lines(Repository.path("examples/backend-h2/pom.xml")));
        List<MarkdownBlock> xml = blocks.stream().filter(block -> block.language().equals("xml")).toList();
        assertFalse(xml.isEmpty(), "the page shows parts of its pom.xml");
        xml.forEach(block -> assertTrue(pom.contains(withoutIndent(block.text().lines().toList())), block + " is no part of the pom.xml"));
        String shown = xml.stream().map(MarkdownBlock::text).collect(Collectors.joining("\n"));
        for (String needed : List.of("maven.compiler.release", "maven-compiler-plugin", "maven-surefire-plugin", "colonnade-api", "colonnade-tck")) {
            assertTrue(shown.contains(needed), "Maven 3.8 needs " + needed);
        }
    }

    private static String withoutIndent(List<String> lines) {
        return lines.stream().map(String::strip).collect(Collectors.joining("\n"));
    }
}
