// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import com.mysql.cj.jdbc.exceptions.PacketTooBigException;
import io.colonnade.error.ConstraintViolation;
import io.colonnade.error.ConstraintViolation.Type;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementOutcome;
import io.colonnade.jdbc.JdbcErrors;
import io.colonnade.jdbc.ServerAddress;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * The servers' errors in terms of Colonnade, without the values that were bound.
 *
 * @param connectingTo the server to which there is no connection yet, so that what breaks is not one that is lost; null if there is one
 */
record MySqlErrors(ServerAddress connectingTo) implements JdbcErrors {

    static final MySqlErrors CONNECTED = new MySqlErrors(null);

    private static final String ASKED_FOR_FILE = "Server asked for stream";

    /** How the driver, which speaks no other language, begins what it has no number for. */
    private static final Map<String, ErrorKind> DRIVER_TEXTS = Map.of("SSL Connection required", ErrorKind.TLS_FAILED,
            "SSL connection required", ErrorKind.TLS_FAILED, "Unable to load authentication plugin", ErrorKind.AUTHENTICATION_FAILED,
            "Public Key Retrieval", ErrorKind.AUTHENTICATION_FAILED, "Unexpected authentication approval", ErrorKind.AUTHENTICATION_FAILED,
            ASKED_FOR_FILE, ErrorKind.PROTOCOL_VIOLATION, "Invalid result set column count", ErrorKind.PROTOCOL_VIOLATION);

    private static final int MOST_CAUSES = 20;

    private static final int SHUTTING_DOWN = 1053;

    private static final Pattern DUPLICATE = Pattern.compile("Duplicate entry '.*' for key '(?:(?<table>[^.']*)\\.)?(?<name>[^']*)'",
            Pattern.DOTALL);
    private static final Pattern FOREIGN_KEY = Pattern.compile("fails \\(`[^`]*`\\.`(?<table>[^`]*)`, CONSTRAINT `(?<name>[^`]*)` "
            + "FOREIGN KEY \\((?<columns>[^)]*)\\)");
    private static final Pattern REFERENCED = Pattern.compile("constraint '(?<name>[^']*)' on table '(?<table>[^']*)'");
    private static final Pattern NOT_NULL = Pattern.compile("(?:Column|Field) '(?<columns>[^']*)'");
    private static final Pattern CHECK = Pattern.compile("(?:Check constraint '|CONSTRAINT `)(?<name>[^'`]*)['`]"
            + "(?: failed for `[^`]*`\\.`(?<table>[^`]*)`)?");
    private static final Pattern COLUMN_CHECK = Pattern.compile("CONSTRAINT `[^`]*\\.(?<column>[^`]*)` failed for `(?<schema>[^`]*)`\\."
            + "`(?<table>[^`]*)`");
    /** What stands in quotes here is, or may hold, a value. */
    private static final Pattern VALUE = Pattern.compile("(?<=Duplicate entry ').*(?=' for key)|(?<=value: ').*(?=' for (?:column|function))"
            + "|(?<=(?:value|string|zone|error): ').*(?='$)|(?<=is out of range in ').*(?='$)|"
            + "(?<=Illegal [\\w ]{1,30} ').*(?=' value found)|(?<=to the value of ').*(?='$)|(?<=lock name ').*(?='\\.$)|(?<=[Cc]onvert string ').*(?=' from )|(?<=from string ').*(?='$)"
            + "|(?<=^Value ').*(?=' is outside)", Pattern.DOTALL);
    private static final Pattern PARTITION_VALUE = Pattern.compile("(?<=no partition for value ).*$", Pattern.DOTALL);
    private static final Pattern NEAR = Pattern.compile("(?<= near ').*(?=' at line)", Pattern.DOTALL);

    /** A statement that ended as if nothing had been, though it was cancelled: SLEEP returns 1, and a short one may have been done. */
    static final class LateCancel extends SQLException {
        private static final long serialVersionUID = 1L;
        private final boolean changes;

