// SPDX-License-Identifier: Apache-2.0
package io.colonnade.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.StatementKind;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementOutcome;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is not the database's answer to a statement costs the connection, and is not told as something else. */
class JdbcFailuresTest {

    private static DatabaseException translated(Throwable failure) {
        return JdbcFailures.translate(failure, JdbcErrors.STANDARD, false);
    }

    @Test
    void anAnswerOfTheDatabaseCostsNothing() {
        assertTrue(translated(new SQLException("no", "42000", 7)).connectionUsable());
    }

    @Test
    void whatTheDriverThrowsCostsTheConnection() {
        DatabaseException failure = translated(new ArrayIndexOutOfBoundsException("Index 5 out of bounds for length 5"));
        assertEquals(ErrorKind.PROTOCOL_VIOLATION, failure.kind());
        assertFalse(failure.connectionUsable());
        assertEquals(StatementOutcome.UNKNOWN, failure.outcome());
        assertFalse(translated(new StackOverflowError()).connectionUsable());
    }

    /** Drivers tell of it as of a server without memory. */
    @Test
    void aProgramWithoutMemoryIsNoServerWithoutSpace() {
        OutOfMemoryError memory = new OutOfMemoryError("Java heap space");
        SQLException told = new SQLException("Ran out of memory retrieving query results.", "53200", new IllegalStateException(memory));
        for (Throwable failure : new Throwable[] {memory, told, new BatchUpdateException(told)}) {
            DatabaseException translated = translated(failure);
            assertEquals(ErrorKind.VALUE_TOO_LARGE, translated.kind());
            assertFalse(translated.connectionUsable());
        }
        assertEquals(ErrorKind.STORAGE_FULL, translated(new SQLException("disk full", "53100")).kind());
    }

    @Test
    void anAnswerThatCouldNotBeReadIsNoErrorOfTheStatement() {
        DatabaseException failure = JdbcFailures.outOfStep(translated(new SQLException("Wrong number of fields", "S1000")));
        assertEquals(ErrorKind.PROTOCOL_VIOLATION, failure.kind());
        assertFalse(failure.connectionUsable());
        assertEquals("S1000", failure.sqlState());
    }

    /** The driver has nothing to do with it. */
    @Test
    void whoeverTakesRowsCostsNoConnection() {
        DatabaseException own = DatabaseException.of(ErrorKind.DATA, "no").build();
        assertSame(own, JdbcFailures.untaken(own));
        assertTrue(JdbcFailures.untaken(new IllegalStateException("full")).connectionUsable());
        Compiled insert = new Compiled("INSERT INTO t DEFAULT VALUES RETURNING id", StatementKind.INSERT, false, List.of(), List.of(), false);
        DatabaseException applied = JdbcFailures.applied(insert, own);
        assertEquals(StatementOutcome.APPLIED, applied.outcome());
        assertTrue(applied.connectionUsable() && !applied.retrySafe());
    }
}
