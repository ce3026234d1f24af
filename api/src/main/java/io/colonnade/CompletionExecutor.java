// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.pool.Log;
import java.lang.ref.Cleaner;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The executor that the user named for completions, trusted in nothing but its thread: a task that it refuses, or that it throws away later,
 * runs all the same, elsewhere, so that nobody waits for ever and no connection stays lent. Thread-safe.
 */
final class CompletionExecutor implements Executor {

    private static final Log LOG = Log.of("io.colonnade");

    private final Executor named;
    private final Executor otherwise;
    private final AtomicBoolean warned = new AtomicBoolean();

    /**
     * A guard around an executor.
     *
     * @param otherwise runs what the named one refuses
     */
    CompletionExecutor(Executor named, Executor otherwise) {
        this.named = named;
        this.otherwise = otherwise;
    }

    @Override
    public void execute(Runnable task) {
        Once once = new Once(task, this);
        try {
            named.execute(new HandedIn(once));
        } catch (Throwable thrown) {
            if (!(thrown instanceof RejectedExecutionException)) {
                warn("The completion executor threw " + thrown.getClass().getName());
            }
            otherwise.execute(once::runFirst);
        }
    }

    private void warn(String what) {
        if (warned.compareAndSet(false, true)) {
            LOG.warn("{}; what it does not run completes on a thread of Colonnade's or of the common pool. This is said once.", what);
        }
    }

    /** The task, and who runs it first. It must not refer to what was handed in, or that could never be found dropped. */
    private static final class Once extends AtomicBoolean implements Runnable {

        private static final long serialVersionUID = 1L;

        private final transient Runnable task;
        private final transient CompletionExecutor executor;

        Once(Runnable task, CompletionExecutor executor) {
            this.task = task;
            this.executor = executor;
        }

        void runFirst() {
            if (compareAndSet(false, true)) {
                task.run();
            }
        }

        /** What was handed in cannot be reached any more: if it has not run, it never will. */
        @Override
        public void run() {
            if (!get()) {
                executor.warn("The completion executor dropped a task without running it");
                ForkJoinPool.commonPool().execute(this::runFirst);
            }
        }
    }

    /** What the executor gets. */
    private static final class HandedIn implements Runnable {

        private final Once once;
        private final Cleaner.Cleanable watch;

        HandedIn(Once once) {
            this.once = once;
            watch = AbandonedTransaction.SharedCleaner.CLEANER.register(this, once);
        }

        @Override
        public void run() {
            try {
                once.runFirst();
            } finally {
                watch.clean();
            }
        }
    }
}
