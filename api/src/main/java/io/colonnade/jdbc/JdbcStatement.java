// SPDX-License-Identifier: Apache-2.0
package io.colonnade.jdbc;

import java.sql.SQLException;
import java.util.List;

/**
 * A prepared statement that may be run many times, one run at a time. Used by the connection's thread only.
 *
 * @since 0.1
 */
public interface JdbcStatement extends AutoCloseable {

    /**
     * Runs the statement.
     *
     * @param binds one value for each parameter
     * @param fetchSize how many rows to fetch at a time; 0 if all are wanted
     * @return the rows, or null if the statement returns none
     */
    JdbcRows execute(Object[] binds, int fetchSize) throws SQLException;

    /** How many rows the last run affected, once its rows are closed; 0 for a query. */
    long affected() throws SQLException;

    /** The keys that the last run generated, for a statement that asks for them and has no RETURNING; empty if there are none. */
    default List<Object> generatedKeys() throws SQLException {
        return List.of();
    }

    /**
     * Runs the statement once for each item and stops at the first failure.
     *
     * @return the number of rows that each item affected
     * @throws java.sql.BatchUpdateException with the counts of the items before the one that failed
     */
    long[] executeMany(List<Object[]> bindings) throws SQLException;

    @Override
    void close() throws SQLException;
}
