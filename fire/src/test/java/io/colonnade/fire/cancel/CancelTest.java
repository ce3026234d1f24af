// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.cancel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.fire.EachTarget;
import io.colonnade.fire.Figures;
import io.colonnade.fire.Run;
import io.colonnade.fire.Target;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** {@code scripts/fire cancel} does more of it. */
class CancelTest {

    private static final int CALLS = 1_250;
    private static final long SEED = 42;

    @ParameterizedTest
    @ArgumentsSource(EachTarget.class)
    void nobodyElseNotices(Target target) throws Exception {
        Run run = new Run("cancel on " + target, SEED, null);
        Figures figures = run.of(new CancelDrill(target), CALLS);
        System.out.println(run);
        assertEquals(List.of(), figures.faults());
        assertTrue(figures.of("cancels") > CALLS / 10 && figures.of("spared") > 0 && figures.of("stored") > 0, figures::toString);
    }
}
