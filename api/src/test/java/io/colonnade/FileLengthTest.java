// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every Java file of the repository stays short enough to be read in one go, and says under which licence it is. */
class FileLengthTest {

    private static final int MAX_LINES = 400;
    private static final String FIRST_LINE = "// SPDX-License-Identifier: Apache-2.0";

    @TempDir
    Path folder;

    @Test
    void javaFilesAreShortAndLicensed() throws IOException {
        Path repository = Path.of("..").toRealPath();
        assertTrue(Files.exists(repository.resolve("CONTRIBUTING.md")) || Files.exists(repository.resolve(".editorconfig")),
                repository.toString());
        List<Path> files = javaFiles(repository);
        assertTrue(files.size() > 50, "only " + files.size() + " Java files under " + repository);
        assertEquals(List.of(), faults(files));
    }

    @Test
    void faultsAreNoticed() throws IOException {
        Path longest = write("a/Longest.java", FIRST_LINE + "\n".repeat(MAX_LINES));
        Path tooLong = write("a/TooLong.java", FIRST_LINE + "\n".repeat(MAX_LINES) + "x");
        Path unlicensed = write("Unlicensed.java", "package x;\n");
        write("target/Generated.java", "");
        write(".hidden/Hidden.java", "");
        List<Path> files = javaFiles(folder);
        assertEquals(List.of(unlicensed, longest, tooLong), files);
        List<String> faults = faults(files);
        assertEquals(2, faults.size(), faults.toString());
        assertTrue(faults.get(0).startsWith(unlicensed.toString()) && faults.get(1).startsWith(tooLong.toString()), faults.toString());
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static List<String> faults(List<Path> files) throws IOException {
        List<String> faults = new ArrayList<>();
        for (Path file : files) {
            List<String> lines = Files.readAllLines(file);
            if (lines.size() > MAX_LINES) {
                faults.add(file + " has " + lines.size() + " lines; at most " + MAX_LINES + " are accepted");
            }
            if (lines.isEmpty() || !lines.get(0).equals(FIRST_LINE)) {
                faults.add(file + " does not start with " + FIRST_LINE);
            }
        }
        return faults;
    }

    private static List<Path> javaFiles(Path root) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                String name = directory.getFileName().toString();
                boolean skip = !directory.equals(root) && (name.equals("target") || name.startsWith("."));
                return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".java")) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        Collections.sort(files);
        return files;
    }
}
