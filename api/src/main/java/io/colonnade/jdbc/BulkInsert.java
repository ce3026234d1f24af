// SPDX-License-Identifier: Apache-2.0
package io.colonnade.jdbc;

import java.sql.SQLException;
import java.util.List;

/**
 * One plain insert that is run for many rows, in a form that the database takes many of at once. Used by the connection's thread only.
 *
 * @since 0.1
 */
public interface BulkInsert extends AutoCloseable {

    /**
     * Inserts all rows; a transaction is open.
     *
     * @param rows for each row its values
     * @return whether each row was inserted exactly once; if not, nothing is changed, and they must be run one by one, which tells what was
     *     wrong with which row
     */
    boolean insert(List<Object[]> rows) throws SQLException;

    @Override
    void close() throws SQLException;
}
