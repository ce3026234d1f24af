// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.bank;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** When commits were acknowledged, as {@link System#nanoTime} counts. Safe for use by many threads. */
final class Acknowledgements {

    private long[] instants = new long[1_024];
    private int size;

    synchronized void add() {
        if (size == instants.length) {
            instants = Arrays.copyOf(instants, 2 * size);
        }
        instants[size++] = System.nanoTime();
        notifyAll();
    }

    synchronized void clear() {
        size = 0;
    }

    synchronized int count() {
        return size;
    }

    /** Waits for some that were not before an instant; false if they do not come. */
    synchronized boolean await(int count, long since, long seconds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (size - countBefore(since) < count) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    /** The first that was not before an instant, in nanoseconds after it; negative if there is none. */
    synchronized long firstAfter(long instant) {
        int first = countBefore(instant);
        return first < size ? instants[first] - instant : -1;
    }

    /** They were added in the order of time. */
    private int countBefore(long instant) {
        int before = size;
        while (before > 0 && instants[before - 1] - instant >= 0) {
            before--;
        }
        return before;
    }
}
