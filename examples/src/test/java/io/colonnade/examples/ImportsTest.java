// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each page says what its Java imports: in one sentence, or, where it is little, in lines that can be copied. */
class ImportsTest {

    private static final Pattern IMPORT = Pattern.compile("import (static )?([\\w.]+)\\.(\\w+);");
    /** What is declared by the examples themselves, or serves their tests only. */
    private static final Pattern NOT_SHOWN = Pattern.compile("(io\\.colonnade\\.(examples|servers)|com\\.example|org\\.junit).*");
    /** Pages that quote parts of whole files, to which they link. */
    private static final Set<String> WHOLE_FILES = Set.of("write-a-backend.md", "guice.md");

    private final List<Snippet> snippets = Snippet.all();

    @TestFactory
    Stream<DynamicTest> ofThePagesAreSaid() {
        return Repository.pages().stream().filter(page -> !WHOLE_FILES.contains(page.getFileName().toString()) && !java(page).isEmpty())
                .map(page -> dynamicTest(page.getFileName().toString(), () -> assertSaid(page)));
    }

    private void assertSaid(Path page) {
        Map<String, Set<String>> classes = new TreeMap<>();
        Set<String> statics = new TreeSet<>();
        for (MarkdownBlock block : java(page)) {
            String code = block.text().replaceAll("//.*", "");
            snippets.stream().filter(snippet -> snippet.text().equals(block.text())).findFirst()
                    .ifPresent(snippet -> collect(snippet.file(), code, classes, statics));
        }
        String text = String.join("\n", Repository.lines(page));
        String sentence = sentence(classes, statics);
        boolean copied = statics.isEmpty() && classes.entrySet().stream().allMatch(of -> of.getValue().stream()
                .allMatch(name -> text.contains("\nimport " + of.getKey() + "." + name + ";\n")));
        assertTrue(copied || text.replaceAll("\\s+", " ").contains(sentence), "the page does not say: " + sentence);
    }

    private static void collect(Path file, String code, Map<String, Set<String>> classes, Set<String> statics) {
        for (String line : Repository.lines(file)) {
            var parts = IMPORT.matcher(line);
            if (parts.matches() && !NOT_SHOWN.matcher(parts.group(2)).matches()
                    && Pattern.compile("(?<![\\w.])" + parts.group(3) + "\\b").matcher(code).find()) {
                if (parts.group(1) == null) {
                    classes.computeIfAbsent(parts.group(2), of -> new TreeSet<>()).add(parts.group(3));
                } else {
                    statics.add(parts.group(2));
                }
            }
        }
    }

    private static String sentence(Map<String, Set<String>> classes, Set<String> statics) {
        String ofClasses = classes.entrySet().stream().map(of -> "`" + of.getKey() + "." + (of.getValue().size() == 1
                ? of.getValue().iterator().next() : "{" + String.join(", ", of.getValue()) + "}") + "`").collect(Collectors.joining(", "));
        String ofStatics = statics.stream().map(of -> "`" + of + ".*`").collect(Collectors.joining(", "));
        return "Imports: " + ofClasses + (statics.isEmpty() ? "" : ", static " + ofStatics) + ".";
    }

    private static List<MarkdownBlock> java(Path page) {
        return MarkdownBlock.of(page).stream().filter(block -> block.language().equals("java")).toList();
    }
}
