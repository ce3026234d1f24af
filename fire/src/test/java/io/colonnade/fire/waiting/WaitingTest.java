// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.waiting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.fire.EachTarget;
import io.colonnade.fire.Figures;
import io.colonnade.fire.Run;
import io.colonnade.fire.Target;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** {@code scripts/fire waiting} does the same and says how late the last is told, which depends on the machine. */
class WaitingTest {

    private static final int CALLERS = 10_000 * Caller.values().length;

    @ParameterizedTest
    @ArgumentsSource(EachTarget.class)
    void everybodyIsTold(Target target) throws Exception {
        Run run = new Run("waiting on " + target, 42, null);
        Figures figures = run.of(new WaitingDrill(target), CALLERS);
        System.out.println(run);
        assertEquals(List.of(), figures.faults());
        assertEquals(CALLERS, figures.of("POOL_EXHAUSTED") + figures.of("STATEMENT_TIMEOUT"));
    }
}
