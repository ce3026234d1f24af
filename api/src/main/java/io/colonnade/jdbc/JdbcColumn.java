// SPDX-License-Identifier: Apache-2.0
package io.colonnade.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * How one column of a result is read. Stateless.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface JdbcColumn {

    /** The column's value in the current row, or null for SQL's NULL. */
    Object read(ResultSet rows) throws SQLException;
}
