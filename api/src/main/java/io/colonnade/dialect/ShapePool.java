// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Shapes that were cleared and wait for the next statement, because their arrays are most of what a statement from the cache would
 * allocate. Thread-safe, of fixed size. A thread that finds none takes a new one, also where it compiles within a compilation.
 *
 * <p>They are the cache's own and in no thread-local variable, which would outlive it in the threads of others.
 */
final class ShapePool {

    private static final int PLACES = 16;
    /** The distance of places, so that threads do not write to the same cache line. */
    private static final int STRIDE = 16;

    private final AtomicReferenceArray<StatementShape> places = new AtomicReferenceArray<>(PLACES * STRIDE);

    /** An empty shape; give it back in finally. */
    StatementShape take() {
        StatementShape shape = places.getAndSet(place(), null);
        return shape == null ? new StatementShape(false) : shape;
    }

    /** Clears a shape, and keeps it unless it is too large. */
    void give(StatementShape shape) {
        if (shape.clear()) {
            places.setRelease(place(), shape);
        }
    }

    private static int place() {
        return ((int) Thread.currentThread().getId() & PLACES - 1) * STRIDE;
    }
}
