// SPDX-License-Identifier: Apache-2.0
package io.colonnade.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Races of grants, deadlines, withdrawals, releases and housekeeping on real threads (P3, P18). */
class PoolStressTest {

    private static final int THREADS = 4;

    private final FakeDatabase database = new FakeDatabase();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final AtomicReference<String> fault = new AtomicReference<>();
    private final AtomicInteger grants = new AtomicInteger();
    private final AtomicInteger expired = new AtomicInteger();
    private final AtomicInteger withdrawn = new AtomicInteger();
    private final AtomicInteger writers = new AtomicInteger();

    @AfterEach
    void stop() {
        threads.shutdownNow();
        timer.shutdownNow();
    }

    /** A request that holds its connection until a later task gives it back, and checks that nobody uses it who must not. */
    private final class Racer implements LeaseRequest {
        private final boolean exclusive = ThreadLocalRandom.current().nextInt(4) == 0;
        private final boolean writes = ThreadLocalRandom.current().nextInt(3) == 0;
        private final long deadlineNanos = System.nanoTime() + ThreadLocalRandom.current().nextLong(1_000, 2_000_000);
        private final AtomicInteger answers = new AtomicInteger();
        private final CountDownLatch answered;
        private FakeConnection connection;
        private volatile Lease lease;

        Racer(CountDownLatch answered) {
            this.answered = answered;
        }

        @Override
        public boolean exclusive() {
            return exclusive;
        }

        @Override
        public boolean writes() {
            return writes;
        }

        @Override
        public long deadlineNanos() {
            return deadlineNanos;
        }

        @Override
        public String purpose() {
            return "race";
        }

        @Override
        public void granted(Lease granted) {
            connection = (FakeConnection) granted.connection();
            grants.incrementAndGet();
            int users = connection.users.addAndGet(exclusive ? 1_000 : 1);
            check(users <= database.depth || users == 1_000, "connection used by " + users);
            check(connection.isOpen(), "closed connection lent");
            check(!writes || writers.incrementAndGet() <= database.writers || database.writers == 0, "too many writers");
            answer();
            lease = granted;
        }

        @Override
        public void failed(DatabaseException error) {
            check(error.kind() == ErrorKind.POOL_EXHAUSTED || error.kind() == ErrorKind.DATABASE_UNREACHABLE, "kind " + error.kind());
            expired.incrementAndGet();
            answer();
        }

        /** Gives the connection back, twice, if there is one. */
        void finish(Lease.Condition condition) {
            Lease held = lease;
            if (held == null) {
                return;
            }
            lease = null;
            connection.users.addAndGet(exclusive ? -1_000 : -1);
            if (writes) {
                writers.decrementAndGet();
            }
            held.release(condition);
            held.release(Lease.Condition.BROKEN);
        }

        void answer() {
            check(answers.incrementAndGet() == 1, "answered twice");
            answered.countDown();
        }
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            fault.compareAndSet(null, otherwise);
        }
    }

    private void race(ConnectionPool pool, int rounds, CountDownLatch answered) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        List<Racer> mine = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            Racer racer = new Racer(answered);
            mine.add(racer);
            pool.acquire(racer);
            while (mine.size() > random.nextInt(12)) {
                Racer done = mine.remove(random.nextInt(mine.size()));
                if (random.nextInt(500) != 0 && pool.withdraw(done)) {
                    withdrawn.incrementAndGet();
                    done.answer();
                    check(!pool.withdraw(done), "withdrawn twice");
                } else {
                    awaitAnswer(done);
                    done.finish(condition(random.nextInt(100)));
                }
            }
        }
        for (Racer left : mine) {
            if (pool.withdraw(left)) {
                left.answer();
            } else {
                awaitAnswer(left);
                left.finish(Lease.Condition.CLEAN);
            }
        }
    }

    /** Only between the moment when it was taken from the queue and the call that says so; other threads hold no connection for long. */
    private static void awaitAnswer(Racer racer) {
        while (racer.answers.get() == 0 || racer.connection != null && racer.lease == null) {
            Thread.onSpinWait();
        }
    }

    private static Lease.Condition condition(int number) {
        return number < 60 ? Lease.Condition.CLEAN : number < 97 ? Lease.Condition.USED : Lease.Condition.BROKEN;
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 3", "1, 1, 3", "4, 2, 2"})
    void everyRequestIsAnsweredOnceAndNoConnectionIsLost(int depth, int writerLimit, int maxSize) throws Exception {
        database.depth = depth;
        database.writers = writerLimit;
        database.maxSize = maxSize;
        database.idleTimeout = Duration.ofMillis(100);
        database.maxLifetime = Duration.ofMillis(200);
        database.validateAfterIdle = Duration.ofNanos(50_000);
        ConnectionPool pool = database.pool(timer, System::nanoTime);
        int rounds = 40_000;
        CountDownLatch answered = new CountDownLatch(THREADS * rounds);
        List<Future<?>> racing = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            racing.add(threads.submit(() -> race(pool, rounds, answered)));
        }
        for (Future<?> each : racing) {
            each.get(60, TimeUnit.SECONDS);
        }
        assertTrue(answered.await(10, TimeUnit.SECONDS));
        assertNull(fault.get());
        assertTrue(grants.get() > 1_000 && expired.get() > 20 && withdrawn.get() > 1_000,
                () -> "no race: " + grants + " granted, " + expired + " expired, " + withdrawn + " withdrawn");
        PoolStatus status = pool.status();
        assertEquals(new PoolStatus(status.open(), status.open(), 0, 0, 0), status);
        assertEquals(status.open(), database.connections.stream().filter(FakeConnection::isOpen).count());
        allPlacesCanBeLent(pool, maxSize, writerLimit);
        pool.close(Duration.ZERO).get(10, TimeUnit.SECONDS);
        assertTrue(database.connections.stream().allMatch(connection -> connection.disposals.get() == 1));
    }

    private void allPlacesCanBeLent(ConnectionPool pool, int maxSize, int writerLimit) {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        List<Request> all = new ArrayList<>();
        for (int i = 0; i < maxSize; i++) {
            all.add(new Request("probe", true, i < writerLimit, deadline).on(pool));
        }
        assertTrue(all.stream().allMatch(Request::granted), () -> "lost permits: " + pool.status());
        all.forEach(request -> request.release(Lease.Condition.CLEAN));
    }

    /** P18: the second owner keeps what it has, however often and by whomever the first lease is released. */
    @Test
    void aReleaseRacingItselfAndTheNextOwnerFreesTheConnectionOnce() throws Exception {
        ConnectionPool pool = database.pool(timer, System::nanoTime);
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        for (int round = 0; round < 20_000; round++) {
            Request first = new Request("first", true, false, deadline).on(pool);
            Request second = new Request("second", true, false, deadline).on(pool);
            Request third = new Request("third", true, false, deadline).on(pool);
            Lease lease = first.lease;
            CompletableFuture<Void> other = CompletableFuture.runAsync(() -> lease.release(Lease.Condition.CLEAN), threads);
            lease.release(Lease.Condition.CLEAN);
            other.join();
            assertTrue(second.granted());
            assertTrue(third.waits());
            second.release(Lease.Condition.CLEAN);
            third.release(Lease.Condition.CLEAN);
        }
        assertEquals(new PoolStatus(1, 1, 0, 0, 0), pool.status());
    }
}
