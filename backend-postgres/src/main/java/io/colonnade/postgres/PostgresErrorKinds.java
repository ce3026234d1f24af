// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import io.colonnade.error.ErrorKind;
import java.io.IOException;
import java.sql.SQLException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.postgresql.util.ServerErrorMessage;

/** What PostgreSQL's errors are called: its SQLSTATEs are precise, and its words are in a language of the server's choice. */
final class PostgresErrorKinds {

    /** The server takes no more connections: of all, of the user's, or of the database's. */
    static final String TOO_MANY_CONNECTIONS = "53300";

    /** A name that the driver gives to a statement that it prepares. */
    private static final Pattern DRIVERS_STATEMENT = Pattern.compile("\\bS_\\d+\\b");

    private PostgresErrorKinds() {
    }

    /**
     * While a connection is opened.
     *
     * @param fromServer whether the server says so
     */
    static ErrorKind connecting(SQLException error, String state, String text, boolean fromServer) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException && !lostLink(cause)) {
                return ErrorKind.TLS_FAILED;
            }
        }
        return switch (state) {
            case "08004" -> text.contains("SSL") ? ErrorKind.TLS_FAILED : ErrorKind.AUTHENTICATION_FAILED;
            case "28P01", "28000" -> ErrorKind.AUTHENTICATION_FAILED;
            case "3D000" -> ErrorKind.NOT_FOUND;
            case "42501" -> ErrorKind.PERMISSION;
            case TOO_MANY_CONNECTIONS -> ErrorKind.TOO_MANY_CONNECTIONS;
            // A pooler calls so whatever it does not like; the driver means the protocol.
            case "08P01" -> fromServer ? ErrorKind.DATABASE_UNREACHABLE : ErrorKind.PROTOCOL_VIOLATION;
            default -> ErrorKind.DATABASE_UNREACHABLE;
        };
    }

    /** Whether a link that was lost while TLS was negotiated on it is all that went wrong: that says nothing about certificates. */
    private static boolean lostLink(Throwable tls) {
        Throwable cause = tls.getCause();
        while (cause != null && !(cause instanceof IOException && !(cause instanceof SSLException))) {
            cause = cause.getCause();
        }
        return cause != null;
    }

    /**
     * While statements run, and the connection stands although the server speaks of connections: of others, as that to a publisher or to a
     * foreign server; or of its protocol, because a statement that is prepared there has changed its form.
     */
    static ErrorKind ofAnotherConnection(String state) {
        return state.equals("08P01") ? ErrorKind.SERIALIZATION : ErrorKind.INVALID_STATE;
    }

    /**
     * While statements run.
     *
     * @param server the server's error; null where it is one of the driver's own
     * @param cancelled whether we have asked the server to cancel what failed
     */
    static ErrorKind running(String state, String text, ServerErrorMessage server, boolean cancelled) {
        ErrorKind exact = switch (state) {
            case "0A000" -> server != null && "RevalidateCachedQuery".equals(server.getRoutine()) ? ErrorKind.SERIALIZATION
                    : ErrorKind.UNSUPPORTED;
            case "26000" -> isOfDriver(text) ? ErrorKind.SERIALIZATION : ErrorKind.NOT_FOUND;
            case "42P05" -> isOfDriver(text) ? ErrorKind.SERIALIZATION : ErrorKind.ALREADY_EXISTS;
            case "25006" -> ErrorKind.READ_ONLY;
            case "25P02" -> ErrorKind.TRANSACTION_ABORTED;
            case "25P03", "25P04", "57P01", "57P02", "57P03", "57P04", "57P05" -> ErrorKind.CONNECTION_LOST;
            case "40002" -> ErrorKind.CONSTRAINT;
            case "40P01" -> ErrorKind.DEADLOCK;
            case "40003" -> ErrorKind.CONNECTION_LOST;
            case "42501" -> ErrorKind.PERMISSION;
            case "34000", "3B001", "3D000", "3F000", "42P01", "42P02", "42703", "42704", "42883", "58P01" -> ErrorKind.NOT_FOUND;
            case "42P03", "42P04", "42P06", "42P07", "42701", "42710", "42723", "58P02" -> ErrorKind.ALREADY_EXISTS;
            case "42804", "42846", "42P08" -> ErrorKind.DATA;
            case "55006" -> server != null && "CheckTableNotInUse".equals(server.getRoutine()) ? ErrorKind.INVALID_STATE
                    : ErrorKind.LOCK_TIMEOUT;
            case "55P03" -> ErrorKind.LOCK_TIMEOUT;
            case "F0000" -> ErrorKind.DATA;
            case "HV00D", "HV00J", "HV00P", "HV00Q", "HV00R" -> ErrorKind.NOT_FOUND;
            case "57014" -> ended(text, cancelled);
            case "58030", "XX001", "XX002" -> ErrorKind.CORRUPT;
            case "P0002", "P0003" -> ErrorKind.DATA;
            default -> null;
        };
        return exact != null ? exact : ofClass(state.length() < 2 ? "" : state.substring(0, 2), server != null);
    }

    /** Whether a statement that is not there, or is there twice, is one that the driver has prepared. */
    static boolean isOfDriver(String text) {
        return DRIVERS_STATEMENT.matcher(text).find();
    }

    /** One state stands for a time-out of the server's and for a cancel; where its words are no English, we know what we have asked for. */
    private static ErrorKind ended(String text, boolean cancelled) {
        if (text.contains("timeout")) {
            return ErrorKind.STATEMENT_TIMEOUT;
        }
        return cancelled || text.contains("user request") ? ErrorKind.CANCELLED : ErrorKind.STATEMENT_TIMEOUT;
    }

    private static ErrorKind ofClass(String stateClass, boolean fromServer) {
        return switch (stateClass) {
            case "08" -> ErrorKind.CONNECTION_LOST;
            case "0A" -> ErrorKind.UNSUPPORTED;
            case "0L", "0P", "28" -> ErrorKind.PERMISSION;
            case "02", "20", "21", "22" -> ErrorKind.DATA;
            case "0B", "0Z", "24", "25", "26", "2D", "34", "3B", "55" -> ErrorKind.INVALID_STATE;
            case "2F", "42" -> ErrorKind.SYNTAX;
            case "40", "72" -> ErrorKind.SERIALIZATION;
            case "53" -> ErrorKind.STORAGE_FULL;
            case "54" -> ErrorKind.VALUE_TOO_LARGE;
            case "57" -> ErrorKind.CANCELLED;
            case "HV" -> ErrorKind.DATA;
            // What goes wrong within the server is about its files and its catalogue: nothing that we have sent could be a defect of ours.
            case "58", "F0", "XX" -> ErrorKind.INVALID_STATE;
            case "" -> ErrorKind.INTERNAL;
            // Integrity (09, 23, 27, 2B, 44), and whatever code of the users' own makes up (38, 39, P0 and classes that are nobody's).
            default -> fromServer ? ErrorKind.CONSTRAINT : ErrorKind.INTERNAL;
        };
    }
}