        LateCancel(boolean changes) {
            super("The statement was cancelled; its end may not be the true one", "70100", MySqlErrorKinds.INTERRUPTED);
            this.changes = changes;
        }
    }

    /** A CHECK that refused a value because it is no JSON: on MariaDB the type JSON consists of it. */
    static final class InvalidJson extends SQLException {
        private static final long serialVersionUID = 1L;

        InvalidJson(SQLException refused, String column) {
            super("The value for column " + column + " is no JSON", "22032", refused.getErrorCode(), refused);
        }
    }

    /** A value that arrived, and for which Java has no class, or not the one as which it was to be read. */
    static final class UnreadableValue extends SQLException {
        private static final long serialVersionUID = 1L;

        UnreadableValue(String column, Exception failure) {
            super("The value of column \"" + column + "\" cannot be read: Java has no class for it, as for dates with a zero in them and times"
                    + " of 24 hours and more, or it does not fit into the class that was asked for. Read it as text, with CAST(… AS CHAR)",
                    "22018");
            setStackTrace(failure.getStackTrace());
        }
    }

    /** What went wrong when the value of a column was read, in words that do not show it; what is no fault of the value is left as it is. */
    static SQLException unreadable(String column, Exception failure) {
        boolean elsewhere = causes(failure).anyMatch(cause -> cause instanceof Error || cause instanceof IOException);
        return failure instanceof SQLException error && (elsewhere || error.getErrorCode() != 0) ? error : new UnreadableValue(column, failure);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(MOST_CAUSES);
    }

    /** The table and the column of a CHECK that belongs to a column, to which MariaDB gives their names; null for any other error. */
    static String[] columnOfCheck(SQLException error) {
        boolean refused = error.getErrorCode() == MySqlErrorKinds.MARIADB_CHECK;
        Matcher check = COLUMN_CHECK.matcher(refused ? String.valueOf(error.getMessage()) : "");
        return check.find() ? new String[] {check.group("schema"), check.group("table"), check.group("column")} : null;
    }

    @Override
    public DatabaseException translate(SQLException error, int batchIndex) {
        ErrorKind kind = kind(error);
        String text = connectingTo == null ? withoutValues(error) : withReason(error);
        var builder = DatabaseException.of(kind, message(kind, text)).cause(cause(error, withoutValues(error)))
                .sqlState(error.getSQLState()).vendorCode(error.getErrorCode()).batchIndex(batchIndex)
                .retrySafe(kind == ErrorKind.LOCK_TIMEOUT || kind.category() == ErrorKind.Category.TRANSACTION
                        || kind == ErrorKind.TOO_MANY_CONNECTIONS || kind == ErrorKind.DATABASE_UNREACHABLE && mayPass(error))
                .connectionUsable(kind.category() != ErrorKind.Category.CONNECTION && !MySqlErrorKinds.endsConnection(error.getErrorCode()));
        if (kind == ErrorKind.CONSTRAINT) {
            builder.constraint(violation(error));
        }
        if (error instanceof LateCancel late && late.changes || kind == ErrorKind.CONNECTION_LOST
                || kind == ErrorKind.PROTOCOL_VIOLATION && connectingTo == null) {
            builder.outcome(StatementOutcome.UNKNOWN);
        }
        return builder.build();
    }

