// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.netty.util.concurrent.FastThreadLocalThread;

/**
 * The thread of one connection. It knows in whose flow it runs the caller's code, that of a transaction or of a pinned connection, so that a
 * call in that flow which would run outside the transaction unseen, or wait for what the flow itself holds, can be refused.
 */
final class ConnectionThread extends FastThreadLocalThread {

    /** The same knowledge for threads of the caller's own executor. */
    private static final ThreadLocal<Scope> ELSEWHERE = new ThreadLocal<>();

    private Scope scope;

    ConnectionThread(Runnable task, String name) {
        super(task, name);
        setDaemon(true);
    }

    /** Whether the current thread is a connection's, where waiting for another connection's answer could wait for ever. */
    static boolean isCurrent() {
        return Thread.currentThread() instanceof ConnectionThread;
    }

    /** The scope in whose flow the current thread is, or null. */
    static Scope currentScope() {
        return Thread.currentThread() instanceof ConnectionThread thread ? thread.scope : ELSEWHERE.get();
    }

    /** The transaction in whose flow the current thread is, or null. */
    static OpenTransaction currentTransaction() {
        return currentScope() instanceof OpenTransaction transaction ? transaction : null;
    }

    /** Whether the current thread is in the flow of a transaction that is open directly in that scope, or of one inside it. */
    static boolean isWithinChildOf(Scope outer) {
        for (Scope inner = currentScope(); inner != null; inner = inner.outer()) {
            if (inner.outer() == outer && inner instanceof OpenTransaction && inner.isOpen()) {
                return true;
            }
        }
        return false;
    }

    /** Runs the caller's code as part of a scope's flow, or of none if it is null. */
    static void runWithin(Scope flow, Runnable code) {
        Scope outer = enter(flow);
        try {
            code.run();
        } finally {
            enter(outer);
            forgetInterrupt();
        }
    }

    /** The caller's code has left the thread to the connection, whose socket an interrupt that was left on it would close. */
    static void forgetInterrupt() {
        if (isCurrent()) {
            interrupted();
        }
    }

    /** What runs now is part of a scope's flow, or of none if it is null; gives the flow of before, which must be entered again. */
    static Scope enter(Scope flow) {
        Scope outer = currentScope();
        set(flow);
        return outer;
    }

    private static void set(Scope flow) {
        if (Thread.currentThread() instanceof ConnectionThread thread) {
            thread.scope = flow;
        } else if (flow == null) {
            ELSEWHERE.remove();
        } else {
            ELSEWHERE.set(flow);
        }
    }
}
