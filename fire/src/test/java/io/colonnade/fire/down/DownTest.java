// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.down;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.fire.EachTarget;
import io.colonnade.fire.Figures;
import io.colonnade.fire.Run;
import io.colonnade.fire.Target;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code scripts/fire down} keeps it down for longer. */
class DownTest {

    private static final Duration OUTAGE = Duration.ofMillis(1_500);
    private static final long SEED = 42;

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MYSQL"})
    void nobodyStormsItAndEverybodyWithTimeLeftIsServed(Target.Engine engine) throws Exception {
        Target target = EachTarget.targets().all().stream().filter(each -> each.engine() == engine).findFirst()
                .orElseGet(() -> Assumptions.abort(engine + " cannot be had here"));
        Run run = new Run("down on " + engine, SEED, null);
        Figures figures = run.of(new DownDrill(target, OUTAGE), 3);
        System.out.println(run);
        assertEquals(List.of(), figures.faults());
        assertTrue(figures.of("waited through it") > 0 && figures.of("with a deadline: STATEMENT_TIMEOUT") > 0, figures::toString);
    }
}
