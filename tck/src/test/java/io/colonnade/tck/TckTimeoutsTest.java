// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TckTimeoutsTest {

    @Test
    void theScaleIsAPositiveNumber() {
        assertEquals(1, TckTimeouts.factor(null));
        assertEquals(1, TckTimeouts.factor(" "));
        assertEquals(2.5, TckTimeouts.factor("2.5"));
        for (String wrong : new String[] {"0", "-1", "NaN", "Infinity", "slow"}) {
            IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> TckTimeouts.factor(wrong));
            assertTrue(refusal.getMessage().contains(TckTimeouts.SCALE), refusal.getMessage());
        }
    }

    @Test
    void aRuleHasMoreTimeThanItsAnswers() {
        assertTrue(TckTimeouts.rule().compareTo(TckTimeouts.answer()) > 0);
        assertTrue(TckTimeouts.answer().compareTo(TckTimeouts.settle()) > 0);
    }
}
