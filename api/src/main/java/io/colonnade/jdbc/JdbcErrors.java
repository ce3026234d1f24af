// SPDX-License-Identifier: Apache-2.0
package io.colonnade.jdbc;

import io.colonnade.error.ConstraintViolation;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementOutcome;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;

/**
 * How a driver's errors read in terms of Colonnade. Stateless.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface JdbcErrors {

    /** By the classes of SQLSTATE that the SQL standard defines, and those states of the Open Group that many drivers use. */
    JdbcErrors STANDARD = JdbcErrors::byState;

    /**
     * Translates an error.
     *
     * @param batchIndex the index, from 0, of the item of a batch that failed; -1 where it was no batch
     */
    DatabaseException translate(SQLException error, int batchIndex);

    /** The index, from 0, of the item of a batch that failed; -1 if the driver does not tell. By the counts, unless a backend knows better. */
    default int failedItem(BatchUpdateException batch) {
        long[] counts = batch.getLargeUpdateCounts();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == Statement.EXECUTE_FAILED) {
                return i;
            }
        }
        return counts.length;
    }

    private static DatabaseException byState(SQLException error, int batchIndex) {
        String state = error.getSQLState() == null ? "" : error.getSQLState();
        ErrorKind kind = error instanceof SQLTimeoutException ? ErrorKind.STATEMENT_TIMEOUT
                : error instanceof SQLTransientConnectionException ? ErrorKind.CONNECTION_LOST
                : kindOf(state.length() < 2 ? "" : state.substring(0, 2), state);
        var builder = DatabaseException.of(kind, String.valueOf(error.getMessage())).cause(error).sqlState(error.getSQLState())
                .vendorCode(error.getErrorCode()).batchIndex(batchIndex)
                .retrySafe(kind == ErrorKind.SERIALIZATION || kind == ErrorKind.DEADLOCK || kind == ErrorKind.TOO_MANY_CONNECTIONS)
                .connectionUsable(kind.category() != ErrorKind.Category.CONNECTION)
                .outcome(kind == ErrorKind.CONNECTION_LOST ? StatementOutcome.UNKNOWN : StatementOutcome.NOT_APPLIED);
        if (kind == ErrorKind.CONSTRAINT) {
            builder.constraint(ConstraintViolation.of(constraintOf(state)));
        }
        return builder.build();
    }

    private static ErrorKind kindOf(String stateClass, String state) {
        return switch (stateClass) {
            case "08" -> ErrorKind.CONNECTION_LOST;
            case "0A" -> ErrorKind.UNSUPPORTED;
            case "21" -> state.startsWith("21S") ? ErrorKind.SYNTAX : ErrorKind.DATA;
            case "22" -> ErrorKind.DATA;
            case "23", "44" -> ErrorKind.CONSTRAINT;
            case "25" -> state.equals("25006") ? ErrorKind.READ_ONLY : ErrorKind.INTERNAL;
            case "28" -> ErrorKind.AUTHENTICATION_FAILED;
            case "40" -> state.equals("40P01") ? ErrorKind.DEADLOCK : ErrorKind.SERIALIZATION;
            case "42" -> kindOfName(state);
            case "53" -> state.equals("53300") ? ErrorKind.TOO_MANY_CONNECTIONS : ErrorKind.STORAGE_FULL;
            case "57" -> state.equals("57014") ? ErrorKind.CANCELLED : ErrorKind.CONNECTION_LOST;
            default -> ErrorKind.INTERNAL;
        };
    }

    private static ErrorKind kindOfName(String state) {
        return switch (state) {
            case "42S02", "42S12", "42S22" -> ErrorKind.NOT_FOUND;
            case "42S01", "42S11", "42S21" -> ErrorKind.ALREADY_EXISTS;
            default -> ErrorKind.SYNTAX;
        };
    }

    private static ConstraintViolation.Type constraintOf(String state) {
        return switch (state) {
            case "23502" -> ConstraintViolation.Type.NOT_NULL;
            case "23503", "23506" -> ConstraintViolation.Type.FOREIGN_KEY;
            case "23505" -> ConstraintViolation.Type.UNIQUE;
            case "23513", "23514", "44000" -> ConstraintViolation.Type.CHECK;
            case "23P01" -> ConstraintViolation.Type.EXCLUSION;
            default -> ConstraintViolation.Type.OTHER;
        };
    }
}
