// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static io.colonnade.sql.Sql.createTable;
import static io.colonnade.sql.Sql.dropTable;
import static io.colonnade.sql.Sql.insertInto;

import io.colonnade.sql.Column;
import io.colonnade.sql.Insert;
import io.colonnade.sql.Table;
import io.colonnade.sql.Types;

/** A tree of people with points, and the tags of some of them, for tests of queries. */
final class QueryTables {

    static final People PEOPLE = new People();
    static final Tags TAGS = new Tags();

    private QueryTables() {
    }

    static final class People extends Table {
        final Column<Long> id = column("id", Types.BIGINT, primaryKey());
        final Column<Long> boss = column("boss", Types.BIGINT);
        final Column<String> team = column("team", Types.varchar(20), notNull());
        final Column<Integer> points = column("points", Types.INTEGER);

        People() {
            super("query_people");
        }
    }

    static final class Tags extends Table {
        final Column<Long> person = column("person", Types.BIGINT, primaryKey());
        final Column<String> tag = column("tag", Types.varchar(20), primaryKey());

        Tags() {
            super("query_tags");
        }
    }

    static void create() {
        drop();
        Insert people = insertInto(PEOPLE).columns(PEOPLE.id, PEOPLE.boss, PEOPLE.team, PEOPLE.points)
                .values(1, null, "red", 10).values(2, 1, "red", null).values(3, 1, "blue", 30).values(4, 2, "blue", 30)
                .values(5, 2, "blue", 5);
        Insert tags = insertInto(TAGS).columns(TAGS.person, TAGS.tag).values(1, "a").values(1, "b").values(3, "a").values(9, "z");
        EveryServer.each(database -> {
            database.execute(createTable(PEOPLE)).join();
            database.execute(createTable(TAGS)).join();
            database.execute(people).join();
            database.execute(tags).join();
        });
    }

    static void drop() {
        EveryServer.each(database -> {
            database.execute(dropTable(PEOPLE).ifExists()).join();
            database.execute(dropTable(TAGS).ifExists()).join();
        });
    }
}
