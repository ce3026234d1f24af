// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static io.colonnade.differential.EveryServer.MARIADB;
import static io.colonnade.differential.EveryServer.MYSQL;
import static io.colonnade.differential.EveryServer.SQLITE;
import static io.colonnade.differential.EveryServer.allBut;
import static io.colonnade.differential.EveryServer.golden;
import static io.colonnade.differential.EveryServer.only;
import static io.colonnade.differential.EveryServer.refused;
import static io.colonnade.differential.EveryServer.values;
import static io.colonnade.differential.QueryTables.PEOPLE;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.update;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.colonnade.Database;
import io.colonnade.Transaction;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.sql.Select;
import io.colonnade.sql.TableAlias;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Locks, proven by what a second connection meets. */
class LocksOnEveryServerTest {

    private static final Select FIRST = select(PEOPLE.id).from(PEOPLE).where(PEOPLE.id.eq(1L));
    private static final Select TWO = select(PEOPLE.id).from(PEOPLE).where(PEOPLE.id.in(1L, 2L)).orderBy(PEOPLE.id);

    @BeforeAll
    static void create() {
        QueryTables.create();
    }

    @AfterAll
    static void drop() {
        QueryTables.drop();
    }

    /** Runs a select in a transaction, then something in another one, and undoes both. */
    private static void whileLocked(Database database, Select select, Consumer<Transaction> second) {
        Transaction one = database.begin().join();
        Transaction two = database.begin().join();
        try {
            one.fetchAll(select).join();
            second.accept(two);
        } finally {
            two.rollback().join();
            one.rollback().join();
        }
    }

    private static void locked(Transaction transaction, Select select) {
        DatabaseException error = assertInstanceOf(DatabaseException.class,
                assertThrows(CompletionException.class, () -> transaction.fetchAll(select).join()).getCause());
        assertEquals(ErrorKind.LOCK_TIMEOUT, error.kind(), error.getMessage());
    }

    @Test
    void aDatabaseWithoutRowLocksRefusesThem() {
        for (Select select : List.of(FIRST.forUpdate(), FIRST.forShare(), FIRST.forUpdate().noWait(), FIRST.forUpdate().skipLocked())) {
            refused(Set.of(SQLITE), select);
        }
        refused(Set.of(SQLITE, MARIADB), FIRST.forUpdate(PEOPLE));
        refused(Set.of(SQLITE, MARIADB, MYSQL), FIRST.forKeyShare());
        refused(Set.of(SQLITE, MARIADB, MYSQL), FIRST.forNoKeyUpdate());
        golden(FIRST.forShare().noWait(), MYSQL, "SELECT id FROM query_people WHERE id = ? FOR SHARE NOWAIT", MARIADB,
                "SELECT id FROM query_people WHERE id = ? LOCK IN SHARE MODE NOWAIT");
    }

    @Test
    void noWaitFailsAtOnceAndSkipLockedLeavesOut() {
        only(allBut(SQLITE), database -> {
            whileLocked(database, FIRST.forUpdate(), second -> assertEquals(List.of(List.of(2L)),
                    values(second.fetchAll(TWO.forUpdate().skipLocked()).join())));
            whileLocked(database, FIRST.forUpdate(), second -> locked(second, TWO.forUpdate().noWait()));
            whileLocked(database, FIRST.forUpdate(), second -> locked(second, FIRST.forShare().noWait()));
        });
    }

    @Test
    void sharedLocksAgree() {
        only(allBut(SQLITE), database -> {
            whileLocked(database, FIRST.forShare(), second -> assertEquals(List.of(List.of(1L)),
                    values(second.fetchAll(FIRST.forShare().noWait()).join())));
            whileLocked(database, FIRST.forShare(), second -> locked(second, FIRST.forUpdate().noWait()));
        });
    }

    @Test
    void onlySomeSourcesAreLocked() {
        TableAlias boss = PEOPLE.as("boss");
        Select both = select(PEOPLE.id).from(PEOPLE).join(boss, boss.column(PEOPLE.id).eq(PEOPLE.boss)).where(PEOPLE.id.eq(4L))
                .forUpdate(boss);
        Select worker = select(PEOPLE.id).from(PEOPLE).where(PEOPLE.id.eq(4L)).forUpdate().noWait();
        Select superior = select(PEOPLE.id).from(PEOPLE).where(PEOPLE.id.eq(2L)).forUpdate().noWait();
        only(allBut(SQLITE, MARIADB), database -> whileLocked(database, both, second -> {
            assertEquals(List.of(List.of(4L)), values(second.fetchAll(worker).join()));
            locked(second, superior);
        }));
    }

    @Test
    void locksOfKeys() {
        only(allBut(SQLITE, MYSQL, MARIADB), database -> {
            whileLocked(database, FIRST.forKeyShare(), second -> assertEquals(1, second.execute(update(PEOPLE).set(PEOPLE.points, 1)
                    .where(PEOPLE.id.eq(1L))).join().rowsAffected()));
            whileLocked(database, FIRST.forKeyShare(), second -> locked(second, FIRST.forUpdate().noWait()));
            whileLocked(database, FIRST.forNoKeyUpdate(), second -> assertEquals(1, second.fetchAll(FIRST.forKeyShare().noWait()).join()
                    .size()));
        });
    }
}
