// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.flips;

import io.colonnade.Database;
import io.colonnade.DatabaseOptions;
import io.colonnade.DatabaseUrl;
import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.Feature;
import io.colonnade.spi.DatabaseBackend;
import io.colonnade.tck.BackendTck;
import io.colonnade.tck.Rule;
import io.colonnade.tck.RuleBook;
import io.colonnade.tck.report.Finding;
import io.colonnade.tck.report.RuleResult;
import io.colonnade.tck.report.Status;
import io.colonnade.tck.report.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** What the kit says of each claim of a dialect when it is turned round: the proof that its probes are not hollow. */
public final class FlipTable {

    /** One claim turned round and what the kit said. */
    private record Line(Flip flip, boolean noticed, String rules, String verdict) {
    }

    /** Components of which every claim has a finding of its own, whatever the others are: turned round at once, which is quicker. */
    private static final Set<String> TOGETHER = Set.of("functionTemplates", "castTemplates", "literalTemplates");

    private final Dialect dialect;
    private final List<Line> lines = new ArrayList<>();

    private FlipTable(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Turns round each claim of a backend's live dialect and runs the rules that prove it. */
    public static FlipTable of(DatabaseBackend backend, DatabaseUrl url) {
        FlippedTck.sound = backend;
        FlippedTck.url = url;
        FlipTable table = new FlipTable(live(backend, url));
        Map<String, List<Flip>> runs = new LinkedHashMap<>();
        for (Flip flip : DialectFlips.of(table.dialect)) {
            runs.computeIfAbsent(TOGETHER.contains(flip.component()) ? flip.component() + flip.over() : flip.label(), key -> new ArrayList<>()).add(flip);
        }
        runs.values().forEach(table::run);
        return table;
    }

    private static Dialect live(DatabaseBackend backend, DatabaseUrl url) {
        try (Database database = Database.open(DatabaseOptions.of(url).build(), backend).join()) {
            return database.withConnection(connection -> CompletableFuture.completedFuture(connection.dialect())).join();
        }
    }

    private void run(List<Flip> together) {
        FlippedTck.flip = new Flip(together.get(0).component(), "", true, builder -> {
            together.forEach(flip -> flip.change().apply(builder));
            return builder;
        });
        LauncherFactory.create().execute(LauncherDiscoveryRequestBuilder.request().selectors(proving(together.get(0)))
                .filters(EngineFilter.includeEngines("junit-jupiter")).build());
        together.forEach(flip -> lines.add(together.size() == 1 ? line(flip) : ofMany(flip)));
    }

    /** Whether any of the rules failed. */
    private static Line line(Flip flip) {
        List<RuleResult> failed = FlippedTck.report.rules().stream().filter(rule -> rule.status() == Status.FAIL).toList();
        Set<Verdict> wanted = failed.isEmpty() ? EnumSet.allOf(Verdict.class) : EnumSet.of(Verdict.OVERCLAIMED, Verdict.UNDERCLAIMED);
        String verdicts = FlippedTck.report.findings().stream()
                .filter(finding -> finding.component().equals(flip.component()) && wanted.contains(finding.verdict()))
                .map(finding -> finding.verdict().name()).distinct().collect(Collectors.joining(", "));
        return new Line(flip, !failed.isEmpty(), failed.stream().map(RuleResult::id).collect(Collectors.joining(" ")),
                verdicts.isEmpty() && !failed.isEmpty() ? failed.get(0).reason() : verdicts);
    }

    /** Where several claims are turned round at the same time, each needs a verdict of its own. */
    private static Line ofMany(Flip flip) {
        String claim = flip.claim().substring(0, flip.claim().indexOf(' '));
        for (RuleResult rule : FlippedTck.report.rules()) {
            for (Finding finding : rule.findings()) {
                if (finding.component().equals(flip.component()) && finding.claim().equals(claim)) {
                    boolean noticed = finding.verdict() == Verdict.OVERCLAIMED && rule.status() == Status.FAIL;
                    boolean broken = rule.status() == Status.FAIL && !flip.over();
                    return new Line(flip, noticed, rule.id(), broken ? rule.reason() : finding.verdict().name());
                }
            }
        }
        return new Line(flip, false, "", "no finding");
    }

    /** The methods of the rules that prove a claim. */
    private static List<DiscoverySelector> proving(Flip flip) {
        Set<String> ids = RuleBook.rules().stream().filter(rule -> proves(rule, flip)).map(RuleBook.Entry::id).collect(Collectors.toSet());
        Class<?>[] groups = BackendTck.class.getDeclaredClasses();
        return Arrays.stream(groups).flatMap(group -> Arrays.stream(group.getSuperclass().getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Rule.class) && ids.contains(method.getAnnotation(Rule.class).id()))
                .map(method -> (DiscoverySelector) DiscoverySelectors.selectNestedMethod(List.of(FlippedTck.class), group,
                        method))).toList();
    }

    private static boolean proves(RuleBook.Entry rule, Flip flip) {
        return flip.component().equals("features") ? rule.proves().stream().anyMatch(feature -> feature.name().equals(flip.claim()))
                : rule.components().contains(flip.component());
    }

    /** The flips that claim more or something else and that no rule failed for. */
    public Set<String> unnoticedOverclaims() {
        return lines.stream().filter(line -> line.flip.over() && !line.noticed).map(line -> line.flip.label())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The flips that claim less and that no rule failed for. */
    public Set<String> unnoticedUnderclaims() {
        return lines.stream().filter(line -> !line.flip.over() && !line.noticed).map(line -> line.flip.label())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The flips that claim less and were told to claim too much; a rule of splitting is wrong in both directions. */
    public Set<String> falseOverclaims() {
        return lines.stream().filter(line -> !line.flip.over() && !line.flip.component().equals("lexicalRules")
                        && line.verdict.contains(Verdict.OVERCLAIMED.name()))
                .map(line -> line.flip.label()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What the kit says of a backend's own claim of a feature. */
    public static Verdict verdict(DatabaseBackend backend, DatabaseUrl url, Feature feature) {
        FlippedTck.sound = backend;
        FlippedTck.url = url;
        new FlipTable(live(backend, url)).run(List.of(new Flip("features", feature.name(), true, builder -> builder)));
        return FlippedTck.report.findings().stream().filter(finding -> finding.claim().equals(feature.name())).findFirst().orElseThrow()
                .verdict();
    }

    /** The components that no flip is of. */
    public Set<String> untouched() {
        Set<String> components = new TreeSet<>(dialect.components().keySet());
        lines.forEach(line -> components.remove(line.flip.component()));
        return components;
    }

    /** The table, for people. */
    public String markdown() {
        long over = lines.stream().filter(line -> line.flip.over()).count();
        long noticed = lines.stream().filter(line -> line.flip.over() && line.noticed).count();
        return "### " + dialect.productName() + " " + dialect.serverVersion() + ": " + lines.size() + " flips, of " + over
                + " towards more "
                + noticed + " noticed; of " + (lines.size() - over) + " towards less "
                + lines.stream().filter(line -> !line.flip.over() && line.noticed).count() + " noticed\n\n"
                + "| Component | Turned to | Direction | Noticed by | Verdict |\n|---|---|---|---|---|\n"
                + lines.stream().map(line -> "| " + line.flip.component() + " | " + line.flip.claim().replace("|", "\\|") + " | "
                        + (line.flip.over() ? "more" : "less") + " | " + (line.noticed ? line.rules : "-") + " | "
                        + line.verdict.replace("|", "\\|").replace("\n", " ") + " |").collect(Collectors.joining("\n")) + "\n";
    }
}
