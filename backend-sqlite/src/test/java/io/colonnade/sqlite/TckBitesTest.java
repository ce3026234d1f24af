// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.dialect.Feature;
import io.colonnade.sqlite.fault.Fault;
import io.colonnade.sqlite.fault.ReturningFault;
import io.colonnade.tck.BackendTck;
import io.colonnade.tck.RuleBook;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The kit itself is tested: a backend with one fault fails exactly the rules that the fault breaks, by a verdict that quotes the rule. */
class TckBitesTest {

    private static final Pattern TITLE = Pattern.compile("faulty: Rule ([A-Z]{3}-\\d{2,3}): .*", Pattern.DOTALL);
    private static final Map<String, RuleBook.Entry> RULES = RuleBook.rules().stream()
            .collect(Collectors.toMap(RuleBook.Entry::id, Function.identity()));

    /** What a run of the kit gave. */
    private static final class Report implements TestExecutionListener {
        final Map<String, Throwable> failures = new ConcurrentHashMap<>();
        final AtomicInteger run = new AtomicInteger();

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.isTest()) {
                run.incrementAndGet();
                result.getThrowable().ifPresent(failure -> failures.put(ruleId(test.getDisplayName()), failure));
            }
        }

        static String ruleId(String name) {
            Matcher title = TITLE.matcher(name);
            assertTrue(title.matches(), name);
            return title.group(1);
        }
    }

    private static Report runKit() {
        return run(DiscoverySelectors.selectClass(FaultyTck.class), RULES.keySet());
    }

    /** The rules that find a fault, and those that could: what needs a feature that one of them proves must not fail with it. */
    private static Set<String> near(Fault fault) {
        Set<Feature> features = fault.broken().stream().flatMap(id -> RULES.get(id).proves().stream()).collect(Collectors.toSet());
        return Stream.concat(fault.broken().stream(), RULES.values().stream()
                .filter(rule -> !Collections.disjoint(rule.needs(), features)).map(RuleBook.Entry::id)).collect(Collectors.toSet());
    }

    private static Report run(DiscoverySelector rules, Set<String> ids) {
        Report report = new Report();
        LauncherFactory.create().execute(LauncherDiscoveryRequestBuilder.request()
                .selectors(rules)
                .filters(EngineFilter.includeEngines("junit-jupiter"), (PostDiscoveryFilter) test -> FilterResult.includedIf(
                        !test.isTest() || ids.contains(Report.ruleId(test.getDisplayName()))))
                .build(), report);
        return report;
    }

    @ParameterizedTest
    @EnumSource
    void eachFaultFailsItsRule(Fault fault) {
        FaultyTck.fault = fault.effect();
        // What else could fail because of it is tried where there is time.
        Set<String> ids = Boolean.getBoolean("mutants.all") ? RULES.keySet() : near(fault);
        Report report = run(DiscoverySelectors.selectClass(FaultyTck.class), ids);
        assertEquals(ids.size(), report.run.get(), "rules run");
        assertFailures(fault.broken(), report);
        report.failures.forEach((id, failure) -> {
            assertTrue(failure.getMessage().contains(RULES.get(id).text()), () -> "the failure quotes the rule: " + failure.getMessage());
            assertNotNull(failure.getCause(), "what the rule itself said");
            assertFalse(failure.getCause() instanceof NullPointerException, "a NullPointerException is no verdict");
            assertFalse(failure.getCause().getClass().getSimpleName().equals("Overdue"),
                    () -> "a time-out is no verdict: " + failure.getMessage());
        });
    }

    @ParameterizedTest
    @EnumSource
    void eachFaultOfReturningFailsItsRule(ReturningFault fault) {
        FaultyTck.fault = fault::of;
        assertFailures(Set.of(fault.broken()), run(DiscoverySelectors.selectNestedClass(List.of(FaultyTck.class.getName()),
                BackendTck.class.getName() + "$Returning"), RULES.keySet()));
    }

    @Test
    void aBackendThatDeclaresWhatItLacksPasses() {
        FaultyTck.fault = Fault.MODEST;
        Report report = runKit();
        assertFailures(Set.of(), report);
    }

    private static void assertFailures(Set<String> expected, Report report) {
        if (!report.failures.keySet().equals(expected)) {
            AssertionError error = new AssertionError("rules that failed: " + new TreeSet<>(report.failures.keySet()) + " instead of "
                    + new TreeSet<>(expected));
            report.failures.forEach((id, failure) -> {
                if (!expected.contains(id)) {
                    error.addSuppressed(failure);
                }
            });
            throw error;
        }
    }
}
