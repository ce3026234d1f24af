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
import static io.colonnade.differential.EveryServer.rows;
import static io.colonnade.differential.EveryServer.same;
import static io.colonnade.differential.EveryServer.values;
import static io.colonnade.sql.Sql.createIndex;
import static io.colonnade.sql.Sql.createAll;
import static io.colonnade.sql.Sql.createSequence;
import static io.colonnade.sql.Sql.createTable;
import static io.colonnade.sql.Sql.dropAll;
import static io.colonnade.sql.Sql.dropSequence;
import static io.colonnade.sql.Sql.dropTable;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.lower;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.selectFrom;
import static io.colonnade.sql.Types.BIGINT;
import static io.colonnade.sql.Types.INTEGER;
import static io.colonnade.sql.Types.varchar;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.sql.Column;
import io.colonnade.sql.Index;
import io.colonnade.sql.Insert;
import io.colonnade.sql.MetaData;
import io.colonnade.sql.Sequence;
import io.colonnade.sql.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Unique indexes as keys of an upsert, and keys that come from a sequence. */
class KeysOnEveryServerTest {

    private static final Set<String> PARTIAL = Set.of(SQLITE, POSTGRES_14, POSTGRES_18);
    private static final Set<String> WITH_SEQUENCES = Set.of(MARIADB, POSTGRES_14, POSTGRES_18);
    private static final Seats SEATS = new Seats();
    private static final Jobs JOBS = new Jobs();

    private static final class Seats extends Table {
        final Column<Integer> seat = column("seat", INTEGER, notNull());
        final Column<String> guest = column("guest", varchar(20), notNull());
        final Column<String> state = column("state", varchar(10), notNull());
        final Index bySeat = index(Index.on(seat).unique());
        final Index byGuest = index(Index.on(guest).unique().where(state.ne("gone")));
        final Index byLower = index(Index.on(lower(state), seat).unique());

        Seats() {
            super("dml_seats");
        }
    }

    private static final class Jobs extends Table {
        static final Sequence NUMBERS = Sequence.of("dml Job numbers").startingWith(100).incrementedBy(10);
        final Column<Long> number = column("number", BIGINT, primaryKey(), defaultsTo(NUMBERS.next()));
        final Column<String> name = column("name", varchar(20));
        final Column<Integer> place = column("place", INTEGER, defaultsTo(NUMBERS.next().cast(INTEGER)));

        Jobs() {
            super("dml_jobs");
        }
    }

    @BeforeEach
    void start() {
        drop();
    }

    @AfterAll
    static void drop() {
        each(db -> db.execute(dropTable(SEATS).ifExists()).join());
        each(db -> db.execute(dropTable(JOBS).ifExists()).join());
        only(WITH_SEQUENCES, db -> db.execute(dropSequence(Jobs.NUMBERS).ifExists()).join());
    }

    private static Insert seat(int seat, String guest, String state) {
        return insertInto(SEATS).set(SEATS.seat, seat).set(SEATS.guest, guest).set(SEATS.state, state);
    }

    @Test
    void aUniqueIndexIsAKey() {
        each(db -> db.execute(createTable(SEATS)).join());
        each(db -> db.execute(createIndex(SEATS.bySeat)).join());
        each(db -> db.execute(seat(1, "ada", "here")).join());
        golden(seat(1, "x", "y").onConflict(SEATS.bySeat).doUpdate(), POSTGRES_18, "INSERT INTO dml_seats (seat, guest, state) VALUES "
                + "(?, ?, ?) ON CONFLICT (seat) DO UPDATE SET guest = excluded.guest, state = excluded.state");
        assertEquals(1, same(db -> db.execute(seat(1, "grace", "late").onConflict(SEATS.seat).doUpdate()).join()).rowsAffected());
        assertEquals(0, same(db -> db.execute(seat(1, "joan", "late").onConflict(SEATS.bySeat).doNothing()).join()).rowsAffected());
        assertEquals(List.of(List.of(1, "grace", "late")), rows(selectFrom(SEATS)));
    }

