// SPDX-License-Identifier: Apache-2.0
package io.colonnade.jdbc;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementOutcome;
import io.colonnade.spi.ConnectionSettings;
import java.io.IOException;

/**
 * Bounds the memory that a server can take. It looks at the messages of one connection before the driver does, which makes room for whatever a
 * message says it will hold: at most 64 KiB in all until the server has let us in, 1 MiB in all until the connection is open, and from then
 * on as much in one message as the option {@code max_message_size} has it. What goes beyond is not read; the driver's read fails, and with it what
 * the caller waits for, with {@link ErrorKind#VALUE_TOO_LARGE} or {@link ErrorKind#PROTOCOL_VIOLATION}. The connection is discarded.
 *
 * <p>A subclass knows where messages begin. Used by the connection's thread only.
 *
 * @since 0.1
 */
public abstract class MessageLimit {

    /** The URL option. */
    public static final String OPTION = "max_message_size";
    /** What it is if nothing is said: 64 MiB. */
    public static final int DEFAULT_BYTES = 64 << 20;

    private static final int LEAST_BYTES = 64 << 10;
    private static final int MOST_BYTES = 1 << 30;
    private static final int LOGIN_BYTES = 64 << 10;
    private static final int OPENING_BYTES = 1 << 20;
    /** What a driver keeps of the shortest message. */
    private static final int COST_OF_MESSAGE = 64;
    private static final int MOST_CAUSES = 20;
    private static final int TLS_ALERT = 21;
    private static final int TLS_HANDSHAKE = 22;

    private final String server;
    private final int mostBytes;
    private long taken;
    private boolean loggedIn;
    private boolean opened;
    private boolean tls;
    private boolean tlsAnswered;

    /** What is in an answer that nobody should read on. */
    private static final class RefusedAnswerException extends IOException {
        private static final long serialVersionUID = 1L;
        private final ErrorKind kind;

        RefusedAnswerException(ErrorKind kind, String message) {
            super(message);
            this.kind = kind;
        }
    }

    /**
     * For a connection that is being opened.
     *
     * @param server how errors call the other side
     * @param mostBytes how many bytes a message may hold
     */
    protected MessageLimit(String server, int mostBytes) {
        this.server = server;
        this.mostBytes = mostBytes;
    }

    /**
     * The value of the option, in bytes.
     *
     * @throws io.colonnade.error.ConfigurationException naming the option, its value and what is accepted
     */
    public static int bytes(ConnectionSettings settings) {
        return new SettingsReader(settings).size(OPTION, DEFAULT_BYTES, LEAST_BYTES, MOST_BYTES);
    }

    /** What a limit has refused, if that is why something failed; null if it is not. */
    public static DatabaseException refusal(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
            if (cause instanceof RefusedAnswerException refused) {
                return DatabaseException.of(refused.kind, refused.getMessage()).cause(failure).outcome(StatementOutcome.UNKNOWN)
                        .connectionUsable(false).build();
            }
            cause = cause.getCause();
        }
        return null;
    }

    /** The connection is open: what comes now are answers to whoever uses it. */
    public final void opened() {
        opened = true;
    }

    /** Bytes have arrived, in clear text as far as the server is to be believed. */
    final void arrived(byte[] bytes, int offset, int count) throws IOException {
        if (!tls) {
            passed(bytes, offset, count);
        } else if (!tlsAnswered) {
            tlsAnswered = true;
            if (bytes[offset] != TLS_HANDSHAKE && bytes[offset] != TLS_ALERT) {
                throw notOfTls();
            }
        }
    }

    /** From here on what arrives is to be TLS, and what was within it goes through {@link #passed}. */
    final void beginTls() throws IOException {
        beforeTls();
        tls = true;
    }

    /**
     * What TLS has not covered ends here.
     *
     * @throws IOException if it should have ended before: see {@link #notOfTls}
     */
    protected void beforeTls() throws IOException {
    }

    /**
     * Bytes are about to be read by the driver.
     *
     * @throws IOException if they are not to be: see {@link #message} and {@link #violation}
     */
    protected abstract void passed(byte[] bytes, int offset, int count) throws IOException;

    /**
     * A message begins, or goes on in another part.
     *
     * @param length how long it is, as far as it has been announced
     * @param more how much of that was announced just now
     * @throws IOException if that is more than the server may send
     */
    protected final void message(long length, long more) throws IOException {
        if (!opened) {
            taken += more + COST_OF_MESSAGE;
            if (!loggedIn && taken > LOGIN_BYTES) {
                throw refused(ErrorKind.PROTOCOL_VIOLATION, "What answers at " + server + " sends more than 64 KiB before it has let anybody "
                        + "in, and no database does that. Check the host and the port.");
            }
            if (taken > OPENING_BYTES) {
                throw refused(ErrorKind.PROTOCOL_VIOLATION, "What answers at " + server + " sends more than 1 MiB while the connection is "
                        + "opened. Check the host and the port, and that init_sql returns no rows.");
            }
        }
        if (length > mostBytes) {
            throw tooLarge("A message of " + length + " bytes from the server is larger than ");
        }
    }

    /** The driver has skipped so much without reading anything. */
    final void skipped(long bytes) throws IOException {
        if (bytes > mostBytes) {
            throw violation("goes on without end although nobody has asked it anything");
        }
    }

    /** How many bytes a message may hold. */
    protected final int mostBytes() {
        return mostBytes;
    }

    /** The server has let us in. */
    protected final void loggedIn() {
        loggedIn = true;
    }

    /** Whether it has. */
    protected final boolean isLoggedIn() {
        return loggedIn;
    }

    /**
     * More than {@code max_message_size} allows.
     *
     * @param what what it is, up to the option's name
     */
    protected final IOException tooLarge(String what) {
        return refused(ErrorKind.VALUE_TOO_LARGE, what + OPTION + " allows, which is " + mostBytes + " bytes. It was not read to its end, and the "
                + "connection is discarded. Ask for less at a time, or raise " + OPTION + ", up to 1GiB, if the program has the memory.");
    }

    /**
     * What no server of this kind sends.
     *
     * @param what the end of a sentence about whatever answers
     */
    protected final IOException violation(String what) {
        return refused(ErrorKind.PROTOCOL_VIOLATION, "What answers at " + server + " " + what + ". Check the host and the port.");
    }

    /**
     * A way to log in that would give the password away.
     *
     * @param what the end of a sentence about whatever answers
     */
    protected final IOException weakLogin(String what) {
        return refused(ErrorKind.AUTHENTICATION_FAILED, "What answers at " + server + " " + what + ".");
    }

    /** Words in clear text where there should be none any more: they are not the server's, and who put them there wants them to be read as its. */
    protected final IOException notOfTls() {
        return refused(ErrorKind.TLS_FAILED, "What answers at " + server + " agreed to TLS and went on in clear text: possibly somebody in the "
                + "middle, between this program and the server, who wants to be taken for it (a man in the middle). Nothing of that was read.");
    }

    private static IOException refused(ErrorKind kind, String message) {
        return new RefusedAnswerException(kind, message);
    }
}
