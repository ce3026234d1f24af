// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.dialect.Fraction;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.DatabaseBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * A URL and all that can be set on a database: checked, immutable. What is set here wins over the same option of the URL, and that over the
 * default; the table of the options is in {@code docs/configuration.md}.
 *
 * @since 0.1
 */
public final class DatabaseOptions {

    private final DatabaseUrl url;
    private final Map<CoreOption, Object> values;
    private final Supplier<String> passwordSupplier;
    private final Executor completionExecutor;
    private final List<DatabaseBackend> backends;
    private final ClassLoader backendLoader;

    private DatabaseOptions(Builder builder, Map<CoreOption, Object> values) {
        url = builder.url;
        this.values = values;
        passwordSupplier = builder.passwordSupplier;
        completionExecutor = builder.completionExecutor;
        backends = List.copyOf(builder.backends);
        backendLoader = builder.backendLoader;
    }

    /**
     * Starts from a URL and its options.
     *
     * @throws io.colonnade.error.ConfigurationException of kind CONFIG_INVALID if it is malformed
     */
    public static Builder of(String url) {
        return of(DatabaseUrl.parse(url));
    }

    /** Starts from a URL and its options. */
    public static Builder of(DatabaseUrl url) {
        return new Builder(url);
    }

    /** The URL as given, with its options. */
    public DatabaseUrl url() {
        return url;
    }

    /** How many connections are kept open. */
    public int minSize() {
        return (Integer) values.get(CoreOption.MIN_SIZE);
    }

    /** How many connections are open at the most; empty where the backend decides. */
    public OptionalInt maxSize() {
        Integer maxSize = (Integer) values.get(CoreOption.MAX_SIZE);
        return maxSize == null ? OptionalInt.empty() : OptionalInt.of(maxSize);
    }

    /** How long a call waits for a connection. */
    public Duration acquireTimeout() {
        return duration(CoreOption.ACQUIRE_TIMEOUT);
    }

    /** How long opening one connection may take. */
    public Duration connectTimeout() {
        return duration(CoreOption.CONNECT_TIMEOUT);
    }

    /** For how long opening the database tries again what may pass; zero: it tries once. */
    public Duration connectRetry() {
        return duration(CoreOption.CONNECT_RETRY);
    }

    /** After how long an unused connection beyond {@link #minSize()} is closed; zero: never. */
    public Duration idleTimeout() {
        return duration(CoreOption.IDLE_TIMEOUT);
    }

    /** After how long a connection is replaced; zero: never. */
    public Duration maxLifetime() {
        return duration(CoreOption.MAX_LIFETIME);
    }

    /** After how long without use a connection is validated before it is lent; zero: always. */
    public Duration validateAfterIdle() {
        return duration(CoreOption.VALIDATE_AFTER_IDLE);
    }

    /** After how long a lent connection is reported; zero: never. */
    public Duration leakThreshold() {
        return duration(CoreOption.LEAK_THRESHOLD);
    }

    /** How long closing waits for work in progress before it cuts it off. */
    public Duration closeTimeout() {
        return duration(CoreOption.CLOSE_TIMEOUT);
    }

    /** The deadline of a call that sets none; zero: none. */
    public Duration statementTimeout() {
        return duration(CoreOption.STATEMENT_TIMEOUT);
    }

    /** How many rows a stream fetches at a time. */
    public int fetchSize() {
        return (Integer) values.get(CoreOption.FETCH_SIZE);
    }

    /** How many compiled statements are kept. */
    public int statementCacheSize() {
        return (Integer) values.get(CoreOption.STATEMENT_CACHE_SIZE);
    }

    /** From how long on a statement is logged as slow; zero: never. */
    public Duration slowStatementThreshold() {
        return duration(CoreOption.SLOW_STATEMENT_THRESHOLD);
    }

    /** Whether the values of parameters are logged. */
    public boolean logValues() {
        return (Boolean) values.get(CoreOption.LOG_VALUES);
    }

    /** What becomes of the part of a time that is finer than a microsecond. */
    public Fraction fraction() {
        return (Fraction) values.get(CoreOption.FRACTION);
    }

