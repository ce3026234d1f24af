// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.cli;

import io.colonnade.tck.RuleBook;
import io.colonnade.tck.report.Environment;
import io.colonnade.tck.report.Finding;
import io.colonnade.tck.report.Report;
import io.colonnade.tck.report.RuleResult;
import io.colonnade.tck.report.Status;
import io.colonnade.tck.report.Verdict;
import java.io.PrintStream;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the command prints for people. */
final class Summary {

    private Summary() {
    }

    static void print(PrintStream out, Report report, Duration took) {
        Environment environment = report.environment();
        out.println((environment.product() + " " + environment.serverVersion()).strip() + " through " + environment.backend()
                + (environment.driver().isBlank() ? "" : ", " + environment.driver() + " " + environment.driverVersion()));
        for (RuleResult rule : report.rules()) {
            if (rule.status() == Status.FAIL) {
                out.println("FAIL " + rule.id() + " " + rule.text());
                out.println("     " + rule.reason().replace("\n", "\n     "));
                out.println("     look at: " + entry(rule.id()).look());
            }
        }
        report.findings().stream().filter(finding -> finding.verdict() == Verdict.UNDERCLAIMED)
                .map(Finding::toString).forEach(out::println);
        out.println(report.count(Status.PASS) + " passed, " + report.count(Status.FAIL) + " failed, "
                + report.count(Status.UNSUPPORTED_VERIFIED) + " refused as declared, " + report.count(Status.NOT_RUN) + " not run, in "
                + took.toSeconds() + " s");
        out.println("Claims of the dialect: " + Stream.of(Verdict.values()).map(verdict -> verdict + " " + report.count(verdict))
                .collect(Collectors.joining(", ")));
        out.println(report.conclusion());
    }

    static RuleBook.Entry entry(String id) {
        return RuleBook.rules().stream().filter(rule -> rule.id().equalsIgnoreCase(id)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no rule " + id + "; --list shows all."));
    }

    static void explain(PrintStream out, String id) {
        RuleBook.Entry rule = entry(id);
        out.println(rule.id() + " (" + rule.level() + "): " + rule.text() + ".");
        if (!rule.needs().isEmpty()) {
            out.println("Needs: " + rule.needs() + "; where the dialect does not declare it, the kit tests that it is refused.");
        }
        if (!rule.proves().isEmpty() || !rule.components().isEmpty()) {
            out.println("Proves of the dialect: " + Stream.concat(rule.proves().stream().map(Enum::name), rule.components().stream())
                    .collect(Collectors.joining(", ")) + ".");
        }
        out.println("Why it matters: " + rule.why());
        out.println("When it fails, look at: " + rule.look());
    }

    static void list(PrintStream out) {
        RuleBook.rules().forEach(rule -> out.println(rule.id() + "  " + rule.level() + "  " + rule.text()));
    }
}
