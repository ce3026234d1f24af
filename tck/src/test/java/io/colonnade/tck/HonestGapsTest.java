// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.dialect.Feature;
import io.colonnade.tck.reference.Mutant;
import io.colonnade.tck.reference.ReferenceBackend;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No rule asks for a feature that it does not name: a database that lacks features, refuses them and says so passes the kit. */
class HonestGapsTest {

    /** Those that do not make the slow queries of the kit run to their ends. */
    static Set<Feature> features() {
        Set<Feature> features = EnumSet.copyOf(ReferenceBackend.dispensable());
        features.remove(Feature.CANCEL_EFFECTIVE);
        return features;
    }

    private static Mutant without(Set<Feature> features) {
        return new Mutant("lacks " + features + " and says so", "", sound -> new ReferenceBackend(features));
    }

    @Test
    void aBackendMayLackAllOfThem() {
        MutantTck.use(without(features()));
        assertEquals(Map.of(), KitRun.all(MutantTck.class).failures());
    }

    @Test
    void aBackendMayLackCancelling() {
        Feature cancel = Feature.CANCEL_EFFECTIVE;
        MutantTck.use(without(Set.of(cancel)));
        List<String> cancelling = RuleBook.rules().stream().filter(rule -> rule.needs().contains(cancel)).map(RuleBook.Entry::id).toList();
        assertEquals(Map.of(), KitRun.of(MutantTck.class, cancelling).failures());
    }

    /** The rules that were not run above because they need another feature. */
    @ParameterizedTest
    @MethodSource("features")
    void aBackendMayLackOneOfThem(Feature feature) {
        List<String> others = RuleBook.rules().stream().filter(rule -> !rule.needs().isEmpty() && !rule.needs().contains(feature))
                .map(RuleBook.Entry::id).toList();
        assertTrue(others.size() > 10, () -> others.size() + " rules");
        MutantTck.use(without(Set.of(feature)));
        assertEquals(Map.of(), KitRun.of(MutantTck.class, others).failures());
    }
}
