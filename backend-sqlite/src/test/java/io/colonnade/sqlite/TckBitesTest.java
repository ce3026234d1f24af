// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.sqlite.fault.Fault;
import io.colonnade.sqlite.fault.ReturningFault;
import io.colonnade.tck.BackendTck;
import io.colonnade.tck.RuleBook;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The kit itself is tested: a backend with one fault fails exactly the rules that the fault breaks, by a verdict that quotes the rule. */
class TckBitesTest {

    private static final Pattern TITLE = Pattern.compile("faulty: Rule ([A-Z]{3}-\\d{2,3}): .*", Pattern.DOTALL);

    /** What a run of the kit gave. */
    private static final class Report implements TestExecutionListener {
        final Map<String, Throwable> failures = new ConcurrentHashMap<>();
        final AtomicInteger run = new AtomicInteger();

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.isTest()) {
                run.incrementAndGet();
                result.getThrowable().ifPresent(failure -> failures.put(ruleId(test), failure));
            }
        }

        private static String ruleId(TestIdentifier test) {
            Matcher title = TITLE.matcher(test.getDisplayName());
            assertTrue(title.matches(), test.getDisplayName());
            return title.group(1);
        }
    }

    private static Report runKit() {
        return run(DiscoverySelectors.selectClass(FaultyTck.class));
    }

    private static Report run(DiscoverySelector rules) {
        Report report = new Report();
        LauncherFactory.create().execute(LauncherDiscoveryRequestBuilder.request()
                .selectors(rules)
                .filters(EngineFilter.includeEngines("junit-jupiter"))
                .build(), report);
        return report;
    }

    @ParameterizedTest
    @EnumSource
    void eachFaultFailsItsRule(Fault fault) {
        FaultyTck.fault = fault.effect();
        Report report = runKit();
        assertEquals(RuleBook.rules().size(), report.run.get(), "rules run");
        assertFailures(fault.broken(), report);
        Map<String, RuleBook.Entry> rules = RuleBook.rules().stream().collect(Collectors.toMap(RuleBook.Entry::id, Function.identity()));
        report.failures.forEach((id, failure) -> {
            assertTrue(failure.getMessage().contains(rules.get(id).text()), () -> "the failure quotes the rule: " + failure.getMessage());
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
                BackendTck.class.getName() + "$Returning")));
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
