// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static io.colonnade.differential.EveryServer.POSTGRES_14;
import static io.colonnade.differential.EveryServer.POSTGRES_18;
import static io.colonnade.differential.EveryServer.each;
import static io.colonnade.differential.EveryServer.only;
import static io.colonnade.sql.Sql.*;
import static io.colonnade.sql.Types.INTEGER;
import static io.colonnade.sql.Types.varchar;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.colonnade.CatalogTable;
import io.colonnade.Database;
import io.colonnade.error.ConstraintViolation.Type;
import io.colonnade.error.StatementException;
import io.colonnade.sql.Column;
import io.colonnade.sql.Index;
import io.colonnade.sql.MetaData;
import io.colonnade.sql.ReferentialAction;
import io.colonnade.sql.Statement;
import io.colonnade.sql.Table;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The tables of the tests of single statements, created before each and dropped behind it. */
abstract class DdlCases {

    static final Set<String> POSTGRES = Set.of(POSTGRES_18, POSTGRES_14);

    static final class Things extends Table {
        static final Things THINGS = new Things();
        final Column<Integer> id = column("id", INTEGER, primaryKey());
        final Column<String> name = column("name", varchar(40));
        final Column<Integer> rank = column("rank", INTEGER);
        final Index byName = index(Index.on(name, rank.desc()));
        final Index unique = index(Index.on(rank).unique().named("ddl_one_rank"));
        final Index partial = index(Index.on(rank).unique().where(name.eq("it's")).named("ddl_partial"));
        final Index expression = index(Index.on(lower(name)).unique().named("ddl_expression"));
        final Index including = index(Index.on(rank).include(name).named("ddl_including"));
        final Index prefix = index(Index.on(name).prefix(name, 3).unique().named("ddl_prefix"));
        final Index hash = index(Index.on(name).using("hash").named("ddl_hash"));
        final Index btree = index(Index.on(name).using("btree").named("ddl_btree"));
        final Index nulls = index(Index.on(rank.asc().nullsFirst()).named("ddl_nulls"));

        Things() {
            super("ddl_things");
        }
    }

    static final class Parts extends Table {
        static final Parts PARTS = new Parts();
        final Column<Integer> id = column("id", INTEGER, primaryKey());
        final Column<Integer> thing = column("thing", INTEGER, references(Things.THINGS.id, ReferentialAction.CASCADE));
        final Column<Integer> added = column("added", INTEGER, notNull(), defaultValue(7));
        final Column<String> renamed = column("renamed", varchar(10));

        Parts() {
            super("ddl_parts");
        }
    }

    /** What the table of parts is before it is altered. */
    static final class OldParts extends Table {
        static final OldParts OLD = new OldParts();
        final Column<Integer> id = column("id", INTEGER, primaryKey());
        final Column<String> old = column("old", varchar(10));
        final Column<Integer> spare = column("spare", INTEGER);

        OldParts() {
            super("ddl_parts");
        }
    }

    static final class Names extends Table {
        static final Names NAMES = new Names();
        final Column<Integer> id = column("id", INTEGER);
        final Column<String> name = column("name", varchar(40));

        Names() {
            super("ddl_names");
        }
    }

    static final Things THINGS = Things.THINGS;
    static final Parts PARTS = Parts.PARTS;
    static final Names NAMES = Names.NAMES;

    @BeforeEach
    void create() {
        drop();
        run(createTable(THINGS));
    }

    @AfterEach
    void drop() {
        each(database -> database.execute(dropAll(MetaData.of(THINGS, PARTS)).ifExists()).join());
    }

    static void run(Statement statement) {
        each(database -> database.execute(statement).join());
    }

    static void run(Set<String> names, Statement statement) {
        only(names, database -> database.execute(statement).join());
    }

    static StatementException failure(Database database, Statement statement) {
        return assertInstanceOf(StatementException.class,
                assertThrows(CompletionException.class, () -> database.execute(statement).join()).getCause());
    }

    static Type violated(Database database, Statement statement) {
        return failure(database, statement).constraint().orElseThrow().type();
    }

    static Statement thing(int id, String name, Integer rank) {
        return insertInto(THINGS).columns(THINGS.id, THINGS.name, THINGS.rank).values(id, name, rank);
    }

    static List<String> indexes(Database database) {
        CatalogTable table = database.catalog().table("ddl_things").join().orElseThrow();
        List<String> names = new java.util.ArrayList<>(table.indexes().stream().map(CatalogTable.Index::name).toList());
        table.uniqueConstraints().forEach(key -> key.name().ifPresent(names::add));
        return names;
    }
}
