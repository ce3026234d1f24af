// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

/** How ALTER TABLE changes a column that is there. */
public enum AlterColumn {
    /** {@code ALTER COLUMN text SET DATA TYPE TEXT, ALTER COLUMN text DROP NOT NULL}. */
    CLAUSES,
    /** {@code MODIFY COLUMN text LONGTEXT}: the whole column anew. */
    MODIFY,
    /** Not at all. */
    NONE
}
