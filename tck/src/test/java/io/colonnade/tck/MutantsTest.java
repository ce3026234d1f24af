// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.dialect.Feature;
import io.colonnade.tck.reference.Mutant;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The kit bites: deliberately broken backends are caught by the rules that their faults break, with the sentences of those rules. */
class MutantsTest {

    private static final Map<String, RuleBook.Entry> RULES = RuleBook.rules().stream()
            .collect(Collectors.toMap(RuleBook.Entry::id, Function.identity()));

    /** Twice as long as a run takes that waits for nothing. */
    private static final Duration SOME_RULES = Duration.ofSeconds(1);
    private static final Duration ALL_RULES = Duration.ofSeconds(10);

    private static final List<Mutant> MUTANTS = Mutant.all();

    private static Map<Mutant, KitRun> runs;

    static List<Mutant> mutants() {
        return MUTANTS;
    }

    /** The rules that catch it, and those that could: what needs a feature that one of them proves must not fail with it. */
    private static Set<String> near(Mutant mutant) {
        Set<Feature> features = mutant.rules().stream().flatMap(id -> RULES.get(id).proves().stream()).collect(Collectors.toSet());
        return Stream.concat(mutant.rules().stream(), RULES.values().stream()
                .filter(rule -> !Collections.disjoint(rule.needs(), features)).map(RuleBook.Entry::id)).collect(Collectors.toSet());
    }

    @BeforeAll
    static void runEachOnItsRules() throws InterruptedException, ExecutionException {
        try (SideBySide sideBySide = new SideBySide(SOME_RULES)) {
            runs = sideBySide.run(mutants(), mutant -> KitRun.of(MutantTck.class, near(mutant)));
        }
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void isCaughtByItsRules(Mutant mutant) {
        KitRun run = runs.get(mutant);
        assertEquals(near(mutant).size(), run.count(), "rules run");
        assertEquals(new TreeSet<>(mutant.rules()), run.failures().keySet(), () -> "the rules that failed: " + run.failures());
        run.failures().forEach(MutantsTest::assertVerdict);
    }

    /** Takes minutes: {@code -Dmutants.all=true}. What else fails because of a fault stands in its list of rules. */
    @Test
    @EnabledIfSystemProperty(named = "mutants.all", matches = "true")
    void isCaughtByNoOtherRule() throws InterruptedException, ExecutionException {
        try (SideBySide sideBySide = new SideBySide(ALL_RULES)) {
            assertAll(sideBySide.run(mutants(), mutant -> KitRun.all(MutantTck.class)).entrySet().stream()
                    .map(run -> () -> assertEquals(new TreeSet<>(run.getKey().rules()), run.getValue().failures().keySet(),
                            run.getKey()::toString)));
        }
    }

    private static void assertVerdict(String id, Throwable failure) {
        assertTrue(failure.getMessage().contains(RULES.get(id).text()), () -> "the failure quotes the rule: " + failure.getMessage());
        assertNotNull(failure.getCause(), "what the rule itself said");
        assertFalse(failure.getCause() instanceof NullPointerException, "a NullPointerException is no verdict");
        assertFalse(failure.getCause().getClass().getSimpleName().equals("Overdue"), () -> "a time-out is no verdict: " + failure.getMessage());
    }

    @Test
    void nineInTenAreCaughtByExactlyOneRule() {
        List<Mutant> mutants = mutants();
        long one = mutants.stream().filter(mutant -> mutant.rules().size() == 1).count();
        assertTrue(one * 10 >= mutants.size() * 9L, () -> one + " of " + mutants.size());
    }

    @Test
    void everyRuleHasAMutantOrAReason() {
        Set<String> without = new TreeSet<>(RULES.keySet());
        RuleBook.rules().stream().filter(rule -> rule.level() != Level.MUST).forEach(rule -> without.remove(rule.id()));
        mutants().forEach(mutant -> without.removeAll(mutant.rules()));
        assertEquals(RulesWithoutMutant.REASONS.keySet(), without, "rules without a mutant; the list may only become shorter");
    }
}
