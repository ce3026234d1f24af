// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.report;

import io.colonnade.tck.report.HtmlPage.Cell;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A report as one page for people. */
final class HtmlReport {

    private HtmlReport() {
    }

    static String write(Report report) {
        HtmlPage page = new HtmlPage("Compatibility of " + report.name());
        page.html("<p class=\"" + (report.isCompatible() ? "PASS" : "FAIL") + "\" id=\"conclusion\">" + HtmlPage.escape(report.conclusion())
                + "</p>");
        facts(page, facts(report));
        page.heading("Rules").paragraph(Stream.of(Status.values()).map(status -> status + " " + report.count(status))
                .collect(Collectors.joining(" \u00b7 ")));
        page.table("rules", List.of("Id", "Status", "Level", "Rule", "Reason", "ms"),
                report.rules().stream().map(HtmlReport::row).toList());
        page.heading("Capabilities").paragraph(Stream.of(Verdict.values()).map(verdict -> verdict + " " + report.count(verdict))
                .collect(Collectors.joining(" \u00b7 ")));
        page.table("capabilities", List.of("Capability", "Verdict", "Declared", "Observed", "Remark", "Rule", "Statements"),
                report.rules().stream().flatMap(rule -> rule.findings().stream().map(finding -> row(rule, finding))).toList());
        return page.write();
    }

    private static void facts(HtmlPage page, Map<String, String> facts) {
        page.html("<dl>" + facts.entrySet().stream().filter(fact -> !fact.getValue().isBlank())
                .map(fact -> "<dt>" + HtmlPage.escape(fact.getKey()) + "</dt><dd>" + HtmlPage.escape(fact.getValue()) + "</dd>")
                .collect(Collectors.joining("\n")) + "</dl>");
    }

    private static Map<String, String> facts(Report report) {
        Environment environment = report.environment();
        Map<String, String> facts = new java.util.LinkedHashMap<>();
        facts.put("Server", environment.product() + " " + environment.serverVersion());
        facts.put("Backend", (environment.backend() + " " + environment.backendVersion()).strip());
        facts.put("Driver", (environment.driver() + " " + environment.driverVersion()).strip());
        facts.put("Dialect", environment.dialect());
        facts.put("Scheme", environment.scheme());
        facts.put("Options", environment.options().entrySet().stream().map(option -> option.getKey() + "=" + option.getValue())
                .collect(Collectors.joining(", ")));
        facts.put("Java", environment.java() + ", " + environment.system());
        facts.put("Kit", report.kit().version() + ", " + report.kit().ruleCount() + " rules, " + report.kit().hash());
        facts.put("Strict", Boolean.toString(report.strict()));
        return facts;
    }

    private static List<Cell> row(RuleResult rule) {
        return List.of(Cell.text(rule.id()), Cell.kind(rule.status().name(), rule.status()), Cell.text(rule.level().name()),
                Cell.text(rule.text()), Cell.text(rule.reason()), Cell.text(Long.toString(rule.millis())));
    }

    private static List<Cell> row(RuleResult rule, Finding finding) {
        return List.of(Cell.text(finding.label()), Cell.kind(finding.verdict().name(), finding.verdict()), Cell.text(finding.declared()),
                Cell.text(finding.observed()), Cell.text(finding.reason()), Cell.text(rule.id()), Cell.statements(finding.statements()));
    }
}
