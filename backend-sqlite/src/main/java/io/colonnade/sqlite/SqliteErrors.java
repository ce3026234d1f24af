// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import io.colonnade.error.ConstraintViolation;
import io.colonnade.error.ConstraintViolation.Type;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.jdbc.JdbcErrors;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * SQLite's extended result codes in terms of Colonnade. SQLite has no SQLSTATE.
 *
 * @param database how messages call the database
 */
record SqliteErrors(String database) implements JdbcErrors {

    private static final int PRIMARY = 0xff;
    /** Behind it SQLite shows a path that it cannot read, which may be a bound value. */
    private static final String JSON_PATH = "bad JSON path:";

    @Override
    public DatabaseException translate(SQLException error, int batchIndex) {
        int code = code(error);
        String text = text(error);
        boolean showsPath = text.startsWith(JSON_PATH);
        text = showsPath ? JSON_PATH + " …" : text;
        ErrorKind kind = kind(code, text);
        var builder = DatabaseException.of(kind, message(kind, code, text)).cause(showsPath ? withoutPath(error, text) : error).vendorCode(code).batchIndex(batchIndex)
                .retrySafe(kind == ErrorKind.LOCK_TIMEOUT || kind == ErrorKind.SERIALIZATION)
                .connectionUsable(usable(code, kind));
        if (kind == ErrorKind.CONSTRAINT) {
            builder.constraint(violation(code, text));
        }
        return builder.build();
    }

    private static SQLException withoutPath(SQLException error, String text) {
        SQLException hidden = new SQLException(text, error.getSQLState(), error.getErrorCode());
        hidden.setStackTrace(error.getStackTrace());
        return hidden;
    }

    /** The extended result code; 0 if the driver itself complains. */
    static int code(SQLException error) {
        return error instanceof SQLiteException sqlite ? sqlite.getResultCode().code : 0;
    }

    /** SQLite's own words, without what the driver puts around them. */
    private static String text(SQLException error) {
        String message = String.valueOf(error.getMessage());
        int open = message.startsWith("[") ? message.indexOf(" (") : -1;
        return open < 0 || !message.endsWith(")") ? message : message.substring(open + 2, message.length() - 1);
    }

    private String message(ErrorKind kind, int code, String text) {
        return switch (kind) {
            case LOCK_TIMEOUT -> "Another connection or process has locked " + database + " for longer than busy_timeout (" + text
                    + "). Run it again, shorten the other one's transaction, or raise busy_timeout.";
            case DATABASE_UNREACHABLE -> database + " cannot be opened (" + text
                    + "). Check that its directory exists, that it is a file, and that this user may read and write both.";
            case CORRUPT -> database + (code == SQLiteErrorCode.SQLITE_NOTADB.code ? " is not a SQLite database" : " is damaged")
                    + " (" + text + ").";
            case READ_ONLY -> "Nothing can be written: the file, the connection or the transaction is read-only (" + text + ").";
            case STORAGE_FULL -> "The disk, or the size allowed for " + database + ", is full (" + text + ").";
            case CANCELLED -> "The statement was cancelled (" + text + ").";
            default -> text;
        };
    }

    private static ErrorKind kind(int code, String text) {
        if (code == SQLiteErrorCode.SQLITE_BUSY_SNAPSHOT.code) {
            return ErrorKind.SERIALIZATION;
        }
        if (code == SQLiteErrorCode.SQLITE_CONSTRAINT_DATATYPE.code) {
            return ErrorKind.DATA;
        }
        return switch (SQLiteErrorCode.getErrorCode(code & PRIMARY)) {
            case SQLITE_ERROR -> kindOfMessage(text);
            case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL -> ErrorKind.LOCK_TIMEOUT;
            case SQLITE_CONSTRAINT -> ErrorKind.CONSTRAINT;
            case SQLITE_READONLY -> ErrorKind.READ_ONLY;
            case SQLITE_INTERRUPT, SQLITE_ABORT -> ErrorKind.CANCELLED;
            case SQLITE_FULL -> ErrorKind.STORAGE_FULL;
            case SQLITE_CORRUPT, SQLITE_NOTADB -> ErrorKind.CORRUPT;
            case SQLITE_TOOBIG -> ErrorKind.VALUE_TOO_LARGE;
            case SQLITE_MISMATCH, SQLITE_RANGE -> ErrorKind.DATA;
            case SQLITE_AUTH, SQLITE_PERM -> ErrorKind.PERMISSION;
            case SQLITE_CANTOPEN -> ErrorKind.DATABASE_UNREACHABLE;
            default -> ErrorKind.INTERNAL;
        };
    }

