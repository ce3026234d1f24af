// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck;

import java.time.Duration;

/**
 * All the waiting of the kit, in one place. On a slow machine set the environment variable {@value #SCALE} to a factor such as 3.
 *
 * <p>A rule that holds never waits for one of these to pass, except {@link #quiet}.
 */
public final class TckTimeouts {

    /** The environment variable that scales all deadlines. */
    public static final String SCALE = "COLONNADE_TCK_TIMEOUT_SCALE";

    private static final double FACTOR = factor(System.getenv(SCALE));

    private TckTimeouts() {
    }

    /** How long an answer of the database may take. */
    public static Duration answer() {
        return scaled(20_000);
    }

    /** How long a state that must come by itself may take. */
    public static Duration settle() {
        return scaled(5_000);
    }

    /** How long to watch that nothing happens. */
    public static Duration quiet() {
        return scaled(50);
    }

    /** How long one rule may take in all. */
    public static Duration rule() {
        return scaled(90_000);
    }

    static double factor(String text) {
        if (text == null || text.isBlank()) {
            return 1;
        }
        double factor;
        try {
            factor = Double.parseDouble(text.trim());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(SCALE + " is \"" + text + "\"; it must be a number such as 3", e);
        }
        if (!(factor > 0) || Double.isInfinite(factor)) {
            throw new IllegalArgumentException(SCALE + " is " + text + "; it must be greater than 0");
        }
        return factor;
    }

    private static Duration scaled(long millis) {
        return Duration.ofMillis((long) (millis * FACTOR));
    }
}
