// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.cli;

import java.io.Console;
import java.io.PrintStream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** A bar that grows with the rules that have run; for terminals only, because elsewhere it would be noise. */
final class Progress implements TestExecutionListener {

    private static final int WIDTH = 40;

    private final PrintStream out;
    private final int rules;
    private int done;
    private int failed;

    Progress(PrintStream out, int rules) {
        this.out = out;
        this.rules = rules;
    }

    /** Whether a person looks at the output. */
    static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // Since Java 22 there is a console without a terminal too.
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        if (test.isTest()) {
            show(test.getDisplayName().replaceFirst("(?s)^[^:]*: Rule (\\S+):.*", "$1"));
        }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.isTest()) {
            done++;
            failed += result.getStatus() == TestExecutionResult.Status.FAILED ? 1 : 0;
            show("");
        }
    }

    private void show(String rule) {
        int filled = rules == 0 ? WIDTH : WIDTH * done / rules;
        out.print("\r[" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "] " + done + "/" + rules
                + (failed == 0 ? "" : ", " + failed + " failed")
                + " " + String.format("%-8s", rule));
        out.flush();
    }

    /** Makes room for what comes after the bar. */
    void end() {
        out.print("\r" + " ".repeat(WIDTH + 40) + "\r");
        out.flush();
    }
}
