// SPDX-License-Identifier: Apache-2.0
package io.colonnade.jdbc;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Shows what is read to whoever may refuse it, before the reader sees it. */
final class LimitedInput extends FilterInputStream {

    private static final int SKIPPED_AT_ONCE = 4096;

    private final Check check;

    /** May refuse what was read. */
    @FunctionalInterface
    interface Check {
        void look(byte[] bytes, int offset, int count) throws IOException;
    }

    LimitedInput(InputStream in, Check check) {
        super(in);
        this.check = check;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = in.read(target, offset, length);
        if (count > 0) {
            check.look(target, offset, count);
        }
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        return count <= 0 ? 0 : Math.max(0, read(new byte[(int) Math.min(count, SKIPPED_AT_ONCE)]));
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
