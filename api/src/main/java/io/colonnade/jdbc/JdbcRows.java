// SPDX-License-Identifier: Apache-2.0
package io.colonnade.jdbc;

import io.colonnade.spi.Columns;
import java.sql.SQLException;

/**
 * An open cursor. Used by the connection's thread only.
 *
 * @since 0.1
 */
public interface JdbcRows extends AutoCloseable {

    /** The columns; the same object for all rows. */
    Columns columns();

    /** The values of the next row in an array of its own, or null when there are no more. */
    Object[] next() throws SQLException;

    /** Frees the cursor. Calling it again does nothing. */
    @Override
    void close() throws SQLException;
}
