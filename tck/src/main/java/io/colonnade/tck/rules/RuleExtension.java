// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import io.colonnade.dialect.Feature;
import io.colonnade.tck.Rule;
import io.colonnade.tck.TckTimeouts;
import io.colonnade.tck.report.Finding;
import io.colonnade.tck.report.Status;
import io.colonnade.tck.report.Verdict;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.function.Executable;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** Runs a rule, or its counter-rule where the database lacks what it needs, then the leak check; records and words the result. */
final class RuleExtension implements InvocationInterceptor {

    RuleExtension() {
    }

    @Override
    public void interceptTestMethod(Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        RuleGroup group = (RuleGroup) method.getTarget().orElseThrow();
        Rule rule = method.getExecutable().getAnnotation(Rule.class);
        RunRecorder recorder = RunRecorder.of(context);
        long start = System.nanoTime();
        String excluded;
        try {
            recorder.meet(group.target());
            excluded = reasonToExclude(group.target(), rule);
        } catch (RuntimeException | Error failure) {
            recorder.add(rule, Status.FAIL, detail(failure), System.nanoTime() - start, new Findings(new StatementTrace()));
            throw failed(title(group, rule), rule, failure);
        }
        if (excluded != null) {
            invocation.skip();
            recorder.add(rule, Status.EXCLUDED, excluded, 0, new Findings(new StatementTrace()));
            throw new TestAbortedException("Rule " + rule.id() + " is excluded: " + excluded);
        }
        run(invocation, rule, group, context, recorder);
    }

    /** Null for a rule that is not left out. */
    private static String reasonToExclude(Target target, Rule rule) {
        String reason = target.exclusions().get().get(rule.id());
        if (reason != null && reason.isBlank()) {
            throw new AssertionError("the rule is excluded without a reason; exclusions() says why for each");
        }
        return reason;
    }

    private static String title(RuleGroup group, Rule rule) {
        return group.target().name() + ": Rule " + rule.id() + ": " + rule.text();
    }

    private static AssertionFailedError failed(String title, Rule rule, Throwable failure) {
        return new AssertionFailedError(title + " -- but " + detail(failure) + (rule.hint().isEmpty() ? "" : " (" + rule.hint() + ")"),
                failure);
    }

    private static void run(Invocation<Void> invocation, Rule rule, RuleGroup group, ExtensionContext context, RunRecorder recorder)
            throws Throwable {
        long start = System.nanoTime();
        RuleRun run = new RuleRun(group.target(), rule.id());
        group.attach(run);
        String title = title(group, rule);
        Throwable failure = null;
        Feature lacking = null;
        Optional<String> cannotHold = Optional.empty();
        try {
            lacking = lacking(run, rule).orElse(null);
            cannotHold = lacking == null && group.target().forcesRollback() ? ForcedRollback.reason(rule.id(), run::dialect) : cannotHold;
            if (lacking != null) {
                invocation.skip();
                Feature feature = lacking;
                title = group.target().name() + ": Rule " + rule.id() + ": without " + feature + " as declared, in place of: "
                        + rule.text();
                context.publishReportEntry(rule.id(), counter(feature));
                onThread(rule, () -> Counters.check(feature, group));
            } else {
                onThread(rule, invocation::proceed);
            }
        } catch (TestAbortedException e) {
            throw e;
        } catch (Throwable e) {
            failure = e;
        } finally {
            failure = run.finish(verdict(run, failure));
        }
        if (cannotHold.isPresent() && failure != null && !(failure instanceof Overdue)) {
            String reason = cannotHold.get() + "; it was told: " + detail(failure);
            recorder.add(rule, Status.EXCLUDED, reason, System.nanoTime() - start, new Findings(new StatementTrace()));
            throw new TestAbortedException("Rule " + rule.id() + " cannot hold with forced rollback: " + reason);
        }
        if (cannotHold.isPresent() && failure == null) {
            failure = new AssertionError("it holds, although the kit says that with forced rollback it cannot: " + cannotHold.get());
        }
        Findings findings = run.findings();
        findings.all().stream().filter(finding -> finding.verdict() == Verdict.UNDERCLAIMED).map(Finding::toString)
                .forEach(finding -> context.publishReportEntry(rule.id(), finding));
        Status status = failure != null ? Status.FAIL : lacking != null ? Status.UNSUPPORTED_VERIFIED : Status.PASS;
        String reason = failure != null ? detail(failure) : lacking != null ? counter(lacking) : "";
        recorder.add(rule, status, reason, System.nanoTime() - start, findings);
        if (failure != null) {
            throw failed(title, rule, failure);
        }
    }

    private static String counter(Feature lacking) {
        return "the backend declares that it lacks " + lacking + "; tested that it is refused";
    }

    /** A false claim says more than what went wrong after it was seen. */
    private static Throwable verdict(RuleRun run, Throwable failure) {
        AssertionError claims = run.findings().failure(run.target().strict().getAsBoolean());
        if (claims == null) {
            return failure;
        }
        if (failure != null) {
            claims.addSuppressed(failure);
        }
        return claims;
    }

    private static Optional<Feature> lacking(RuleRun run, Rule rule) {
        for (Feature feature : rule.needs()) {
            if (!run.dialect().has(feature)) {
                return Optional.of(feature);
            }
        }
        return Optional.empty();
    }

    /** Runs the rule on a thread of its own, so that a call that blocks is told instead of hanging the kit. */
    private static void onThread(Rule rule, Executable body) throws Throwable {
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            Throwable thrown = null;
            try {
                body.execute();
            } catch (Throwable e) {
                thrown = e;
            }
            ended.complete(thrown);
        }, "tck " + rule.id());
        thread.setDaemon(true);
        thread.start();
        thread.join(TckTimeouts.rule().toMillis());
        if (!ended.isDone()) {
            Overdue overdue = new Overdue("the rule did not end within " + TckTimeouts.rule() + "; its thread stands at the place below");
            overdue.setStackTrace(thread.getStackTrace());
            thread.interrupt();
            throw overdue;
        }
        Throwable thrown = ended.join();
        if (thrown != null) {
            throw thrown;
        }
    }

    private static String detail(Throwable failure) {
        return failure instanceof AssertionError ? failure.getMessage() : failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }
}
