// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.usercode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.fire.EachTarget;
import io.colonnade.fire.Figures;
import io.colonnade.fire.Run;
import io.colonnade.fire.Target;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** Whatever code of the user's does, everybody is told, every connection comes back, and the next caller is served. */
class UserCodeTest {

    private static final long SEED = 42;
    /** What is called, and where, is the same for all databases; by hand it is all of it for each. */
    private static final int PART_ON_SERVERS = 6;

    @Test
    void aLogThatThrowsHarmsNobody(@TempDir Path folder) throws Exception {
        Figures figures = new Figures();
        LogSinks.run(folder.resolve("a.db"), figures);
        assertEquals(List.of(), figures.faults());
    }

    @ParameterizedTest
    @ArgumentsSource(EachTarget.class)
    void nobodyElseIsHarmed(Target target) throws Exception {
        Run run = new Run("usercode on " + target, SEED, null);
        UserCodeDrill drill = new UserCodeDrill(target);
        int cells = target.engine().isServer() ? drill.cells() / PART_ON_SERVERS : drill.cells();
        Figures figures = run.of(drill, cells);
        System.out.println(run);
        assertEquals(List.of(), figures.faults());
        assertEquals(cells, figures.of("thrown") + figures.of("blocked") + figures.of("interrupted"));
        assertTrue(figures.of("blocked") > 0, figures::toString);
    }
}
