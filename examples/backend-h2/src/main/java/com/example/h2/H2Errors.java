// SPDX-License-Identifier: Apache-2.0
package com.example.h2;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.jdbc.JdbcErrors;
import java.sql.SQLException;
import org.h2.api.ErrorCode;
import org.h2.jdbc.JdbcException;

// snippet: h2-errors
/** H2's errors in terms of Colonnade: by the SQLSTATE, and by H2's own code where that says more. */
enum H2Errors implements JdbcErrors {
    INSTANCE;

    @Override
    public DatabaseException translate(SQLException error, int batchIndex) {
        SQLException shown = withoutValues(error);
        ErrorKind kind = switch (error.getErrorCode()) {
            case ErrorCode.LOCK_TIMEOUT_1 -> ErrorKind.LOCK_TIMEOUT;
            case ErrorCode.CONCURRENT_UPDATE_1 -> ErrorKind.SERIALIZATION;
            case ErrorCode.TABLE_OR_VIEW_NOT_FOUND_WITH_CANDIDATES_2,
                    ErrorCode.TABLE_OR_VIEW_NOT_FOUND_DATABASE_EMPTY_1 -> ErrorKind.NOT_FOUND;
            case ErrorCode.DATABASE_IS_CLOSED, ErrorCode.CONNECTION_BROKEN_1, ErrorCode.OBJECT_CLOSED -> ErrorKind.CONNECTION_LOST;
            default -> null;
        };
        return kind == null ? STANDARD.translate(shown, batchIndex) : DatabaseException.of(kind, shown.getMessage()).cause(shown)
                .sqlState(error.getSQLState()).vendorCode(error.getErrorCode()).batchIndex(batchIndex)
                .retrySafe(kind == ErrorKind.LOCK_TIMEOUT || kind == ErrorKind.SERIALIZATION)
                .connectionUsable(kind != ErrorKind.CONNECTION_LOST).build();
    }

    /** H2 shows the value at fault behind a colon or in quotes, and the statement below. */
    private static SQLException withoutValues(SQLException error) {
        String message = error instanceof JdbcException h2 ? h2.getOriginalMessage() : String.valueOf(error.getMessage());
        boolean mayHoldValue = String.valueOf(error.getSQLState()).matches("2[23].*");
        SQLException shown = new SQLException(mayHoldValue ? message.split("[:\"]")[0].trim() : message, error.getSQLState(),
                error.getErrorCode());
        shown.setStackTrace(error.getStackTrace());
        return shown;
    }
}
// end
