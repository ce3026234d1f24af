// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a report shows of statements. */
class StatementTraceTest {

    private final StatementTrace trace = new StatementTrace();

    @Test
    void aLongStatementIsCutBetweenCharacters() {
        trace.sent("x".repeat(299) + "\ud83d\ude80 and more");
        assertEquals(List.of("x".repeat(299) + " \u2026"), trace.take());
    }

    @Test
    void aLongStatementTellsThatItWasRefused() {
        DatabaseException refusal = DatabaseException.of(ErrorKind.UNSUPPORTED, "too long").build();
        trace.of("x".repeat(301), CompletableFuture.failedFuture(refusal));
        assertEquals(List.of("x".repeat(300) + " \u2026  -- refused: UNSUPPORTED"), trace.take());
    }
}
