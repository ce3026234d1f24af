// SPDX-License-Identifier: Apache-2.0
package io.colonnade.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Stops processes where they are, and lets them go on. */
final class Signals {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private Signals() {
    }

    /**
     * Returns when none of them runs any more: the signal is taken a little later than it is sent, and a process may make another meanwhile.
     *
     * @param processes those that are there at the moment
     */
    static void stop(Supplier<List<Long>> processes) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        List<Long> told = List.of();
        List<Long> there = processes.get();
        while (!told.equals(there)) {
            send("STOP", there);
            for (long process : there) {
                awaitStopped(process, end);
            }
            told = there;
            there = processes.get();
        }
    }

    static void resume(List<Long> processes) {
        send("CONT", processes);
    }

    private static void send(String signal, List<Long> processes) {
        List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
        processes.forEach(process -> command.add(process.toString()));
        try {
            new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitStopped(long process, long end) {
        while (!isStopped(process)) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("process " + process + " does not stop");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    /** Whether all of its threads are, or it has ended. */
    private static boolean isStopped(long process) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(process), "task"))) {
            return threads.allMatch(Signals::isStopped);
        } catch (IOException ended) {
            return true;
        }
    }

    private static boolean isStopped(Path thread) {
        try {
            String status = Files.readString(thread.resolve("stat"));
            // The state follows the name, which stands in parentheses and may hold some.
            return "TtZX".indexOf(status.charAt(status.lastIndexOf(')') + 2)) >= 0;
        } catch (IOException ended) {
            return true;
        }
    }
}
