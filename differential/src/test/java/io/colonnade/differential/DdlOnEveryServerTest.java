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
import static io.colonnade.sql.Sql.*;
import static io.colonnade.sql.Types.BIGINT;
import static io.colonnade.sql.Types.INTEGER;
import static io.colonnade.sql.Types.varchar;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.error.ErrorKind;
import io.colonnade.sql.Column;
import io.colonnade.sql.Computed;
import io.colonnade.sql.Index;
import io.colonnade.sql.MetaData;
import io.colonnade.sql.Sequence;
import io.colonnade.sql.SqlType.Family;
import io.colonnade.sql.Statement;
import io.colonnade.sql.Table;
import io.colonnade.sql.TableOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Each other statement that creates, changes or drops something, by its effect or by its refusal. */
class DdlOnEveryServerTest extends DdlCases {

    @Test
    void computedColumns() {
        final class Virtual extends Table {
            final Column<Integer> id = column("id", INTEGER, primaryKey());
            final Column<Integer> twice = column("twice", INTEGER, computed(id.times(2), Computed.VIRTUAL));

            Virtual() {
                super("ddl_parts");
            }
        }

        Virtual virtual = new Virtual();
        refused(Set.of(POSTGRES_14), createTable(virtual));
        run(allBut(POSTGRES_14), createTable(virtual));
        only(allBut(POSTGRES_14), database -> {
            database.execute(insertInto(virtual).set(virtual.id, 4)).join();
            assertEquals(8, database.fetchValue(select(virtual.twice).from(virtual), Integer.class).join().get());
            assertThrows(CompletionException.class,
                    () -> database.execute(insertInto(virtual).set(virtual.id, 5).set(virtual.twice, 1)).join());
        });
    }

    @Test
    void comments() {
        final class Commented extends Table {
            final Column<Integer> id = column("id", INTEGER, primaryKey(), comment("it's \\ the key"));

            Commented() {
                super("ddl_parts");
                tableComment("spare parts");
            }
        }

        Commented commented = new Commented();
        refused(Set.of(SQLITE), createTable(commented));
        refused(Set.of(SQLITE), commentOn(THINGS, "things"));
        Set<String> able = allBut(SQLITE);
        only(able, database -> database.execute(createAll(MetaData.of(commented))).join());
        run(able, commentOn(THINGS, "all % things"));
        String columns = "SELECT column_comment FROM information_schema.columns WHERE table_name = 'ddl_parts' AND table_schema = database()";
        only(Set.of(MYSQL, MARIADB), database -> {
            assertEquals("it's \\ the key", database.fetchValue(columns, String.class).join().get());
            assertEquals("spare parts", comment(database, "ddl_parts"));
            assertEquals("all % things", comment(database, "ddl_things"));
        });
        only(POSTGRES, database -> {
            assertEquals("it's \\ the key", database.fetchValue("SELECT col_description('ddl_parts'::regclass, 1)", String.class).join()
                    .get());
            assertEquals("spare parts", database.fetchValue("SELECT obj_description('ddl_parts'::regclass)", String.class).join()
                    .get());
            database.execute(commentOn(commented.id, null)).join();
            assertTrue(database.fetchValue("SELECT col_description('ddl_parts'::regclass, 1)", String.class).join().isNull());
        });
        refused(Set.of(SQLITE, MYSQL, MARIADB), commentOn(commented.id, "x"));
    }

    private static String comment(Database database, String table) {
        return database.fetchValue("SELECT table_comment FROM information_schema.tables WHERE table_schema = database() AND table_name = :t",
                String.class, table).join().get();
    }

    @Test
    void views() {
        run(thing(1, "a", 1));
        run(thing(2, "it's", 2));
        run(dropView(NAMES).ifExists());
        run(createView(NAMES, select(THINGS.id, THINGS.name).from(THINGS).where(THINGS.name.eq("it's"))));
        assertEquals(List.of(List.of(2, "it's")), EveryServer.rows(selectFrom(NAMES)));
        Statement replaced = createView(NAMES, select(THINGS.id, THINGS.name).from(THINGS).where(THINGS.id.eq(1))).orReplace();
        refused(Set.of(SQLITE), replaced);
        run(allBut(SQLITE), replaced);
        only(allBut(SQLITE), database -> assertEquals("a", database.fetchValue(select(NAMES.name).from(NAMES), String.class).join()
                .get()));
        Statement absent = createView(NAMES, select(THINGS.id, THINGS.name).from(THINGS)).ifNotExists();
        refused(Set.of(MYSQL, POSTGRES_14, POSTGRES_18), absent);
        run(Set.of(SQLITE, MARIADB), absent);
        run(dropView(NAMES));
        golden(createView(NAMES, select(THINGS.id, THINGS.name).from(THINGS)), POSTGRES_18,
                "CREATE VIEW ddl_names AS SELECT id, name FROM ddl_things");
    }

    @Test
    void tablesFromSelects() {
        run(thing(1, "a", 1));
        run(thing(2, "b", 2));
        run(dropTable(NAMES).ifExists());
        run(createTableAs(NAMES, select(THINGS.id, THINGS.name).from(THINGS).where(THINGS.id.gt(1))));
        assertEquals(List.of(List.of(2, "b")), EveryServer.rows(selectFrom(NAMES)));
        run(createTableAs(NAMES, select(THINGS.id, THINGS.name).from(THINGS)).ifNotExists());
        assertEquals(1, EveryServer.rows(selectFrom(NAMES)).size());
        run(dropTable(NAMES));
    }