    /** Whether everything is rolled back on close. */
    public boolean forceRollback() {
        return (Boolean) values.get(CoreOption.FORCE_ROLLBACK);
    }

    /** What gives the password for each new connection in place of the URL's. */
    public Optional<Supplier<String>> passwordSupplier() {
        return Optional.ofNullable(passwordSupplier);
    }

    /** Where futures complete; empty: on the connection's own executor. */
    public Optional<Executor> completionExecutor() {
        return Optional.ofNullable(completionExecutor);
    }

    /** The backends that were added to those that {@link java.util.ServiceLoader} finds; immutable. */
    public List<DatabaseBackend> backends() {
        return backends;
    }

    /** The class loader in which backends are looked for; empty: the thread's context class loader and Colonnade's own. */
    public Optional<ClassLoader> backendLoader() {
        return Optional.ofNullable(backendLoader);
    }

    /** A builder that starts with all that is set here. */
    public Builder toBuilder() {
        Builder builder = new Builder(url);
        values.forEach((option, value) -> {
            if (value != null) {
                builder.values.put(option, value);
            }
        });
        builder.passwordSupplier = passwordSupplier;
        builder.completionExecutor = completionExecutor;
        builder.backends.addAll(backends);
        builder.backendLoader = backendLoader;
        return builder;
    }

    private Duration duration(CoreOption option) {
        return (Duration) values.get(option);
    }

    /** The URL without its password, and the values of all options that a URL can have. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder("DatabaseOptions[").append(url);
        values.forEach((option, value) -> out.append(", ").append(option.optionName()).append('=').append(CoreOption.print(value)));
        return out.append(']').toString();
    }

    /** Collects options. Not thread-safe. Each method throws a ConfigurationException that names the option, the value and the range. */
    public static final class Builder {
        private final DatabaseUrl url;
        private final Map<CoreOption, Object> values = new EnumMap<>(CoreOption.class);
        private Supplier<String> passwordSupplier;
        private Executor completionExecutor;
        private final List<DatabaseBackend> backends = new ArrayList<>();
        private ClassLoader backendLoader;

        private Builder(DatabaseUrl url) {
            this.url = Objects.requireNonNull(url, "url");
        }

        /** How many connections are kept open. */
        public Builder minSize(int minSize) {
            return set(CoreOption.MIN_SIZE, minSize);
        }

        /** How many connections are open at the most. */
        public Builder maxSize(int maxSize) {
            return set(CoreOption.MAX_SIZE, maxSize);
        }

        /** How long a call waits for a connection. */
        public Builder acquireTimeout(Duration acquireTimeout) {
            return set(CoreOption.ACQUIRE_TIMEOUT, acquireTimeout);
        }

        /** How long opening one connection may take. */
        public Builder connectTimeout(Duration connectTimeout) {
            return set(CoreOption.CONNECT_TIMEOUT, connectTimeout);
        }

        /** For how long opening the database tries again what may pass, such as a server that is starting up; zero: it tries once. */
        public Builder connectRetry(Duration connectRetry) {
            return set(CoreOption.CONNECT_RETRY, connectRetry);
        }

        /** After how long an unused connection beyond the minimum is closed; zero: never. */
        public Builder idleTimeout(Duration idleTimeout) {
            return set(CoreOption.IDLE_TIMEOUT, idleTimeout);
        }

        /** After how long a connection is replaced, less up to 10 % of jitter; zero: never. */
        public Builder maxLifetime(Duration maxLifetime) {
            return set(CoreOption.MAX_LIFETIME, maxLifetime);
        }

        /** After how long without use a connection is validated before it is lent; zero: always. */
        public Builder validateAfterIdle(Duration validateAfterIdle) {
            return set(CoreOption.VALIDATE_AFTER_IDLE, validateAfterIdle);
        }

        /** After how long a lent connection is reported with the stack that acquired it; zero: never. */
        public Builder leakThreshold(Duration leakThreshold) {
            return set(CoreOption.LEAK_THRESHOLD, leakThreshold);
        }

        /** How long closing waits for work in progress before it cuts it off. */
        public Builder closeTimeout(Duration closeTimeout) {
            return set(CoreOption.CLOSE_TIMEOUT, closeTimeout);
        }

