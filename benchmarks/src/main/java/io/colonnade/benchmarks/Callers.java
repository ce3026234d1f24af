// SPDX-License-Identifier: Apache-2.0
package io.colonnade.benchmarks;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;

/** A number of callers that share a number of operations; each begins its next operation when its last one has completed. */
public final class Callers {

    private final AtomicInteger next = new AtomicInteger();
    private final LongAdder checksum = new LongAdder();
    private final AtomicInteger active;
    private final int operations;
    private final IntFunction<CompletionStage<Long>> operation;
    private final CompletableFuture<Long> finished = new CompletableFuture<>();

    private Callers(int callers, int operations, IntFunction<CompletionStage<Long>> operation) {
        active = new AtomicInteger(callers);
        this.operations = operations;
        this.operation = operation;
    }

    /** Runs all operations and gives the sum of what they completed with. */
    public static long run(int callers, int operations, IntFunction<CompletionStage<Long>> operation) {
        Callers all = new Callers(callers, operations, operation);
        for (int i = 0; i < callers; i++) {
            all.proceed();
        }
        return all.finished.join();
    }

    private void proceed() {
        int index = next.getAndIncrement();
        if (index < operations) {
            operation.apply(index).whenComplete(this::completed);
        } else if (active.decrementAndGet() == 0) {
            finished.complete(checksum.sum());
        }
    }

    private void completed(Long part, Throwable failure) {
        if (failure != null) {
            finished.completeExceptionally(failure);
        } else {
            checksum.add(part);
            proceed();
        }
    }
}
