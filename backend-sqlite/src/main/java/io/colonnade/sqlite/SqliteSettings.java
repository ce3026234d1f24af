// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.ConnectionSettings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The settings, checked.
 *
 * @param file the database file, absolute; null for a memory database
 * @param busyTimeout how long to wait for a lock that another process holds
 * @param writerTimeout how long to wait for the other writers of this process
 * @param journalMode for the pragma; null to leave the file as it is
 * @param synchronous for the pragma
 * @param foreignKeys whether foreign keys are enforced
 * @param cacheSize for the pragma: pages, or kibibytes if negative
 * @param mode how the file is opened
 */
record SqliteSettings(Path file, Duration busyTimeout, Duration writerTimeout, String journalMode, String synchronous, boolean foreignKeys,
                      int cacheSize, Mode mode) {

    /** How a file is opened. */
    enum Mode { RO, RW, RWC }

    static final Set<String> OPTIONS = Set.of("busy_timeout", "writer_timeout", "journal_mode", "synchronous", "foreign_keys", "cache_size",
            "mode");

    private static final List<String> JOURNAL_MODES = List.of("wal", "delete", "truncate", "persist");
    private static final List<String> SYNCHRONOUS = List.of("off", "normal", "full", "extra");
    private static final List<String> MODES = List.of("ro", "rw", "rwc");
    private static final List<String> FILE_ONLY = List.of("journal_mode", "synchronous", "mode");
    private static final int DEFAULT_CACHE_KIBIBYTES = 2_000;
    private static final long LONGEST_TIMEOUT_MILLIS = 3_600_000;

    static SqliteSettings of(ConnectionSettings settings) {
        if (settings.host() != null && !settings.host().isEmpty() || settings.port() >= 0 || settings.user() != null) {
            throw invalid(null, "A SQLite URL has no host, port or user, only a path. Write sqlite:///relative/path, "
                    + "sqlite:////absolute/path or sqlite:///:memory: instead.");
        }
        Path file = file(settings.database());
        if (file == null) {
            FILE_ONLY.stream().filter(option -> settings.option(option).isPresent()).findFirst().ifPresent(option -> {
                throw invalid(option, "The option " + option + " has no meaning for a memory database. Leave it out.");
            });
        }
        Mode mode = Mode.valueOf(choice(settings, "mode", "rwc", MODES).toUpperCase(Locale.ROOT));
        return new SqliteSettings(file,
                duration(settings, "busy_timeout", Duration.ofSeconds(5)),
                duration(settings, "writer_timeout", Duration.ofSeconds(30)),
                file == null || mode == Mode.RO ? null : choice(settings, "journal_mode", "wal", JOURNAL_MODES),
                file == null ? "off" : choice(settings, "synchronous", "normal", SYNCHRONOUS),
                truth(settings, "foreign_keys"),
                integer(settings, "cache_size", -DEFAULT_CACHE_KIBIBYTES),
                mode);
    }

    /** How errors call the database. */
    String displayName() {
        return file == null ? "the memory database" : file.toString();
    }

    private static Path file(String database) {
        if (database.isEmpty() || database.equals(":memory:")) {
            return null;
        }
        String start = database.toLowerCase(Locale.ROOT);
        if (start.startsWith(":resource:") || start.startsWith("file:") || start.startsWith("jdbc:")) {
            throw invalid(null, "The database is given as \"" + database.substring(0, database.indexOf(':', 1) + 1)
                    + "…\", which would be a command to the driver. Give a plain path to a file, or :memory:.");
        }
        try {
            return Path.of(database).toAbsolutePath().normalize();
        } catch (InvalidPathException notAPath) {
            throw invalid(null, "The database's path is not valid: " + notAPath.getReason() + ". Give a path to a file, or :memory:.");
        }
    }

    private static String choice(ConnectionSettings settings, String option, String otherwise, List<String> accepted) {
        String value = settings.option(option).orElse(otherwise).toLowerCase(Locale.ROOT);
        if (!accepted.contains(value)) {
            throw invalid(option, "The option " + option + " is \"" + value + "\"; accepted are " + String.join(", ", accepted) + ".");
        }
        return value;
    }

    private static boolean truth(ConnectionSettings settings, String option) {
        return switch (choice(settings, option, "on", List.of("on", "off", "true", "false"))) {
            case "on", "true" -> true;
            default -> false;
        };
    }

    private static int integer(ConnectionSettings settings, String option, int otherwise) {
        String value = settings.option(option).orElse(null);
        try {
            return value == null ? otherwise : Integer.parseInt(value);
        } catch (NumberFormatException notANumber) {
            throw invalid(option, "The option " + option + " is \"" + value
                    + "\"; accepted is a whole number: pages, or kibibytes if negative.");
        }
    }

    private static Duration duration(ConnectionSettings settings, String option, Duration otherwise) {
        String value = settings.option(option).orElse(null);
        if (value == null) {
            return otherwise;
        }
        int unit = value.length();
        while (unit > 0 && Character.isLetter(value.charAt(unit - 1))) {
            unit--;
        }
        long factor = switch (value.substring(unit)) {
            case "ms" -> 1;
            case "s", "" -> 1_000;
            case "m", "min" -> 60_000;
            default -> -1;
        };
        try {
            long number = Long.parseLong(value.substring(0, unit));
            if (factor > 0 && number >= 0 && number <= LONGEST_TIMEOUT_MILLIS / factor) {
                return Duration.ofMillis(number * factor);
            }
        } catch (NumberFormatException notANumber) {
            // Reported below.
        }
        throw invalid(option, "The option " + option + " is \"" + value + "\"; accepted are durations such as 250ms, 5s or 1m, up to 60m.");
    }

    private static DatabaseException invalid(String option, String message) {
        return DatabaseException.of(ErrorKind.CONFIG_INVALID, message).option(option).build();
    }
}