    /** SQLite has one code for most of what can be wrong with SQL text, so its words must tell. */
    private static ErrorKind kindOfMessage(String text) {
        if (text.startsWith("no such ") || text.startsWith("unknown database") || text.contains(" has no column named ")
                || text.contains("unknown column")) {
            return ErrorKind.NOT_FOUND;
        }
        if (text.endsWith(" already exists") || text.startsWith("duplicate column name") || text.startsWith("there is already ")
                || text.contains("is already in use")) {
            return ErrorKind.ALREADY_EXISTS;
        }
        if (text.startsWith("too many ") || text.contains("too big") || text.contains("too large")) {
            return ErrorKind.VALUE_TOO_LARGE;
        }
        if (text.startsWith(DecimalValues.REFUSED) || text.contains("overflow") || text.startsWith("malformed JSON") || text.startsWith("JSON ")) {
            return ErrorKind.DATA;
        }
        if (text.contains("transaction") || text.startsWith("cannot VACUUM") || text.startsWith("cannot modify ")) {
            return ErrorKind.INVALID_STATE;
        }
        return text.contains("not authorized") || text.contains("unsafe use of") ? ErrorKind.PERMISSION : ErrorKind.SYNTAX;
    }

    private static boolean usable(int code, ErrorKind kind) {
        return switch (SQLiteErrorCode.getErrorCode(code & PRIMARY)) {
            case SQLITE_IOERR, SQLITE_NOMEM, SQLITE_MISUSE -> false;
            case SQLITE_READONLY -> code != SQLiteErrorCode.SQLITE_READONLY_DBMOVED.code;
            default -> kind.category() != ErrorKind.Category.CONNECTION;
        };
    }

    private static ConstraintViolation violation(int code, String text) {
        Type type = switch (SQLiteErrorCode.getErrorCode(code)) {
            case SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_ROWID -> Type.PRIMARY_KEY;
            case SQLITE_CONSTRAINT_UNIQUE -> Type.UNIQUE;
            case SQLITE_CONSTRAINT_FOREIGNKEY -> Type.FOREIGN_KEY;
            case SQLITE_CONSTRAINT_NOTNULL -> Type.NOT_NULL;
            case SQLITE_CONSTRAINT_CHECK -> Type.CHECK;
            default -> Type.OTHER;
        };
        int marker = text.indexOf("constraint failed: ");
        if (marker < 0 || type == Type.OTHER) {
            return ConstraintViolation.of(type);
        }
        String subject = text.substring(marker + "constraint failed: ".length());
        if (type == Type.CHECK) {
            return new ConstraintViolation(type, subject, null, List.of());
        }
        if (subject.startsWith("index '") && subject.endsWith("'")) {
            return new ConstraintViolation(type, subject.substring("index '".length(), subject.length() - 1), null, List.of());
        }
        return ofColumns(type, subject);
    }

    /** Reads {@code t.a, t.b}. */
    private static ConstraintViolation ofColumns(Type type, String subject) {
        String table = null;
        List<String> columns = new ArrayList<>();
        for (String column : subject.split(", ")) {
            int dot = column.indexOf('.');
            table = dot < 0 ? table : column.substring(0, dot);
            columns.add(column.substring(dot + 1));
        }
        return new ConstraintViolation(type, null, table, columns);
    }
}