    private String message(ErrorKind kind, String text) {
        return switch (kind) {
            case LOCK_TIMEOUT -> "Another transaction holds a lock (" + text + "). Run it again, or shorten the other transaction.";
            case DATABASE_UNREACHABLE -> "The server" + (connectingTo == null ? "" : " at " + connectingTo)
                    + " cannot be reached or does not let this machine in (" + text + ").";
            case TOO_MANY_CONNECTIONS -> "The server" + (connectingTo == null ? "" : " at " + connectingTo) + " takes no more connections ("
                    + text + "). Lower max_size, or raise the server's max_connections or the user's limit.";
            case TLS_FAILED -> text.startsWith("SSL Connection required") || text.startsWith("SSL connection required") ? "The server"
                    + (connectingTo == null ? "" : " at " + connectingTo) + " has no TLS, and ssl_mode asks for it; or somebody in the middle says so"
                    + " in its place (a man in the middle). The password was not sent. Switch TLS on at the server, or choose another ssl_mode if"
                    + " the network can be trusted."
                    : "TLS" + (connectingTo == null ? "" : " with " + connectingTo) + " failed (" + text
                    + "). Check ssl_mode and ssl_root_cert, and that the host is named as in the server's certificate.";
            case AUTHENTICATION_FAILED -> connectingTo == null ? text : "Logging in to the server at " + connectingTo + " failed (" + text
                    + "). Check the user and the password. Accepted are the plugins mysql_native_password, caching_sha2_password and"
                    + " sha256_password, the latter two with TLS (ssl_mode), without which the password would be given away under a key that"
                    + " nobody vouches for; mysql_clear_password with ssl_mode=verify-full.";
            case PROTOCOL_VIOLATION -> connectingTo == null && !text.startsWith(ASKED_FOR_FILE) ? "The answer of the server does not keep to"
                    + " MySQL's protocol (" + text + "). The connection is discarded." : connectingTo == null ? "The server asked for a file of this machine, and got none. It is not what it"
                    + " seems: check who answers at its address." : "What answers at " + connectingTo
                    + " does not keep to MySQL's protocol. Check the host and the port.";
            default -> text;
        };
    }

    /** The network's errors, and a server that comes or goes; that it does not let this machine in is there to stay. */
    private static boolean mayPass(SQLException error) {
        // The driver has more than one SQLSTATE for a link that breaks while it reads.
        return error.getErrorCode() == 0 || error.getErrorCode() == SHUTTING_DOWN;
    }

    /** An error of a statement into whose text the driver has written the values, without the piece of it that the server shows. */
    static SQLException withoutText(SQLException error) {
        String text = NEAR.matcher(String.valueOf(error.getMessage())).replaceAll("…");
        return cause(error, text);
    }

    /** The driver's error, or a copy of it that shows no value. */
    private static SQLException cause(SQLException error, String text) {
        if (text.equals(error.getMessage())) {
            return error;
        }
        SQLException copy = new SQLException(text, error.getSQLState(), error.getErrorCode());
        copy.setStackTrace(error.getStackTrace());
        return copy;
    }

    /** The first line: what the driver adds below is advice on its own properties. */
    private static String withoutValues(SQLException error) {
        String text = String.valueOf(error.getMessage());
        if (isCommunication(error)) {
            return text.lines().findFirst().orElse("");
        }
        if (error.getErrorCode() == MySqlErrorKinds.NO_PARTITION) {
            return PARTITION_VALUE.matcher(text).replaceAll("…");
        }
        return text.indexOf('\'') < 0 ? text : VALUE.matcher(text).replaceAll("…");
    }

    /** The driver says that the link failed; what lies below says why. */
    private static String withReason(SQLException error) {
        Throwable last = error;
        for (int depth = 0; last.getCause() != null && depth < MOST_CAUSES; depth++) {
            last = last.getCause();
        }
        String text = withoutValues(error);
        String reason = String.valueOf(last.getMessage()).lines().findFirst().orElse("");
        return last instanceof SQLException || reason.isEmpty() || text.contains(reason) ? text : text + ": " + reason;
    }

    private static boolean isCommunication(SQLException error) {
        return error.getSQLState() != null && error.getSQLState().startsWith("08");
    }

