// SPDX-License-Identifier: Apache-2.0
package io.colonnade.pool;

import io.colonnade.dialect.Dialect;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** A connector to {@link FakeConnection}s whose next attempts answer as a test says, and a pool over it. */
final class FakeDatabase implements ConnectionSource {

    final List<FakeConnection> connections = new CopyOnWriteArrayList<>();
    final ManualTime time = new ManualTime();
    int attempts;
    int givenUpAttempts;
    final List<Long> attemptsAtNanos = new CopyOnWriteArrayList<>();
    int depth = 1;
    int writers;
    String name = "test";
    int minSize;
    int maxSize = 1;
    Duration connectTimeout = Duration.ofSeconds(10);
    Duration idleTimeout = Duration.ZERO;
    Duration maxLifetime = Duration.ZERO;
    Duration validateAfterIdle = Duration.ofHours(1);
    Duration leakThreshold = Duration.ZERO;
    Duration closeTimeout = Duration.ofSeconds(1);
    /** Answers the attempts that have no script. */
    Supplier<CompletionStage<OpenedConnection>> onConnect = () -> CompletableFuture.completedFuture(connection().opened());
    private final Queue<CompletableFuture<OpenedConnection>> scripted = new ArrayDeque<>();

    ConnectionPool pool() {
        return pool(time, time);
    }

    ConnectionPool pool(ScheduledExecutorService timer, LongSupplier nanoTime) {
        return new ConnectionPool(new PoolSettings(name, minSize, maxSize, connectTimeout, idleTimeout, maxLifetime, validateAfterIdle,
                leakThreshold, closeTimeout), this, timer, nanoTime);
    }

    /** The next attempt to connect that has no script yet answers with this. */
    synchronized <T extends CompletableFuture<OpenedConnection>> T next(T attempt) {
        scripted.add(attempt);
        return attempt;
    }

    void nextFails(Throwable error, int times) {
        for (int i = 0; i < times; i++) {
            next(CompletableFuture.failedFuture(error));
        }
    }

    synchronized void clearScript() {
        scripted.clear();
    }

    @Override
    public synchronized CompletionStage<OpenedConnection> open(CompletionStage<Void> givenUp) {
        attempts++;
        attemptsAtNanos.add(time.getAsLong());
        givenUp.thenRun(() -> givenUpAttempts++);
        CompletableFuture<OpenedConnection> attempt = scripted.poll();
        return attempt != null ? attempt : onConnect.get();
    }

    synchronized FakeConnection connection() {
        FakeConnection connection = new FakeConnection(connections.size(),
                Dialect.ansi("fake").toBuilder().pipeliningDepth(depth).concurrentWriters(writers).build());
        connections.add(connection);
        return connection;
    }

    FakeConnection last() {
        return connections.get(connections.size() - 1);
    }

    Request request() {
        return new Request("query", false, false, time.getAsLong() + Duration.ofSeconds(30).toNanos());
    }
}
