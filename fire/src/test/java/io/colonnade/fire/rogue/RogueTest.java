// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.rogue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.fire.Figures;
import io.colonnade.fire.Run;
import io.colonnade.fire.Target.Engine;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code scripts/fire rogue} does the same by hand. */
class RogueTest {

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MYSQL"})
    void getsNothingThatIsSecretAndLittleMemory(Engine engine) throws Exception {
        RogueDrill drill = new RogueDrill(engine);
        Run run = new Run("rogue " + engine, 42, null);
        Figures figures = run.of(drill, drill.cases());
        System.out.println(run);
        assertEquals(List.of(), figures.faults());
        assertEquals(drill.cases(), figures.of("met"));
    }
}
