// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.rogue;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;

/** How far the use of the heap has risen since a moment. */
final class HeapPeak {

    private static final List<MemoryPoolMXBean> POOLS = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP).toList();

    private final long before;

    /** From now on. */
    HeapPeak() {
        POOLS.forEach(MemoryPoolMXBean::resetPeakUsage);
        before = POOLS.stream().mapToLong(pool -> pool.getUsage().getUsed()).sum();
    }

    /** In MiB, garbage included. */
    long risenMiB() {
        return Math.max(0, POOLS.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() - before) >> 20;
    }
}
