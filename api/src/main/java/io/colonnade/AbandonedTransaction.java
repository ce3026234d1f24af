// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import java.lang.ref.Cleaner;

/**
 * What becomes of a transaction whose handle nobody can reach any more and that was neither committed nor rolled back: it is rolled back,
 * its connection goes back to the pool, and the log says so. Thread-safe.
 */
final class AbandonedTransaction {

    private AbandonedTransaction() {
    }

    /** Watches over a handle until its transaction is over. */
    static void watch(Transaction handle, OpenTransaction transaction) {
        Cleaner.Cleanable registration = SharedCleaner.CLEANER.register(handle, transaction::abandon);
        transaction.over().whenComplete((ended, never) -> registration.clean());
    }

    /** One thread for all databases, started when it is first needed. */
    static final class SharedCleaner {
        static final Cleaner CLEANER = Cleaner.create(task -> {
            Thread thread = new Thread(task, "colonnade-cleaner");
            thread.setDaemon(true);
            return thread;
        });
    }
}
