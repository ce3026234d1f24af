// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.usercode;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;

/** What a program does where it ought to do something harmless. */
public enum Behaviour {
    RUNTIME_EXCEPTION(new IllegalStateException("on purpose")),
    ASSERTION_ERROR(new AssertionError("on purpose")),
    LINKAGE_ERROR(new NoClassDefFoundError("on purpose")),
    OUT_OF_MEMORY(new OutOfMemoryError("on purpose")),
    /** As ThreadDeath once was. */
    BARE_ERROR(new Error("on purpose")),
    CHECKED(new IOException("on purpose")),
    INTERRUPTED_EXCEPTION(new InterruptedException("on purpose")),
    CANCELLATION(new CancellationException("on purpose")),
    /** Looks like what futures make of others. */
    COMPLETION_EXCEPTION(new CompletionException(null)),
    /** Runs out of stack itself. */
    RECURSION(null),
    /** Returns when somebody lets it, whatever is done to its thread. */
    BLOCKS(null),
    /** The same, and the database is closed meanwhile. */
    BLOCKS_AT_CLOSE(null),
    /** Leaves its thread interrupted, as code does that has caught an InterruptedException. */
    INTERRUPTS(null);

    private final Throwable thrown;

    Behaviour(Throwable thrown) {
        this.thrown = thrown;
    }

    boolean blocks() {
        return this == BLOCKS || this == BLOCKS_AT_CLOSE;
    }

    boolean fails() {
        return thrown != null || this == RECURSION;
    }

    /** Whether this is what it throws. */
    boolean is(Throwable told) {
        return this == RECURSION ? told instanceof StackOverflowError : told == thrown;
    }

    /** Does it, unless it blocks. */
    void go() {
        if (this == RECURSION) {
            recurse(0);
        } else if (this == INTERRUPTS) {
            Thread.currentThread().interrupt();
        } else if (thrown != null) {
            Behaviour.<RuntimeException>sneak(thrown);
        }
    }

    private static int recurse(int depth) {
        return recurse(depth + 1) + 1;
    }

    @SuppressWarnings("unchecked") // unchecked on purpose
    private static <E extends Throwable> void sneak(Throwable what) throws E {
        throw (E) what;
    }
}
