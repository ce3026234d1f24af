// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static io.colonnade.differential.DmlTables.ITEMS;
import static io.colonnade.differential.DmlTables.STOCK;
import static io.colonnade.differential.DmlTables.TICKETS;
import static io.colonnade.differential.EveryServer.MARIADB;
import static io.colonnade.differential.EveryServer.MYSQL;
import static io.colonnade.differential.EveryServer.POSTGRES_14;
import static io.colonnade.differential.EveryServer.POSTGRES_18;
import static io.colonnade.differential.EveryServer.SQLITE;
import static io.colonnade.differential.EveryServer.allBut;
import static io.colonnade.differential.EveryServer.each;
import static io.colonnade.differential.EveryServer.golden;
import static io.colonnade.differential.EveryServer.only;
import static io.colonnade.differential.EveryServer.refused;
import static io.colonnade.differential.EveryServer.rows;
import static io.colonnade.differential.EveryServer.same;
import static io.colonnade.differential.EveryServer.values;
import static io.colonnade.sql.Sql.excluded;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.selectFrom;
import static io.colonnade.sql.Sql.set;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.colonnade.Result;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.sql.Insert;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UpsertOnEveryServerTest {

    @BeforeEach
    void create() {
        DmlTables.create();
        each(DmlTables::items);
    }

    @AfterAll
    static void drop() {
        DmlTables.drop();
    }

    private static Insert item(String code, int amount) {
        return insertInto(ITEMS).set(ITEMS.code, code).set(ITEMS.amount, amount);
    }

    private static long affected(Insert insert) {
        return same(db -> db.execute(insert).join()).rowsAffected();
    }

    @Test
    void aRowIsInsertedOrUpdatedAndCountsOnceEitherWay() {
        Insert update = item("a", 5).onConflict(ITEMS.code).doUpdate();
        golden(update, POSTGRES_18, "INSERT INTO dml_items (code, amount) VALUES (?, ?) ON CONFLICT (code) DO UPDATE SET amount = "
                + "excluded.amount", SQLITE, "INSERT INTO dml_items (code, amount) VALUES (?, ?) ON CONFLICT (code) DO UPDATE SET amount = "
                + "excluded.amount", MYSQL, "INSERT INTO dml_items (code, amount) VALUES (?, ?) AS excluded ON DUPLICATE KEY UPDATE "
                + "amount = excluded.amount", MARIADB, "INSERT INTO dml_items (code, amount) VALUES (?, ?) ON DUPLICATE KEY UPDATE "
                + "amount = VALUES(amount)");
        assertEquals(1, affected(update));
        assertEquals(1, affected(update), "unchanged");
        assertEquals(1, affected(item("d", 9).onConflict(ITEMS.code).doUpdate()), "inserted");
        assertEquals(List.of(List.of("a", 5), List.of("b", 2), List.of("c", 3), List.of("d", 9)),
                rows(select(ITEMS.code, ITEMS.amount).from(ITEMS).orderBy(ITEMS.code)));
    }

    @Test
    void valuesReadTheRowThatIsThereAndTheOneThatWasProposed() {
        Insert swap = insertInto(ITEMS).columns(ITEMS.code, ITEMS.amount, ITEMS.price).values("a", 100, 1000).values("b", 200, 2000)
                .values("z", 300, 3000).onConflict(ITEMS.code)
                .doUpdate(set(ITEMS.amount, ITEMS.amount.plus(excluded(ITEMS.amount))), set(ITEMS.price, ITEMS.amount.plus(1)));
        golden(swap, POSTGRES_18, "INSERT INTO dml_items (code, amount, price) VALUES (?, ?, ?), (?, ?, ?), (?, ?, ?) ON CONFLICT (code) DO "
                + "UPDATE SET amount = dml_items.amount + excluded.amount, price = dml_items.amount + ?",
                MYSQL, "INSERT INTO dml_items (code, amount, price) VALUES (?, ?, ?), (?, ?, ?), (?, ?, ?) AS excluded ON DUPLICATE KEY "
                        + "UPDATE price = dml_items.amount + ?, amount = dml_items.amount + excluded.amount");
        assertEquals(3, affected(swap));
        assertEquals(List.of(List.of("a", 101, 2), List.of("b", 202, 3), List.of("z", 300, 3000)),
                rows(selectFrom(ITEMS).where(ITEMS.code.ne("c")).orderBy(ITEMS.code)));
    }

    @Test
    void doNothingCountsWhatWasInserted() {
        Insert keep = item("a", 5).onConflict(ITEMS.code).doNothing();
        golden(keep, POSTGRES_14, "INSERT INTO dml_items (code, amount) VALUES (?, ?) ON CONFLICT (code) DO NOTHING",
                MYSQL, "INSERT INTO dml_items (code, amount) VALUES (?, ?) ON DUPLICATE KEY UPDATE code = "
                        + "IF(LAST_INSERT_ID(18446744073709551615) = 0, code, code)");
        assertEquals(0, affected(keep));
        assertEquals(1, affected(item("d", 9).onConflict(ITEMS.code).doNothing()));
        assertEquals(0, affected(item("d", 10).onConflict(ITEMS.code).doNothing()));
        assertEquals(List.of(List.of("a", 1), List.of("d", 9)),
                rows(select(ITEMS.code, ITEMS.amount).from(ITEMS).where(ITEMS.code.in("a", "d")).orderBy(ITEMS.code)));
        Insert stock = insertInto(STOCK).set(STOCK.place, "x").set(STOCK.code, "a").onConflict(STOCK.code, STOCK.place).doNothing();
        assertEquals(1, affected(stock), "with a generated key");
        assertEquals(0, affected(stock), "with a generated key");
    }

    @Test
    void otherErrorsStayErrors() {
        each(db -> {
            CompletionException failure = assertThrows(CompletionException.class,
                    () -> db.execute(insertInto(STOCK).set(STOCK.place, "x").setNull(STOCK.code).onConflict(STOCK.place, STOCK.code)
                            .doNothing()).join());
            assertEquals(ErrorKind.CONSTRAINT, assertInstanceOf(DatabaseException.class, failure.getCause()).kind());
        });
    }

    @Test
    void aBatchCountsEachItem() {
        Insert update = insertInto(ITEMS).columns(ITEMS.code, ITEMS.amount);
        List<Map<String, Object>> values = List.of(Map.of("code", "a", "amount", 1), Map.of("code", "b", "amount", 9),
                Map.of("code", "n", "amount", 5), Map.of("code", "n", "amount", 6));
        assertEquals(List.of(1L, 1L, 1L, 1L), counts(update.onConflict(ITEMS.code).doUpdate(), values));
        assertEquals(List.of(0L, 0L, 0L, 1L), counts(update.onConflict(ITEMS.code).doNothing(),
                List.of(values.get(0), values.get(1), values.get(2), Map.of("code", "m", "amount", 1))));
        assertEquals(List.of(List.of("a", 1), List.of("b", 9), List.of("c", 3), List.of("m", 1), List.of("n", 6)),
                rows(select(ITEMS.code, ITEMS.amount).from(ITEMS).orderBy(ITEMS.code)));
        List<Map<String, Object>> many = IntStream.range(0, 600).<Map<String, Object>>mapToObj(
                i -> Map.of("code", "k" + i % 400, "amount", i)).toList();
        assertEquals(LongStream.range(0, 600).map(i -> i < 400 ? 1 : 0).boxed().toList(),
                counts(update.onConflict(ITEMS.code).doNothing(), many));
    }

    private static List<Long> counts(Insert insert, List<Map<String, Object>> values) {
        return same(db -> Arrays.stream(db.executeMany(insert, values).join()).boxed().toList());
    }

    @Test
    void anUpsertReportsNoGeneratedKeysAndMayReturnThem() {
        Insert plain = insertInto(STOCK).columns(STOCK.place, STOCK.code, STOCK.amount).values("x", "a", 1);
        Insert upsert = plain.onConflict(STOCK.place, STOCK.code).doUpdate(STOCK.amount);
        assertEquals(new Result(1, List.of(), List.of()), same(db -> db.execute(upsert).join()));
        Insert returning = plain.values("x", "b", 5).onConflict(STOCK.place, STOCK.code).doUpdate(STOCK.amount).returning(STOCK.code,
                STOCK.amount);
        refused(Set.of(MYSQL), returning);
        only(allBut(MYSQL), db -> assertEquals(List.of(List.of("a", 1), List.of("b", 5)), values(db.fetchAll(returning).join())));
        refused(Set.of(MYSQL, MARIADB), plain.onConflict(STOCK.place, STOCK.code).doNothing().returning(STOCK.id));
        only(allBut(MYSQL, MARIADB), db -> assertEquals(List.of(), db.fetchAll(plain.onConflict(STOCK.place, STOCK.code).doNothing()
                .returning(STOCK.id)).join()));
    }

    @Test
    void conditionsConstraintsAndSelects() {
        Insert onlyMore = item("a", 0).onConflict(ITEMS.code).doUpdate(ITEMS.amount)
                .updateWhere(excluded(ITEMS.amount).gt(ITEMS.amount));
        refused(Set.of(MYSQL, MARIADB), onlyMore);
        only(allBut(MYSQL, MARIADB), db -> assertEquals(0, db.execute(onlyMore).join().rowsAffected()));
        Insert named = item("b", 77).onConflictWith("dml_items_pkey").doUpdate(ITEMS.amount);
        refused(Set.of(MYSQL, MARIADB, SQLITE), named);
        golden(named, POSTGRES_18, "INSERT INTO dml_items (code, amount) VALUES (?, ?) ON CONFLICT ON CONSTRAINT dml_items_pkey DO UPDATE "
                + "SET amount = excluded.amount");
        only(Set.of(POSTGRES_14, POSTGRES_18), db -> assertEquals(1, db.execute(named).join().rowsAffected()));
        refused(Set.of(MYSQL, MARIADB), insertInto(ITEMS).columns(ITEMS.code, ITEMS.amount).values("a", 1).values("b", 1)
                .onConflict(ITEMS.code).doNothing());
        Insert selected = insertInto(ITEMS).columns(ITEMS.code, ITEMS.amount).from(select(ITEMS.code, ITEMS.amount.plus(100)).from(ITEMS))
                .onConflict(ITEMS.code).doUpdate(ITEMS.amount);
        refused(Set.of(MYSQL, MARIADB), selected);
        only(allBut(MYSQL, MARIADB), db -> assertEquals(3, db.execute(selected).join().rowsAffected()));
    }

    @Test
    void anUpdateOfAConflictSetsWhatUpdatesSet() {
        Insert ticket = insertInto(TICKETS).set(TICKETS.title, "t").onConflict(TICKETS.title).doUpdate(set(TICKETS.level, 9));
        each(db -> {
            TICKETS.changes.set(0);
            TICKETS.numbers.set(0);
            db.execute(ticket).join();
            db.execute(ticket).join();
        });
        assertEquals(List.of(List.of(1, 9, 49, 2)), rows(select(TICKETS.number, TICKETS.level, TICKETS.twice, TICKETS.change)
                .from(TICKETS)));
    }

    @Test
    void manyAtTheSameTimeInsertOnlyOne() {
        long inserted = same(db -> {
            List<CompletableFuture<Result>> runs = IntStream.range(0, 40).mapToObj(i -> db.execute(item("race", i).onConflict(ITEMS.code)
                    .doNothing())).toList();
            return runs.stream().mapToLong(run -> run.join().rowsAffected()).sum();
        });
        assertEquals(1, inserted);
    }
}
