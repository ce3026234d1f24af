// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files of the repository that these tests are built from. */
final class Repository {

    private static final Path ROOT = root();

    private Repository() {
    }

    static Path path(String relative) {
        return ROOT.resolve(relative);
    }

    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files below a directory whose names end so, in alphabetical order. */
    static List<Path> files(String directory, String ending) {
        try (Stream<Path> walk = Files.walk(path(directory))) {
            return walk.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The README and every page below docs. */
    static List<Path> pages() {
        List<Path> pages = new ArrayList<>(List.of(path("README.md"), path("CONTRIBUTING.md")));
        pages.addAll(files("docs", ".md"));
        return pages;
    }

    /** The tests run in the module's directory, or in the root where an editor runs them. */
    private static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(directory.resolve("examples/src/test"))) {
            directory = directory.getParent();
        }
        return directory;
    }
}
