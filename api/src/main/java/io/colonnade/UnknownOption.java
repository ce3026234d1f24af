// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.DatabaseBackend;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The error for an option that neither the core nor the backend knows: whose it is, or which one was meant. */
final class UnknownOption {

    private static final Set<String> OF_SERVERS = Set.of("socket", "ssl_mode", "ssl_root_cert", "ssl_cert", "ssl_key", "application_name",
            "init_sql", "session_reset", "prepared_statement_cache_size", "max_message_size");
    /** The backends of Colonnade's own: one that is not on the class path can be asked for nothing. */
    private static final Map<String, Set<String>> SHIPPED = new LinkedHashMap<>();

    static {
        SHIPPED.put("SQLite", Set.of("busy_timeout", "writer_timeout", "journal_mode", "synchronous", "foreign_keys", "cache_size", "mode"));
        SHIPPED.put("PostgreSQL", union(OF_SERVERS, Set.of("require_auth", "text_type")));
        SHIPPED.put("MySQL and MariaDB", OF_SERVERS);
    }

    private UnknownOption() {
    }

    static DatabaseException error(String name, DatabaseBackend backend) {
        Set<String> known = new TreeSet<>(backend.options());
        for (CoreOption option : CoreOption.values()) {
            known.add(option.optionName());
        }
        String owners = SHIPPED.entrySet().stream().filter(other -> other.getValue().contains(name)).map(Map.Entry::getKey)
                .collect(Collectors.joining(" and of "));
        String hint = owners.isEmpty() ? Suggestion.nearest(name, known).map(option -> " Did you mean " + option + "?").orElse("")
                : " It is an option of " + owners + ", not of this database.";
        return DatabaseException.of(ErrorKind.CONFIG_INVALID, "Unknown option " + Suggestion.shortened(name) + " in the URL." + hint
                + " Accepted are: " + String.join(", ", known) + ".").option(name).build();
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        Set<String> all = new TreeSet<>(some);
        all.addAll(others);
        return all;
    }
}
