// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.netty.util.concurrent.FastThreadLocalThread;

/**
 * The thread of one connection. It knows whose transaction's completions it is running, so that a call of the database in that flow,
 * which would run outside the transaction unseen, can be refused.
 */
final class ConnectionThread extends FastThreadLocalThread {

    /** The same knowledge for threads of the caller's own executor. */
    private static final ThreadLocal<Transaction> ELSEWHERE = new ThreadLocal<>();

    private Transaction transaction;

    ConnectionThread(Runnable task, String name) {
        super(task, name);
        setDaemon(true);
    }

    /** Whether the current thread is a connection's, where waiting for another connection's answer could wait for ever. */
    static boolean isCurrent() {
        return Thread.currentThread() instanceof ConnectionThread;
    }

    /** The transaction in whose flow the current thread is, or null. */
    static Transaction currentTransaction() {
        return Thread.currentThread() instanceof ConnectionThread thread ? thread.transaction : ELSEWHERE.get();
    }

    /** Runs the caller's code as part of a transaction's flow, or of none if it is null. */
    static void runWithin(Transaction transaction, Runnable code) {
        Transaction outer = enter(transaction);
        try {
            code.run();
        } finally {
            enter(outer);
        }
    }

    /** What runs now is part of a transaction's flow, or of none if it is null; gives the flow of before, which must be entered again. */
    static Transaction enter(Transaction transaction) {
        Transaction outer = currentTransaction();
        set(transaction);
        return outer;
    }

    private static void set(Transaction transaction) {
        if (Thread.currentThread() instanceof ConnectionThread thread) {
            thread.transaction = transaction;
        } else if (transaction == null) {
            ELSEWHERE.remove();
        } else {
            ELSEWHERE.set(transaction);
        }
    }
}
