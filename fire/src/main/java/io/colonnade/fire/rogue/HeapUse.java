// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.rogue;

import java.lang.management.ManagementFactory;

/**
 * How much more of the heap is in use than before. What was needed in between is bounded by the size of the heap, with which the JVM is started: who
 * needs more gets an OutOfMemoryError, and that is no answer to any server.
 */
final class HeapUse {

    private final long before = used();

    /** In MiB, without garbage. */
    long risenMiB() {
        return Math.max(0, used() - before) >> 20;
    }

    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
