// SPDX-License-Identifier: Apache-2.0
package io.colonnade.pool;

import io.colonnade.spi.ConnectionBackend;

/** A connection lent by the pool until {@link #release} is called. */
public interface Lease {

    /** In what state a connection comes back. */
    enum Condition {
        /** Nothing was changed in the session: it can be lent again at once. */
        CLEAN,
        /** The session may have been changed: it is reset before it is lent again. */
        USED,
        /** It is of no more use: it is closed. */
        BROKEN,
        /** Its link to the database was lost: it is closed, and the others are tested before they are lent again. */
        LOST
    }

    /** The connection; fails with kind USAGE once it was given back, as it may be somebody else's by then. */
    ConnectionBackend connection();

    /** Gives the connection back. Only the first call counts. */
    void release(Condition condition);
}
