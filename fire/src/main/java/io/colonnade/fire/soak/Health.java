// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.soak;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What this JVM holds at one moment.
 *
 * @param heap bytes that are in use after a collection
 * @param threads that live
 * @param handles files and sockets that are open
 */
record Health(long heap, long threads, long handles) {

    private static final long HEAP_SLACK = 16L << 20;
    private static final long SLACK = 8;

    static Health now() {
        System.gc();
        return new Health(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                        ? system.getOpenFileDescriptorCount() : 0);
    }

    /** Whether the last third of what was measured is no higher than the second: the first warms up. */
    static boolean flat(List<Health> measured) {
        return flat(measured, Health::heap, HEAP_SLACK) && flat(measured, Health::threads, SLACK) && flat(measured, Health::handles, SLACK);
    }

    private static boolean flat(List<Health> measured, ToLongFunction<Health> what, long slack) {
        int third = measured.size() / 3;
        return least(measured.subList(2 * third, measured.size()), what) <= least(measured.subList(third, 2 * third), what) + slack;
    }

    /** The least, as what is about to be freed is no leak. */
    private static long least(List<Health> some, ToLongFunction<Health> what) {
        return some.stream().mapToLong(what).min().orElse(Long.MAX_VALUE / 2);
    }
}