        /** The deadline of a call that sets none, covering acquire, execute and fetch; zero: none. */
        public Builder statementTimeout(Duration statementTimeout) {
            return set(CoreOption.STATEMENT_TIMEOUT, statementTimeout);
        }

        /** How many rows a stream fetches at a time. */
        public Builder fetchSize(int fetchSize) {
            return set(CoreOption.FETCH_SIZE, fetchSize);
        }

        /** How many compiled statements are kept. */
        public Builder statementCacheSize(int statementCacheSize) {
            return set(CoreOption.STATEMENT_CACHE_SIZE, statementCacheSize);
        }

        /** From how long on a statement is logged as slow; zero: never. */
        public Builder slowStatementThreshold(Duration slowStatementThreshold) {
            return set(CoreOption.SLOW_STATEMENT_THRESHOLD, slowStatementThreshold);
        }

        /** Whether the values of parameters are logged. */
        public Builder logValues(boolean logValues) {
            return set(CoreOption.LOG_VALUES, logValues);
        }

        /** What becomes of the part of a time that is finer than a microsecond: it is dropped, or the value is refused. */
        public Builder fraction(Fraction fraction) {
            return set(CoreOption.FRACTION, Objects.requireNonNull(fraction, "fraction"));
        }

        /** Whether everything is rolled back on close, for tests. */
        public Builder forceRollback(boolean forceRollback) {
            return set(CoreOption.FORCE_ROLLBACK, forceRollback);
        }

        /** Gives the password for each new connection in place of the URL's; called on any thread and must not block for long. */
        public Builder passwordSupplier(Supplier<String> passwordSupplier) {
            this.passwordSupplier = Objects.requireNonNull(passwordSupplier, "passwordSupplier");
            return this;
        }

        /** Where futures complete. Its owner shuts it down, after the database is closed. */
        public Builder completionExecutor(Executor completionExecutor) {
            this.completionExecutor = Objects.requireNonNull(completionExecutor, "completionExecutor");
            return this;
        }

        /**
         * Adds a backend to those that {@link java.util.ServiceLoader} finds: one that stands in no service file, or is made in code. It
         * counts as one of them: if two of different classes serve the URL's scheme, opening fails with kind BACKEND_AMBIGUOUS. To use one
         * in place of all others, hand it to {@link Database#open(DatabaseOptions, DatabaseBackend)}.
         */
        public Builder backend(DatabaseBackend backend) {
            backends.add(Objects.requireNonNull(backend, "backend"));
            return this;
        }

        /** Adds several backends. */
        public Builder backends(Collection<? extends DatabaseBackend> backends) {
            backends.forEach(this::backend);
            return this;
        }

        /**
         * Looks for backends in this class loader, and those that it asks itself, in place of the thread's context class loader and
         * Colonnade's own; for programs with several class loaders, such as plug-ins.
         */
        public Builder backendLoader(ClassLoader backendLoader) {
            this.backendLoader = Objects.requireNonNull(backendLoader, "backendLoader");
            return this;
        }

        private Builder set(CoreOption option, Object value) {
            values.put(option, option.check(Objects.requireNonNull(value, option.optionName())));
            return this;
        }

        /**
         * Makes the options.
         *
         * @throws io.colonnade.error.ConfigurationException for a value of the URL out of its range, and for more connections at least than
         *     at most
         */
        public DatabaseOptions build() {
            Map<CoreOption, Object> all = new EnumMap<>(CoreOption.class);
            for (CoreOption option : CoreOption.values()) {
                String given = url.options().get(option.optionName());
                Object value = given == null ? option.defaultValue() : option.parse(given);
                all.put(option, values.getOrDefault(option, value));
            }
            if (all.get(CoreOption.MAX_SIZE) instanceof Integer maxSize && (Integer) all.get(CoreOption.MIN_SIZE) > maxSize) {
                String name = CoreOption.MIN_SIZE.optionName();
                throw DatabaseException.of(ErrorKind.CONFIG_INVALID, "The option " + name + " was given as " + all.get(CoreOption.MIN_SIZE)
                        + "; accepted is at most the value of max_size, " + maxSize + ".").option(name).build();
            }
            return new DatabaseOptions(this, Collections.unmodifiableMap(all));
        }
    }
}