    @Test
    void temporaryTablesLiveOnTheirConnection() {
        each(database -> {
            long rows = database.withConnection(connection -> connection.execute(createTable(NAMES).asTemporary())
                    .thenCompose(done -> connection.execute(insertInto(NAMES).set(NAMES.id, 1)))
                    .thenCompose(done -> connection.fetchValue(select(count()).from(NAMES), Long.class))).join().get();
            assertEquals(1, rows);
            assertEquals(ErrorKind.NOT_FOUND, failure(database, selectFrom(NAMES)).kind());
        });
    }

    @Test
    void schemas() {
        final class Elsewhere extends Table {
            final Column<Integer> id = column("id", INTEGER, primaryKey());
            final Column<Integer> other = column("other", INTEGER, references(id));
            final Index byOther = index(Index.on(other));

            Elsewhere() {
                super("ddl Schema", "ddl_elsewhere");
            }
        }

        Elsewhere elsewhere = new Elsewhere();
        refused(Set.of(SQLITE), createSchema("ddl Schema"));
        refused(Set.of(SQLITE, MYSQL, MARIADB), dropSchema("ddl Schema"));
        Set<String> able = allBut(SQLITE);
        run(able, dropSchema("ddl Schema").ifExists().cascade());
        run(able, createSchema("ddl Schema"));
        run(able, createSchema("ddl Schema").ifNotExists());
        only(able, database -> {
            database.execute(createAll(MetaData.of(elsewhere))).join();
            database.execute(insertInto(elsewhere).set(elsewhere.id, 1).set(elsewhere.other, 1)).join();
            assertEquals(List.of("ddl_elsewhere"), database.catalog().tableNames("ddl Schema").join());
            assertEquals(List.of(), database.catalog().compare(MetaData.of(elsewhere)).join());
            database.execute(dropIndex(elsewhere.byOther)).exceptionally(inUse -> null).join();
            database.execute(dropTable(elsewhere)).join();
        });
        only(POSTGRES, database -> database.execute(dropSchema("ddl Schema")).join());
        run(Set.of(MYSQL, MARIADB), dropSchema("ddl Schema").cascade());
    }

    @Test
    void sequences() {
        Sequence numbers = Sequence.of("ddl Numbers").startingWith(10).incrementedBy(5);
        refused(Set.of(SQLITE, MYSQL), createSequence(numbers));
        refused(Set.of(SQLITE, MYSQL), select(numbers.next()));
        Set<String> able = allBut(SQLITE, MYSQL);
        run(able, dropSequence(numbers).ifExists());
        run(able, createSequence(numbers));
        run(able, createSequence(numbers).ifNotExists());
        final class Numbered extends Table {
            final Column<Integer> id = column("id", INTEGER, primaryKey());
            final Column<Long> number = column("number", BIGINT, defaultValue(numbers.next()));

            Numbered() {
                super("ddl_parts");
            }
        }

        Numbered numbered = new Numbered();
        only(able, database -> {
            assertEquals(10L, database.fetchValue(select(numbers.next()), Long.class).join().get());
            database.execute(createTable(numbered)).join();
            database.execute(insertInto(numbered).set(numbered.id, 1)).join();
            assertEquals(15L, database.fetchValue(select(numbered.number).from(numbered), Long.class).join().get());
            database.execute(dropTable(numbered)).join();
            database.execute(dropSequence(numbers)).join();
        });
        golden(select(numbers.next().as("n")), POSTGRES_18, "SELECT nextval('\"ddl Numbers\"') AS n", MARIADB,
                "SELECT NEXT VALUE FOR `ddl Numbers` AS n");
    }

    @Test
    void dropsWithWhatDepends() {
        run(dropView(NAMES).ifExists());
        run(createView(NAMES, select(THINGS.id, THINGS.name).from(THINGS)));
        refused(allBut(POSTGRES_18, POSTGRES_14), dropTable(THINGS).cascade());
        run(POSTGRES, dropTable(THINGS).cascade());
        only(POSTGRES, database -> assertEquals(ErrorKind.NOT_FOUND, failure(database, selectFrom(NAMES)).kind()));
        run(dropView(NAMES).ifExists());
        refused(Set.of(SQLITE, MARIADB), dropTable(PARTS, THINGS));
    }

    @Test
    void optionsOfOneDatabase() {
        final class Optioned extends Table {
            final Column<Integer> id = column("id", INTEGER, primaryKey());
            final Column<String> name = column("name", varchar(5));

            Optioned() {
                super("ddl_parts");
                option(new TableOption("sqlite", "STRICT", Map.of(Family.VARCHAR, "TEXT")));
                option(TableOption.of("sqlite", "WITHOUT ROWID"));
                option(TableOption.of("mysql", "ENGINE = MyISAM"));
                option(TableOption.of("mysql", "CHARACTER SET latin1"));
                option(TableOption.of("postgresql", "WITH (fillfactor = 70)"));
            }
        }

        run(createTable(new Optioned()));
        only(Set.of(SQLITE), database -> assertEquals(List.of(1L, 1L), List.of(
                database.fetchValue("SELECT strict FROM pragma_table_list('ddl_parts')", Long.class).join().get(),
                database.fetchValue("SELECT wr FROM pragma_table_list('ddl_parts')", Long.class).join().get())));
        only(Set.of(MYSQL, MARIADB), database -> assertEquals("MyISAM latin1", database.fetchValue("SELECT concat(engine, ' ',"
                + " substr(table_collation, 1, 6)) FROM information_schema.tables WHERE table_name = 'ddl_parts'"
                + " AND table_schema = database()", String.class).join().get()));
        only(POSTGRES, database -> assertEquals("{fillfactor=70}", database.fetchValue(
                "SELECT CAST(reloptions AS text) FROM pg_class WHERE relname = 'ddl_parts'", String.class).join().get()));
    }
}
