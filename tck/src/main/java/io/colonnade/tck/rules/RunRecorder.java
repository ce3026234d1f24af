// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import io.colonnade.tck.Rule;
import io.colonnade.tck.RuleBook;
import io.colonnade.tck.report.Environment;
import io.colonnade.tck.report.Kit;
import io.colonnade.tck.report.Report;
import io.colonnade.tck.report.RuleResult;
import io.colonnade.tck.report.Status;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The results of one run of an implementer's class; JUnit closes it when all rules of that class have run. Thread-safe. */
final class RunRecorder implements AutoCloseable {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(RunRecorder.class);

    private record Result(Status status, String reason, long millis, Findings findings) {
    }

    private final Map<String, Result> results = new ConcurrentHashMap<>();
    private Target target;
    private Environment environment;

    private RunRecorder() {
    }

    /** That of the implementer's class that a context belongs to. */
    static RunRecorder of(ExtensionContext context) {
        ExtensionContext implementer = context;
        while (implementer.getTestMethod().isPresent() || !implementer.getEnclosingTestClasses().isEmpty()) {
            implementer = implementer.getParent().orElseThrow();
        }
        return implementer.getStore(NAMESPACE).computeIfAbsent(RunRecorder.class, key -> new RunRecorder(), RunRecorder.class);
    }

    /** Learns before the first rule what the run is against. What fails here fails that rule; each other one meets it by itself. */
    synchronized void meet(Target met) {
        if (target == null) {
            target = met;
            environment = Surroundings.UNKNOWN;
            environment = Surroundings.assumed(met);
            environment = Surroundings.of(met);
            Exclusions.check(met.exclusions().get());
        }
    }

    void add(Rule rule, Status status, String reason, long nanos, Findings findings) {
        results.put(rule.id(), new Result(status, reason, TimeUnit.NANOSECONDS.toMillis(nanos), findings));
    }

    @Override
    public synchronized void close() {
        if (target != null) {
            target.finished().accept(report());
        }
    }

    /** The report; rules that have not run are in it. */
    private Report report() {
        List<RuleResult> rules = RuleBook.rules().stream().map(this::result).toList();
        return new Report(target.name(), Kit.current(), environment, target.strict().getAsBoolean(), rules);
    }

    private RuleResult result(RuleBook.Entry rule) {
        Result result = results.getOrDefault(rule.id(), new Result(Status.NOT_RUN, "", 0, new Findings(new StatementTrace())));
        return new RuleResult(rule.id(), rule.group(), rule.level(), rule.text(), rule.needs().stream().map(Enum::name).toList(),
                result.status(), result.reason(), result.millis(), result.findings().all());
    }
}
