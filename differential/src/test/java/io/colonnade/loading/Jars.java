// SPDX-License-Identifier: Apache-2.0
package io.colonnade.loading;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The jars, or the folders of classes where a module is not packed yet, from which programs are put together here. */
final class Jars {

    static final Path TESTS = of("io.colonnade.loading.Jars");
    static final Path SQLITE = of("io.colonnade.sqlite.SqliteBackend");
    static final Path SQLITE_DRIVER = of("org.sqlite.JDBC");
    static final Path MYSQL = of("io.colonnade.mysql.MySqlBackend");
    static final Path MYSQL_DRIVER = of("com.mysql.cj.jdbc.Driver");
    static final Path POSTGRES = of("io.colonnade.postgres.PostgresBackend");
    static final Path POSTGRES_DRIVER = of("org.postgresql.Driver");
    /** Colonnade without a backend, and all that it needs. */
    static final List<Path> CORE = List.of(of("io.colonnade.Database"), of("io.netty.util.concurrent.EventExecutor"), of("org.slf4j.Logger"));

    private static final String SERVICES = "META-INF/services/";

    private Jars() {
    }

    static Path of(String className) {
        try {
            Class<?> type = Class.forName(className, false, Jars.class.getClassLoader());
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (ClassNotFoundException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Colonnade with some more. */
    static List<Path> coreWith(Path... others) {
        return Stream.concat(CORE.stream(), Stream.of(others)).toList();
    }

    static String path(List<Path> jars) {
        return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /**
     * Makes one jar of many, as a build tool does for a program that is shipped as one file.
     *
     * @param merge whether a service file gets the lines of all jars, or those of the first that has it
     */
    static void melt(Path target, List<Path> jars, boolean merge) throws IOException {
        Map<String, String> services = new LinkedHashMap<>();
        Set<String> written = new HashSet<>();
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(target))) {
            out.setLevel(1);
            for (Path jar : jars) {
                if (Files.isDirectory(jar)) {
                    copy(jar, out, written, services, merge);
                } else {
                    try (FileSystem zip = FileSystems.newFileSystem(jar)) {
                        copy(zip.getPath("/"), out, written, services, merge);
                    }
                }
            }
            for (Map.Entry<String, String> service : services.entrySet()) {
                out.putNextEntry(new ZipEntry(service.getKey()));
                out.write(service.getValue().getBytes());
            }
        }
    }

    private static void copy(Path root, ZipOutputStream out, Set<String> written, Map<String, String> services, boolean merge)
            throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = root.relativize(file).toString().replace('\\', '/');
                if (name.startsWith(SERVICES)) {
                    services.merge(name, Files.readString(file) + "\n", (first, second) -> merge ? first + second : first);
                } else if (!name.endsWith("module-info.class") && !name.startsWith("META-INF/") && written.add(name)) {
                    out.putNextEntry(new ZipEntry(name));
                    copy(file, out);
                }
            }
        }
    }

    private static void copy(Path file, OutputStream out) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            in.transferTo(out);
        }
    }
}
