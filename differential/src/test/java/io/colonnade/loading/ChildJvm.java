// SPDX-License-Identifier: Apache-2.0
package io.colonnade.loading;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM of its own. */
final class ChildJvm {

    private static final int MINUTES = 5;

    private ChildJvm() {
    }

    /** Runs {@code java} with these arguments to its end; gives the lines that it printed, errors too. */
    static List<String> java(Path folder, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xshare:auto",
                "-XX:TieredStopAtLevel=1"));
        command.addAll(arguments);
        Path output = Files.createTempFile(folder, "output", ".txt");
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        try {
            assertTrue(process.waitFor(MINUTES, TimeUnit.MINUTES), () -> "the program does not end: " + command);
        } finally {
            process.destroyForcibly();
        }
        return Files.readAllLines(output).stream().filter(line -> !line.startsWith("SLF4J")).toList();
    }

    /** Runs a class from a class path. */
    static List<String> onClassPath(Path folder, List<Path> classPath, Class<?> main, String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("-cp", Jars.path(classPath), main.getName()));
        all.addAll(List.of(arguments));
        return java(folder, all);
    }
}
