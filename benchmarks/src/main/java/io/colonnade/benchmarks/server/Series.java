// SPDX-License-Identifier: Apache-2.0
package io.colonnade.benchmarks.server;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** What one peer has done with one workload, a round at a time. */
final class Series {

    private static final OperatingSystemMXBean PROCESS = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    final Peer peer;
    final List<Double> rates = new ArrayList<>();
    final List<Double> microseconds = new ArrayList<>();
    final List<Double> bytes = new ArrayList<>();

    Series(Peer peer) {
        this.peer = peer;
    }

    /** Notes how long a round took, and what time of the processors and which memory this process used for it. */
    void measure(long operations, Runnable round) {
        long allocated = allocated();
        long processor = PROCESS.getProcessCpuTime();
        long start = System.nanoTime();
        round.run();
        double seconds = (System.nanoTime() - start) / 1e9;
        microseconds.add((PROCESS.getProcessCpuTime() - processor) / 1e3 / operations);
        bytes.add((allocated() - allocated) / (double) operations);
        rates.add(operations / seconds);
    }

    private static long allocated() {
        long sum = 0;
        for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
            sum += Math.max(0, bytes);
        }
        return sum;
    }

    /** This peer's rate in terms of another's, for each round. */
    List<Double> ratios(Series other) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < rates.size(); i++) {
            ratios.add(rates.get(i) / other.rates.get(i));
        }
        return ratios;
    }

    static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
