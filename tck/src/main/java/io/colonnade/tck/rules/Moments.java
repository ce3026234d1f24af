// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import io.colonnade.Database;
import io.colonnade.tck.TckTimeouts;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Lets pass what is long enough to believe that something does not happen. No length of time tells that: on a busy machine it only has not
 * happened yet. So it is measured in answers that a connection of its own got meanwhile, which wait for the same processors and server.
 */
final class Moments implements AutoCloseable {

    /** More than any one step of a rule takes. */
    private static final int ANSWERS = 40;

    private final Supplier<Database> open;
    private Database clock;

    /**
     * Opens nothing yet.
     *
     * @param open opens a database on the same URL that nothing else uses
     */
    Moments(Supplier<Database> open) {
        this.open = open;
    }

    /** Returns at once when it is so, or else when a moment has passed; whether it is so. */
    boolean pass(BooleanSupplier so) {
        if (clock == null) {
            clock = open.get();
        }
        long start = System.nanoTime();
        for (int answers = 0; !so.getAsBoolean(); answers++) {
            if (answers >= ANSWERS && System.nanoTime() - start > TckTimeouts.quiet().toNanos()) {
                return so.getAsBoolean();
            }
            Await.settled(clock.fetchValue("SELECT 1", Long.class));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        return true;
    }

    @Override
    public void close() {
        if (clock != null) {
            Await.value(clock.closeAsync());
        }
    }
}
