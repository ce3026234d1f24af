// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.error.DatabaseException;

/**
 * Finds calls that would wait for what their own flow holds, and so until a timeout: they are refused at once. A flow is known in the function
 * of a connection or transaction and in the continuations of its futures; see {@link ConnectionThread}.
 */
final class SelfDeadlock {

    private SelfDeadlock() {
    }

    /** A transaction begun on the outer one inside its sibling. */
    static DatabaseException ofSiblings() {
        return Failures.usage("a transaction was begun inside another one of the same connection or outer transaction, and would wait for that"
                + " one's end, which waits for it; begin it on the transaction that was handed to the inner function, or after its end");
    }

    /**
     * A call that needs a connection while the flow in which it is made holds all that the pool may open.
     *
     * @return why it is refused, or null
     */
    static DatabaseException ofConnections(Engine engine) {
        int held = 0;
        for (Scope scope = ConnectionThread.currentScope(); scope != null; scope = scope.outer()) {
            // One that is lost is held as well, until its function has ended.
            if (scope instanceof PinnedConnection pinned && scope.belongsTo(engine) && pinned.takesInner()) {
                held++;
            }
        }
        return held == 0 || held < engine.pool().maxSize() ? null : Failures.usage("the database was called inside the function of a connection"
                + " while this flow holds all connections of the pool (max_size is " + engine.pool().maxSize() + "), so the call would wait for"
                + " itself; call the connection that was handed to the function, or raise max_size");
    }

    /**
     * A write on one connection while a transaction on another one, in the flow of which it is made, may hold the database's only right to
     * write.
     *
     * @return why it is refused, or null
     */
    static DatabaseException ofWriter(Session session, boolean writes) {
        if (!writes || session.backend().dialect().concurrentWriters() != 1) {
            return null;
        }
        for (Scope scope = ConnectionThread.currentScope(); scope != null; scope = scope.outer()) {
            if (scope instanceof OpenTransaction transaction && transaction.session() != session && transaction.belongsTo(session.engine())
                    && transaction.isOpen() && transaction.mayWrite()) {
                return Failures.usage(session.backend().dialect().productName() + " has one writer at a time, which is a transaction on another"
                        + " connection in whose flow this write was asked for, so the write would wait for itself; run it in that transaction,"
                        + " or after its end");
            }
        }
        return null;
    }
}
