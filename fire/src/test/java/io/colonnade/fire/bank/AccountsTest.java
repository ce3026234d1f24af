// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.fire.Figures;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was told and is not so is found. */
class AccountsTest {

    private static final String TRANSFER = "INSERT INTO fire_transfers VALUES (7, 1, 2, 30)";
    private static final String TAKE = "UPDATE fire_accounts SET balance = balance - 30 WHERE id = 1";
    private static final String GIVE = "UPDATE fire_accounts SET balance = balance + 30 WHERE id = 2";
    private Connection truth;

    @BeforeEach
    void open() throws SQLException {
        truth = DriverManager.getConnection("jdbc:sqlite::memory:");
        Accounts.create(truth);
    }

    @AfterEach
    void close() throws SQLException {
        truth.close();
    }

    private Figures after(Told told, String... statements) throws SQLException {
        try (Statement statement = truth.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
        Figures figures = new Figures();
        Accounts.compare(truth, told == null ? Map.of() : Map.of(7L, told), id -> "words", id -> false, figures);
        return figures;
    }

    private static void isFault(String words, Figures figures) {
        assertEquals(1, figures.faults().size(), figures.faults()::toString);
        assertTrue(figures.faults().get(0).contains(words), figures.faults()::toString);
    }

    @Test
    void whatIsSoIsNoFault() throws SQLException {
        assertEquals(0, after(Told.COMMITTED, TRANSFER, TAKE, GIVE).of("faults"));
        Accounts.reset(truth);
        assertEquals(0, after(Told.NOT_APPLIED).of("faults"));
        assertEquals(1, after(Told.UNKNOWN).of("unknown and not applied"));
        assertEquals(1, after(Told.UNKNOWN, TRANSFER, TAKE, GIVE).of("unknown and applied"));
    }

    @Test
    void findsWhatWasAcknowledgedAndIsLost() throws SQLException {
        isFault("is lost", after(Told.COMMITTED));
    }

    @Test
    void findsWhatWasAppliedAgainstWhatWasSaid() throws SQLException {
        isFault("was applied although its caller was told: words", after(Told.NOT_APPLIED, TRANSFER, TAKE, GIVE));
    }

    @Test
    void findsWhatWasAppliedTwice() throws SQLException {
        isFault("was applied 2 times", after(Told.COMMITTED, TRANSFER, TAKE, GIVE, TRANSFER, TAKE, GIVE));
    }

    @Test
    void findsWhatNobodyAskedFor() throws SQLException {
        isFault("nobody was told", after(null, TRANSFER, TAKE, GIVE));
    }

    @Test
    void findsHalfOfATransfer() throws SQLException {
        isFault("Account 2", after(Told.COMMITTED, TRANSFER, TAKE));
    }

    @Test
    void findsAnAccountThatIsGone() throws SQLException {
        isFault("is gone", after(null, "DELETE FROM fire_accounts WHERE id = 3"));
    }
}
