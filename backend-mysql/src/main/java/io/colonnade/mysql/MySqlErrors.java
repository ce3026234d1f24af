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
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * The servers' error numbers in terms of Colonnade. SQLSTATE is too coarse here: many errors have HY000 or 42000.
 *
 * @param connectingTo the server to which there is no connection yet, so that what breaks is not one that is lost; null if there is one
 */
record MySqlErrors(ServerAddress connectingTo) implements JdbcErrors {

    static final MySqlErrors CONNECTED = new MySqlErrors(null);

    /** How the driver, which speaks no other language, begins what it has no number for. */
    private static final Map<String, ErrorKind> DRIVER_TEXTS = Map.of("SSL Connection required", ErrorKind.TLS_FAILED,
            "SSL connection required", ErrorKind.TLS_FAILED, "Unable to load authentication plugin", ErrorKind.AUTHENTICATION_FAILED,
            "Public Key Retrieval", ErrorKind.AUTHENTICATION_FAILED, "Unexpected authentication approval", ErrorKind.AUTHENTICATION_FAILED,
            "Server asked for stream", ErrorKind.PROTOCOL_VIOLATION);

    private static final int MOST_CAUSES = 20;

    static final int INTERRUPTED = 1317;
    static final int DEADLOCK = 1213;
    static final int LOCK_TABLE_FULL = 1206;
    static final int NO_SUCH_SAVEPOINT = 1305;
    private static final int MARIADB_CHECK = 4025;

    private static final Pattern DUPLICATE = Pattern.compile("Duplicate entry '.*' for key '(?:(?<table>[^.']*)\\.)?(?<name>[^']*)'",
            Pattern.DOTALL);
    private static final Pattern FOREIGN_KEY = Pattern.compile("fails \\(`[^`]*`\\.`(?<table>[^`]*)`, CONSTRAINT `(?<name>[^`]*)` "
            + "FOREIGN KEY \\((?<columns>[^)]*)\\)");
    private static final Pattern NOT_NULL = Pattern.compile("(?:Column|Field) '(?<columns>[^']*)'");
    private static final Pattern CHECK = Pattern.compile("(?:Check constraint '|CONSTRAINT `)(?<name>[^'`]*)['`]"
            + "(?: failed for `[^`]*`\\.`(?<table>[^`]*)`)?");
    private static final Pattern COLUMN_CHECK = Pattern.compile("CONSTRAINT `[^`]*\\.(?<column>[^`]*)` failed for `(?<schema>[^`]*)`\\."
            + "`(?<table>[^`]*)`");
    /** What stands in quotes here is, or may hold, a value. */
    private static final Pattern VALUE = Pattern.compile("(?<=Duplicate entry ').*(?=' for key)|(?<=value: ').*(?=' for (?:column|function))"
            + "|(?<=value: ').*(?='$)|(?<=is out of range in ').*(?='$)|(?<=Illegal [\\w ]{1,30} ').*(?=' value found)", Pattern.DOTALL);
    private static final Pattern NEAR = Pattern.compile("(?<= near ').*(?=' at line)", Pattern.DOTALL);

    /** A statement that ended as if nothing had been, though it was cancelled: SLEEP returns 1, and a short one may have been done. */
    static final class LateCancel extends SQLException {
        private static final long serialVersionUID = 1L;
        private final boolean changes;

        LateCancel(boolean changes) {
            super("The statement was cancelled; its end may not be the true one", "70100", INTERRUPTED);
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

    /** The table and the column of a CHECK that belongs to a column, to which MariaDB gives their names; null for any other error. */
    static String[] columnOfCheck(SQLException error) {
        Matcher check = COLUMN_CHECK.matcher(error.getErrorCode() == MARIADB_CHECK ? String.valueOf(error.getMessage()) : "");
        return check.find() ? new String[] {check.group("schema"), check.group("table"), check.group("column")} : null;
    }

    @Override
    public DatabaseException translate(SQLException error, int batchIndex) {
        ErrorKind kind = kind(error);
        String text = connectingTo == null ? withoutValues(error) : withReason(error);
        var builder = DatabaseException.of(kind, message(kind, text)).cause(cause(error, withoutValues(error)))
                .sqlState(error.getSQLState()).vendorCode(error.getErrorCode()).batchIndex(batchIndex)
                .retrySafe(kind == ErrorKind.LOCK_TIMEOUT || kind.category() == ErrorKind.Category.TRANSACTION)
                .connectionUsable(kind.category() != ErrorKind.Category.CONNECTION);
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
                    + " cannot be reached or takes no more connections (" + text + ").";
            case TLS_FAILED -> "TLS" + (connectingTo == null ? "" : " with " + connectingTo) + " failed (" + text
                    + "). Check ssl_mode and ssl_root_cert, and that the host is named as in the server's certificate.";
            case AUTHENTICATION_FAILED -> connectingTo == null ? text : "Logging in to the server at " + connectingTo + " failed (" + text
                    + "). Check the user and the password. Accepted are the plugins mysql_native_password, caching_sha2_password and"
                    + " sha256_password, the latter two with TLS or on this machine; mysql_clear_password with ssl_mode=verify-full.";
            case PROTOCOL_VIOLATION -> connectingTo == null ? "The server asked for a file of this machine, and got none. It is not what it"
                    + " seems: check who answers at its address." : "What answers at " + connectingTo
                    + " does not keep to MySQL's protocol. Check the host and the port.";
            default -> text;
        };
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
        ErrorKind kind = error instanceof InvalidJson ? ErrorKind.DATA : error instanceof SQLTimeoutException ? ErrorKind.STATEMENT_TIMEOUT
                : byCode(error.getErrorCode(), error);
        if (kind == null) {
            kind = byDriverText(error);
        }
        if (kind == null) {
            kind = byState(String.valueOf(error.getSQLState()));
        }
        if (connectingTo != null && kind == ErrorKind.CONNECTION_LOST) {
            for (Throwable cause = error; cause != null; cause = cause.getCause()) {
                if (cause instanceof SSLException || cause instanceof java.security.GeneralSecurityException
                        || cause.getClass().getSimpleName().startsWith("SSL")) {
                    return ErrorKind.TLS_FAILED;
                }
            }
            return ErrorKind.DATABASE_UNREACHABLE;
        }
        return kind;
    }

