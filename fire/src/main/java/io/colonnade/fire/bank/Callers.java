// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.bank;

import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Callers that have one transfer after the other done, until they are told to stop. */
final class Callers implements AutoCloseable {

    /** Whoever is told how a transfer ended. */
    interface Teller {
        void asksToCommit(long id);

        void tell(long id, Throwable failure);
    }

    private final Transfers transfers;
    private final int count;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "fire-callers");
        made.setDaemon(true);
        return made;
    });
    private volatile Shift shift;

    /** From one start to the next stop. */
    private record Shift(AtomicLong ids, long seed, Teller teller, CountDownLatch busy) {
    }

    Callers(Transfers transfers, int count) {
        this.transfers = transfers;
        this.count = count;
    }

    /**
     * Lets them begin.
     *
     * @param firstId of their transfers, which are numbered from there on
     * @param seed decides with the id what a transfer does
     */
    CountDownLatch start(long firstId, long seed, Teller teller) {
        Shift started = new Shift(new AtomicLong(firstId), seed, teller, new CountDownLatch(count));
        shift = started;
        for (int i = 0; i < count; i++) {
            thread.execute(() -> next(started));
        }
        return started.busy;
    }

    private void next(Shift current) {
        if (current != shift) {
            current.busy.countDown();
            return;
        }
        long id = current.ids.getAndIncrement();
        CompletableFuture<?> transfer;
        try {
            transfer = transfers.start(id, new SplittableRandom(current.seed + id), () -> current.teller.asksToCommit(id));
        } catch (RuntimeException thrown) {
            transfer = CompletableFuture.failedFuture(thrown);
        }
        transfer.whenComplete((value, failure) -> {
            current.teller.tell(id, failure);
            thread.execute(() -> next(current));
        });
    }

    /** Has them stop after what they do now; gives how many still wait for an answer when their patience is over. */
    long stop(long patienceSeconds) throws InterruptedException {
        Shift stopped = shift;
        shift = null;
        return stopped == null || stopped.busy.await(patienceSeconds, TimeUnit.SECONDS) ? 0 : stopped.busy.getCount();
    }

    @Override
    public void close() {
        shift = null;
        thread.shutdown();
    }
}
