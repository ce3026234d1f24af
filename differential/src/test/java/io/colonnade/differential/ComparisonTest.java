// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.dialect.Dialect;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final Work NOTHING = on -> CompletableFuture.completedFuture("");

    private final Comparison comparison = new Comparison(Map.of("S", product("SQLite"), "P", product("PostgreSQL"), "M", product("MySQL"),
            "A", product("MariaDB")));

    private static Dialect product(String name) {
        return Dialect.builder("any").server(name, "1").build();
    }

    private static Map<String, String> answers(String sqlite, String postgres, String mySql, String mariaDb) {
        return Map.of("S", sqlite, "P", postgres, "M", mySql, "A", mariaDb);
    }

    @Test
    void equalAnswersAreExplained() {
        assertTrue(comparison.explains(Step.of("", NOTHING), answers("1", "1", "1", "1")));
        assertEquals(Map.of(), comparison.met());
    }

    @Test
    void aDifferenceThatTheStepDoesNotAllowIsNot() {
        assertFalse(comparison.explains(Step.of("", NOTHING), answers("1", "2", "1", "1")));
        assertFalse(comparison.explains(Step.of("", NOTHING, KnownDifference.TEXT_ORDER), answers("1", "2", "1", "1")));
        assertEquals(Map.of(), comparison.met());
    }

    @Test
    void databasesThatDifferMustAgreeWithEachOther() {
        Step step = Step.of("", NOTHING, KnownDifference.TEXT_ORDER);
        assertFalse(comparison.explains(step, answers("1", "1", "2", "3")));
        assertTrue(comparison.explains(step, answers("1", "1", "2", "2")));
        assertEquals(Map.of(KnownDifference.TEXT_ORDER, Set.of("M", "A")), comparison.met());
    }

    @Test
    void anAnswerThatIsKnownMustBeThatOne() {
        Step step = Step.of("", NOTHING).instead(KnownDifference.INSERT_RETURNING, "refused");
        assertTrue(comparison.explains(step, answers("1", "1", "refused", "1")));
        assertFalse(comparison.explains(step, answers("1", "1", "1", "1")), "it is declared, so it must be there");
        assertFalse(comparison.explains(step, answers("1", "1", "broken", "1")));
        assertFalse(comparison.explains(step, answers("1", "2", "refused", "1")));
    }

    @Test
    void aDifferenceOfFormIsTakenOutOfAllAnswers() {
        Step step = Step.of("", NOTHING, KnownDifference.DECIMAL_SCALE);
        assertTrue(comparison.explains(step, answers("BigDecimal 1.5", "BigDecimal 1.50", "BigDecimal 1.500", "BigDecimal 1.5")));
        assertFalse(comparison.explains(step, answers("BigDecimal 1.5", "BigDecimal 1.51", "BigDecimal 1.5", "BigDecimal 1.5")));
    }
}
