// SPDX-License-Identifier: Apache-2.0
package io.colonnade.spi;

import io.colonnade.dialect.IsolationLevel;

/**
 * What a transaction is begun with.
 *
 * @param isolation the isolation level; null for the database's default
 * @param readOnly whether it may not write
 * @param deferrable whether it may wait for a moment at which it cannot collide (PostgreSQL)
 * @since 0.1
 */
public record TransactionDefinition(IsolationLevel isolation, boolean readOnly, boolean deferrable) {

    /** The database's default isolation, writing allowed. */
    public static final TransactionDefinition DEFAULT = new TransactionDefinition(null, false, false);
}
