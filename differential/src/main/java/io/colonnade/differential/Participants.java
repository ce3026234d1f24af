// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static java.util.concurrent.CompletableFuture.supplyAsync;

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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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
        Map<String, CompletableFuture<TestServer>> starting = new LinkedHashMap<>();
        starting.put("PostgreSQL 18", supplyAsync(() -> PostgresServer.shared(PostgresServer.NEWEST)));
        starting.put("PostgreSQL 14", supplyAsync(() -> PostgresServer.shared(PostgresServer.OLDEST)));
        starting.put("MySQL", supplyAsync(MySqlServer::shared));
        starting.put("MariaDB", supplyAsync(MariaDbServer::shared));
        open("SQLite", "sqlite:///" + directory.resolve("differential.db"));
        starting.forEach(this::join);
    }

    private void join(String name, CompletableFuture<TestServer> server) {
        try {
            open(name, server.join().url());
        } catch (CompletionException failure) {
            if (!(failure.getCause() instanceof ServerUnavailableException reason)) {
                throw failure;
            }
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
