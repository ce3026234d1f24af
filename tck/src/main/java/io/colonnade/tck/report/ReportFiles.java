// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The files of a report: {@code name.json}, {@code name.xml} for tools that read JUnit's reports, and {@code name.html}. */
public final class ReportFiles {

    /** The environment variable that names the folder into which {@link io.colonnade.tck.BackendTck} writes its report. */
    public static final String FOLDER = "COLONNADE_TCK_REPORT";

    private ReportFiles() {
    }

    /** The folder that the environment names. */
    public static Optional<Path> folder() {
        return Optional.ofNullable(System.getenv(FOLDER)).filter(name -> !name.isBlank()).map(Path::of);
    }

    /**
     * Writes the three files and overwrites those of an earlier run.
     *
     * @return the files
     * @throws UncheckedIOException if the folder cannot be made or written to
     */
    public static List<Path> write(Report report, Path folder) {
        String name = report.name().replaceAll("[^A-Za-z0-9._-]", "_");
        return List.of(write(folder.resolve(name + ".json"), JsonReport.write(report)),
                write(folder.resolve(name + ".xml"), JUnitXmlReport.write(report)),
                write(folder.resolve(name + ".html"), HtmlReport.write(report)));
    }

    /** Writes one file in UTF-8. Half a surrogate pair, which a broken backend may hand to a report, becomes a question mark. */
    public static Path write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " cannot be written", e);
        }
    }
}
