// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A SQLite file in a directory of its own, which is deleted on close. */
final class TemporaryDatabase implements AutoCloseable {

    private final Path directory;

    private TemporaryDatabase(Path directory) {
        this.directory = directory;
    }

    static TemporaryDatabase create() throws IOException {
        return new TemporaryDatabase(Files.createTempDirectory("colonnade-quickstart"));
    }

    String url() {
        return "sqlite:///" + directory.resolve("zones.db").toUri().getRawPath();
    }

    @Override
    public void close() throws IOException {
        List<Path> files;
        try (Stream<Path> listed = Files.list(directory)) {
            files = listed.toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
        Files.delete(directory);
    }
}
