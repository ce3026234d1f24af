// SPDX-License-Identifier: Apache-2.0
package io.colonnade.benchmarks;

import io.colonnade.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletionStage;

/** One kind of work, done through the raw driver and through Colonnade; both give a checksum, which must be the same. */
interface Workload {

    String name();

    /** How many operations a round does in all, whatever the number of callers. */
    int operations();

    /** What one operation is counted as, and how many of them it makes. */
    default String unit() {
        return "operations";
    }

    default int unitsPerOperation() {
        return 1;
    }

    /** Brings the tables into the state in which a round begins; not measured. */
    default void prepare(Connection connection) throws SQLException {
    }

    /** All operations of a round on the raw driver, one after the other. */
    long raw(Connection connection) throws SQLException;

    /** One operation; completes with its part of the checksum. */
    CompletionStage<Long> operation(Database database, int index, int callers);
}
