// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.report;

import io.colonnade.tck.report.HtmlPage.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Several reports side by side: databases by rules, and databases by capabilities. It holds no times, so that it changes only with what the
 * databases do.
 *
 * @param reports the reports, in the order of the columns
 */
public record Matrix(List<Report> reports) {

    /** A row of one of the tables: its name, what it is about, and a mark for each report. */
    private record Line(String name, String text, List<Mark> marks) {
    }

    private record Mark(String text, Enum<?> kind) {
    }

    private static final Mark NOTHING = new Mark("", Status.NOT_RUN);

    /**
     * Makes it.
     *
     * @throws IllegalArgumentException if there is no report, or two are called the same or are of different kits
     */
    public Matrix {
        reports = List.copyOf(reports);
        if (reports.isEmpty()) {
            throw new IllegalArgumentException("a matrix needs at least one report");
        }
        if (reports.stream().map(Report::name).distinct().count() < reports.size()) {
            throw new IllegalArgumentException("two of the reports have the same name: "
                    + reports.stream().map(Report::name).sorted().toList());
        }
        if (reports.stream().map(report -> report.kit().hash()).distinct().count() > 1) {
            throw new IllegalArgumentException("the reports are of different kits: " + reports.stream()
                    .map(report -> report.name() + " of " + report.kit().version() + " " + report.kit().hash()).toList()
                    + "; run one kit on all databases");
        }
    }

    private List<Line> rules() {
        return reports.get(0).rules().stream().map(rule -> new Line(rule.id(), rule.text(), reports.stream()
                .map(report -> mark(report.rules().stream().filter(other -> other.id().equals(rule.id())).findFirst())).toList())).toList();
    }

    private static Mark mark(Optional<RuleResult> rule) {
        return rule.map(result -> new Mark(switch (result.status()) {
            case PASS -> "\u2713";
            case FAIL -> "FAIL";
            case UNSUPPORTED_VERIFIED -> "\u2013";
            case EXCLUDED -> "excluded";
            case NOT_RUN -> "";
        }, result.status())).orElse(NOTHING);
    }

    private List<Line> capabilities() {
        Map<String, String> labels = new LinkedHashMap<>();
        reports.forEach(report -> report.rules().forEach(rule -> rule.findings().forEach(finding -> labels.putIfAbsent(finding.label(),
                rule.id()))));
        return labels.entrySet().stream().map(label -> new Line(label.getKey(), label.getValue(), reports.stream()
                .map(report -> mark(report, label.getKey())).toList())).toList();
    }

    private static Mark mark(Report report, String label) {
        return report.findings().stream().filter(finding -> finding.label().equals(label)).findFirst()
                .map(finding -> new Mark(switch (finding.verdict()) {
                    case CONFIRMED -> finding.declared().equals("yes") ? "\u2713" : finding.declared();
                    case HONEST_NO -> "\u2013";
                    case OVERCLAIMED -> "OVERCLAIMED";
                    case UNDERCLAIMED -> "UNDERCLAIMED";
                    case NOT_PROVABLE -> "?";
                }, finding.verdict())).orElse(NOTHING);
    }

    private List<String> columns(String first, String second) {
        List<String> columns = new ArrayList<>(List.of(first, second));
        reports.forEach(report -> columns.add(report.name()));
        return columns;
    }

    private String kit() {
        Kit kit = reports.get(0).kit();
        return "Kit " + kit.version() + ", " + kit.ruleCount() + " rules, " + kit.hash().substring(0, 12);
    }

    /** As one page for people. */
    public String html() {
        HtmlPage page = new HtmlPage("Compatibility of " + reports.size() + " databases").paragraph(kit());
        page.table("databases", List.of("Name", "Server", "Driver", "Conclusion"), reports.stream().map(report -> List.of(
                Cell.text(report.name()), Cell.text(server(report)), Cell.text(driver(report)), Cell.text(report.conclusion()))).toList());
        page.heading("Rules").table("rules", columns("Id", "Rule"), rules().stream().map(Matrix::cells).toList());
        page.heading("Capabilities").table("capabilities", columns("Capability", "Rule"),
                capabilities().stream().map(Matrix::cells).toList());
        return page.write();
    }

    private static List<Cell> cells(Line line) {
        return Stream.concat(Stream.of(Cell.text(line.name()), Cell.text(line.text())),
                line.marks().stream().map(mark -> Cell.kind(mark.text(), mark.kind()))).toList();
    }

    /** As a page of Markdown. */
    public String markdown() {
        return "# What each database has\n\nMade by `scripts/matrix` from the reports of the [compatibility kit](compatibility-kit.md);"
                + " do not edit it by hand. " + kit() + ".\n\n"
                + table(List.of("Name", "Server", "Driver", "Conclusion"),
                        reports.stream().map(report -> List.of(report.name(), server(report),
                        driver(report), report.conclusion())).toList())
                + "\n## Capabilities\n\n\u2713 or a value: declared and seen on the server. \u2013: not declared, and not seen. ?: no"
                + " statement can tell. Empty: not asked, because the server refuses what comes before.\n\n"
                + table(columns("Capability", "Rule"), capabilities().stream().map(Matrix::texts).toList())
                + "\n## Rules\n\n\u2713: kept. \u2013: the database lacks what the rule needs, and it was seen that this is refused. The"
                + " sentences stand in [rules.md](rules.md).\n\n"
                + table(rulesColumns(), rules().stream().map(line -> Stream.concat(Stream.of(line.name()),
                        line.marks().stream().map(Mark::text)).toList()).toList());
    }

    private List<String> rulesColumns() {
        List<String> columns = columns("Rule", "");
        columns.remove(1);
        return columns;
    }

    private static List<String> texts(Line line) {
        return Stream.concat(Stream.of(line.name(), line.text()), line.marks().stream().map(mark -> mark.text())).toList();
    }

    private static String table(List<String> columns, List<List<String>> rows) {
        return row(columns) + "|---".repeat(columns.size()) + "|\n" + rows.stream().map(Matrix::row).collect(Collectors.joining());
    }

    private static String row(List<String> cells) {
        return cells.stream().map(cell -> cell.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")
                .replace("_", "\\_").replace('\n', ' ')).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String server(Report report) {
        return report.environment().product() + " " + report.environment().serverVersion();
    }

    private static String driver(Report report) {
        return (report.environment().driver() + " " + report.environment().driverVersion()).strip();
    }
}
