// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import io.colonnade.dialect.Feature;
import io.colonnade.tck.Rule;
import io.colonnade.tck.TckTimeouts;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.function.Executable;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** Runs a rule, or its counter-rule where the database lacks what it needs, then the leak check, and words the failure. */
final class RuleExtension implements InvocationInterceptor {

    RuleExtension() {
    }

    @Override
    public void interceptTestMethod(Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        RuleGroup group = (RuleGroup) method.getTarget().orElseThrow();
        Rule rule = method.getExecutable().getAnnotation(Rule.class);
        RuleRun run = new RuleRun(group.target(), rule.id());
        group.attach(run);
        String title = group.target().name() + ": Rule " + rule.id() + ": " + rule.text();
        Throwable failure = null;
        try {
            Optional<Feature> lacking = lacking(run, rule);
            if (lacking.isPresent()) {
                invocation.skip();
                title = group.target().name() + ": Rule " + rule.id() + ": without " + lacking.get() + " as declared, in place of: "
                        + rule.text();
                context.publishReportEntry(rule.id(), "the backend declares that it lacks " + lacking.get()
                        + "; tested that it is refused");
                onThread(rule, () -> Counters.check(lacking.get(), group));
            } else {
                onThread(rule, invocation::proceed);
                run.undeclared().forEach(feature -> context.publishReportEntry(rule.id(), "UNDERCLAIMED: the database has " + feature
                        + ", but the dialect does not declare it"));
            }
        } catch (TestAbortedException e) {
            throw e;
        } catch (Throwable e) {
            failure = e;
        } finally {
            failure = run.finish(failure);
        }
        if (failure != null) {
            throw new AssertionFailedError(title + " -- but " + detail(failure)
                    + (rule.hint().isEmpty() ? "" : " (" + rule.hint() + ")"), failure);
        }
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
