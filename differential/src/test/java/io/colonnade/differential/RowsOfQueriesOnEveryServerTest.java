// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static io.colonnade.differential.EveryServer.MARIADB;
import static io.colonnade.differential.EveryServer.MYSQL;
import static io.colonnade.differential.EveryServer.POSTGRES_18;
import static io.colonnade.differential.EveryServer.SQLITE;
import static io.colonnade.differential.EveryServer.allBut;
import static io.colonnade.differential.EveryServer.each;
import static io.colonnade.differential.EveryServer.golden;
import static io.colonnade.differential.EveryServer.only;
import static io.colonnade.differential.EveryServer.refused;
import static io.colonnade.differential.EveryServer.rows;
import static io.colonnade.differential.EveryServer.same;
import static io.colonnade.sql.Functions.concat;
import static io.colonnade.sql.Sql.commonTable;
import static io.colonnade.sql.Sql.createTable;
import static io.colonnade.sql.Sql.createTableAs;
import static io.colonnade.sql.Sql.createView;
import static io.colonnade.sql.Sql.deleteFrom;
import static io.colonnade.sql.Sql.dropTable;
import static io.colonnade.sql.Sql.dropView;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.recursive;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.selectFrom;
import static io.colonnade.sql.Sql.value;
import static io.colonnade.sql.Sql.valuesTable;
import static io.colonnade.sql.Sql.with;
import static io.colonnade.sql.Types.INTEGER;
import static io.colonnade.sql.Types.TEXT;
import static io.colonnade.sql.Types.varchar;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.sql.Column;
import io.colonnade.sql.CommonTable;
import io.colonnade.sql.Insert;
import io.colonnade.sql.QueryExpression;
import io.colonnade.sql.Select;
import io.colonnade.sql.Table;
import io.colonnade.sql.ValuesTable;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Inserts from queries of every kind, and views and tables of them. */
class RowsOfQueriesOnEveryServerTest {

    private static final Parts PARTS = new Parts("rq_parts");
    private static final Parts SHOWN = new Parts("rq_shown");
    private static final Select ALL = select(PARTS.name, PARTS.size).from(PARTS);
    private static final Select BIG = ALL.where(PARTS.size.gt(2));

    private static final class Parts extends Table {
        final Column<String> name = column("name", varchar(20), primaryKey());
        final Column<Integer> size = column("size", INTEGER);

        Parts(String name) {
            super(name);
        }
    }

    @BeforeEach
    void create() {
        drop();
        each(db -> db.execute(createTable(PARTS)).join());
        each(db -> db.execute(insertInto(PARTS).columns(PARTS.name, PARTS.size).values("bolt", 1).values("nut", 2).values("rod", 3)
                .values("beam", 4)).join());
    }

    @AfterAll
    static void drop() {
        each(db -> db.execute(dropView(SHOWN).ifExists()).exceptionally(aTable -> null).join());
        each(db -> db.execute(dropTable(SHOWN).ifExists()).join());
        each(db -> db.execute(dropTable(PARTS).ifExists()).join());
    }

    private static Insert parts(QueryExpression query) {
        return insertInto(PARTS).columns(PARTS.name, PARTS.size).from(query);
    }

    private static Select renamed(String start, Select rows) {
        Select renamed = select(concat(value(start), PARTS.name).as("name"), PARTS.size).from(PARTS);
        return rows.clauses().where() == null ? renamed : renamed.where(rows.clauses().where());
    }

    private static List<List<Object>> named(String pattern) {
        return rows(ALL.where(PARTS.name.like(pattern)).orderBy(PARTS.name));
    }

    @Test
    void rowsOfSeveralQueries() {
        Select big = renamed("x", BIG);
        Select small = renamed("x", ALL.where(PARTS.size.lt(2)));
        assertEquals(3, same(db -> db.execute(parts(big.unionAll(small))).join()).rowsAffected());
        assertEquals(List.of(List.of("xbeam", 4), List.of("xbolt", 1), List.of("xrod", 3)), named("x%"));
        assertEquals(1, same(db -> db.execute(parts(renamed("y", BIG).except(renamed("y", ALL.where(PARTS.size.eq(4).or(PARTS.name.like("x%")))))
                .orderBy(PARTS.size).limit(1))).join()).rowsAffected());
        assertEquals(List.of(List.of("yrod", 3)), named("y%"));
    }

