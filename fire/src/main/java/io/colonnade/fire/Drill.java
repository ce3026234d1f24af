// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire;

import java.util.random.RandomGenerator;

/**
 * Something that is done again and again to one database, and what must be true after each time. Used by one thread.
 *
 * <p>What a round does depends on its number and its random numbers alone, so that a run can be gone on with where it was left.
 */
public interface Drill extends AutoCloseable {

    /** How many of the things that the drill is counted in one round does: transfers, cancels, cuts. */
    default int perRound() {
        return 1;
    }

    /**
     * Does it once more, and compares what was told with what is so.
     *
     * @param number counts from 0 on
     * @param random this round's own
     * @param figures take what was done, and what of it went wrong
     * @throws Exception if the drill itself cannot go on; what the product does wrong is a fault of the figures
     */
    void round(long number, RandomGenerator random, Figures figures) throws Exception;

    /** Ends it: closes what it opened and asks the server what is left. */
    default void finish(Figures figures) throws Exception {
    }

    /** Gives up what is still open, also after a failure. */
    @Override
    default void close() {
    }
}