    ErrorKind kind(SQLException error) {
        ErrorKind kind = error instanceof InvalidJson || error instanceof UnreadableValue ? ErrorKind.DATA : error instanceof SQLTimeoutException ? ErrorKind.STATEMENT_TIMEOUT
                : MySqlErrorKinds.ofNumber(error.getErrorCode(), String.valueOf(error.getMessage()));
        if (kind == null) {
            kind = byDriverText(error);
        }
        if (kind == null) {
            kind = MySqlErrorKinds.ofState(error);
        }
        if (connectingTo != null && kind == ErrorKind.INTERNAL && error.getErrorCode() == 0) {
            // The driver has met an answer that it does not know.
            return ErrorKind.PROTOCOL_VIOLATION;
        }
        if (connectingTo != null && kind == ErrorKind.CONNECTION_LOST) {
            for (Throwable cause = error; cause != null; cause = cause.getCause()) {
                if (cause instanceof SSLException && lostLink(cause)) {
                    return ErrorKind.DATABASE_UNREACHABLE;
                }
                if (cause instanceof SSLException || cause instanceof java.security.GeneralSecurityException
                        || cause.getClass().getSimpleName().startsWith("SSL")) {
                    return ErrorKind.TLS_FAILED;
                }
            }
            return ErrorKind.DATABASE_UNREACHABLE;
        }
        return kind;
    }

    /** Whether a link that was lost while TLS was negotiated on it is all that went wrong: that says nothing about certificates. */
    private static boolean lostLink(Throwable tls) {
        return causes(tls.getCause()).anyMatch(cause -> cause instanceof IOException && !(cause instanceof SSLException));
    }

    private ErrorKind byDriverText(SQLException error) {
        if (error instanceof PacketTooBigException) {
            return connectingTo == null ? ErrorKind.VALUE_TOO_LARGE : ErrorKind.PROTOCOL_VIOLATION;
        }
        if (error.getErrorCode() == 0 && causes(error).anyMatch(IOException.class::isInstance)) {
            // The driver calls a link that broke between rows an unexpected exception.
            return ErrorKind.CONNECTION_LOST;
        }
        String text = String.valueOf(error.getMessage());
        return DRIVER_TEXTS.keySet().stream().filter(text::startsWith).findFirst().map(DRIVER_TEXTS::get).orElse(null);
    }

    private static ConstraintViolation violation(SQLException error) {
        String text = String.valueOf(error.getMessage());
        return switch (error.getErrorCode()) {
            case 1062, 1586 -> duplicate(text);
            case 1022, 1169 -> ConstraintViolation.of(Type.UNIQUE);
            case 1048, 1364 -> of(Type.NOT_NULL, NOT_NULL.matcher(text));
            case 1216, 1217, 1451, 1452 -> of(Type.FOREIGN_KEY, FOREIGN_KEY.matcher(text));
            case MySqlErrorKinds.TABLE_REFERENCED -> of(Type.FOREIGN_KEY, REFERENCED.matcher(text));
            case 1553, 1828, 1829, 1830 -> ConstraintViolation.of(Type.FOREIGN_KEY);
            case 1369, MySqlErrorKinds.NO_PARTITION -> ConstraintViolation.of(Type.CHECK);
            case 3819, MySqlErrorKinds.MARIADB_CHECK -> of(Type.CHECK, CHECK.matcher(text));
            default -> ConstraintViolation.of(Type.OTHER);
        };
    }

    private static ConstraintViolation duplicate(String text) {
        ConstraintViolation unique = of(Type.UNIQUE, DUPLICATE.matcher(text));
        return "PRIMARY".equals(unique.name()) ? new ConstraintViolation(Type.PRIMARY_KEY, "PRIMARY", unique.table(), List.of()) : unique;
    }

    private static ConstraintViolation of(Type type, Matcher matcher) {
        if (!matcher.find()) {
            return ConstraintViolation.of(type);
        }
        String pattern = matcher.pattern().pattern();
        String columns = pattern.contains("?<columns>") ? matcher.group("columns") : "";
        return new ConstraintViolation(type, pattern.contains("?<name>") ? matcher.group("name") : null,
                pattern.contains("?<table>") ? matcher.group("table") : null,
                columns.isEmpty() ? List.of() : List.of(columns.replace("`", "").split(", ?")));
    }
}
