// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.colonnade.Connection;
import io.colonnade.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Databases of different backends are open in one program, and have nothing to do with each other. */
class SeveralDatabasesTest {

    @Test
    void eachFunctionHasAConnectionOfItsOwnDatabase() {
        try (Participants participants = new Participants()) {
            List<Database> databases = List.copyOf(participants.databases().values());
            assumeTrue(databases.size() > 1, () -> "one database alone cannot be told from others: " + participants.missing());
            for (Database first : databases) {
                for (Database second : databases) {
                    if (first != second) {
                        nests(first, second);
                    }
                }
            }
        }
    }

    private static void nests(Database outer, Database inner) {
        List<Connection> lent = new ArrayList<>();
        long sum = outer.withConnection(one -> inner.withConnection(two -> {
            lent.addAll(List.of(one, two));
            assertSame(outer.dialect(), one.dialect());
            assertSame(inner.dialect(), two.dialect());
            assertEquals(1, outer.status().lent());
            assertEquals(1, inner.status().lent());
            return one.fetchValue("SELECT 17", Long.class).thenCombine(two.fetchValue("SELECT 25", Long.class), (a, b) -> a.get() + b.get());
        })).join();
        assertEquals(42, sum);
        assertNotSame(lent.get(0), lent.get(1));
    }

    /** A transaction of one database leaves statements on another one alone, in its own flow too. */
    @Test
    void aTransactionBelongsToItsDatabaseOnly() {
        try (Participants participants = new Participants()) {
            List<Database> databases = List.copyOf(participants.databases().values());
            assumeTrue(databases.size() > 1, () -> "one database alone cannot be told from others: " + participants.missing());
            for (int i = 0; i < databases.size(); i++) {
                Database other = databases.get((i + 1) % databases.size());
                CompletableFuture<Long> both = databases.get(i).transaction(tx -> tx.fetchValue("SELECT 17", Long.class)
                        .thenCompose(seen -> other.fetchValue("SELECT 25", Long.class)).thenApply(scalar -> scalar.get()));
                assertEquals(25L, both.join());
            }
        }
    }
}
