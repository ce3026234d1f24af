// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static io.colonnade.differential.DmlTables.ITEMS;
import static io.colonnade.differential.DmlTables.STOCK;
import static io.colonnade.differential.DmlTables.TICKETS;
import static io.colonnade.differential.EveryServer.MYSQL;
import static io.colonnade.differential.EveryServer.POSTGRES_18;
import static io.colonnade.differential.EveryServer.SQLITE;
import static io.colonnade.differential.EveryServer.allBut;
import static io.colonnade.differential.EveryServer.each;
import static io.colonnade.differential.EveryServer.golden;
import static io.colonnade.differential.EveryServer.only;
import static io.colonnade.differential.EveryServer.rows;
import static io.colonnade.differential.EveryServer.same;
import static io.colonnade.differential.EveryServer.values;
import static io.colonnade.sql.Sql.coalesce;
import static io.colonnade.sql.Sql.fragment;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.selectFrom;
import static io.colonnade.sql.Sql.value;
import static io.colonnade.sql.Types.INTEGER;
import static io.colonnade.sql.Types.TEXT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.Result;
import io.colonnade.sql.Insert;
import io.colonnade.sql.Select;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InsertOnEveryServerTest {

    @BeforeEach
    void create() {
        DmlTables.create();
        each(DmlTables::items);
        each(db -> TICKETS.numbers.set(0));
    }

    @AfterAll
    static void drop() {
        DmlTables.drop();
    }

    @Test
    void fromASelect() {
        Insert copy = insertInto(STOCK).columns(STOCK.place, STOCK.code, STOCK.amount).from(select(value("new"), ITEMS.code,
                coalesce(ITEMS.price, 5).as("p")).from(ITEMS).where(ITEMS.amount.gt(1)));
        golden(copy, POSTGRES_18, "INSERT INTO dml_stock (place, code, amount) SELECT ? AS column_1, code, coalesce(price, ?) AS p FROM "
                + "dml_items WHERE amount > ?");
        assertEquals(new Result(2, List.of(), List.of()), same(db -> db.execute(copy).join()));
        assertEquals(List.of(List.of("new", "b", 20), List.of("new", "c", 5)), rows(select(STOCK.place, STOCK.code, STOCK.amount)
                .from(STOCK).orderBy(STOCK.code)));
        Insert itself = insertInto(ITEMS).columns(ITEMS.code, ITEMS.amount).from(select(fragment("concat({0}, {1})", TEXT, ITEMS.code,
                value("2")), ITEMS.amount).from(ITEMS));
        only(allBut(SQLITE), db -> assertEquals(3, db.execute(itself).join().rowsAffected()));
    }

    @Test
    void keysComeInTheOrderOfTheRows() {
        Insert many = insertInto(STOCK).columns(STOCK.place, STOCK.code, STOCK.amount);
        for (int i = 0; i < 1000; i++) {
            many = many.values("p", "c" + i * 7919 % 1000, i);
        }
        Insert insert = many;
        List<Integer> wanted = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            wanted.add(i);
        }
        assertEquals(wanted, same(db -> {
            List<Object> keys = db.execute(insert).join().generatedKeys();
            Map<Long, Integer> amounts = new java.util.HashMap<>();
            db.fetchAll(selectFrom(STOCK)).join().forEach(row -> amounts.put(row.get(STOCK.id), row.get(STOCK.amount)));
            return keys.stream().map(key -> amounts.get((Long) key)).toList();
        }));
        only(allBut(MYSQL), db -> {
            db.execute(io.colonnade.sql.Sql.deleteFrom(STOCK)).join();
            assertEquals(wanted, values(db.fetchAll(insert.returning(STOCK.amount)).join()).stream().map(row -> row.get(0)).toList());
        });
    }

    @Test
    void columnsHaveDefaultsOfTheProgram() {
        each(db -> {
            TICKETS.numbers.set(0);
            db.execute(insertInto(TICKETS).set(TICKETS.title, "a")).join();
            db.execute(insertInto(TICKETS).columns(TICKETS.title).values("b").values("c")).join();
            db.execute(insertInto(TICKETS), Map.of("title", "d")).join();
            db.executeMany(insertInto(TICKETS), List.of(Map.of("title", "e"), Map.of("title", "f"))).join();
            db.execute(insertInto(TICKETS).set(TICKETS.title, "g").set(TICKETS.number, -1).setNull(TICKETS.twice)).join();
            db.execute(insertInto(TICKETS).defaultValues()).join();
        });
        assertEquals(List.of(row("a", 1, 21), row("b", 2, 21), row("c", 3, 21), row("d", 4, 21), row("e", 5, 21), row("f", 6, 21),
                row("g", -1, null), row(null, 7, 21)), rows(select(TICKETS.title, TICKETS.number, TICKETS.twice).from(TICKETS)
                        .where(TICKETS.level.eq(3)).orderBy(TICKETS.id)));
    }

    private static List<Object> row(Object... values) {
        return Arrays.asList(values);
    }

    @Test
    void aBatchOfManyRowsCallsTheSupplierForEach() {
        each(db -> {
            TICKETS.numbers.set(0);
            List<Map<String, Object>> many = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                many.add(Map.of("title", "t" + i));
            }
            db.executeMany(insertInto(TICKETS), many).join();
            assertEquals(300, TICKETS.numbers.get());
            db.fetchAll(selectFrom(TICKETS)).join().forEach(row -> assertEquals("t" + (row.get(TICKETS.number) - 1),
                    row.get(TICKETS.title)));
        });
    }

    @Test
    void fragments() {
        Select select = select(ITEMS.code, fragment("{0} * ({1} + {1})", INTEGER, ITEMS.amount, value(2)).plus(1).as("n")).from(ITEMS)
                .where(fragment("{0} between {1} and {2}", io.colonnade.sql.Types.BOOLEAN, ITEMS.amount.plus(1), value(2), value(3)))
                .orderBy(ITEMS.code);
        golden(select, POSTGRES_18, "SELECT code, (amount * (? + ?)) + ? AS n FROM dml_items WHERE (amount + ?) between ? and ? "
                + "ORDER BY code");
        assertEquals(List.of(List.of("a", 5), List.of("b", 9)), same(db -> db.fetchAll(select).join().stream()
                .map(row -> List.<Object>of(row.get(0, String.class), row.get(1, Integer.class))).toList()));
    }
}
