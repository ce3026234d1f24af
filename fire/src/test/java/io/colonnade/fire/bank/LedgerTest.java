// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementOutcome;
import io.colonnade.fire.Figures;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** What nobody may be told is found. */
class LedgerTest {

    private final Figures figures = new Figures();
    private final Ledger ledger = new Ledger(figures);

    private static DatabaseException error(ErrorKind kind, StatementOutcome outcome) {
        return DatabaseException.of(kind, "words").outcome(outcome).build();
    }

    @Test
    void keepsWhatWasTold() {
        ledger.asksToCommit(1);
        ledger.tell(1, null);
        ledger.tell(2, new CompletionException(error(ErrorKind.DEADLOCK, StatementOutcome.NOT_APPLIED)));
        ledger.asksToCommit(3);
        ledger.tell(3, error(ErrorKind.COMMIT_OUTCOME_UNKNOWN, StatementOutcome.UNKNOWN));
        assertEquals(Map.of(1L, Told.COMMITTED, 2L, Told.NOT_APPLIED, 3L, Told.UNKNOWN), ledger.told());
        assertEquals(0, figures.of("faults"));
    }

    @Test
    void nobodyMayDoubtWhatWasNeverToBeCommitted() {
        ledger.tell(1, error(ErrorKind.CONNECTION_LOST, StatementOutcome.UNKNOWN));
        assertEquals(1, figures.of("faults"));
    }

    @Test
    void nobodyIsToldTwice() {
        ledger.tell(1, null);
        ledger.tell(1, null);
        assertEquals(1, figures.of("faults"));
    }

    @Test
    void anErrorIsOneOfOursAndNoDefect() {
        ledger.tell(1, new IllegalStateException("words"));
        ledger.tell(2, error(ErrorKind.INTERNAL, StatementOutcome.NOT_APPLIED));
        assertEquals(2, figures.of("faults"));
    }
}
