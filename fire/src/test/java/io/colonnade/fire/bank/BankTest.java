// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.fire.Drill;
import io.colonnade.fire.Figures;
import io.colonnade.fire.Run;
import io.colonnade.fire.Target.Engine;
import io.colonnade.servers.ServerUnavailableException;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code scripts/fire bank} does more of it. */
class BankTest {

    private static final int EACH = 3;
    private static final long SEED = 42;

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MYSQL", "MARIADB"})
    void everyTransferIsWhereItsCallerWasToldThatItIs(Engine engine) throws Exception {
        Run run = new Run("bank on " + engine, SEED, null);
        List<Fault> all = engine == Engine.POSTGRESQL ? List.of(Fault.values())
                : List.of(Fault.SERVER_KILLED, Fault.SESSIONS_ENDED, Fault.SERVER_RESTARTED, Fault.SERVER_PAUSED);
        Figures figures = run.of(start(engine), (long) EACH * all.size());
        System.out.println(run);
        assertEquals(List.of(), figures.faults());
        all.forEach(fault -> assertEquals(EACH, figures.of(fault.toString()), fault::toString));
        assertTrue(figures.of("told COMMITTED") > 0 && figures.of("told NOT_APPLIED") > 0, figures::toString);
    }

    private static Drill start(Engine engine) throws Exception {
        try {
            return BankDrill.on(engine);
        } catch (ServerUnavailableException reason) {
            return Assumptions.abort(reason.getMessage());
        }
    }
}
