// SPDX-License-Identifier: Apache-2.0
package io.colonnade.jdbc;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Shows what is read to whoever may refuse it, before the reader sees it. */
final class LimitedInput extends FilterInputStream {

    private static final int SKIPPED_AT_ONCE = 8192;

    private final MessageLimit limit;
    private final Check check;
    private byte[] unwanted;
    private long skipped;

    /** May refuse what was read. */
    @FunctionalInterface
    interface Check {
        void look(byte[] bytes, int offset, int count) throws IOException;
    }

    LimitedInput(InputStream in, MessageLimit limit, Check check) {
        super(in);
        this.limit = limit;
        this.check = check;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        skipped = 0;
        return receive(target, offset, length);
    }

    private int receive(byte[] target, int offset, int length) throws IOException {
        int count = in.read(target, offset, length);
        if (count > 0) {
            check.look(target, offset, count);
        }
        return count;
    }

    /** A driver that is out of step skips whatever comes for as long as something does. */
    @Override
    public long skip(long count) throws IOException {
        if (unwanted == null) {
            unwanted = new byte[SKIPPED_AT_ONCE];
        }
        int received = count <= 0 ? 0 : Math.max(0, receive(unwanted, 0, (int) Math.min(count, unwanted.length)));
        skipped += received;
        limit.skipped(skipped);
        return received;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
