// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import io.colonnade.error.ConstraintViolation;
import io.colonnade.error.ConstraintViolation.Type;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementOutcome;
import io.colonnade.jdbc.JdbcErrors;
import java.io.IOException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What PostgreSQL's errors mean: its SQLSTATEs are precise. */
final class PostgresErrors implements JdbcErrors {

    /** While statements run. */
    static final PostgresErrors RUNNING = new PostgresErrors(null);

    private static final Pattern KEY_OF_DETAIL = Pattern.compile("\\((.*?)\\)=\\(");

    private static final Pattern ITEM_OF_MESSAGE = Pattern.compile("\\p{Nd}[\\p{Nd}.,'\\u00a0\\u202f\\u2019\\u066c]*");

    private final String connectingTo;

    private PostgresErrors(String connectingTo) {
        this.connectingTo = connectingTo;
    }

    /** While a connection is opened, to a database that the errors name. */
    static PostgresErrors connecting(String database) {
        return new PostgresErrors(database);
    }

    @Override
    public DatabaseException translate(SQLException error, int batchIndex) {
        ServerErrorMessage server = error instanceof PSQLException psql ? psql.getServerErrorMessage() : null;
        String state = error.getSQLState() == null ? "" : error.getSQLState();
        String text = server == null ? driverText(error) : String.valueOf(server.getMessage());
        ErrorKind kind = connectingTo == null ? kind(state, text) : kindOfConnecting(error, state, text);
        boolean values = kind == ErrorKind.DATA || kind == ErrorKind.VALUE_TOO_LARGE;
        String shown = values ? withoutValues(text) : text;
        boolean lost = kind.category() == ErrorKind.Category.CONNECTION || connectingTo != null;
        var builder = DatabaseException.of(kind, connectingTo == null ? message(kind, shown) : connectMessage(kind, state, shown))
                .cause(values ? withoutValues(error) : error).sqlState(error.getSQLState()).batchIndex(batchIndex)
                .retrySafe(retrySafe(kind, state)).connectionUsable(!lost)
                .outcome(lost && connectingTo == null ? StatementOutcome.UNKNOWN : StatementOutcome.NOT_APPLIED);
        if (kind == ErrorKind.CONSTRAINT) {
            builder.constraint(violation(state, server));
        }
        return builder.build();
    }

    /** Where a connection cannot be made, what lies below says why. */
    private static String driverText(SQLException error) {
        String text = String.valueOf(error.getMessage());
        String reason = error.getCause() instanceof IOException cause ? String.valueOf(cause.getMessage()) : "";
        return text.contains(reason) ? text : text + " " + reason;
    }

    private static boolean retrySafe(ErrorKind kind, String state) {
        return switch (kind) {
            case SERIALIZATION, DEADLOCK, LOCK_TIMEOUT -> true;
            case DATABASE_UNREACHABLE -> state.startsWith("53") || state.equals("57P03");
            default -> false;
        };
    }

