// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.deadline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.fire.EachTarget;
import io.colonnade.fire.Figures;
import io.colonnade.fire.Run;
import io.colonnade.fire.Target;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** {@code scripts/fire deadline} does more of it. */
class DeadlineTest {

    private static final int TRANSACTIONS = 5_000;
    private static final long SEED = 42;

    @ParameterizedTest
    @ArgumentsSource(EachTarget.class)
    void everybodyIsToldWhatIsSo(Target target) throws Exception {
        Run run = new Run("deadline on " + target, SEED, null);
        Figures figures = run.of(new DeadlineDrill(target), TRANSACTIONS);
        System.out.println(run);
        assertEquals(List.of(), figures.faults());
        assertTrue(figures.of("committed") > 0 && figures.of("STATEMENT_TIMEOUT") > 0, figures::toString);
    }
}
