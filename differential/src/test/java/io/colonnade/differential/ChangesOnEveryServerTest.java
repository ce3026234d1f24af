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
import static io.colonnade.sql.Sql.count;
import static io.colonnade.sql.Sql.deleteFrom;
import static io.colonnade.sql.Sql.exists;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.max;
import static io.colonnade.sql.Sql.min;
import static io.colonnade.sql.Sql.param;
import static io.colonnade.sql.Sql.scalar;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.selectFrom;
import static io.colonnade.sql.Sql.set;
import static io.colonnade.sql.Sql.update;
import static io.colonnade.sql.Types.BIGINT;
import static io.colonnade.sql.Types.INTEGER;
import static io.colonnade.sql.Types.varchar;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.colonnade.sql.Delete;
import io.colonnade.sql.DerivedTable;
import io.colonnade.sql.Insert;
import io.colonnade.sql.Select;
import io.colonnade.sql.Statement;
import io.colonnade.sql.TableAlias;
import io.colonnade.sql.Update;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Updates and deletes. */
class ChangesOnEveryServerTest {

    private static final Set<String> POSTGRES = Set.of(POSTGRES_14, POSTGRES_18);

    @BeforeEach
    void create() {
        DmlTables.create();
        each(DmlTables::items);
        each(db -> db.execute(insertInto(STOCK).columns(STOCK.place, STOCK.code, STOCK.amount).values("x", "a", 50).values("y", "a", 50)
                .values("x", "b", 60)).join());
    }

    @AfterAll
    static void drop() {
        DmlTables.drop();
    }

    private static long affected(Statement statement) {
        return same(db -> db.execute(statement).join()).rowsAffected();
    }

    private static List<List<Object>> items() {
        return rows(selectFrom(ITEMS).orderBy(ITEMS.code));
    }

    private static List<Object> item(Object... values) {
        return Arrays.asList(values);
    }

    @Test
    void valuesAreCalculatedFromTheRowAsItWas() {
        Update change = update(ITEMS).set(ITEMS.amount, ITEMS.amount.plus(1)).set(ITEMS.price, ITEMS.amount.times(10))
                .where(ITEMS.code.eq("a"));
        golden(change, POSTGRES_18, "UPDATE dml_items SET amount = amount + ?, price = amount * ? WHERE code = ?",
                MYSQL, "UPDATE dml_items SET price = amount * ?, amount = amount + ? WHERE code = ?");
        assertEquals(1, affected(change));
        Update swap = update(ITEMS).set(ITEMS.amount, ITEMS.price).set(ITEMS.price, ITEMS.amount).where(ITEMS.code.eq("b"));
        refused(Set.of(MYSQL, MARIADB), swap);
        TableAlias old = ITEMS.as("old");
        Update portable = update(ITEMS).set(ITEMS.amount, old.column(ITEMS.price)).set(ITEMS.price, old.column(ITEMS.amount)).from(old)
                .where(old.column(ITEMS.code).eq(ITEMS.code).and(ITEMS.code.eq("b")));
        only(POSTGRES, db -> assertEquals(1, db.execute(swap).join().rowsAffected()));
        only(POSTGRES, db -> assertEquals(1, db.execute(swap).join().rowsAffected()));
        assertEquals(List.of(item("a", 2, 10), item("b", 2, 20), item("c", 3, null)), items());
        only(allBut(MYSQL, MARIADB), db -> assertEquals(1, db.execute(portable).join().rowsAffected()));
    }