    private ErrorKind byDriverText(SQLException error) {
        if (connectingTo != null && error instanceof PacketTooBigException) {
            return ErrorKind.PROTOCOL_VIOLATION;
        }
        String text = String.valueOf(error.getMessage());
        return DRIVER_TEXTS.keySet().stream().filter(text::startsWith).findFirst().map(DRIVER_TEXTS::get).orElse(null);
    }

    private static ErrorKind byCode(int code, SQLException error) {
        return switch (code) {
            case 1062, 1022, 1169, 1586, 1048, 1364, 1216, 1217, 1451, 1452, 3819, MARIADB_CHECK -> ErrorKind.CONSTRAINT;
            case 1205, 3572 -> ErrorKind.LOCK_TIMEOUT;
            case DEADLOCK, 1614, 3058 -> ErrorKind.DEADLOCK;
            case 1020 -> ErrorKind.SERIALIZATION;
            case INTERRUPTED -> ErrorKind.CANCELLED;
            case 3024, 1969 -> ErrorKind.STATEMENT_TIMEOUT;
            case 1052, 1064, 1065, 1149 -> ErrorKind.SYNTAX;
            case 1049, 1051, 1054, 1072, 1091, 1109, 1146, 1176, 1193, 1243, 1305, 1360, 1508, 4092 -> ErrorKind.NOT_FOUND;
            case 1007, 1050, 1060, 1061, 1304, 1359, 1826 -> ErrorKind.ALREADY_EXISTS;
            case 1044, 1142, 1143, 1227, 1370, 1410, 1419, 1095, 1148, 3948, 4166 -> ErrorKind.PERMISSION;
            case 3159 -> ErrorKind.TLS_FAILED;
            case 1045, 1251, 1698, 1820, 1862, 3118, 4151, 2059, 2061 -> ErrorKind.AUTHENTICATION_FAILED;
            case 1040, 1203, 1226, 1129, 1130 -> ErrorKind.DATABASE_UNREACHABLE;
            case 1053, 1077, 1079, 1158, 1159, 1160, 1161, 1927, 3169, 4031 -> ErrorKind.CONNECTION_LOST;
            case 1059, 1071, 1117, 1118, 1153, 1301, 1390 -> ErrorKind.VALUE_TOO_LARGE;
            case 1264, 1265, 1292, 1365, 1366, 1367, 1406, 1411, 1525, 1690, 3140, 3141, 3143, 3156, 4038, 4079 -> ErrorKind.DATA;
            case 1290 -> String.valueOf(error.getMessage()).contains("read-only") ? ErrorKind.READ_ONLY : ErrorKind.PERMISSION;
            case 1792, 1836 -> ErrorKind.READ_ONLY;
            case 1021, 1114 -> ErrorKind.STORAGE_FULL;
            case 126, 127, 145, 1033, 1034, 1035, 1194, 1195, 1712 -> ErrorKind.CORRUPT;
            case 1568 -> ErrorKind.USAGE;
            case 1178, 1235, 1286, 1295, 1845, 1846 -> ErrorKind.UNSUPPORTED;
            default -> null;
        };
    }

    private static ErrorKind byState(String state) {
        if (state.equals("25006")) {
            return ErrorKind.READ_ONLY;
        }
        return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            case "08" -> ErrorKind.CONNECTION_LOST;
            case "0A" -> ErrorKind.UNSUPPORTED;
            case "22", "45" -> ErrorKind.DATA;
            case "23" -> ErrorKind.CONSTRAINT;
            case "28" -> ErrorKind.AUTHENTICATION_FAILED;
            case "40" -> ErrorKind.SERIALIZATION;
            case "42" -> ErrorKind.SYNTAX;
            // The driver's own: an argument that it cannot take.
            case "S1" -> state.equals("S1009") ? ErrorKind.DATA : ErrorKind.INTERNAL;
            default -> ErrorKind.INTERNAL;
        };
    }

    private static ConstraintViolation violation(SQLException error) {
        String text = String.valueOf(error.getMessage());
        return switch (error.getErrorCode()) {
            case 1062, 1586 -> duplicate(text);
            case 1022, 1169 -> ConstraintViolation.of(Type.UNIQUE);
            case 1048, 1364 -> of(Type.NOT_NULL, NOT_NULL.matcher(text));
            case 1216, 1217, 1451, 1452 -> of(Type.FOREIGN_KEY, FOREIGN_KEY.matcher(text));
            case 3819, MARIADB_CHECK -> of(Type.CHECK, CHECK.matcher(text));
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
