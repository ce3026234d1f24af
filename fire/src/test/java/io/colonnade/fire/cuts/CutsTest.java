// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.cuts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.colonnade.fire.EachTarget;
import io.colonnade.fire.Figures;
import io.colonnade.fire.Run;
import io.colonnade.fire.Target;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** {@code scripts/fire cuts} tries every byte. */
class CutsTest {

    private static final int STRIDE = 7;
    private static final int SEED = 42;

    @ParameterizedTest
    @ArgumentsSource(EachTarget.class)
    void everybodyIsToldWhatIsSo(Target target) throws Exception {
        assumeTrue(target.engine().isServer(), "a file has no connection that could be cut");
        CutsDrill drill = new CutsDrill(target, STRIDE, SEED + target.engine().ordinal());
        Run run = new Run("cuts on " + target, SEED, null);
        Figures figures = run.of(drill, drill.cuts());
        System.out.println(run);
        assertEquals(List.of(), figures.faults());
        assertTrue(figures.of("told success") > 0 && figures.of("told NOT_APPLIED") > 0 && figures.of("told UNKNOWN") > 0, figures::toString);
    }
}