    private static ErrorKind kindOfConnecting(SQLException error, String state, String text) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return ErrorKind.TLS_FAILED;
            }
        }
        return switch (state) {
            case "08004" -> text.contains("SSL") ? ErrorKind.TLS_FAILED : ErrorKind.AUTHENTICATION_FAILED;
            case "28P01", "28000" -> ErrorKind.AUTHENTICATION_FAILED;
            case "3D000" -> ErrorKind.NOT_FOUND;
            case "42501" -> ErrorKind.PERMISSION;
            default -> ErrorKind.DATABASE_UNREACHABLE;
        };
    }

    private String connectMessage(ErrorKind kind, String state, String text) {
        String advice = switch (kind) {
            case AUTHENTICATION_FAILED -> "Check the user, the password, the server's pg_hba.conf, and require_auth";
            case TLS_FAILED -> "Check the server's certificate against ssl_root_cert and its name against the host in the URL, or choose "
                    + "another ssl_mode";
            case NOT_FOUND -> "Check the database's name in the URL";
            case PERMISSION -> "Grant the user CONNECT on it";
            default -> state.equals("53300") ? "The server takes no more connections; lower max_size or raise its max_connections"
                    : "Check that the server runs there and accepts connections";
        };
        return "Connecting to " + connectingTo + " failed (" + text + "). " + advice + ".";
    }

    private static String message(ErrorKind kind, String text) {
        return switch (kind) {
            case CANCELLED -> "The statement was cancelled (" + text + ").";
            case CONNECTION_LOST -> "The connection was lost (" + text + ").";
            default -> text;
        };
    }

    private static ErrorKind kind(String state, String text) {
        ErrorKind exact = switch (state) {
            case "0A000" -> text.contains("cached plan") ? ErrorKind.SERIALIZATION : ErrorKind.UNSUPPORTED;
            case "22001", "22026" -> ErrorKind.DATA;
            case "25006" -> ErrorKind.READ_ONLY;
            case "25P02" -> ErrorKind.TRANSACTION_ABORTED;
            case "25P03", "25P04", "57P01", "57P02", "57P03", "57P04", "57P05" -> ErrorKind.CONNECTION_LOST;
            case "40001" -> ErrorKind.SERIALIZATION;
            case "40P01" -> ErrorKind.DEADLOCK;
            case "40002", "P0001" -> ErrorKind.CONSTRAINT;
            case "40003" -> ErrorKind.CONNECTION_LOST;
            case "42501" -> ErrorKind.PERMISSION;
            case "3D000", "3F000", "42P01", "42P02", "42703", "42704", "42883" -> ErrorKind.NOT_FOUND;
            case "42P03", "42P04", "42P05", "42P06", "42P07", "42701", "42710", "42712", "42723" -> ErrorKind.ALREADY_EXISTS;
            case "42804", "42846", "42P08" -> ErrorKind.DATA;
            case "53100", "53200", "53400" -> ErrorKind.STORAGE_FULL;
            case "55P03", "55006" -> ErrorKind.LOCK_TIMEOUT;
            case "57014" -> text.contains("timeout") ? ErrorKind.STATEMENT_TIMEOUT : ErrorKind.CANCELLED;
            case "58030", "XX001", "XX002" -> ErrorKind.CORRUPT;
            default -> null;
        };
        return exact != null ? exact : kindOfClass(state.length() < 2 ? "" : state.substring(0, 2));
    }

    private static ErrorKind kindOfClass(String stateClass) {
        return switch (stateClass) {
            case "08" -> ErrorKind.CONNECTION_LOST;
            case "22" -> ErrorKind.DATA;
            case "23" -> ErrorKind.CONSTRAINT;
            case "25", "2D", "3B", "26", "34" -> ErrorKind.USAGE;
            case "28" -> ErrorKind.PERMISSION;
            case "40" -> ErrorKind.SERIALIZATION;
            case "42" -> ErrorKind.SYNTAX;
            case "54" -> ErrorKind.VALUE_TOO_LARGE;
            default -> ErrorKind.INTERNAL;
        };
    }

    /** PostgreSQL quotes the value that it refuses. */
    private static String withoutValues(String text) {
        int first = text.indexOf('"');
        int last = text.lastIndexOf('"');
        return first == last ? text : text.substring(0, first) + "\"…\"" + text.substring(last + 1);
    }

    private static SQLException withoutValues(SQLException error) {
        String message = withoutValues(String.valueOf(error.getMessage()));
        if (message.equals(error.getMessage())) {
            return error;
        }
        SQLException clean = new SQLException(message, error.getSQLState());
        clean.setStackTrace(error.getStackTrace());
        return clean;
    }

    private static ConstraintViolation violation(String state, ServerErrorMessage server) {
        String name = server == null ? null : server.getConstraint();
        Type type = switch (state) {
            case "23502" -> Type.NOT_NULL;
            case "23503" -> Type.FOREIGN_KEY;
            // The server does not tell them apart; this is the name that it gives to a primary key.
            case "23505" -> name != null && name.endsWith("_pkey") ? Type.PRIMARY_KEY : Type.UNIQUE;
            case "23514" -> Type.CHECK;
            case "23P01" -> Type.EXCLUSION;
            default -> Type.OTHER;
        };
        return server == null ? ConstraintViolation.of(type) : new ConstraintViolation(type, name, server.getTable(), columns(server));
    }

    private static List<String> columns(ServerErrorMessage server) {
        if (server.getColumn() != null) {
            return List.of(server.getColumn());
        }
        Matcher key = KEY_OF_DETAIL.matcher(server.getDetail() == null ? "" : server.getDetail());
        return key.find() ? List.of(key.group(1).split(", ")) : List.of();
    }

    /** Of a batch in one round trip the driver tells which item failed by a number in its message, in the digits of the JVM's language. */
    @Override
    public int failedItem(BatchUpdateException batch) {
        Matcher number = ITEM_OF_MESSAGE.matcher(String.valueOf(batch.getMessage()));
        int item = -1;
        if (number.find()) {
            item = 0;
            for (char c : number.group().toCharArray()) {
                item = Character.isDigit(c) ? item * 10 + Character.digit(c, 10) : item;
            }
        }
        return item;
    }
}