    @Test
    void updateFromFurtherTables() {
        Update from = update(ITEMS).set(ITEMS.amount, ITEMS.amount.plus(STOCK.amount)).set(ITEMS.price, 0).from(STOCK)
                .where(STOCK.code.eq(ITEMS.code).and(STOCK.amount.ge(50)));
        golden(from, POSTGRES_18, "UPDATE dml_items SET amount = dml_items.amount + dml_stock.amount, price = ? FROM dml_stock WHERE "
                + "dml_stock.code = dml_items.code AND dml_stock.amount >= ?",
                SQLITE, "UPDATE dml_items SET amount = dml_items.amount + dml_stock.amount, price = ? FROM dml_stock WHERE "
                        + "dml_stock.code = dml_items.code AND dml_stock.amount >= ?",
                MARIADB, "UPDATE dml_items CROSS JOIN dml_stock SET dml_items.amount = dml_items.amount + dml_stock.amount, "
                        + "dml_items.price = ? WHERE dml_stock.code = dml_items.code AND dml_stock.amount >= ?");
        assertEquals(2, affected(from), "a has two partners and is counted once");
        assertEquals(List.of(item("a", 51, 0), item("b", 62, 0), item("c", 3, null)), items());
        DerivedTable most = select(STOCK.code, max(STOCK.amount).as("most")).from(STOCK).groupBy(STOCK.code).as("m");
        Update derived = update(ITEMS).set(ITEMS.price, 5).from(most).where(most.column(STOCK.code).eq(ITEMS.code)
                .and(ITEMS.amount.gt(51)));
        assertEquals(1, affected(derived));
        TableAlias other = ITEMS.as("other");
        Update self = update(ITEMS).set(ITEMS.price, other.column(ITEMS.amount)).from(other, STOCK)
                .where(other.column(ITEMS.code).eq("c").and(STOCK.code.eq("b")).and(STOCK.code.eq(ITEMS.code)));
        assertEquals(1, affected(self));
        assertEquals(List.of(item("a", 51, 0), item("b", 62, 3), item("c", 3, null)), items());
    }

    @Test
    void lateralQueriesAmongFurtherTables() {
        TableAlias i = ITEMS.as("i");
        DerivedTable most = select(max(STOCK.amount).as("most")).from(STOCK).where(STOCK.code.eq(i.column(ITEMS.code))).lateral("most");
        Update raise = update(ITEMS).set(ITEMS.price, most.column("most", INTEGER)).from(i, most)
                .where(i.column(ITEMS.code).eq(ITEMS.code).and(ITEMS.code.eq("a")));
        refused(Set.of(SQLITE, MARIADB), raise);
        golden(raise, POSTGRES_18, "UPDATE dml_items SET price = most.most FROM dml_items AS i CROSS JOIN LATERAL (SELECT "
                + "max(dml_stock.amount) AS most FROM dml_stock WHERE dml_stock.code = i.code) AS most WHERE i.code = dml_items.code AND "
                + "dml_items.code = ?");
        only(allBut(SQLITE, MARIADB), db -> {
            assertEquals(1, db.execute(raise).join().rowsAffected());
            assertEquals(50, db.fetchValue(select(ITEMS.price).from(ITEMS).where(ITEMS.code.eq("a")), Integer.class).join().get());
        });
        DerivedTable own = select(STOCK.id).from(STOCK).where(STOCK.code.eq(ITEMS.code)).limit(1).lateral("own");
        Statement delete = deleteFrom(ITEMS).using(own);
        only(Set.of(MYSQL), db -> {
            assertEquals(2, db.execute(delete).join().rowsAffected());
            assertEquals(1, db.fetchAll(selectFrom(ITEMS)).join().size());
        });
        only(POSTGRES, db -> assertThrows(io.colonnade.error.UsageException.class, () -> EveryServer.sql(db.dialect(), delete)));
    }

    @Test
    void deleteUsingFurtherTables() {
        Delete using = deleteFrom(ITEMS).using(STOCK).where(STOCK.code.eq(ITEMS.code).and(STOCK.amount.lt(60)));
        golden(using, POSTGRES_18, "DELETE FROM dml_items USING dml_stock WHERE dml_stock.code = dml_items.code AND dml_stock.amount < ?",
                SQLITE, "DELETE FROM dml_items WHERE EXISTS (SELECT 1 FROM dml_stock WHERE dml_stock.code = dml_items.code AND "
                        + "dml_stock.amount < ?)",
                MYSQL, "DELETE FROM dml_items USING dml_items CROSS JOIN dml_stock WHERE dml_stock.code = dml_items.code AND "
                        + "dml_stock.amount < ?");
        assertEquals(1, affected(using), "a has two partners and is counted once");
        TableAlias other = ITEMS.as("other");
        assertEquals(1, affected(deleteFrom(ITEMS).using(other, STOCK).where(other.column(ITEMS.amount).lt(ITEMS.amount)
                .and(STOCK.code.eq("b")))));
        assertEquals(List.of(item("b", 2, 20)), items());
    }

