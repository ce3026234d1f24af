// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import io.colonnade.dialect.Compiled;
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
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** PostgreSQL's errors in terms of Colonnade, without the values that were bound. */
final class PostgresErrors implements JdbcErrors {

    private static final String UNTYPED = "42P18";
    /** How the server names a parameter, in every language. */
    private static final Pattern PLACE = Pattern.compile("\\$(\\d{1,5})");
    private static final Set<String> TYPES = Set.of("42804", "42846", "42883", "42725", "42P08");

    private static final Pattern ITEM_OF_MESSAGE = Pattern.compile("\\p{Nd}[\\p{Nd}.,'\\u00a0\\u202f\\u2019\\u066c]*");

    /** From the first to the last quotation mark, for a value may hold some too. */
    private static final Pattern QUOTED = Pattern.compile("([\"\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a\u300c\u300d])"
            + ".*([\"\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a\u300c\u300d])", Pattern.DOTALL);
    private static final Pattern AFTER_COLON = Pattern.compile("(?<=[:\uff1a])[\\s\u00a0\u202f]*+"
            + "(?![\"\u201c\u201d\u201e\u00ab\u00bb\u300c]).*$", Pattern.DOTALL);
    private static final String PROTOCOL_VIOLATION = "08P01";
    private static final String REJECTED = "08004";
    private static final String ROW_SECURITY = "ExecWithCheckOptions";

    private final String connectingTo;
    private final Supplier<Compiled> statement;
    private final BooleanSupplier cancelled;
    private final BooleanSupplier open;
    private final BooleanSupplier stale;

    private PostgresErrors(String connectingTo, Supplier<Compiled> statement, BooleanSupplier cancelled,
                           BooleanSupplier open, BooleanSupplier stale) {
        this.connectingTo = connectingTo;
        this.statement = statement;
        this.cancelled = cancelled;
        this.open = open;
        this.stale = stale;
    }

    /**
     * While statements run.
     *
     * @param statement what ran last; null while nothing did
     * @param cancelled whether it was to be cancelled
     * @param open whether the connection stands
     * @param stale whether what ran last was prepared before, with types that the server has inferred
     */
    static PostgresErrors running(Supplier<Compiled> statement, BooleanSupplier cancelled, BooleanSupplier open, BooleanSupplier stale) {
        return new PostgresErrors(null, statement, cancelled, open, stale);
    }

    /** While a connection is opened, to a database that the errors name. */
    static PostgresErrors connecting(String database) {
        return new PostgresErrors(database, () -> null, () -> false, () -> false, () -> false);
    }

    @Override
    public DatabaseException translate(SQLException error, int batchIndex) {
        ServerErrorMessage server = error instanceof PSQLException psql ? psql.getServerErrorMessage() : null;
        String state = error.getSQLState() == null ? "" : error.getSQLState();
        String text = server == null ? driverText(error) : String.valueOf(server.getMessage());
        ErrorKind kind = connectingTo != null ? PostgresErrorKinds.connecting(error, state, text, server != null)
                : state.startsWith("08") && server != null && open.getAsBoolean() ? PostgresErrorKinds.ofAnotherConnection(state)
                : isOfTypes(state, server) && stale.getAsBoolean() ? ErrorKind.SERIALIZATION
                : PostgresErrorKinds.running(state, text, server, cancelled.getAsBoolean());
        boolean values = mayHoldValue(kind, state, server);
        String shown = values ? withoutValues(text, state, server) : text;
        boolean lost = kind.category() == ErrorKind.Category.CONNECTION || connectingTo != null;
        var builder = DatabaseException.of(kind, connectingTo == null ? message(kind, state, shown, server) : connectMessage(kind, state, shown))
                .cause(values ? withoutValues(error, text, shown) : error).sqlState(error.getSQLState()).batchIndex(batchIndex)
                .retrySafe(retrySafe(kind, state)).connectionUsable(!lost)
                .outcome(lost && connectingTo == null ? StatementOutcome.UNKNOWN : StatementOutcome.NOT_APPLIED)
                .sent(connectingTo == null);
        if (kind == ErrorKind.CONSTRAINT) {
            builder.constraint(violation(state, server));
        }
        return builder.build();
    }