    @Test
    void rowsThatMayBeThereAlready() {
        QueryExpression flat = renamed("", BIG).unionAll(renamed("z", BIG));
        QueryExpression nested = renamed("", BIG).unionAll(renamed("z", ALL.where(PARTS.name.notLike("z%"))).except(renamed("z", ALL.where(PARTS.size.lt(3)))));
        QueryExpression bare = renamed("", BIG).unionAll(select(PARTS.name, PARTS.size.plus(100).as("size")).from(PARTS));
        refused(Set.of(MYSQL, MARIADB), parts(flat).onConflict(PARTS.name).doNothing());
        only(allBut(MYSQL, MARIADB), db -> {
            assertEquals(2, db.execute(parts(flat).onConflict(PARTS.name).doNothing()).join().rowsAffected());
            assertEquals(0, db.execute(parts(nested).onConflict(PARTS.name).doNothing()).join().rowsAffected());
            assertEquals(0, db.execute(parts(bare).onConflict(PARTS.name).doNothing()).join().rowsAffected());
            db.execute(deleteFrom(PARTS).where(PARTS.name.like("z%"))).join();
        });
        golden(parts(nested).onConflict(PARTS.name).doNothing(), SQLITE, "INSERT INTO rq_parts (name, size) SELECT ? || name AS name, size "
                + "FROM rq_parts WHERE size > ? UNION ALL SELECT name, size FROM (SELECT ? || name AS name, size FROM rq_parts WHERE name NOT LIKE ? EXCEPT "
                + "SELECT ? || name AS name, size FROM rq_parts WHERE size < ?) AS operand WHERE 1 = 1 ON CONFLICT (name) DO NOTHING");
    }

    @Test
    void withBeforeTheRowsWhereverItStands() {
        CommonTable big = commonTable("big", renamed("w", BIG));
        Insert insert = parts(select(big.column("name", TEXT), big.column("size", INTEGER).plus(1)).from(big));
        golden(with(big).then(insert), POSTGRES_18, "WITH big AS (SELECT ? || name AS name, size FROM rq_parts WHERE size > ?) INSERT INTO "
                + "rq_parts (name, size) SELECT name, size + ? AS column_2 FROM big",
                MYSQL, "INSERT INTO rq_parts (name, size) WITH big AS (SELECT concat(?, name) AS name, size FROM rq_parts WHERE size > ?) "
                        + "SELECT name, size + ? AS column_2 FROM big",
                MARIADB, "INSERT INTO rq_parts (name, size) WITH big AS (SELECT concat(?, name) AS name, size FROM rq_parts WHERE size > ?) "
                        + "SELECT name, size + ? AS column_2 FROM big");
        assertEquals(2, same(db -> db.execute(with(big).then(insert)).join()).rowsAffected());
        assertEquals(List.of(List.of("wbeam", 5), List.of("wrod", 4)), named("w%"));
        CommonTable low = commonTable("low", selectFrom(big).where(big.column("size", INTEGER).lt(4)));
        Insert nested = parts(with(low).then(select(concat(value("v"), low.column("name", TEXT)).as("name"),
                low.column("size", INTEGER)).from(low)));
        assertEquals(1, same(db -> db.execute(with(big).then(nested)).join()).rowsAffected());
        assertEquals(List.of(List.of("vwrod", 3)), named("v%"));
    }

    @Test
    void rowsOfARecursiveTableAndOfValues() {
        CommonTable numbers = recursive("numbers", select(value(1).as("n"))).unionAll(self -> select(self.column("n", INTEGER).plus(1)
                .as("next")).from(self).where(self.column("n", INTEGER).lt(3)));
        Select rows = select(concat(value("r"), numbers.column("n", INTEGER).cast(varchar(5))).as("name"),
                numbers.column("n", INTEGER)).from(numbers);
        assertEquals(3, same(db -> db.execute(parts(with(numbers).then(rows))).join()).rowsAffected());
        assertEquals(List.of(List.of("r1", 1), List.of("r2", 2), List.of("r3", 3)), named("r_"));
        ValuesTable some = valuesTable("some").declare("name", varchar(20)).declare("size", INTEGER).row("s1", 1).row("s2", null);
        assertEquals(2, same(db -> db.execute(parts(selectFrom(some))).join()).rowsAffected());
        assertEquals(List.of("s1", "s2"), named("s%").stream().map(row -> row.get(0)).toList());
    }

    @Test
    void viewsOfSeveralQueries() {
        QueryExpression ends = BIG.union(ALL.where(PARTS.size.eq(1)));
        each(db -> db.execute(createView(SHOWN, ends)).join());
        List<List<Object>> expected = List.of(List.of("beam", 4), List.of("bolt", 1), List.of("rod", 3));
        assertEquals(expected, rows(selectFrom(SHOWN).orderBy(SHOWN.name)));
        each(db -> db.execute(dropView(SHOWN)).join());
        CommonTable shown = commonTable("shown", ends);
        each(db -> db.execute(createView(SHOWN, with(shown).then(selectFrom(shown)))).join());
        assertEquals(expected, rows(selectFrom(SHOWN).orderBy(SHOWN.name)));
        each(db -> db.execute(dropView(SHOWN)).join());
        each(db -> db.execute(createTableAs(SHOWN, with(shown).then(selectFrom(shown).union(ALL.where(PARTS.size.eq(2)))))).join());
        assertEquals(4, rows(selectFrom(SHOWN).orderBy(SHOWN.name)).size());
    }
}
