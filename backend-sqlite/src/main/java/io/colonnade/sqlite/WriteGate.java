// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/**
 * Lets the writers of this process into a database one at a time, in the order in which they came. SQLite's own locks have no queue: under
 * load a waiting writer may be passed over until its time is up.
 */
final class WriteGate {

    private static final Map<Object, WriteGate> GATES = new HashMap<>();

    private final Object key;
    private final Queue<Pass> queue = new ArrayDeque<>();
    private Pass inside;
    private int connections;

    private WriteGate(Object key) {
        this.key = key;
    }

    /** The gate of a database, shared by all who name the same key; each must {@link #leave} it for good in the end. */
    static WriteGate of(Object key) {
        synchronized (GATES) {
            WriteGate gate = GATES.computeIfAbsent(key, WriteGate::new);
            gate.connections++;
            return gate;
        }
    }

    /** Says that a connection will not come back. */
    void leave() {
        synchronized (GATES) {
            if (--connections == 0) {
                GATES.remove(key);
            }
        }
    }

    /** One connection's way through the gate: entered and left on its own thread, woken by any. */
    final class Pass {

        private boolean woken;

        /**
         * Waits for its turn.
         *
         * @return whether it is inside; if not, the time is up or it was woken
         */
        boolean enter(long nanos) throws InterruptedException {
            synchronized (WriteGate.this) {
                if (inside == null && queue.isEmpty()) {
                    inside = this;
                    return true;
                }
                queue.add(this);
                long deadline = System.nanoTime() + nanos;
                try {
                    long left = nanos;
                    while (inside != this && !woken && left > 0) {
                        WriteGate.this.wait(left / 1_000_000 + 1);
                        left = deadline - System.nanoTime();
                    }
                } finally {
                    if (inside != this) {
                        queue.remove(this);
                    }
                }
                return inside == this;
            }
        }

        /** Ends the wait of this pass; until {@link #rest} none begins. */
        void wake() {
            synchronized (WriteGate.this) {
                woken = true;
                WriteGate.this.notifyAll();
            }
        }

        void rest() {
            synchronized (WriteGate.this) {
                woken = false;
            }
        }

        boolean isWoken() {
            synchronized (WriteGate.this) {
                return woken;
            }
        }

        /** Lets the next one in; does nothing if it is not inside. */
        void exit() {
            synchronized (WriteGate.this) {
                if (inside == this) {
                    inside = queue.poll();
                    WriteGate.this.notifyAll();
                }
            }
        }
    }
}
