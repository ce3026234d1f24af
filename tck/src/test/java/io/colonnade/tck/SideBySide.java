// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck;

import io.colonnade.tck.reference.Mutant;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Runs of the kit one after the other, of which those that only wait do not hold up the next: they go on beside it. */
final class SideBySide implements AutoCloseable {

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "side by side");
        thread.setDaemon(true);
        return thread;
    });
    private final Duration patience;

    /**
     * Runs.
     *
     * @param patience how long the next run waits for the one before; nothing that a run finds depends on it
     */
    SideBySide(Duration patience) {
        this.patience = patience;
    }

    /** The run of each mutant, in their order. */
    Map<Mutant, KitRun> run(List<Mutant> mutants, Function<Mutant, KitRun> kit) throws InterruptedException, ExecutionException {
        Map<Mutant, Future<KitRun>> begun = new LinkedHashMap<>();
        for (Mutant mutant : mutants) {
            begun.put(mutant, begin(() -> {
                MutantTck.use(mutant);
                return kit.apply(mutant);
            }));
        }
        Map<Mutant, KitRun> ended = new LinkedHashMap<>();
        for (Map.Entry<Mutant, Future<KitRun>> each : begun.entrySet()) {
            ended.put(each.getKey(), each.getValue().get());
        }
        return ended;
    }

    private Future<KitRun> begin(Callable<KitRun> run) throws InterruptedException, ExecutionException {
        Future<KitRun> begun = threads.submit(run);
        try {
            begun.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException waits) {
            // It goes on beside the next one.
        }
        return begun;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
