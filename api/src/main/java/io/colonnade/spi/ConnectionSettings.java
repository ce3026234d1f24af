// SPDX-License-Identifier: Apache-2.0
package io.colonnade.spi;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where to connect and how, already parsed and checked against {@link DatabaseBackend#options()}.
 *
 * @param scheme the URL's scheme, in lower case
 * @param host the host; null where the URL names none
 * @param port the port; -1 where the URL names none
 * @param user the user; null where the URL names none
 * @param password gives the password, anew for each connection; gives null where there is none
 * @param database the database's name or path, percent escapes decoded; empty where the URL names none
 * @param options the backend's options by name, decoded; never those of the pool or the core
 * @since 0.1
 */
public record ConnectionSettings(String scheme, String host, int port, String user, Supplier<String> password, String database,
                                 Map<String, String> options) {

    public ConnectionSettings {
        Objects.requireNonNull(scheme, "scheme");
        Objects.requireNonNull(password, "password");
        Objects.requireNonNull(database, "database");
        options = Map.copyOf(options);
    }

    /** The value of an option, if it was given. */
    public Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    /** Scheme, host, port and database; never the password, the user or the options. */
    @Override
    public String toString() {
        return scheme + "://" + (host == null ? "" : host) + (port < 0 ? "" : ":" + port) + "/" + database;
    }
}
