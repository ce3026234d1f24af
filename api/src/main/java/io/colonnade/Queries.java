// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.dialect.Dialect;
import io.colonnade.sql.Script;
import io.colonnade.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/**
 * The ways to run a statement; the same on a {@link Database}, a {@link Connection} and a {@link Transaction}, so that code which only
 * queries can take any of them.
 *
 * <p>A statement is SQL text with {@code :name} binds, or an expression of {@link io.colonnade.sql}. Values come by name in a map, or in
 * the order in which the distinct names first stand in the text. All methods may be called from any thread and return at once.
 *
 * <p>Futures fail with a {@link io.colonnade.error.DatabaseException}. They complete on the connection's own thread (or on the executor
 * named in the options), where waiting for another future with {@code join} or {@code get} fails at once, because it would wait for itself.
 * Cancelling a future cancels its statement on the server. A deadline covers waiting for a connection, executing and fetching.
 *
 * <p>Pinned by the rules of the groups Query, Bind, Stream and Thread.
 *
 * @since 0.1
 */
public abstract sealed class Queries permits Database, Connection, Transaction, TimedQueries {

    Queries() {
    }

    /** Runs a call on whatever connection this is about; fails the returned future, never throws. */
    abstract <T> CompletableFuture<T> run(Query query, RowCollector<T> collector, Duration timeout);

    /** Runs a batch on whatever connection this is about. */
    abstract CompletableFuture<long[]> runMany(BatchQuery query, Duration timeout);

    /** A stream of the rows of a query. */
    abstract Flow.Publisher<Row> stream(Query query, Duration timeout);

    /** What the database can do. */
    public abstract Dialect dialect();

    /** Runs the statements of a script, each within the timeout. */
    CompletableFuture<Void> runScript(Script script, Duration timeout) {
        return ScriptRun.start(this, script, timeout);
    }

    /** Whether what a statement does stands as soon as the database has answered; otherwise the end of a transaction decides. */
    abstract boolean autocommit();

    /** The deadline of calls that name none; null for none. */
    abstract Duration defaultTimeout();

    /**
     * The same queries with another deadline for each call.
     *
     * @param timeout how long a call may take from now until its last row; positive
     */
    public Queries withTimeout(Duration timeout) {
        return new TimedQueries(this, timeout);
    }

    /** All rows. */
    public final CompletableFuture<List<Row>> fetchAll(String sql, Object... values) {
        return run(Query.of(sql, values), RowCollector.all(), defaultTimeout());
    }

    /** All rows. */
    public final CompletableFuture<List<Row>> fetchAll(String sql, Map<String, ?> values) {
        return run(Query.of(sql, values), RowCollector.all(), defaultTimeout());
    }

    /** All rows. */
    public final CompletableFuture<List<Row>> fetchAll(Statement statement) {
        return fetchAll(statement, Map.of());
    }

    /** All rows of a statement with named parameters. */
    public final CompletableFuture<List<Row>> fetchAll(Statement statement, Map<String, ?> values) {
        return run(Query.of(statement, values), RowCollector.all(), defaultTimeout());
    }

    /** All rows as Java records, matched by component name: see {@link Row#as}. */
    public final <R extends Record> CompletableFuture<List<R>> fetchAll(String sql, Class<R> type, Object... values) {
        return run(Query.of(sql, values), RowCollector.all(type), defaultTimeout());
    }

    /** All rows as Java records, matched by component name: see {@link Row#as}. */
    public final <R extends Record> CompletableFuture<List<R>> fetchAll(String sql, Class<R> type, Map<String, ?> values) {
        return run(Query.of(sql, values), RowCollector.all(type), defaultTimeout());
    }

    /** All rows as Java records, matched by component name: see {@link Row#as}. */
    public final <R extends Record> CompletableFuture<List<R>> fetchAll(Statement statement, Class<R> type) {
        return run(Query.of(statement, Map.of()), RowCollector.all(type), defaultTimeout());
    }

    /** All rows of a statement with named parameters as Java records: see {@link Row#as}. */
    public final <R extends Record> CompletableFuture<List<R>> fetchAll(Statement statement, Class<R> type, Map<String, ?> values) {
        return run(Query.of(statement, values), RowCollector.all(type), defaultTimeout());
    }

    /** The first row, or empty if there is none; no further row is fetched. */
    public final CompletableFuture<Optional<Row>> fetchOne(String sql, Object... values) {
        return run(Query.of(sql, values), RowCollector.first(), defaultTimeout());
    }

    /** The first row, or empty if there is none; no further row is fetched. */
    public final CompletableFuture<Optional<Row>> fetchOne(String sql, Map<String, ?> values) {
        return run(Query.of(sql, values), RowCollector.first(), defaultTimeout());
    }

    /** The first row, or empty if there is none; no further row is fetched. */
    public final CompletableFuture<Optional<Row>> fetchOne(Statement statement) {
        return fetchOne(statement, Map.of());
    }

    /** The first row of a statement with named parameters, or empty if there is none. */
    public final CompletableFuture<Optional<Row>> fetchOne(Statement statement, Map<String, ?> values) {
        return run(Query.of(statement, values), RowCollector.first(), defaultTimeout());
    }

    /** The first row as a Java record, or empty if there is none. */
    public final <R extends Record> CompletableFuture<Optional<R>> fetchOne(String sql, Class<R> type, Object... values) {
        return run(Query.of(sql, values), RowCollector.first(type), defaultTimeout());
    }

    /** The first row as a Java record, or empty if there is none. */
    public final <R extends Record> CompletableFuture<Optional<R>> fetchOne(String sql, Class<R> type, Map<String, ?> values) {
        return run(Query.of(sql, values), RowCollector.first(type), defaultTimeout());
    }

