// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import io.colonnade.jdbc.MessageLimit;
import io.colonnade.jdbc.TlsSettings;
import java.io.IOException;
import java.util.Properties;

/**
 * The server's messages, each of a letter, its length in four bytes and its content. The values of a row have lengths of their own, for which
 * the driver makes room at once, so those are looked at too.
 */
final class PostgresMessages extends MessageLimit {

    /** Under this key the driver's properties hold the {@link Maker}. */
    private static final String MAKER = PostgresMessages.class.getName() + ".maker";
    private static final int LENGTH_BYTES = 4;
    private static final int COUNT_BYTES = 2;
    /** What the driver keeps of a notice or a notification beside its words. */
    private static final int COST_OF_WORDS = 512;
    /** What is not made of a user's data; and shorter than any length without a zero byte, at which the driver's search for the end of a name ends. */
    private static final int MOST_BYTES_OF_OTHERS = 1 << 20;
    private static final String FIRST = "RENv";
    private static final String LARGE = "DdEN";

    private final boolean asksForTls;
    private boolean begun;
    private boolean tlsAgreed;
    private char type;
    /** How many bytes of the header, or of a number within a row, are here. */
    private int here;
    private int number;
    /** How many bytes of the message are still to come. */
    private int left;
    /** How many bytes of a value are still to come, or of whatever is not looked at. */
    private int unseen;
    /** How many values of the row are still to come; negative while not even their count is known. */
    private int values;
    private long words;

    /** What is the same for all sockets of a connection: a driver may need several. */
    record Maker(String server, int mostBytes, TlsSettings.Mode tls) {

        void into(Properties properties) {
            properties.put(MAKER, this);
        }

        static PostgresMessages make(Properties properties) {
            return new PostgresMessages((Maker) properties.get(MAKER));
        }
    }

    private PostgresMessages(Maker maker) {
        super(maker.server, maker.mostBytes);
        asksForTls = maker.tls != TlsSettings.Mode.DISABLE;
    }

    @Override
    protected void beforeTls() throws IOException {
        if (!tlsAgreed) {
            throw violation("was given TLS without having agreed to it");
        }
        tlsAgreed = false;
    }

    @Override
    protected void passed(byte[] bytes, int offset, int count) throws IOException {
        int at = offset;
        int end = offset + count;
        if (!begun) {
            at = begin((char) (bytes[at] & 0xff), at);
        }
        if (tlsAgreed && at < end) {
            throw notOfTls();
        }
        while (at < end) {
            if (unseen > 0) {
                int skipped = Math.min(unseen, end - at);
                unseen -= skipped;
                left -= skipped;
                at += skipped;
            } else if (left > 0) {
                at = withinRow(bytes, at, end);
            } else {
                at = header(bytes, at, end);
            }
        }
    }

    /** The first byte of all: the answer to the question for TLS, or the beginning of the first message. */
    private int begin(char first, int at) throws IOException {
        begun = true;
        if (asksForTls && (first == 'S' || first == 'N')) {
            tlsAgreed = first == 'S';
            return at + 1;
        }
        if (FIRST.indexOf(first) < 0) {
            throw violation(String.format("does not speak PostgreSQL's protocol: its first byte is 0x%02x", (int) first));
        }
        return at;
    }

    private int header(byte[] bytes, int from, int end) throws IOException {
        int at = from;
        if (here == 0) {
            type = (char) (bytes[at++] & 0xff);
            here = 1;
            number = 0;
        }
        if (here == 1 && end - at >= LENGTH_BYTES) {
            number = integer(bytes, at);
            at += LENGTH_BYTES;
            here += LENGTH_BYTES;
        }
        while (here <= LENGTH_BYTES && at < end) {
            number = number << 8 | bytes[at++] & 0xff;
            here++;
        }
        if (here > LENGTH_BYTES) {
            here = 0;
            message(number - LENGTH_BYTES);
        }
        return at;
    }

    private static int integer(byte[] bytes, int at) {
        return bytes[at] << 24 | (bytes[at + 1] & 0xff) << 16 | (bytes[at + 2] & 0xff) << 8 | bytes[at + 3] & 0xff;
    }

    private void message(int length) throws IOException {
        if (length < 0) {
            throw violation("sends a message of " + length + " bytes, which is not PostgreSQL's protocol");
        }
        message(length, length);
        if (length > MOST_BYTES_OF_OTHERS && LARGE.indexOf(type) < 0) {
            throw violation("sends a message of the kind " + type + " and of " + length + " bytes, which is more than any such message needs");
        }
        if (type == 'D' && length < COUNT_BYTES) {
            throw liesAboutRow();
        }
        left = length;
        unseen = type == 'D' ? 0 : length;
        values = -1;
        number = 0;
        if (type == 'Z') {
            words = 0;
            loggedIn();
        } else if (type == 'A' || type == 'N') {
            words(length);
        }
    }

    /** What is said beside the answers is kept by the driver until somebody asks for it. */
    private void words(int length) throws IOException {
        words += length + COST_OF_WORDS;
        if (words > mostBytes()) {
            throw tooLarge("What the server says beside one answer, in notices and notifications, is more than ");
        }
    }

    /** The count of the values, or the length of the next one. */
    private int withinRow(byte[] bytes, int from, int end) throws IOException {
        int at = from;
        int size = values < 0 ? COUNT_BYTES : LENGTH_BYTES;
        if (size == LENGTH_BYTES && here == 0 && left >= LENGTH_BYTES && end - at >= LENGTH_BYTES) {
            number = integer(bytes, at);
            at += LENGTH_BYTES;
            left -= LENGTH_BYTES;
            value();
            return at;
        }
        while (here < size && left > 0 && at < end) {
            number = number << 8 | bytes[at++] & 0xff;
            here++;
            left--;
        }
        if (here == size) {
            here = 0;
            value();
        }
        if (left == 0 && (here > 0 || values > 0)) {
            throw liesAboutRow();
        }
        return at;
    }

    private void value() throws IOException {
        int given = number;
        number = 0;
        if (values < 0) {
            values = given;
        } else {
            values--;
            if (given > left || given < -1) {
                throw liesAboutRow();
            }
            unseen = Math.max(0, given);
        }
        if (values == 0) {
            unseen = left;
        } else if ((long) values * LENGTH_BYTES > left - unseen) {
            throw liesAboutRow();
        }
    }

    private IOException liesAboutRow() {
        return violation("sends a row whose values are longer than the row, which is not PostgreSQL's protocol");
    }
}
