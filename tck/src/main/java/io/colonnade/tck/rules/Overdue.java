// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

/** Something did not happen in time. A class of its own, so that a verdict can be told from a mere time-out. */
final class Overdue extends AssertionError {

    private static final long serialVersionUID = 1L;

    Overdue(String message) {
        super(message);
    }

    /** Adds where the threads of connections and timers stand, without which a time-out says little. */
    static void addThreads(Throwable failure) {
        Thread.getAllStackTraces().forEach((thread, stack) -> {
            if (thread.getName().startsWith("colonnade")) {
                Throwable place = new Throwable("thread " + thread.getName() + ", " + thread.getState() + ", stands here");
                place.setStackTrace(stack);
                failure.addSuppressed(place);
            }
        });
    }
}
