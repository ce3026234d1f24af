// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import io.colonnade.jdbc.MessageLimit;
import java.io.IOException;

/** The server's packets, each of its length in three bytes, a number and its content. A longest packet goes on in the next one. */
final class MySqlPackets extends MessageLimit {

    private static final int LONGEST = 0xff_ffff;
    private static final int HEADER_BYTES = 4;
    private static final int OK = 0;

    /** How many bytes of the header are here. */
    private int here;
    private int length;
    private int left;
    /** The length of what has gone on over several packets up to now. */
    private long whole;
    private boolean goesOn;
    /** How many packets have begun. */
    private long packets;
    private boolean contentBegins;

    MySqlPackets(String server, int mostBytes) {
        super(server, mostBytes);
    }

    /** The server greets, and then it is its client's turn. */
    @Override
    protected void beforeTls() throws IOException {
        if (packets != 1 || left > 0 || here > 0) {
            throw notOfTls();
        }
    }

    @Override
    protected void passed(byte[] bytes, int offset, int count) throws IOException {
        int at = offset;
        int end = offset + count;
        while (at < end) {
            if (left == 0) {
                at = header(bytes, at, end);
            } else {
                if (contentBegins) {
                    contentBegins = false;
                    content(bytes[at]);
                }
                int skipped = Math.min(left, end - at);
                left -= skipped;
                at += skipped;
            }
        }
    }

    private int header(byte[] bytes, int from, int end) throws IOException {
        int at = from;
        while (here < HEADER_BYTES && at < end) {
            // The fourth is the number.
            length |= here < HEADER_BYTES - 1 ? (bytes[at] & 0xff) << 8 * here : 0;
            here++;
            at++;
        }
        if (here == HEADER_BYTES) {
            whole = goesOn ? whole + length : length;
            contentBegins = !goesOn;
            goesOn = length == LONGEST;
            packets++;
            message(whole, length);
            left = length;
            here = 0;
            length = 0;
        }
        return at;
    }

    /** The first OK after the greeting lets the client in. */
    private void content(byte first) {
        if (first == OK && packets > 1 && !isLoggedIn()) {
            loggedIn();
        }
    }
}