    private boolean hasParameters() {
        return statement.get() != null && !statement.get().parameters().isEmpty();
    }

    /** Where a connection cannot be made, what lies below says why. */
    private static String driverText(SQLException error) {
        String text = String.valueOf(error.getMessage());
        String reason = error.getCause() instanceof IOException cause ? String.valueOf(cause.getMessage()) : "";
        return text.contains(reason) ? text : text + " " + reason;
    }

    private static boolean retrySafe(ErrorKind kind, String state) {
        return switch (kind) {
            case SERIALIZATION, DEADLOCK, LOCK_TIMEOUT, TOO_MANY_CONNECTIONS -> true;
            // The network's errors, a server that is starting up or at its limits; others of the server's are there to stay.
            case DATABASE_UNREACHABLE -> state.startsWith("08") && !state.equals(PROTOCOL_VIOLATION) || state.startsWith("53")
                    || state.startsWith("57");
            default -> false;
        };
    }

    private String connectMessage(ErrorKind kind, String state, String text) {
        String advice = switch (kind) {
            case AUTHENTICATION_FAILED -> text.contains("requireAuth") ? "The server asks for a way to authenticate that is not allowed here. "
                    + "Kerberos and Windows (gss and sspi in its pg_hba.conf) never are: have it ask this user for scram-sha-256. A password in "
                    + "clear text or as an MD5 hash is if require_auth says so" : "Check the user, the password, the server's pg_hba.conf, and "
                    + "require_auth";
            case TLS_FAILED -> state.equals(REJECTED) ? "The server has no TLS, and ssl_mode asks for it; or somebody in the middle says so in its "
                    + "place (a man in the middle). Nothing else was sent. Switch TLS on at the server, or choose another ssl_mode if the network "
                    + "can be trusted" : "Check the server's certificate against ssl_root_cert and its name against the host in the URL, or choose "
                    + "another ssl_mode";
            case NOT_FOUND -> "Check the database's name in the URL";
            case PERMISSION -> "Grant the user CONNECT on it";
            case TOO_MANY_CONNECTIONS -> "The server takes no more of them; lower max_size, or raise its max_connections or the limit of "
                    + "the user or the database";
            case PROTOCOL_VIOLATION -> "What answers there does not keep to PostgreSQL's protocol. Check the host and the port";
            default -> "Check that the server runs there and accepts connections";
        };
        return "Connecting to " + connectingTo + " failed (" + text + "). " + advice + ".";
    }

    private String message(ErrorKind kind, String state, String text, ServerErrorMessage server) {
        if (state.equals(UNTYPED) && server != null) {
            String name = nameOfParameter(placeIn(text));
            return text + ". PostgreSQL cannot tell the type of a text or NULL at this place: write its type behind the name, as in "
                    + (name == null ? ":name" : ":" + name) + "::text.";
        }
        if ((state.equals("26000") || state.equals("42P05") || state.equals("08P01")) && PostgresErrorKinds.isOfDriver(text)) {
            return "A statement that this connection has prepared is not there any more, or not its own (" + text + "). Sessions that a pooler "
                    + "such as PgBouncer lends to several clients need prepared_statement_cache_size=0; without one, DEALLOCATE in the code of "
                    + "a function or a DO does so once.";
        }
        if (kind == ErrorKind.SERIALIZATION && isOfPrepared(state)) {
            return text + ". What was prepared on the server does not fit any more, because something has changed since; it is prepared anew "
                    + "when it runs again.";
        }
        return switch (kind) {
            case CANCELLED -> "The statement was cancelled (" + text + ").";
            case CONNECTION_LOST -> "The connection was lost (" + text + ")." + (server != null || !isAboutSetting(text) ? ""
                    : " What ran has changed a setting with which the driver cannot go on; it must leave client_encoding at UTF8, and "
                    + "DateStyle at ISO.");
            default -> text;
        };
    }

    /** The driver's words are in the JVM's language; the names of settings are not. */
    private static boolean isAboutSetting(String text) {
        return text.contains("client_encoding") || text.contains("DateStyle");
    }

