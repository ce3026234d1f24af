// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import io.colonnade.Database;
import io.colonnade.servers.MariaDbServer;
import io.colonnade.servers.MySqlServer;
import io.colonnade.servers.PostgresServer;
import io.colonnade.servers.ServerUnavailableException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;

/** The databases on which the snippets of docs/expressions.md are run; one that cannot be had is skipped with the reason. */
enum PageDatabase {
    SQLITE("SQLite", () -> "sqlite:///:memory:"),
    POSTGRESQL("PostgreSQL", () -> PostgresServer.shared(PostgresServer.NEWEST).url()),
    MYSQL("MySQL", () -> MySqlServer.shared().url()),
    MARIADB("MariaDB", () -> MariaDbServer.shared().url());

    private final String title;
    private final Supplier<String> url;

    PageDatabase(String title, Supplier<String> url) {
        this.title = title;
        this.url = url;
    }

    /** Its name in the pages. */
    String title() {
        return title;
    }

    /** Whether its dialect is its own before a server has told that it is not MySQL. */
    boolean isKnownWithoutServer() {
        return this != MARIADB;
    }

    Database open() {
        try {
            return Database.open(url.get()).join();
        } catch (ServerUnavailableException reason) {
            return Assumptions.abort(reason.getMessage());
        }
    }
}
