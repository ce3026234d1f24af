// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.fuzz;

import io.colonnade.Database;
import io.colonnade.error.ConfigurationException;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.fire.Drill;
import io.colonnade.fire.Figures;
import io.colonnade.fire.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.random.RandomGenerator;

/**
 * Options that nobody wrote a line for, on a port where nobody listens: each URL is refused as a configuration before anything is opened, or
 * the server is not reached; nothing else may come of it. No part of a secret may stand in what is said.
 */
public final class OptionsDrill implements Drill {

    private static final int PER_ROUND = 200;
    private static final String SECRET = "canary";
    private static final List<String> NAMES = List.of("max_size", "min_size", "acquire_timeout", "connect_timeout", "statement_timeout", "ssl_mode",
            "ssl_root_cert", "ssl_cert", "ssl_key", "socket", "init_sql", "require_auth", "session_reset", "text_type", "fraction", "force_rollback", "fetch_size", "journal_mode",
            "busy_timeout", "application_name", "socketFactory", "socketFactoryArg", "autoDeserialize", "queryInterceptors",
            "allowLoadLocalInfile", "allowMultiQueries", "authenticationPlugins", "enable_load_extension", "sslfactory", "loggerFile",
            "password", "user", "options", "search_path", "propertiesTransform");
    private static final List<String> VALUES = List.of("1", "0", "-1", "1s", "1ms", "10h", "true", "false", "full", "off", "require", "verify",
            "", "%00", "%", "é", "java.lang.String", "../../x", "99999999999999999999", "NaN", "1.5", "floor", "wal", "a%26b%3Dc",
            "x;y", "' OR 1", "\ud83d");
    private static final List<String> ACCEPTED = List.of("max_size=3", "statement_timeout=1s", "application_name=a%20b", "fraction=floor",
            "session_reset=full", "fetch_size=10", "log_values=true", "connect_timeout=500ms");
    private static final List<String> SPELLINGS = List.of("", "_", "-", "%20", ".", "x");

    private final String base;

    /** For the backend of a database, which itself is left alone. */
    public OptionsDrill(Target target) {
        base = switch (target.engine()) {
            case SQLITE -> "sqlite:////proc/none/fire.db";
            case POSTGRESQL -> "postgresql://u:" + SECRET + "@127.0.0.1:1/d";
            case MYSQL -> "mysql://u:" + SECRET + "@127.0.0.1:1/d";
            case MARIADB -> "mariadb://u:" + SECRET + "@127.0.0.1:1/d";
        };
    }

    @Override
    public int perRound() {
        return PER_ROUND;
    }

    @Override
    public void round(long number, RandomGenerator random, Figures figures) {
        for (int i = 0; i < PER_ROUND; i++) {
            open(url(random), figures);
        }
    }

    private String url(RandomGenerator random) {
        List<String> options = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            String name = one(NAMES, random);
            options.add(random.nextBoolean() ? one(ACCEPTED, random) : spelled(name, random) + "=" + (name.equals("password") ? SECRET : one(VALUES, random)));
        }
        return base + "?" + String.join("&", options);
    }

    private static String spelled(String name, RandomGenerator random) {
        return switch (random.nextInt(5)) {
            case 0 -> name.toUpperCase(Locale.ROOT);
            case 1 -> name + one(SPELLINGS, random);
            case 2 -> "%" + Integer.toHexString(name.charAt(0)) + name.substring(1);
            default -> name;
        };
    }

    private static String one(List<String> of, RandomGenerator random) {
        return of.get(random.nextInt(of.size()));
    }

    private static void open(String url, Figures figures) {
        try (Database database = Database.open(url).join()) {
            figures.fault("opened although nobody is there: " + url + " as " + database.status());
        } catch (CompletionException refused) {
            judge(url, refused.getCause(), figures);
        } catch (RuntimeException thrown) {
            figures.fault(url + " threw " + thrown);
        }
    }

    private static void judge(String url, Throwable failure, Figures figures) {
        String words = String.valueOf(failure.getMessage());
        figures.expect(!words.contains(SECRET), "a secret is told: " + words);
        if (failure instanceof ConfigurationException) {
            figures.count("refused");
            figures.expect(words.endsWith("."), "not a sentence: " + words);
        } else if (failure instanceof DatabaseException error && error.kind() != ErrorKind.INTERNAL && error.kind() != ErrorKind.USAGE) {
            figures.count("not reached");
        } else {
            figures.fault(url + " came to " + failure);
        }
    }

    @Override
    public void finish(Figures figures) {
        figures.expect(figures.of("refused") > 0 && figures.of("not reached") > 0, "nothing was refused, or nothing was tried: " + figures);
    }
}
