// SPDX-License-Identifier: Apache-2.0
package io.colonnade.pool;

import io.colonnade.error.DatabaseException;

/**
 * Somebody's wish for a connection. Exactly one of {@link #granted} and {@link #failed} is called, once, unless
 * {@link ConnectionPool#withdraw} took the wish back before.
 */
public interface LeaseRequest {

    /** Whether nobody else may use the connection meanwhile (a transaction, a stream, a pinned connection). */
    boolean exclusive();

    /** Whether it is known to write, so that it counts against the database's number of concurrent writers. */
    boolean writes();

    /** When to give up, in the pool's nanosecond time; kept to within 20 ms. At most a century away. */
    long deadlineNanos();

    /** What the connection is for, in the words that the exhaustion error and the leak warning show; never with values. */
    String purpose();

    /** The text of the statement that it is for, which an error of it is to name; null if it is for more than one. */
    default String sql() {
        return null;
    }

    /** The connection is lent; called on any thread and must not block. If it throws, the connection is closed. */
    void granted(Lease lease);

    /** No connection will come. */
    void failed(DatabaseException error);

    /**
     * The pool is being closed, the grace has ended, and the connection that was granted and not given back is closed now.
     *
     * @param error what whoever waits for the connection's answers is to be told
     */
    default void cutOff(DatabaseException error) {
    }
}
