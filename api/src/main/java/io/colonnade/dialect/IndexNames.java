// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

/** Where the name of an index belongs. */
public enum IndexNames {
    /** To the schema of its table, which stands in front of the name only where the index is dropped (PostgreSQL). */
    SCHEMA,
    /** To the schema of its table, which stands in front of the name instead of in front of the table (SQLite). */
    QUALIFIED,
    /** To its table: {@code DROP INDEX name ON table} (MySQL). */
    TABLE
}
