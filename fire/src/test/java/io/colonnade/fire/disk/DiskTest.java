// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.fire.EachTarget;
import io.colonnade.fire.Figures;
import io.colonnade.fire.Run;
import io.colonnade.fire.Target;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No row of SQLite's outside a transaction, no error without a type, and a sound file, whatever becomes of the disk. */
class DiskTest {

    private static final long SEED = 42;

    @Test
    void theFileIsSoundAndEverybodyIsTold() throws Exception {
        Target sqlite = EachTarget.targets().all().get(0);
        Run run = new Run("disk on " + sqlite, SEED, null);
        DiskDrill drill = new DiskDrill(sqlite);
        // The last one, eight processes without a WAL, takes its time: by hand.
        Figures figures = run.of(drill, drill.scenes() - 1);
        System.out.println(run);
        assertEquals(List.of(), figures.faults());
        assertTrue(figures.of("rolled back by SQLite") > 0 && figures.of("transfers of processes") > 0 && figures.of("told of it") > 0,
                figures::toString);
        assertTrue(figures.of("disk full") > 0 || figures.of("not run") > 0, figures::toString);
    }
}