    @Test
    void returningWithFurtherTables() {
        Update own = update(ITEMS).set(ITEMS.price, STOCK.amount).from(STOCK).where(STOCK.code.eq(ITEMS.code).and(ITEMS.code.eq("b")))
                .returning(ITEMS.code, ITEMS.price.as("p"));
        refused(Set.of(MYSQL, MARIADB), own);
        only(allBut(MYSQL, MARIADB), db -> assertEquals(List.of(item("b", 60)), values(db.fetchAll(own).join())));
        Update both = own.returning(ITEMS.code, STOCK.place);
        refused(Set.of(MYSQL, MARIADB, SQLITE), both);
        only(POSTGRES, db -> assertEquals(List.of(item("b", "x")), values(db.fetchAll(both).join())));
        TableAlias s = STOCK.as("s");
        Delete other = deleteFrom(ITEMS).using(s).where(s.column(STOCK.code).eq(ITEMS.code).and(ITEMS.code.eq("b")))
                .returning(ITEMS.code, s.column(STOCK.amount));
        refused(Set.of(MYSQL, MARIADB, SQLITE), other);
        only(POSTGRES, db -> assertEquals(List.of(item("b", 60)), values(db.fetchAll(other).join())));
        Delete one = deleteFrom(ITEMS).using(s).where(s.column(STOCK.code).eq(ITEMS.code).and(ITEMS.code.eq("a"))).returning(ITEMS.code);
        refused(Set.of(MYSQL, MARIADB), one);
        only(allBut(MYSQL, MARIADB), db -> assertEquals(List.of(item("a")), values(db.fetchAll(one).join())));
    }

    @Test
    void aSubqueryMayReadTheChangedTable() {
        TableAlias i = ITEMS.as("i");
        Update highest = update(ITEMS).set(ITEMS.price, scalar(select(max(i.column(ITEMS.amount))).from(i), INTEGER).plus(100))
                .where(ITEMS.code.in(select(ITEMS.code).from(ITEMS).where(ITEMS.amount.gt(1))));
        golden(highest, POSTGRES_14, "UPDATE dml_items SET price = (SELECT max(i.amount) AS max FROM dml_items AS i) + ? WHERE code IN "
                + "(SELECT dml_items.code FROM dml_items WHERE dml_items.amount > ?)",
                MYSQL, "UPDATE dml_items SET price = (SELECT * FROM (SELECT max(i.amount) AS max FROM dml_items AS i LIMIT "
                        + "18446744073709551615) AS before_change) + ? WHERE code IN (SELECT * FROM (SELECT dml_items.code FROM dml_items "
                        + "WHERE dml_items.amount > ? LIMIT 18446744073709551615) AS before_change)");
        assertEquals(2, affected(highest));
        assertEquals(List.of(item("a", 1, 10), item("b", 2, 103), item("c", 3, 103)), items());
        assertEquals(1, affected(deleteFrom(ITEMS).where(exists(select(i.column(ITEMS.code)).from(i)
                .where(i.column(ITEMS.price).gt(100))).and(ITEMS.code.eq("c")))));
        Delete lowest = deleteFrom(ITEMS).where(exists(select(i.column(ITEMS.code)).from(i)
                .where(i.column(ITEMS.amount).gt(ITEMS.amount))));
        refused(Set.of(MYSQL), lowest);
        assertEquals(1, affected(deleteFrom(ITEMS).using(i).where(i.column(ITEMS.amount).gt(ITEMS.amount))));
        only(allBut(MYSQL), db -> assertEquals(0, db.execute(lowest).join().rowsAffected()));
        assertEquals(1, affected(deleteFrom(ITEMS).where(ITEMS.code.eq(scalar(select(ITEMS.code).from(ITEMS).orderBy(ITEMS.code).limit(1),
                varchar(20))))));
    }