    @Test
    void anIndexOfSomeRowsOrOfExpressions() {
        Insert again = seat(2, "ada", "back").onConflict(SEATS.byGuest).doUpdate();
        refused(Set.of(MYSQL, MARIADB), again);
        golden(again, SQLITE, "INSERT INTO dml_seats (seat, guest, state) VALUES (?, ?, ?) ON CONFLICT (guest) WHERE state <> 'gone' "
                + "DO UPDATE SET seat = excluded.seat, state = excluded.state");
        only(PARTIAL, db -> {
            db.execute(createTable(SEATS)).join();
            db.execute(createIndex(SEATS.byGuest)).join();
            db.execute(createIndex(SEATS.byLower)).join();
            db.execute(seat(1, "ada", "gone")).join();
            assertEquals(1, db.execute(again).join().rowsAffected(), "that one is no part of the index");
            assertEquals(1, db.execute(seat(3, "ada", "on").onConflict(SEATS.byGuest).doUpdate()).join().rowsAffected());
            assertEquals(0, db.execute(seat(3, "joan", "ON").onConflict(SEATS.byLower).doNothing()).join().rowsAffected());
            assertEquals(List.of(List.of(1, "ada", "gone"), List.of(3, "ada", "on")),
                    values(db.fetchAll(selectFrom(SEATS).orderBy(SEATS.seat)).join()));
        });
        refused(Set.of(MARIADB), seat(3, "joan", "ON").onConflict(SEATS.byLower).doNothing());
    }

    @Test
    void keysThatComeFromASequence() {
        Insert one = insertInto(JOBS).set(JOBS.name, "a");
        refused(Set.of(SQLITE, MYSQL), one);
        golden(one, POSTGRES_18, "INSERT INTO dml_jobs (name, number, place) VALUES (?, nextval('\"dml Job numbers\"'), "
                + "CAST(nextval('\"dml Job numbers\"') AS INTEGER))", MARIADB, "INSERT INTO dml_jobs (name, number, place) VALUES (?, NEXT VALUE "
                + "FOR `dml Job numbers`, CAST(NEXT VALUE FOR `dml Job numbers` AS SIGNED))");
        only(WITH_SEQUENCES, db -> {
            db.execute(createTable(JOBS)).join();
            db.execute(createSequence(Jobs.NUMBERS)).join();
            assertEquals(100, db.fetchValue(one.returning(JOBS.number), Long.class).join().get());
            db.execute(insertInto(JOBS).columns(JOBS.name, JOBS.place).values("b", 1).values("c", 2)).join();
            assertArrayEquals(new long[] {1, 1, 1}, db.executeMany(insertInto(JOBS), List.of(Map.of("name", "d", "place", 3),
                    Map.of("name", "e", "place", 4), Map.of("name", "f", "place", 5))).join());
            db.execute(insertInto(JOBS).set(JOBS.name, "own").set(JOBS.number, 7L).setNull(JOBS.place)).join();
            db.execute(insertInto(JOBS).defaultValues()).join();
            assertEquals(List.of(Arrays.asList("own", 7L, null), List.of("a", 100L, 110), List.of("b", 120L, 1), List.of("c", 130L, 2),
                    List.of("d", 140L, 3), List.of("e", 150L, 4), List.of("f", 160L, 5), Arrays.asList(null, 170L, 180)),
                    values(db.fetchAll(select(JOBS.name, JOBS.number, JOBS.place).from(JOBS).orderBy(JOBS.number)).join()));
        });
        only(WITH_SEQUENCES, db -> {
            drop();
            db.execute(createAll(MetaData.of(JOBS)).ifNotExists()).join();
            db.execute(createAll(MetaData.of(JOBS)).ifNotExists()).join();
            assertEquals(100, db.fetchValue(one.returning(JOBS.number), Long.class).join().get());
            db.execute(dropAll(MetaData.of(JOBS))).join();
            db.execute(dropAll(MetaData.of(JOBS)).ifExists()).join();
            db.execute(createAll(MetaData.of(JOBS))).join();
            assertEquals(100, db.fetchValue(one.returning(JOBS.number), Long.class).join().get(), "the sequence is another one");
        });
        assertEquals(Set.of(SQLITE, MYSQL), allBut(WITH_SEQUENCES.toArray(String[]::new)));
    }
}
