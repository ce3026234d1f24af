// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.proxy;

import java.time.Duration;

/**
 * In which pieces the bytes of one direction are passed on, and how fast.
 *
 * @param chunk how many bytes are written at the most at a time
 * @param pause how long is waited before each write
 * @param gather for how long nothing must have come before what has come is passed on in one write; zero: it is passed on as it comes
 */
public record Shape(int chunk, Duration pause, Duration gather) {

    /** As it comes, at once. */
    public static final Shape PLAIN = new Shape(Integer.MAX_VALUE, Duration.ZERO, Duration.ZERO);
    /** Byte by byte, at once. */
    public static final Shape SPLIT = new Shape(1, Duration.ZERO, Duration.ZERO);

    /** Rejects what could never pass a byte. */
    public Shape {
        if (chunk < 1 || pause.isNegative() || gather.isNegative()) {
            throw new IllegalArgumentException("a shape of " + chunk + " bytes at a time, " + pause + " and " + gather);
        }
    }

    /** Everything late by so much. */
    public static Shape delayed(Duration by) {
        return new Shape(Integer.MAX_VALUE, by, Duration.ZERO);
    }

    /** So many bytes at a time, with a pause before each. */
    public static Shape drip(int bytes, Duration pause) {
        return new Shape(bytes, pause, Duration.ZERO);
    }

    /** All that comes before a silence of that length in one piece. */
    public static Shape merged(Duration silence) {
        return new Shape(Integer.MAX_VALUE, Duration.ZERO, silence);
    }
}
