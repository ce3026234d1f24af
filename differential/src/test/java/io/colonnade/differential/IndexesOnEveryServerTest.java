// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

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
import static io.colonnade.sql.Sql.createIndex;
import static io.colonnade.sql.Sql.dropIndex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.error.ConstraintViolation.Type;
import io.colonnade.error.ErrorKind;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Indexes and their options, by their effect or by their refusal. */
class IndexesOnEveryServerTest extends DdlCases {

    @Test
    void indexesAreThereAndGone() {
        run(createIndex(THINGS.byName));
        each(database -> assertTrue(indexes(database).contains("ix_ddl_things_name_rank")));
        each(database -> assertEquals(ErrorKind.ALREADY_EXISTS, failure(database, createIndex(THINGS.byName)).kind()));
        refused(Set.of(MYSQL), createIndex(THINGS.byName).ifNotExists());
        run(allBut(MYSQL), createIndex(THINGS.byName).ifNotExists());
        run(dropIndex(THINGS.byName));
        each(database -> assertFalse(indexes(database).contains("ix_ddl_things_name_rank")));
        refused(Set.of(MYSQL), dropIndex(THINGS.byName).ifExists());
        run(allBut(MYSQL), dropIndex(THINGS.byName).ifExists());
        String create = "CREATE INDEX ix_ddl_things_name_rank ON ddl_things (name, \"rank\" DESC)";
        golden(createIndex(THINGS.byName), POSTGRES_18, create, SQLITE, create, MYSQL, create.replace('"', '`'), MARIADB,
                create.replace('"', '`'));
        golden(dropIndex(THINGS.byName), POSTGRES_14, "DROP INDEX ix_ddl_things_name_rank", MYSQL,
                "DROP INDEX ix_ddl_things_name_rank ON ddl_things");
    }

    @Test
    void uniqueIndexesRefuse() {
        run(createIndex(THINGS.unique));
        run(thing(1, "a", 1));
        each(database -> assertEquals(Type.UNIQUE, violated(database, thing(2, "b", 1))));
    }

    @Test
    void partialIndexes() {
        refused(Set.of(MYSQL, MARIADB), createIndex(THINGS.partial));
        Set<String> able = allBut(MYSQL, MARIADB);
        run(able, createIndex(THINGS.partial));
        only(able, database -> {
            database.execute(thing(1, "other", 1)).join();
            database.execute(thing(2, "other", 1)).join();
            database.execute(thing(3, "it's", 1)).join();
            assertEquals(Type.UNIQUE, violated(database, thing(4, "it's", 1)));
        });
        golden(createIndex(THINGS.partial), SQLITE, "CREATE UNIQUE INDEX ddl_partial ON ddl_things (\"rank\") WHERE name = 'it''s'");
    }

    @Test
    void indexesOnExpressions() {
        refused(Set.of(MARIADB), createIndex(THINGS.expression));
        Set<String> able = allBut(MARIADB);
        run(able, createIndex(THINGS.expression));
        only(able, database -> {
            database.execute(thing(1, "ABC", 1)).join();
            assertEquals(Type.UNIQUE, violated(database, thing(2, "abc", 2)));
            assertTrue(indexes(database).contains("ddl_expression"));
        });
        golden(createIndex(THINGS.expression), MYSQL, "CREATE UNIQUE INDEX ddl_expression ON ddl_things ((lower(name)))");
    }

    @Test
    void optionsOfIndexesThatFewHave() {
        refused(allBut(POSTGRES_18, POSTGRES_14), createIndex(THINGS.including));
        run(POSTGRES, createIndex(THINGS.including));
        only(POSTGRES, database -> assertTrue(definition(database, "ddl_including").contains("INCLUDE (name)")));
        refused(allBut(POSTGRES_18, POSTGRES_14), createIndex(THINGS.nulls));
        run(POSTGRES, createIndex(THINGS.nulls));
        only(POSTGRES, database -> assertTrue(definition(database, "ddl_nulls").contains("NULLS FIRST")));
        refused(Set.of(SQLITE), createIndex(THINGS.hash));
        run(POSTGRES, createIndex(THINGS.hash));
        only(POSTGRES, database -> assertTrue(definition(database, "ddl_hash").contains("USING hash")));
        run(allBut(SQLITE), createIndex(THINGS.btree));
        golden(createIndex(THINGS.btree), MYSQL, "CREATE INDEX ddl_btree ON ddl_things (name) USING btree");
        refused(allBut(POSTGRES_18, POSTGRES_14), createIndex(THINGS.byName).concurrently());
        run(POSTGRES, createIndex(THINGS.byName).concurrently());
        only(POSTGRES, database -> assertTrue(indexes(database).contains("ix_ddl_things_name_rank")));
        run(POSTGRES, dropIndex(THINGS.byName).concurrently());
    }

    @Test
    void indexesOnPrefixes() {
        refused(allBut(MYSQL, MARIADB), createIndex(THINGS.prefix));
        run(Set.of(MYSQL, MARIADB), createIndex(THINGS.prefix));
        only(Set.of(MYSQL, MARIADB), database -> {
            database.execute(thing(1, "abcd", 1)).join();
            assertEquals(Type.UNIQUE, violated(database, thing(2, "abce", 2)));
        });
    }

    private static String definition(Database database, String index) {
        return database.fetchValue("SELECT indexdef FROM pg_indexes WHERE indexname = :name", String.class, index).join().get();
    }
}
