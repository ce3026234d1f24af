// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a Java file of the examples that a page may quote: the lines between {@code // snippet: name} and {@code // end}, moved to the
 * left. It stands in a program or a test, so that it is compiled and run.
 *
 * @param file the file
 * @param name its name, for people
 * @param text the lines, without a line break at the end
 */
record Snippet(Path file, String name, String text) {

    private static final String START = "// snippet: ";
    private static final String END = "// end";

    /** All snippets: of this module and of the backend that is built as an outsider would. */
    static List<Snippet> all() {
        List<Snippet> snippets = new ArrayList<>();
        for (String directory : List.of("examples/src", "examples/backend-h2/src")) {
            for (Path file : Repository.files(directory, ".java")) {
                addTo(snippets, file, Repository.lines(file));
            }
        }
        return snippets;
    }

    private static void addTo(List<Snippet> snippets, Path file, List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.startsWith(START)) {
                int end = i + 1;
                while (!lines.get(end).strip().equals(END)) {
                    end++;
                }
                String text = String.join("\n", lines.subList(i + 1, end)).stripIndent().stripTrailing();
                snippets.add(new Snippet(file, line.substring(START.length()), text));
            }
        }
    }

    @Override
    public String toString() {
        return file.getFileName() + ": " + name;
    }
}
