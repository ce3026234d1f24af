// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

/** How values are read like a table. */
public enum ValuesForm {
    /** {@code (VALUES (1, 2), (3, 4)) AS v (a, b)}. */
    COLUMN_LIST,
    /** {@code (VALUES ROW(1, 2), ROW(3, 4)) AS v (a, b)}. */
    ROW_COLUMN_LIST,
    /** {@code (WITH v (a, b) AS (VALUES (1, 2), (3, 4)) SELECT * FROM v) AS v}. */
    COMMON_TABLE,
    /** {@code (SELECT 1 AS a, 2 AS b UNION ALL SELECT 3, 4) AS v}. */
    UNION_ALL
}
