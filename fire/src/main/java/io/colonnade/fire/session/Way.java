// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.session;

import java.util.EnumSet;
import java.util.Set;

/** How a borrower leaves a connection behind. */
public enum Way {
    /** The function of {@code withConnection} ends well. */
    RETURNED,
    /** A later statement fails, and the function with it. */
    ERROR,
    /** The function is cancelled while a later statement runs. */
    CANCEL,
    /** The deadline of a later statement passes. */
    DEADLINE,
    /** All was done in a transaction, which commits. */
    COMMIT,
    /** All was done in a transaction, which rolls back. */
    ROLLBACK,
    /** A stream is cancelled at its first row. */
    STREAM,
    /** Single calls of the database. */
    SINGLE_CALL,
    /** The statement itself is read as a stream, which is cancelled at its first row. */
    SINGLE_STREAM;

    /** Those in which the item's statements run on one connection, outside transactions of Colonnade's. */
    static final Set<Way> PINNED = EnumSet.of(RETURNED, ERROR, CANCEL, DEADLINE, STREAM);
}
