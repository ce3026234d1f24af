// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import java.io.PrintStream;
import java.util.Random;

/** Runs the program of a seed on every database that can be had here, and compares. */
public final class Differential {

    private static final int STEPS = 5000;

    private Differential() {
    }

    /**
     * Runs it.
     *
     * @param arguments the seed, or nothing for one by chance; the number of steps
     */
    public static void main(String[] arguments) {
        long seed = arguments.length > 0 ? Long.parseLong(arguments[0]) : new Random().nextInt(1_000_000);
        int steps = arguments.length > 1 ? Integer.parseInt(arguments[1]) : STEPS;
        PrintStream out = System.out;
        try (Participants participants = new Participants()) {
            out.println("Differential program, seed " + seed + ", " + steps + " steps:");
            DifferentialRun run = new DifferentialRun(participants.databases(), seed);
            try {
                run.run(steps);
            } catch (AssertionError difference) {
                out.println(difference.getMessage());
                System.exit(1);
            } finally {
                run.report(participants.missing(), out);
            }
        }
    }
}