    private String nameOfParameter(int index) {
        Compiled failed = statement.get();
        return failed == null || index < 0 || index >= failed.parameters().size() ? null : failed.parameters().get(index).name();
    }

    /** The index, from 0, of the parameter of which the server could not infer the type; -1 if that was not what failed. */
    static int untypedParameter(DatabaseException failure) {
        return UNTYPED.equals(failure.sqlState()) && failure.getCause() instanceof SQLException cause
                ? placeIn(String.valueOf(cause.getMessage())) : -1;
    }

    /** Whether types do not fit together any more, in the statement itself and not in the code of a function that it calls. */
    private static boolean isOfTypes(String state, ServerErrorMessage server) {
        return TYPES.contains(state) && server != null && server.getWhere() == null && server.getInternalQuery() == null;
    }

    /** Whether it failed only because it was prepared before something changed. */
    static boolean isOfStaleStatement(DatabaseException failure) {
        return failure.kind() == ErrorKind.SERIALIZATION && isOfPrepared(String.valueOf(failure.sqlState()));
    }

    private static boolean isOfPrepared(String state) {
        return TYPES.contains(state) || state.equals("0A000") || state.equals("26000") || state.equals("08P01");
    }

    private static int placeIn(String text) {
        Matcher place = PLACE.matcher(text);
        return place.find() ? Integer.parseInt(place.group(1)) - 1 : -1;
    }

    /**
     * Whether the words may hold a value. What has a position in the statement speaks of its text; what has none comes from evaluating it,
     * and quotes what it was given unless it is one of those that name a table, a constraint or the like.
     */
    private boolean mayHoldValue(ErrorKind kind, String state, ServerErrorMessage server) {
        if (state.startsWith("22") || state.startsWith("54")) {
            return true;
        }
        boolean names = kind == ErrorKind.CONSTRAINT || kind == ErrorKind.STORAGE_FULL || state.equals("55P03")
                || kind.category() == ErrorKind.Category.CONNECTION || kind.category() == ErrorKind.Category.TRANSACTION;
        return server != null && !names && hasParameters() && server.getPosition() == 0
                && !ROW_SECURITY.equals(server.getRoutine());
    }

    /** Most values stand between quotation marks, in the manner of the server's language, others behind a colon, as all of the driver's. */
    private static String withoutValues(String text, String state, ServerErrorMessage server) {
        Matcher quoted = QUOTED.matcher(text);
        String hidden = quoted.find() ? text.substring(0, quoted.end(1)) + "…" + text.substring(quoted.start(2)) : text;
        return server == null || !state.startsWith("22") ? AFTER_COLON.matcher(hidden).replaceFirst(" …") : hidden;
    }

    /** The driver's error, or a copy of it that shows no value. */
    private static SQLException withoutValues(SQLException error, String text, String shown) {
        if (shown.equals(text)) {
            return error;
        }
        SQLException clean = new SQLException(shown, error.getSQLState());
        clean.setStackTrace(error.getStackTrace());
        return clean;
    }

    private static ConstraintViolation violation(String state, ServerErrorMessage server) {
        String name = server == null ? null : server.getConstraint();
        Type type = switch (state) {
            case "23502" -> Type.NOT_NULL;
            case "23001", "23503" -> Type.FOREIGN_KEY;
            // The server does not tell them apart; this is the name that it gives to a primary key.
            case "23505" -> name != null && name.endsWith("_pkey") ? Type.PRIMARY_KEY : Type.UNIQUE;
            case "23514", "44000" -> Type.CHECK;
            case "23P01" -> Type.EXCLUSION;
            default -> Type.OTHER;
        };
        return server == null ? ConstraintViolation.of(type) : new ConstraintViolation(type, name, server.getTable(), columns(server));
    }

    private static List<String> columns(ServerErrorMessage server) {
        if (server.getColumn() != null) {
            return List.of(server.getColumn());
        }
        String detail = server.getDetail() == null ? "" : server.getDetail();
        int key = detail.indexOf('(') + 1;
        int end = key == 0 ? -1 : detail.indexOf(")=(", key);
        return end < 0 ? List.of() : List.of(detail.substring(key, end).split(", "));
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
