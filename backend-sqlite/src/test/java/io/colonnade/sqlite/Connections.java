// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.Parameter;
import io.colonnade.dialect.ResultColumn;
import io.colonnade.dialect.StatementKind;
import io.colonnade.error.DatabaseException;
import io.colonnade.spi.BackendContext;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.ConnectionSettings;
import io.colonnade.spi.Outcome;
import io.colonnade.sql.SqlType;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Opens connections as the core would, and runs statements on them without the compiler. Closing it closes all of them. */
final class Connections implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 30;

    private final ConnectionSettings settings;
    private final Map<Class<?>, AutoCloseable> shared = new HashMap<>();
    private final List<ConnectionBackend> open = new ArrayList<>();
    private final List<ScheduledExecutorService> executors = new ArrayList<>();

    Connections(String database, String... options) {
        Map<String, String> byName = new HashMap<>();
        for (int i = 0; i < options.length; i += 2) {
            byName.put(options[i], options[i + 1]);
        }
        settings = new ConnectionSettings("sqlite", null, -1, null, () -> null, database, byName);
    }

    synchronized ConnectionBackend open() {
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
        executors.add(executor);
        ConnectionBackend connection = await(new SqliteBackend().connect(settings, new Context(executor)));
        open.add(connection);
        return connection;
    }

    @Override
    public void close() {
        open.forEach(connection -> {
            await(connection.cancel());
            await(connection.close());
        });
        executors.forEach(ScheduledExecutorService::shutdown);
        for (AutoCloseable resource : shared.values()) {
            try {
                resource.close();
            } catch (Exception failure) {
                throw new AssertionError(failure);
            }
        }
    }

    /** The result of a stage, or the error that it ended with. */
    static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof DatabaseException error) {
                throw error;
            }
            throw new CompletionException(failure.getCause());
        } catch (InterruptedException | TimeoutException failure) {
            throw new AssertionError("no answer", failure);
        }
    }

    /** A statement without types; its kind by its first word. */
    static Compiled sql(String sql) {
        return sql(sql, List.of());
    }

    /** A statement whose rows have these types. */
    static Compiled sql(String sql, List<SqlType<?>> types) {
        List<ResultColumn> columns = new ArrayList<>();
        for (SqlType<?> type : types) {
            columns.add(new ResultColumn("c" + columns.size(), type, null));
        }
        return new Compiled(sql, kind(sql), false, parameters(sql), columns, false);
    }

    private static List<Parameter> parameters(String sql) {
        List<Parameter> parameters = new ArrayList<>();
        sql.chars().filter(unit -> unit == '?').forEach(unit -> parameters.add(new Parameter("p" + parameters.size(), null)));
        return parameters;
    }

    private static StatementKind kind(String sql) {
        return switch (sql.split("[ ;]", 2)[0].toUpperCase(Locale.ROOT)) {
            case "SELECT", "WITH", "VALUES" -> StatementKind.QUERY;
            case "INSERT", "REPLACE" -> StatementKind.INSERT;
            case "UPDATE" -> StatementKind.UPDATE;
            case "DELETE" -> StatementKind.DELETE;
            case "CREATE", "DROP", "ALTER" -> StatementKind.DDL;
            default -> StatementKind.OTHER;
        };
    }

    static Outcome run(ConnectionBackend connection, String sql, Object... binds) {
        return await(connection.execute(sql(sql), binds, row -> true));
    }

    static List<List<Object>> rows(ConnectionBackend connection, String sql, Object... binds) {
        return rows(connection, sql(sql), binds);
    }

    static List<List<Object>> rows(ConnectionBackend connection, Compiled statement, Object... binds) {
        List<List<Object>> rows = new ArrayList<>();
        await(connection.execute(statement, binds, row -> {
            Object[] values = new Object[row.columns().size()];
            Arrays.setAll(values, row::get);
            return rows.add(Arrays.asList(values));
        }));
        return rows;
    }

    static Object value(ConnectionBackend connection, String sql, Object... binds) {
        return rows(connection, sql, binds).get(0).get(0);
    }

    private final class Context implements BackendContext {

        private final ScheduledExecutorService executor;

        Context(ScheduledExecutorService executor) {
            this.executor = executor;
        }

        @Override
        public ScheduledExecutorService executor() {
            return executor;
        }

        @Override
        public Duration connectTimeout() {
            return Duration.ofSeconds(10);
        }

        @Override
        public Clock clock() {
            return Clock.systemUTC();
        }

        @Override
        public <T extends AutoCloseable> T shared(Class<T> type, Supplier<T> create) {
            synchronized (shared) {
                return type.cast(shared.computeIfAbsent(type, absent -> create.get()));
            }
        }
    }
}
