// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import static io.colonnade.dialect.Dialects.ANSI;
import static io.colonnade.dialect.Dialects.POOR;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.lower;
import static io.colonnade.sql.Types.INTEGER;
import static io.colonnade.sql.Types.varchar;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.UsageException;
import io.colonnade.sql.Column;
import io.colonnade.sql.Index;
import io.colonnade.sql.Insert;
import io.colonnade.sql.Statement;
import io.colonnade.sql.Table;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Unique indexes as the keys of an insert that may find a row. */
class ConflictIndexSqlTest {

    private static final Seats SEATS = new Seats();

    private final StatementCache cache = new StatementCache(100);

    private static final class Seats extends Table {
        final Column<Integer> seat = column("seat", INTEGER);
        final Column<String> guest = column("guest", varchar(20));
        final Column<String> state = column("state", varchar(10));
        final Index bySeat = index(Index.on(seat.desc()).unique());
        final Index byGuest = index(Index.on(guest).unique().where(state.ne("it's gone")));
        final Index byLower = index(Index.on(lower(guest), state).unique());
        final Index plain = index(Index.on(state));

        Seats() {
            super("seats");
        }
    }

    private static Insert ada() {
        return insertInto(SEATS).set(SEATS.seat, 1).set(SEATS.guest, "ada").set(SEATS.state, "here");
    }

    private Compiled assertSql(Dialect dialect, String sql, Statement statement, Object... binds) {
        BoundStatement bound = cache.compile(dialect, statement, Map.of());
        assertEquals("INSERT INTO seats (seat, guest, state) VALUES (" + sql, bound.compiled().sql());
        assertEquals(Arrays.asList(binds), Arrays.asList(bound.binds()));
        return bound.compiled();
    }

    @Test
    void aUniqueIndexOfColumnsIsAKey() {
        assertSql(ANSI, "?, ?, ?) ON CONFLICT (seat) DO UPDATE SET guest = excluded.guest, state = excluded.state",
                ada().onConflict(SEATS.seat).doUpdate(), 1, "ada", "here");
    }

    @Test
    void theConditionOfAnIndexIsText() {
        Compiled compiled = assertSql(ANSI, "?, ?, ?) ON CONFLICT (guest) WHERE state <> 'it''s gone' DO UPDATE SET seat = excluded.seat, "
                + "state = excluded.state", ada().onConflict(SEATS.byGuest).doUpdate(), 1, "ada", "here");
        assertNotEquals(compiled, assertSql(ANSI, "?, ?, ?) ON CONFLICT ((lower(guest)), state) DO UPDATE SET seat = excluded.seat, "
                + "guest = excluded.guest", ada().onConflict(SEATS.byLower).doUpdate(), 1, "ada", "here"));
        assertSql(ANSI, "?, ?, ?) ON CONFLICT (seat) DO NOTHING", ada().onConflict(SEATS.bySeat).doNothing(), 1, "ada", "here");
    }

    @Test
    void whereAllKeysCountTheIndexMustBePossible() {
        assertSql(POOR, "$1, $2, $3) ON DUPLICATE KEY UPDATE guest = VALUES(guest), state = VALUES(state)",
                ada().onConflict(SEATS.bySeat).doUpdate(), 1, "ada", "here");
        assertEquals("index seats_guest_key of some rows only is not possible with dialect poor; leave where(…) out",
                assertThrows(DatabaseException.class, () -> cache.compile(POOR, ada().onConflict(SEATS.byGuest).doUpdate(), Map.of()))
                        .getMessage().replaceAll("index \\w+", "index seats_guest_key"));
    }

    @Test
    void whatIsNoKeyIsRefused() {
        assertEquals("onConflict([seats.guest]): table seats declares no primary key, unique constraint or unique index of exactly these "
                + "columns; its keys are [[seats.seat]]; name an index of some rows or of expressions with onConflict(index)",
                assertThrows(UsageException.class, () -> ada().onConflict(SEATS.guest)).getMessage());
        assertEquals("onConflict(Index[on seats]) on the insert into seats: a unique index of that table is needed",
                assertThrows(UsageException.class, () -> ada().onConflict(SEATS.plain)).getMessage());
    }
}
