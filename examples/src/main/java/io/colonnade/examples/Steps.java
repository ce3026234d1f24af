// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/** Runs the steps of a program and prints for each its title, its result and the time that it took. */
final class Steps {

    private static final double NANOS_PER_MILLI = 1e6;

    private final PrintStream out;

    Steps(PrintStream out) {
        this.out = out;
    }

    /** Runs a step; the time is that until its future completes, without the printing. */
    <T> CompletableFuture<Void> run(String title, Supplier<CompletableFuture<T>> step, Function<T, Object> report) {
        out.println("== " + title);
        long start = System.nanoTime();
        return step.get().thenAccept(result -> {
            double millis = (System.nanoTime() - start) / NANOS_PER_MILLI;
            out.print(report.apply(result));
            out.println(String.format(Locale.ROOT, "  (%.1f ms)", millis));
            out.println();
        });
    }
}
