// SPDX-License-Identifier: Apache-2.0
package io.colonnade.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Random histories in which every call to a backend may succeed, succeed late, fail or never answer. A history is fixed by its number, so
 * that a failure can be repeated.
 */
class PoolHistoryTest {

    private static final int HISTORIES = 400;
    private static final int STEPS = 80;

    @Test
    void whateverGoesWrongEveryRequestIsAnsweredOnceAndEveryPlaceComesBack() {
        int grants = 0;
        int failures = 0;
        try (LogCapture log = new LogCapture()) {
            for (int number = 0; number < HISTORIES; number++) {
                History history = new History(number);
                try {
                    history.run();
                } catch (AssertionError | RuntimeException fault) {
                    throw new AssertionError("history " + number, fault);
                }
                grants += history.grants;
                failures += history.failures;
            }
            assertEquals(List.of(), log.lines("ERROR"));
        }
        assertTrue(grants > 10 * HISTORIES && failures > 2 * HISTORIES, grants + " grants and " + failures + " failures prove little");
    }

    private static final class History {
        private final Random random;
        private final FakeDatabase database = new FakeDatabase();
        private final ConnectionPool pool;
        private final List<Runnable> lateAnswers = new ArrayList<>();
        private final List<Request> waiting = new ArrayList<>();
        private final List<Request> held = new ArrayList<>();
        private boolean calm;
        private int grants;
        private int failures;

        History(int number) {
            random = new Random(number);
            database.maxSize = 1 + random.nextInt(3);
            database.minSize = random.nextInt(database.maxSize + 1);
            database.depth = random.nextBoolean() ? 1 : 3;
            database.writers = random.nextInt(3);
            database.connectTimeout = Duration.ofMillis(300);
            database.closeTimeout = Duration.ofMillis(100);
            database.validateAfterIdle = Duration.ofMillis(new int[] {0, 50, 100_000}[random.nextInt(3)]);
            database.idleTimeout = Duration.ofMillis(random.nextInt(2) * 200);
            database.maxLifetime = Duration.ofMillis(random.nextInt(2) * 500);
            database.leakThreshold = Duration.ofMillis(random.nextInt(2) * 300);
            database.onConnect = () -> answer(() -> connection().opened());
            pool = database.pool();
        }

        private FakeConnection connection() {
            FakeConnection connection = database.connection();
            connection.onReset = () -> answer(() -> null);
            connection.onValidate = () -> answer(() -> null);
            connection.onCancel = () -> answer(() -> null);
            connection.onClose = () -> answer(() -> null);
            return connection;
        }

        private <T> CompletionStage<T> answer(Supplier<T> value) {
            int chance = calm ? 0 : random.nextInt(10);
            if (chance < 6) {
                return CompletableFuture.completedFuture(value.get());
            }
            CompletableFuture<T> answer = new CompletableFuture<>();
            if (chance < 8) {
                lateAnswers.add(() -> answer.complete(value.get()));
            } else if (chance < 9) {
                boolean transientFailure = random.nextBoolean();
                answer.completeExceptionally(DatabaseException.of(ErrorKind.DATABASE_UNREACHABLE, "from the test")
                        .retrySafe(transientFailure).build());
            }
            return answer;
        }

        void run() {
            if (random.nextBoolean()) {
                pool.open(Duration.ZERO);
            }
            for (int step = 0; step < STEPS; step++) {
                step();
                check();
            }
            calmDown();
            everyPlaceCanBeLent();
            close();
        }

        private void step() {
            switch (random.nextInt(6)) {
                case 0, 1 -> acquire();
                case 2 -> release(Lease.Condition.values()[random.nextInt(3)]);
                case 3 -> database.time.advance(Duration.ofMillis(random.nextInt(60)));
                case 4 -> withdraw();
                default -> answerLate();
            }
        }

        private void acquire() {
            Request request = new Request("history", random.nextInt(3) == 0, random.nextInt(3) == 0,
                    database.time.getAsLong() + Duration.ofMillis(random.nextInt(400)).toNanos());
            waiting.add(request);
            request.on(pool);
        }

        private void release(Lease.Condition condition) {
            if (!held.isEmpty()) {
                Request request = held.remove(random.nextInt(held.size()));
                request.release(condition);
                request.release(Lease.Condition.BROKEN);
            }
        }

        private void withdraw() {
            if (!waiting.isEmpty() && random.nextInt(3) == 0) {
                Request request = waiting.remove(random.nextInt(waiting.size()));
                assertTrue(pool.withdraw(request));
                assertEquals(0, request.answers.get());
            }
        }

        private void answerLate() {
            if (!lateAnswers.isEmpty()) {
                lateAnswers.remove(random.nextInt(lateAnswers.size())).run();
            }
        }

        private void check() {
            for (Request request : List.copyOf(waiting)) {
                if (!request.waits()) {
                    waiting.remove(request);
                    if (request.granted()) {
                        grants++;
                        held.add(request);
                    } else {
                        failures++;
                    }
                }
                assertTrue(request.answers.get() <= 1, "answered twice");
            }
            Set<FakeConnection> lent = new HashSet<>();
            for (Request request : held) {
                FakeConnection connection = request.connection();
                lent.add(connection);
                assertTrue(connection.isOpen(), "a lent connection was closed");
                long sharers = held.stream().filter(other -> other.connection() == connection).count();
                assertTrue(sharers <= (request.exclusive() ? 1 : database.depth), "shared by " + sharers);
            }
            long writers = held.stream().filter(Request::writes).count();
            assertTrue(database.writers == 0 || writers <= database.writers, "so many writers: " + writers);
            PoolStatus status = pool.status();
            assertEquals(lent.size(), status.lent());
            assertEquals(waiting.size(), status.waiting());
            assertTrue(status.connecting() + status.idle() + status.lent() <= database.maxSize, status.toString());
        }

        private void calmDown() {
            calm = true;
            while (!held.isEmpty() || !waiting.isEmpty() || !lateAnswers.isEmpty()) {
                answerLate();
                release(Lease.Condition.USED);
                database.time.advance(Duration.ofMillis(20));
                check();
            }
            database.time.advance(Duration.ofSeconds(3));
            assertEquals(0, pool.status().waiting());
            assertEquals(0, pool.status().lent());
            assertEquals(0, pool.status().connecting());
            assertEquals(pool.status().open(), pool.status().idle());
        }

        private void everyPlaceCanBeLent() {
            long deadline = database.time.getAsLong() + Duration.ofMinutes(1).toNanos();
            List<Request> all = IntStream.range(0, database.maxSize)
                    .mapToObj(i -> new Request("probe", true, i == 0, deadline).on(pool)).toList();
            database.time.advance(Duration.ofSeconds(2));
            assertTrue(all.stream().allMatch(Request::granted), () -> "places were lost: " + pool.status());
            assertEquals(database.maxSize, all.stream().map(Request::connection).distinct().count());
            all.forEach(request -> request.release(Lease.Condition.CLEAN));
        }

        private void close() {
            CompletableFuture<Void> closed = pool.close(Duration.ofMillis(random.nextInt(100)));
            database.time.advance(Duration.ofMillis(300));
            assertTrue(closed.isDone());
            for (FakeConnection connection : database.connections) {
                assertEquals(1, connection.disposals.get(), connection + " was disposed of so many times");
            }
            assertEquals(0, database.time.pending());
        }
    }
}
