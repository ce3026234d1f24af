// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import io.colonnade.jdbc.MessageLimit;
import io.colonnade.jdbc.TlsSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    private static final int COST_OF_WORDS = 1024;
    /** Whoever listens takes what it is told from the driver, and may ask nothing for days. */
    private static final long FORGOTTEN_AFTER_NANOS = TimeUnit.MINUTES.toNanos(1);
    /** What is not made of a user's data; and shorter than any length without a zero byte, at which the driver's search for the end of a name ends. */
    private static final int MOST_BYTES_OF_OTHERS = 1 << 20;
    /** Behind the code of a challenge of SCRAM, and its nonce and salt. */
    private static final Pattern ITERATIONS = Pattern.compile("\\A\0\0\0\013r=.*,i=(\\d+)", Pattern.DOTALL);
    private static final int LEAST_ITERATIONS = 4096;
    private static final String FIRST = "RENv";
    private static final String LARGE = "DdEN";
    private static final String KNOWN = LARGE + "123ACGHIKRSTVWZcnstv";

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
    private long wordsSince = System.nanoTime();
    /** What the server has said so far of how it wants the password; null while it says something else. */
    private ByteArrayOutputStream challenge;

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
                if (challenge != null) {
                    challenge.write(bytes, at, skipped);
                }
                unseen -= skipped;
                left -= skipped;
                at += skipped;
                if (left == 0 && challenge != null) {
                    challenged(challenge.toByteArray());
                }
            } else if (left > 0) {
                at = values < 0 && here == 0 && left <= end - at ? wholeRow(bytes, at) : withinRow(bytes, at, end);
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
        left = length;
        number = 0;
        values = -1;
        if (type != 'D') {
            unseen = length;
            other(length);
        } else if (length < COUNT_BYTES) {
            throw liesAboutRow();
        }
    }

    /** What is no row. */
    private void other(int length) throws IOException {
        if (KNOWN.indexOf(type) < 0) {
            throw violation(String.format("sends a message of an unknown kind, 0x%02x, which is not PostgreSQL's protocol", (int) type));
        }
        if (length > MOST_BYTES_OF_OTHERS && LARGE.indexOf(type) < 0) {
            throw violation("sends a message of the kind " + type + " and of " + length + " bytes, which is more than any such message needs");
        }
        challenge = type == 'R' && length > 0 && !isLoggedIn() ? new ByteArrayOutputStream() : null;
        if (type == 'Z') {
            words = 0;
            loggedIn();
        } else if (type == 'A' || type == 'N') {
            words(length);
        }
    }

    /** Most rows are here as a whole. */
    private int wholeRow(byte[] bytes, int from) throws IOException {
        int end = from + left;
        int at = from + COUNT_BYTES;
        for (int value = (bytes[from] & 0xff) << 8 | bytes[from + 1] & 0xff; value > 0; value--) {
            int length = end - at < LENGTH_BYTES ? Integer.MAX_VALUE : integer(bytes, at);
            at += LENGTH_BYTES;
            if (length > end - at || length < -1) {
                throw liesAboutRow();
            }
            at += Math.max(0, length);
        }
        left = 0;
        return end;
    }

    /** The driver would answer with a hash from which the password is guessed as quickly as the server likes. */
    private void challenged(byte[] content) throws IOException {
        challenge = null;
        Matcher iterations = ITERATIONS.matcher(new String(content, StandardCharsets.ISO_8859_1));
        if (iterations.find() && iterations.group(1).length() < 10 && Integer.parseInt(iterations.group(1)) < LEAST_ITERATIONS) {
            throw weakLogin("asks for the password with " + iterations.group(1) + " iterations of SCRAM; accepted are " + LEAST_ITERATIONS
                    + " and more, for with fewer it is guessed too quickly by whoever has the answer. If this is your server, raise its "
                    + "scram_iterations and set the password anew");
        }
    }

    /** What is said beside the answers is kept by the driver until somebody asks for it. */
    private void words(int length) throws IOException {
        long now = System.nanoTime();
        if (now - wordsSince > FORGOTTEN_AFTER_NANOS) {
            words = 0;
            wordsSince = now;
        }
        words += length + COST_OF_WORDS;
        if (words > mostBytes()) {
            throw tooLarge("What the server says beside its answers, in notices and notifications within a minute, is more than ");
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