    /** The first row as a Java record, or empty if there is none. */
    public final <R extends Record> CompletableFuture<Optional<R>> fetchOne(Statement statement, Class<R> type) {
        return run(Query.of(statement, Map.of()), RowCollector.first(type), defaultTimeout());
    }

    /** The first row of a statement with named parameters as a Java record, or empty if there is none. */
    public final <R extends Record> CompletableFuture<Optional<R>> fetchOne(Statement statement, Class<R> type, Map<String, ?> values) {
        return run(Query.of(statement, values), RowCollector.first(type), defaultTimeout());
    }

    /** The only row; fails with kind DATA if there is none or more than one. */
    public final CompletableFuture<Row> fetchExactlyOne(String sql, Object... values) {
        return run(Query.of(sql, values), RowCollector.exactlyOne(), defaultTimeout());
    }

    /** The only row; fails with kind DATA if there is none or more than one. */
    public final CompletableFuture<Row> fetchExactlyOne(String sql, Map<String, ?> values) {
        return run(Query.of(sql, values), RowCollector.exactlyOne(), defaultTimeout());
    }

    /** The only row; fails with kind DATA if there is none or more than one. */
    public final CompletableFuture<Row> fetchExactlyOne(Statement statement) {
        return fetchExactlyOne(statement, Map.of());
    }

    /** The only row of a statement with named parameters; fails with kind DATA if there is none or more than one. */
    public final CompletableFuture<Row> fetchExactlyOne(Statement statement, Map<String, ?> values) {
        return run(Query.of(statement, values), RowCollector.exactlyOne(), defaultTimeout());
    }

    /** The first column of the first row; tells no row from NULL. */
    public final <T> CompletableFuture<Scalar<T>> fetchValue(String sql, Class<T> type, Object... values) {
        return run(Query.of(sql, values), RowCollector.scalar(type), defaultTimeout());
    }

    /** The first column of the first row; tells no row from NULL. */
    public final <T> CompletableFuture<Scalar<T>> fetchValue(String sql, Class<T> type, Map<String, ?> values) {
        return run(Query.of(sql, values), RowCollector.scalar(type), defaultTimeout());
    }

    /** The first column of the first row; tells no row from NULL. */
    public final <T> CompletableFuture<Scalar<T>> fetchValue(Statement statement, Class<T> type) {
        return run(Query.of(statement, Map.of()), RowCollector.scalar(type), defaultTimeout());
    }

    /** The first column of the first row of a statement with named parameters; tells no row from NULL. */
    public final <T> CompletableFuture<Scalar<T>> fetchValue(Statement statement, Class<T> type, Map<String, ?> values) {
        return run(Query.of(statement, values), RowCollector.scalar(type), defaultTimeout());
    }

    /** Runs a statement for its effect. */
    public final CompletableFuture<Result> execute(String sql, Object... values) {
        return run(Query.of(sql, values), RowCollector.result(), defaultTimeout());
    }

    /** Runs a statement for its effect. */
    public final CompletableFuture<Result> execute(String sql, Map<String, ?> values) {
        return run(Query.of(sql, values), RowCollector.result(), defaultTimeout());
    }

    /** Runs a statement for its effect. */
    public final CompletableFuture<Result> execute(Statement statement) {
        return execute(statement, Map.of());
    }

    /** Runs a statement with named parameters for its effect. */
    public final CompletableFuture<Result> execute(Statement statement, Map<String, ?> values) {
        return run(Query.of(statement, values), RowCollector.result(), defaultTimeout());
    }

    /**
     * Runs the statements of a script, one after the other, for their effect; a deadline holds for each of them. A {@link Database} runs
     * them in one transaction where the database can undo what was created, so that all or none take effect. A {@code createAll} with
     * {@code ifNotExists} first asks which of its tables are there.
     */
    public final CompletableFuture<Void> execute(Script script) {
        Objects.requireNonNull(script, "script");
        return runScript(script, defaultTimeout());
    }

    /** What the database holds, and how that differs from tables that are declared. */
    public final Catalog catalog() {
        return new Catalog(this);
    }

    /**
     * Runs a statement once for each map of values, as one unit: outside a transaction either all take effect or none.
     *
     * @return the number of rows that each item affected
     */
    public final CompletableFuture<long[]> executeMany(String sql, List<? extends Map<String, ?>> values) {
        return runMany(BatchQuery.of(sql, values), defaultTimeout());
    }

    /**
     * Runs a statement once for each map of values, as one unit. The names are those of the statement's parameters, or, for an insert
     * without values, those of the table's columns.
     *
     * @return the number of rows that each item affected
     */
    public final CompletableFuture<long[]> executeMany(Statement statement, List<? extends Map<String, ?>> values) {
        return runMany(BatchQuery.of(statement, values), defaultTimeout());
    }

    /**
     * The rows as a stream. The statement runs once for each subscriber, at its first demand; no more rows are fetched than it demands,
     * rounded up to the fetch size; cancelling gives the connection back at once. A deadline covers waiting for the connection and
     * executing, not the subscriber's own pace.
     */
    public final Flow.Publisher<Row> iterate(String sql, Object... values) {
        return stream(Query.of(sql, values), defaultTimeout());
    }

    /** The rows as a stream. */
    public final Flow.Publisher<Row> iterate(String sql, Map<String, ?> values) {
        return stream(Query.of(sql, values), defaultTimeout());
    }

    /** The rows as a stream. */
    public final Flow.Publisher<Row> iterate(Statement statement) {
        return iterate(statement, Map.of());
    }

    /** The rows of a statement with named parameters as a stream. */
    public final Flow.Publisher<Row> iterate(Statement statement, Map<String, ?> values) {
        return stream(Query.of(statement, values), defaultTimeout());
    }
}
