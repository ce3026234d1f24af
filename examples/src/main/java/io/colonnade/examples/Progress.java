// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import java.io.PrintStream;
import java.util.Locale;

/** Shows how far a job is: one line that is written over on a terminal, a line for each tenth elsewhere. For one thread at a time. */
final class Progress {

    private static final int PERCENT = 100;
    private static final int STEP = 10;

    private final PrintStream out;
    private final boolean terminal;
    private final long total;
    private long shown;

    Progress(PrintStream out, boolean terminal, long total) {
        this.out = out;
        this.terminal = terminal;
        this.total = total;
    }

    void show(long done) {
        long percent = done * PERCENT / total;
        String line = String.format(Locale.ROOT, "  %,d of %,d rows (%d %%)", done, total, percent);
        if (terminal) {
            out.print("\r" + line + (done == total ? System.lineSeparator() : ""));
            out.flush();
        } else if (percent / STEP > shown / STEP) {
            out.println(line);
        }
        shown = percent;
    }
}
