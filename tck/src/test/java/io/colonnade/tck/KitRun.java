// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A run of some rules, or of all, within a test. */
final class KitRun implements TestExecutionListener {

    private static final Pattern TITLE = Pattern.compile("\\w+: Rule ([A-Z]{3}-\\d{2,3}): .*", Pattern.DOTALL);

    private final Map<String, Throwable> failures = new TreeMap<>();
    private final AtomicInteger run = new AtomicInteger();

    private KitRun() {
    }

    /** Runs all rules. */
    static KitRun all(Class<? extends BackendTck> kit) {
        return run(List.of(DiscoverySelectors.selectClass(kit)));
    }

    /** Runs the rules of these ids. */
    static KitRun of(Class<? extends BackendTck> kit, Collection<String> ids) {
        return run(RuleBook.methods().filter(method -> ids.contains(method.getAnnotation(Rule.class).id()))
                .<DiscoverySelector>map(method -> DiscoverySelectors.selectNestedMethod(List.of(kit), group(method.getDeclaringClass()),
                        method))
                .toList());
    }

    private static Class<?> group(Class<?> rules) {
        for (Class<?> group : BackendTck.class.getDeclaredClasses()) {
            if (group.getSuperclass() == rules) {
                return group;
            }
        }
        throw new IllegalArgumentException(rules + " is no group of the kit");
    }

    private static KitRun run(List<DiscoverySelector> selectors) {
        KitRun report = new KitRun();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request().selectors(selectors)
                .filters(EngineFilter.includeEngines("junit-jupiter")).build();
        LauncherFactory.create().execute(request, report);
        return report;
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.isTest() && result.getStatus() != TestExecutionResult.Status.ABORTED) {
            run.incrementAndGet();
            result.getThrowable().ifPresent(failure -> {
                Matcher title = TITLE.matcher(test.getDisplayName());
                failures.put(title.matches() ? title.group(1) : test.getDisplayName(), failure);
            });
        }
    }

    /** How many rules were run, those aside that are left out. */
    int count() {
        return run.get();
    }

    /** What failed, by the id of the rule. */
    Map<String, Throwable> failures() {
        return failures;
    }
}
