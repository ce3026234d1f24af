// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.tck.reference.Mutant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The kit raises no false alarm on a busy machine; {@code scripts/endurance} runs it. */
class EnduranceTest {

    @Test
    @EnabledIfSystemProperty(named = "endurance.rounds", matches = "\\d+")
    void aSoundBackendPassesUnderLoad() {
        int rounds = Integer.getInteger("endurance.rounds");
        AtomicBoolean over = new AtomicBoolean();
        for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
            Thread burner = new Thread(() -> {
                while (!over.get()) {
                    Thread.onSpinWait();
                }
            }, "burner " + i);
            burner.setDaemon(true);
            burner.start();
        }
        try {
            for (int round = 1; round <= rounds; round++) {
                MutantTck.use(new Mutant("nothing", "", sound -> sound));
                KitRun run = KitRun.all(MutantTck.class);
                assertTrue(run.count() > 0, "rules run");
                assertEquals(Map.of(), run.failures(), "failures in round " + round);
            }
        } finally {
            over.set(true);
        }
    }
}