    @Test
    void aValueOfAnInsertMayReadTheTable() {
        Select highest = select(max(ITEMS.amount)).from(ITEMS);
        Insert next = insertInto(ITEMS).set(ITEMS.code, "d").set(ITEMS.amount, scalar(highest, INTEGER).plus(1))
                .set(ITEMS.price, scalar(select(count(ITEMS.price)).from(ITEMS), INTEGER));
        assertEquals(1, affected(next));
        assertEquals(List.of(item("a", 1, 10), item("b", 2, 20), item("c", 3, null), item("d", 4, 2)), items());
        Insert two = insertInto(ITEMS).columns(ITEMS.code, ITEMS.amount).values("e", scalar(highest, INTEGER).plus(1))
                .values("f", scalar(highest, INTEGER).plus(1));
        refused(Set.of(MYSQL), two);
        only(allBut(MYSQL, MARIADB), db -> {
            assertEquals(2, db.execute(two).join().rowsAffected());
            assertEquals(List.of(item(5), item(5)), values(db.fetchAll(select(ITEMS.amount).from(ITEMS).where(ITEMS.code.ge("e"))).join()));
        });
        Insert upsert = insertInto(ITEMS).set(ITEMS.code, "a").set(ITEMS.amount, scalar(highest, INTEGER)).onConflict(ITEMS.code)
                .doUpdate(set(ITEMS.amount, scalar(select(min(ITEMS.amount)).from(ITEMS), INTEGER).plus(50)));
        refused(Set.of(MYSQL), upsert);
        only(allBut(MYSQL), db -> {
            assertEquals(1, db.execute(upsert).join().rowsAffected());
            assertEquals(List.of(item(51)), values(db.fetchAll(select(ITEMS.amount).from(ITEMS).where(ITEMS.code.eq("a"))).join()));
        });
        Insert several = insertInto(ITEMS).columns(ITEMS.code, ITEMS.amount).values("a", 1).values("b", 1).onConflict(ITEMS.code)
                .doUpdate(set(ITEMS.amount, scalar(select(min(ITEMS.amount)).from(ITEMS), INTEGER)));
        refused(Set.of(MYSQL, MARIADB), several);
        only(allBut(MYSQL, MARIADB), db -> assertEquals(2, db.execute(several).join().rowsAffected()));
        Insert other = insertInto(ITEMS).set(ITEMS.code, "a").set(ITEMS.amount, scalar(highest, INTEGER)).onConflict(ITEMS.code)
                .doUpdate(set(ITEMS.price, 77));
        assertEquals(1, affected(other));
        golden(next, MYSQL, "INSERT INTO dml_items (code, amount, price) VALUES (?, (SELECT * FROM (SELECT max(dml_items.amount) AS max FROM "
                + "dml_items LIMIT 18446744073709551615) AS before_change) + ?, (SELECT * FROM (SELECT count(dml_items.price) AS count FROM dml_items "
                + "LIMIT 18446744073709551615) AS before_change))");
    }

    @Test
    void limits() {
        Update first = update(ITEMS).set(ITEMS.price, 1).where(ITEMS.amount.gt(0)).orderBy(ITEMS.amount.desc()).limit(2);
        golden(first, MARIADB, "UPDATE dml_items SET price = ? WHERE amount > ? ORDER BY amount DESC LIMIT ?");
        refused(POSTGRES, first);
        only(allBut(POSTGRES_14, POSTGRES_18), db -> assertEquals(2, db.execute(first).join().rowsAffected()));
        Delete last = deleteFrom(ITEMS).orderBy(ITEMS.amount).limit(1);
        refused(POSTGRES, last);
        only(allBut(POSTGRES_14, POSTGRES_18), db -> {
            assertEquals(1, db.execute(last).join().rowsAffected());
            assertEquals(List.of(item("b", 2, 1), item("c", 3, 1)), values(db.fetchAll(selectFrom(ITEMS).orderBy(ITEMS.code)).join()));
        });
        Delete returning = last.returning(ITEMS.code);
        refused(allBut(), returning);
    }

    @Test
    void limitsByName() {
        Statement delete = deleteFrom(ITEMS).orderBy(ITEMS.code.desc()).limit(param("rows", BIGINT));
        Statement update = update(ITEMS).set(ITEMS.price, 1).orderBy(ITEMS.code).limit(param("rows", BIGINT));
        only(allBut(POSTGRES_14, POSTGRES_18), db -> {
            assertEquals(2, db.execute(update, Map.of("rows", 2)).join().rowsAffected());
            assertEquals(1, db.execute(delete, Map.of("rows", 1L)).join().rowsAffected());
            assertEquals(List.of(item("a", 1, 1), item("b", 2, 1)), values(db.fetchAll(selectFrom(ITEMS).orderBy(ITEMS.code)).join()));
        });
    }

