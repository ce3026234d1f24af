// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import java.util.List;
import java.util.Objects;

/**
 * A statement as a database takes it: SQL text with the database's own placeholders, and what is known of its parameters and columns.
 * Values stand outside, so one compiled statement serves every call of the same shape; backends may keep state by its identity.
 *
 * @param sql the text, exactly as it is sent and logged
 * @param kind what the statement does
 * @param readOnly whether it is known to change nothing: a select without locking and without calls that are not known to be pure
 * @param parameters one entry for each placeholder, in the order of the text
 * @param resultColumns the columns of its rows; empty where only the database knows them (raw text)
 * @param returnsKeys whether the one result column is a generated key that the user did not ask for: its rows are the keys; where the
 *     dialect has no RETURNING for inserts there are no rows, and the backend reports the keys with the outcome if it can
 * @param rowCount how the number of affected rows is told
 */
public record Compiled(String sql, StatementKind kind, boolean readOnly, List<Parameter> parameters, List<ResultColumn> resultColumns,
                       boolean returnsKeys, RowCount rowCount) {

    /** One whose affected rows are those that the database counts. */
    public Compiled(String sql, StatementKind kind, boolean readOnly, List<Parameter> parameters, List<ResultColumn> resultColumns,
                    boolean returnsKeys) {
        this(sql, kind, readOnly, parameters, resultColumns, returnsKeys, RowCount.REPORTED);
    }

    public Compiled {
        Objects.requireNonNull(sql, "sql");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(rowCount, "rowCount");
        parameters = List.copyOf(parameters);
        resultColumns = List.copyOf(resultColumns);
    }

    /** Identity: a compiled statement is a key for what a connection has prepared. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
