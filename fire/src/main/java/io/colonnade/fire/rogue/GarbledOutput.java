// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.rogue;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.random.RandomGenerator;

/** Changes something in what is written, at one place and onwards if that is how it goes. */
final class GarbledOutput extends FilterOutputStream {

    private enum Change { BIT, BYTE, ZEROS, LEFT_OUT, TWICE, END }

    private static final int MOST_PLACES = 1_500;
    private static final int MOST_ZEROS = 8;

    private final RandomGenerator random;
    private final Change change;
    private final int place;
    private int written;

    GarbledOutput(OutputStream out, RandomGenerator random) {
        super(out);
        this.random = random;
        change = Change.values()[random.nextInt(Change.values().length)];
        place = random.nextInt(MOST_PLACES);
    }

    @Override
    public void write(int one) throws IOException {
        if (written++ != place) {
            out.write(one);
            return;
        }
        switch (change) {
            case BIT -> out.write(one ^ 1 << random.nextInt(Byte.SIZE));
            case BYTE -> out.write(random.nextInt(1 << Byte.SIZE));
            case ZEROS -> out.write(new byte[1 + random.nextInt(MOST_ZEROS)]);
            case LEFT_OUT -> { }
            case TWICE -> out.write(new byte[] {(byte) one, (byte) one});
            case END -> throw new IOException("the server is gone");
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (place < written || place >= written + length) {
            out.write(bytes, offset, length);
            written += length;
            return;
        }
        for (int i = offset; i < offset + length; i++) {
            write(bytes[i]);
        }
    }

    @Override
    public String toString() {
        return change + " at " + place;
    }
}
