// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire;

import io.colonnade.servers.MariaDbServer;
import io.colonnade.servers.MySqlServer;
import io.colonnade.servers.PostgresServer;
import io.colonnade.servers.ServerUnavailableException;
import io.colonnade.servers.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The databases that can be started here, one of each engine. The servers are those that all drills of this JVM share. */
public final class OurTargets implements AutoCloseable {

    private final List<Target> all = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private final Path folder;

    /** Starts what is not started yet. */
    public OurTargets() throws SQLException {
        try {
            folder = Files.createTempDirectory("colonnade-fire-");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        all.add(Target.of("sqlite:///" + folder.resolve("fire.db")));
        add(() -> PostgresServer.shared(PostgresServer.NEWEST));
        add(MySqlServer::shared);
        add(MariaDbServer::shared);
    }

    private void add(Supplier<TestServer> server) throws SQLException {
        try {
            all.add(Target.of(server.get().url()));
        } catch (ServerUnavailableException reason) {
            missing.add(reason.getMessage());
        }
    }

    /** SQLite first. */
    public List<Target> all() {
        return List.copyOf(all);
    }

    /** A sentence for each that cannot be had here. */
    public List<String> missing() {
        return List.copyOf(missing);
    }

    /** Deletes the file; the servers live as long as the JVM. */
    @Override
    public void close() {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
