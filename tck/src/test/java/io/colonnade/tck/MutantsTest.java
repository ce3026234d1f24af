// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.tck.reference.Mutant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The kit bites: deliberately broken backends are caught by the rules that their faults break, with the sentences of those rules. */
class MutantsTest {

    private static final Map<String, RuleBook.Entry> RULES = RuleBook.rules().stream()
            .collect(Collectors.toMap(RuleBook.Entry::id, Function.identity()));

    static List<Mutant> mutants() {
        return Mutant.all();
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void isCaughtByItsRules(Mutant mutant) {
        MutantTck.use(mutant);
        KitRun run = KitRun.of(MutantTck.class, mutant.rules());
        assertEquals(mutant.rules().size(), run.count(), "rules run");
        assertEquals(new TreeSet<>(mutant.rules()), run.failures().keySet(), "the rules that failed");
        run.failures().forEach(MutantsTest::assertVerdict);
    }

    /** Takes minutes: {@code -Dmutants.all=true}. What else fails because of a fault stands in its list of rules. */
    @ParameterizedTest
    @MethodSource("mutants")
    @EnabledIfSystemProperty(named = "mutants.all", matches = "true")
    void isCaughtByNoOtherRule(Mutant mutant) {
        MutantTck.use(mutant);
        assertEquals(new TreeSet<>(mutant.rules()), KitRun.all(MutantTck.class).failures().keySet());
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