    @Test
    void theDefaultOfTheDatabaseAsAValue() {
        Update reset = update(ITEMS).setDefault(ITEMS.amount).setDefault(ITEMS.price).where(ITEMS.code.eq("a"));
        golden(reset, MYSQL, "UPDATE dml_items SET amount = DEFAULT, price = DEFAULT WHERE code = ?");
        refused(Set.of(SQLITE), reset);
        refused(Set.of(SQLITE), insertInto(ITEMS).set(ITEMS.code, "d").setDefault(ITEMS.amount));
        only(allBut(SQLITE), db -> {
            assertEquals(1, db.execute(reset).join().rowsAffected());
            assertEquals(1, db.execute(insertInto(ITEMS).set(ITEMS.code, "d").setDefault(ITEMS.amount)).join().rowsAffected());
            assertEquals(List.of(item("a", 7, null), item("d", 7, null)), values(db.fetchAll(selectFrom(ITEMS)
                    .where(ITEMS.code.in("a", "d")).orderBy(ITEMS.code)).join()));
        });
    }

    @Test
    void matchedRowsCountThoughNothingChanges() {
        assertEquals(3, affected(update(ITEMS).set(ITEMS.price, 4)));
        assertEquals(3, affected(update(ITEMS).set(ITEMS.price, 4)));
        assertEquals(1, affected(update(ITEMS).set(ITEMS.price, 4).from(STOCK).where(STOCK.code.eq(ITEMS.code).and(ITEMS.code.eq("a")))));
    }

    @Test
    void batchesOfUpdatesAndDeletesTakeNamedParameters() {
        Update byCode = update(ITEMS).set(ITEMS.amount, ITEMS.amount.plus(param("more", INTEGER)))
                .where(ITEMS.code.eq(param("code", varchar(20))));
        assertEquals(List.of(1L, 0L, 1L, 1L), same(db -> Arrays.stream(db.executeMany(byCode, List.of(Map.of("code", "a", "more", 1),
                Map.of("code", "?", "more", 1), Map.of("more", 0, "code", "b"), Map.of("code", "a", "more", 10))).join()).boxed()
                .toList()));
        assertEquals(List.of(item("a", 12, 10), item("b", 2, 20), item("c", 3, null)), items());
        Delete delete = deleteFrom(ITEMS).where(ITEMS.amount.ge(param("least", INTEGER)));
        assertEquals(List.of(1L, 2L, 0L), same(db -> Arrays.stream(db.executeMany(delete, List.of(Map.of("least", 5), Map.of("least", 2),
                Map.of("least", 1))).join()).boxed().toList()));
    }

    @Test
    void onUpdateValues() {
        each(db -> {
            TICKETS.numbers.set(0);
            db.execute(insertInto(TICKETS).columns(TICKETS.title).values("a").values("b")).join();
        });
        Update plain = update(TICKETS).set(TICKETS.level, 1);
        golden(plain, POSTGRES_18, "UPDATE dml_tickets SET level = ?, twice = ? - ?, change_number = ?");
        assertEquals(2, same(db -> {
            TICKETS.changes.set(100);
            return db.execute(plain).join();
        }).rowsAffected());
        assertEquals(List.of(item(1, 49, 101), item(1, 49, 101)), rows(select(TICKETS.level, TICKETS.twice, TICKETS.change)
                .from(TICKETS)));
        Update batch = update(TICKETS).set(TICKETS.twice, 2).where(TICKETS.title.eq(param("title", varchar(20))));
        each(db -> {
            TICKETS.changes.set(200);
            db.executeMany(batch, List.of(Map.of("title", "a"), Map.of("title", "b"))).join();
        });
        assertEquals(List.of(item("a", 2, 201), item("b", 2, 202)), rows(select(TICKETS.title, TICKETS.twice, TICKETS.change)
                .from(TICKETS).orderBy(TICKETS.title)));
    }
}
