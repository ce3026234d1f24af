// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.reference;

import io.colonnade.error.ErrorKind;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A database: what is committed, and whose turn it is to write. */
final class Engine {

    private static final Map<String, Engine> ENGINES = new ConcurrentHashMap<>();
    private static final int LOCK_TIMEOUT_MILLIS = 30_000;
    private static final int WATCH_MILLIS = 2;

    private final Semaphore writer = new Semaphore(1, true);
    private volatile Map<String, Table> committed = Map.of();

    /** The database of that name; made at the first call. */
    static Engine named(String name) {
        return ENGINES.computeIfAbsent(name, made -> new Engine());
    }

    Map<String, Table> committed() {
        return committed;
    }

    /** Takes the turn to write; others wait for it. */
    void lock(Querying.Watch watch) throws EngineError {
        try {
            for (int waited = 0; waited < LOCK_TIMEOUT_MILLIS; waited += WATCH_MILLIS) {
                if (writer.tryAcquire(WATCH_MILLIS, TimeUnit.MILLISECONDS)) {
                    return;
                }
                watch.check();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        throw new EngineError(ErrorKind.LOCK_TIMEOUT, "55P03", "another connection has been writing for too long");
    }

    void commit(Map<String, Table> tables) {
        committed = Map.copyOf(tables);
    }

    void unlock() {
        writer.release();
    }
}
