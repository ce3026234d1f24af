// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.cuts;

import java.util.function.LongSupplier;

/** How far a call came before it was cut: whether a commit was asked for, and how much had been said to the server before that. Thread-safe. */
final class Progress {

    private final LongSupplier said;
    private long before;
    private boolean commitAsked;

    /**
     * At the beginning of a call.
     *
     * @param said counts the bytes that were said to the server
     */
    Progress(LongSupplier said) {
        this.said = said;
        before = said.getAsLong();
    }

    /** Everything but the commit has been answered. */
    synchronized void commitAsked() {
        before = said.getAsLong();
        commitAsked = true;
    }

    synchronized boolean isCommitAsked() {
        return commitAsked;
    }

    /** Whether anything was said after the commit was asked for; where nothing of the kind is, after the beginning. */
    synchronized boolean isSent() {
        return said.getAsLong() > before;
    }
}
