// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The storm in a small size, on every database; {@code scripts/storm} runs more of it. */
class StormTest {

    private static final int TRANSACTIONS = 600;
    private static final long SEED = 42;

    @Test
    void everybodyIsToldWhatIsSo() {
        EveryServer.each(database -> {
            StormLedger ledger = new StormRun(database, SEED).run(TRANSACTIONS);
            System.out.println(database.dialect().productName() + ": " + ledger);
            assertEquals(List.of(), ledger.faults(), ledger::toString);
        });
    }
}
