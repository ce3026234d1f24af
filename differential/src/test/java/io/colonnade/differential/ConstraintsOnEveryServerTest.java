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
import static io.colonnade.sql.Types.INTEGER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.error.ConstraintViolation.Type;
import io.colonnade.sql.CheckConstraint;
import io.colonnade.sql.Column;
import io.colonnade.sql.Deferral;
import io.colonnade.sql.ForeignKey;
import io.colonnade.sql.MetaData;
import io.colonnade.sql.ReferentialAction;
import io.colonnade.sql.Table;
import io.colonnade.sql.UniqueConstraint;
import io.colonnade.sql.VendorConstraint;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Tables and constraints that are altered, by the effect or by the refusal. */
class ConstraintsOnEveryServerTest extends DdlCases {

    @Test
    void tablesAreAltered() {
        run(createTable(OldParts.OLD));
        run(insertInto(OldParts.OLD).set(OldParts.OLD.id, 1).set(OldParts.OLD.old, "x"));
        run(alterTable(PARTS).addColumn(PARTS.added));
        run(alterTable(PARTS).addColumn(PARTS.thing));
        run(alterTable(PARTS).renameColumn("old", "renamed"));
        run(alterTable(PARTS).dropColumn("spare"));
        assertEquals(List.of(List.of(1, 7, "x")), EveryServer.rows(select(PARTS.id, PARTS.added, PARTS.renamed).from(PARTS)));
        each(database -> assertEquals(List.of(), database.catalog().compare(MetaData.of(PARTS)).join()));
        each(database -> assertEquals(Type.FOREIGN_KEY, violated(database, update(PARTS).set(PARTS.thing, 5))));
        refused(Set.of(MYSQL, SQLITE), alterTable(PARTS).dropColumn("spare").ifExists());
        run(allBut(MYSQL, SQLITE), alterTable(PARTS).dropColumn("spare").ifExists());
        golden(alterTable(PARTS).addColumn(PARTS.thing), POSTGRES_18,
                "ALTER TABLE ddl_parts ADD COLUMN thing INTEGER, ADD FOREIGN KEY (thing) REFERENCES ddl_things (id) ON DELETE CASCADE",
                SQLITE, "ALTER TABLE ddl_parts ADD COLUMN thing INTEGER REFERENCES ddl_things (id) ON DELETE CASCADE");
        run(alterTable(PARTS).renameTo("ddl_pieces"));
        each(database -> {
            assertTrue(database.catalog().tableNames().join().contains("ddl_pieces"));
            database.execute("DROP TABLE ddl_pieces").join();
        });
    }

    @Test
    void constraintsAreAddedAndDropped() {
        UniqueConstraint unique = UniqueConstraint.of(THINGS.rank, THINGS.name).named("ddl_uq");
        CheckConstraint check = CheckConstraint.of(THINGS.rank.between(1, 9)).named("ddl_ck");
        refused(Set.of(SQLITE), alterTable(THINGS).addConstraint(unique));
        refused(Set.of(SQLITE), alterTable(THINGS).dropConstraint(unique));
        Set<String> able = allBut(SQLITE);
        run(able, alterTable(THINGS).addConstraint(unique));
        run(able, alterTable(THINGS).addConstraint(check));
        only(able, database -> {
            database.execute(thing(1, "a", 1)).join();
            assertEquals(Type.UNIQUE, violated(database, thing(2, "a", 1)));
            assertEquals(Type.CHECK, violated(database, thing(2, "a", 10)));
            assertEquals("ddl_ck", failure(database, thing(2, "a", 10)).constraint().orElseThrow().name());
            database.execute(alterTable(THINGS).dropConstraint(unique)).join();
            database.execute(alterTable(THINGS).dropConstraint("ddl_ck")).join();
            database.execute(thing(2, "a", 1)).join();
            database.execute(thing(3, "a", 10)).join();
        });
    }

    @Test
    void deferredConstraintsAreCheckedAtTheEnd() {
        final class Later extends Table {
            final Column<Integer> id = column("id", INTEGER, primaryKey());
            final Column<Integer> thing = column("thing", INTEGER);

            Later() {
                super("ddl_parts");
                constraint(ForeignKey.of(thing, THINGS.id).deferrable(Deferral.INITIALLY_DEFERRED));
            }
        }

        Later later = new Later();
        refused(Set.of(MYSQL, MARIADB), createTable(later));
        Set<String> able = allBut(MYSQL, MARIADB);
        run(able, createTable(later));
        only(able, database -> {
            database.transaction(tx -> tx.execute(insertInto(later).set(later.id, 1).set(later.thing, 3))
                    .thenCompose(done -> tx.execute(thing(3, "a", 1)))).join();
            assertThrows(CompletionException.class,
                    () -> database.execute(insertInto(later).set(later.id, 2).set(later.thing, 4)).join());
            assertEquals(1L, database.fetchValue(select(count()).from(later), Long.class).join().get());
        });
        UniqueConstraint unique = UniqueConstraint.of(THINGS.rank).named("ddl_uq").deferrable(Deferral.INITIALLY_DEFERRED);
        refused(allBut(POSTGRES_18, POSTGRES_14), alterTable(THINGS).addConstraint(unique));
        run(POSTGRES, alterTable(THINGS).addConstraint(unique));
        only(POSTGRES, database -> database.transaction(tx -> tx.execute(thing(4, "a", 1))
                .thenCompose(done -> tx.execute(update(THINGS).set(THINGS.rank, 2).where(THINGS.id.eq(3))))).join());
    }

    @Test
    void aKeyThatTakesItsDefault() {
        final class Defaulted extends Table {
            final Column<Integer> id = column("id", INTEGER, primaryKey());
            final Column<Integer> thing = column("thing", INTEGER, defaultValue(1), references(THINGS.id, ReferentialAction.SET_DEFAULT));

            Defaulted() {
                super("ddl_parts");
            }
        }

        Defaulted parts = new Defaulted();
        refused(Set.of(MYSQL, MARIADB), createTable(parts));
        Set<String> able = allBut(MYSQL, MARIADB);
        run(able, createTable(parts));
        only(able, database -> {
            database.execute(thing(1, "a", 1)).join();
            database.execute(thing(2, "b", 2)).join();
            database.execute(insertInto(parts).set(parts.id, 1).set(parts.thing, 2)).join();
            database.execute(deleteFrom(THINGS).where(THINGS.id.eq(2))).join();
            assertEquals(1, database.fetchValue(select(parts.thing).from(parts), Integer.class).join().get());
        });
    }

    @Test
    void constraintsOfOneDatabase() {
        final class Exclusive extends Table {
            final Column<Integer> id = column("id", INTEGER, primaryKey());
            final Column<Integer> low = column("low", INTEGER);
            final Column<Integer> high = column("high", INTEGER);

            Exclusive() {
                super("ddl_parts");
                constraint(VendorConstraint.of("postgresql", "EXCLUDE USING gist (int4range({0}, {1}) WITH &&)", low, high)
                        .named("ddl_apart"));
            }
        }

        Exclusive apart = new Exclusive();
        refused(allBut(POSTGRES_18, POSTGRES_14), createTable(apart));
        run(POSTGRES, createTable(apart));
        only(POSTGRES, database -> {
            database.execute(insertInto(apart).columns(apart.id, apart.low, apart.high).values(1, 1, 5)).join();
            assertEquals(Type.EXCLUSION, violated(database, insertInto(apart).columns(apart.id, apart.low, apart.high).values(2, 4, 6)));
        });
    }
}
