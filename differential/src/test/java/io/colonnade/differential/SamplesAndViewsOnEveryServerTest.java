// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static io.colonnade.differential.EveryServer.MARIADB;
import static io.colonnade.differential.EveryServer.MYSQL;
import static io.colonnade.differential.EveryServer.POSTGRES_14;
import static io.colonnade.differential.EveryServer.POSTGRES_18;
import static io.colonnade.differential.EveryServer.SQLITE;
import static io.colonnade.differential.EveryServer.only;
import static io.colonnade.differential.EveryServer.refused;
import static io.colonnade.differential.EveryServer.values;
import static io.colonnade.differential.QueryTables.PEOPLE;
import static io.colonnade.sql.Sql.count;
import static io.colonnade.sql.Sql.createIndex;
import static io.colonnade.sql.Sql.createView;
import static io.colonnade.sql.Sql.dropView;
import static io.colonnade.sql.Sql.refreshView;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.selectFrom;
import static io.colonnade.sql.Sql.update;
import static io.colonnade.sql.TableSample.bernoulli;
import static io.colonnade.sql.TableSample.system;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.sql.Column;
import io.colonnade.sql.Index;
import io.colonnade.sql.Select;
import io.colonnade.sql.Source;
import io.colonnade.sql.Table;
import io.colonnade.sql.TableAlias;
import io.colonnade.sql.Types;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Samples of tables and views that keep their rows, on PostgreSQL; the others refuse them. */
class SamplesAndViewsOnEveryServerTest {

    private static final Set<String> OTHERS = Set.of(SQLITE, MYSQL, MARIADB);
    private static final Set<String> POSTGRES = Set.of(POSTGRES_18, POSTGRES_14);
    private static final Kept KEPT = new Kept();

    private static final class Kept extends Table {
        final Column<Long> id = column("id", Types.BIGINT);
        final Column<Integer> points = column("points", Types.INTEGER);
        final Index byId = index(Index.on(id).unique());

        Kept() {
            super("query_kept");
        }
    }

    @BeforeEach
    void create() {
        drop();
        QueryTables.create();
    }

    @AfterAll
    static void drop() {
        only(POSTGRES, db -> db.execute(dropView(KEPT).asMaterialized().ifExists()).join());
        QueryTables.drop();
    }

    private static long number(Database db, Source source) {
        return db.fetchValue(select(count()).from(source), Long.class).join().get();
    }

    @Test
    void samples() {
        refused(OTHERS, select(count()).from(bernoulli(PEOPLE, 50)));
        TableAlias p = PEOPLE.as("p");
        Select some = select(p.column(PEOPLE.id), PEOPLE.id).from(PEOPLE).join(bernoulli(p, 100), p.column(PEOPLE.boss).eq(PEOPLE.id))
                .where(PEOPLE.team.eq("red")).orderBy(p.column(PEOPLE.id));
        only(POSTGRES, db -> {
            assertEquals(5, number(db, bernoulli(PEOPLE, 100)));
            assertEquals(0, number(db, system(PEOPLE, 0)));
            Select half = selectFrom(bernoulli(PEOPLE, 50).repeatable(3)).orderBy(PEOPLE.id);
            List<List<Object>> first = values(db.fetchAll(half).join());
            assertTrue(first.size() <= 5);
            assertEquals(first, values(db.fetchAll(half).join()), "the same rows again");
            assertEquals(List.of(List.of(2L, 1L), List.of(3L, 1L), List.of(4L, 2L), List.of(5L, 2L)), values(db.fetchAll(some).join()));
        });
    }

    @Test
    void viewsThatKeepTheirRows() {
        Select points = select(PEOPLE.id, PEOPLE.points).from(PEOPLE).where(PEOPLE.points.gt(10));
        refused(OTHERS, createView(KEPT, points).asMaterialized());
        refused(OTHERS, refreshView(KEPT));
        refused(OTHERS, dropView(KEPT).asMaterialized());
        only(POSTGRES, db -> {
            db.execute(createView(KEPT, points).asMaterialized()).join();
            db.execute(createView(KEPT, points.where(PEOPLE.id.eq(0L))).asMaterialized().ifNotExists()).join();
            db.execute(update(PEOPLE).set(PEOPLE.points, 11).where(PEOPLE.id.eq(1L))).join();
            assertEquals(2, number(db, KEPT), "as it was");
            db.execute(refreshView(KEPT)).join();
            assertEquals(3, number(db, KEPT));
            db.execute(createIndex(KEPT.byId)).join();
            db.execute(update(PEOPLE).set(PEOPLE.points, 1)).join();
            db.execute(refreshView(KEPT).concurrently()).join();
            assertEquals(0, number(db, KEPT));
            db.execute(dropView(KEPT).asMaterialized()).join();
        });
    }
}
