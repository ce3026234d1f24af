// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.rogue;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Very much of something, without the memory for it. */
final class Flood {

    private static final byte[] ZEROS = new byte[1 << 16];
    private static final long DRIP_MILLIS = 100;

    private Flood() {
    }

    static void zeros(DataOutputStream out, long count) throws IOException {
        for (long left = count; left > 0; left -= ZEROS.length) {
            out.write(ZEROS, 0, (int) Math.min(left, ZEROS.length));
        }
    }

    /** The same bytes until the other side has enough. */
    static void endlessly(DataOutputStream out, byte[] bytes) throws IOException {
        byte[] many = new byte[bytes.length * Math.max(1, ZEROS.length / bytes.length)];
        for (int at = 0; at < many.length; at += bytes.length) {
            System.arraycopy(bytes, 0, many, at, bytes.length);
        }
        while (true) {
            out.write(many);
        }
    }

    /** A byte now and then, each within any time-out that is for one read, until the other side has enough. */
    static void drip(DataInputStream in, DataOutputStream out, byte[] begins, int then) throws IOException {
        out.write(begins);
        try {
            while (in.available() >= 0) {
                TimeUnit.MILLISECONDS.sleep(DRIP_MILLIS);
                out.writeByte(then);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
