// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import io.colonnade.Database;
import io.colonnade.servers.MariaDbServer;
import io.colonnade.servers.MySqlServer;
import io.colonnade.servers.PostgresServer;
import io.colonnade.servers.ServerUnavailableException;
import io.colonnade.servers.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The databases that take part, open, and why others do not. The servers are those that all tests of this JVM share. */
final class Participants implements AutoCloseable {

    private final Map<String, Database> databases = new LinkedHashMap<>();
    private final List<String> missing = new ArrayList<>();
    private final Path directory;

    Participants() {
        try {
            directory = Files.createTempDirectory("colonnade-differential-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open("SQLite", "sqlite:///" + directory.resolve("differential.db"));
        join("PostgreSQL 18", () -> PostgresServer.shared(PostgresServer.NEWEST));
        join("PostgreSQL 14", () -> PostgresServer.shared(PostgresServer.OLDEST));
        join("MySQL", MySqlServer::shared);
        join("MariaDB", MariaDbServer::shared);
    }

    private void join(String name, Supplier<TestServer> server) {
        try {
            open(name, server.get().url());
        } catch (ServerUnavailableException reason) {
            missing.add(name + ": " + reason.getMessage());
        }
    }

    private void open(String name, String url) {
        databases.put(name, Database.open(url).join());
    }

    /** By name, in a fixed order. */
    Map<String, Database> databases() {
        return databases;
    }

    /** A sentence for each database that does not take part. */
    List<String> missing() {
        return missing;
    }

    @Override
    public void close() {
        databases.values().forEach(Database::close);
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
