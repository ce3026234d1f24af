// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.fire.Figures;
import io.colonnade.fire.Run;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code scripts/fire bank sqlite} does more of it. */
class SqliteBankTest {

    private static final int EACH = 3;
    private static final long SEED = 42;

    @Test
    void whatAnyProcessWasToldIsInTheFileAfterOthersWereKilled() throws Exception {
        Run run = new Run("bank on SQLITE", SEED, null);
        Figures figures = run.of(new SqliteBankDrill(EACH), 2 * EACH);
        System.out.println(run);
        assertEquals(List.of(), figures.faults());
        assertTrue(figures.of("killed, wal") >= EACH && figures.of("killed, delete") >= EACH, figures::toString);
    }
}
