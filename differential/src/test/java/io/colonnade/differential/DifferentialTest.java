// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The program in a small size and always the same, so that a build that was green stays green; {@code scripts/differential} draws new seeds.
 * The system property {@code colonnade.seed} runs another one here.
 */
class DifferentialTest {

    private static final int STEPS = 120;
    private static final long SEED = 42;

    @Test
    void databasesAnswerAlikeButForKnownDifferences() {
        long seed = Long.getLong("colonnade.seed", SEED);
        try (Participants participants = new Participants()) {
            assumeTrue(participants.databases().size() > 1, () -> "one database alone cannot differ: " + participants.missing());
            System.out.println("Differential program, seed " + seed + ", " + STEPS + " steps:");
            DifferentialRun run = new DifferentialRun(participants.databases(), seed);
            Map<KnownDifference, Set<String>> met;
            try {
                met = run.run(STEPS);
            } finally {
                run.report(participants.missing(), System.out);
            }
            if (participants.missing().isEmpty()) {
                List<KnownDifference> gone = Arrays.stream(KnownDifference.values()).filter(known -> !met.containsKey(known)).toList();
                assertEquals(List.of(), gone, "differences that are declared and do not exist any more");
            }
        }
    }
}
