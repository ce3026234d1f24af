// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.fire.EachTarget;
import io.colonnade.fire.Figures;
import io.colonnade.fire.Run;
import io.colonnade.fire.Target;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** {@code scripts/fire soak} does more of it. */
class SoakTest {

    private static final int PIECES = 3_000;
    private static final long SEED = 42;

    @ParameterizedTest
    @ArgumentsSource(EachTarget.class)
    void whatComesBackIsWhatWasStoredAndNothingPilesUp(Target target) throws Exception {
        Run run = new Run("soak on " + target, SEED, null);
        Figures figures = run.of(new SoakDrill(target), PIECES);
        System.out.println(run);
        assertEquals(List.of(), figures.faults());
        assertTrue(figures.of("done") > PIECES / 2 && figures.of("changes") > 0, figures::toString);
    }
}
