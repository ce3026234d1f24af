// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The program in a small size. */
class DifferentialTest {

    private static final int STEPS = 200;

    @Test
    void databasesAnswerAlikeButForKnownDifferences() {
        long seed = new Random().nextInt(1_000_000);
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
