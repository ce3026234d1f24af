// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import static io.colonnade.examples.Bookings.ADDRESS;
import static io.colonnade.examples.Bookings.BOOKINGS;
import static io.colonnade.examples.Bookings.CITY;
import static io.colonnade.examples.Bookings.STATUS;
import static io.colonnade.postgres.sql.ArrayFunctions.any;
import static io.colonnade.postgres.sql.ArrayFunctions.append;
import static io.colonnade.postgres.sql.ArrayFunctions.cardinality;
import static io.colonnade.postgres.sql.ArrayFunctions.contains;
import static io.colonnade.postgres.sql.ArrayFunctions.elementAt;
import static io.colonnade.postgres.sql.NetworkFunctions.containedByOrEquals;
import static io.colonnade.postgres.sql.NetworkFunctions.host;
import static io.colonnade.postgres.sql.RangeFunctions.contains;
import static io.colonnade.postgres.sql.RangeFunctions.lowerBound;
import static io.colonnade.postgres.sql.RangeFunctions.overlaps;
import static io.colonnade.postgres.sql.RangeFunctions.rangeAgg;
import static io.colonnade.sql.Sql.createAll;
import static io.colonnade.sql.Sql.dropAll;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.selectFrom;
import static io.colonnade.sql.Sql.update;
import static io.colonnade.sql.Sql.value;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.Row;
import io.colonnade.examples.Bookings.Address;
import io.colonnade.examples.Bookings.Status;
import io.colonnade.postgres.sql.Extension;
import io.colonnade.postgres.sql.Inet;
import io.colonnade.postgres.sql.Multirange;
import io.colonnade.postgres.sql.Range;
import io.colonnade.servers.PostgresServer;
import io.colonnade.servers.ServerUnavailableException;
import io.colonnade.sql.CreateAll;
import io.colonnade.sql.Insert;
import io.colonnade.sql.MetaData;
import io.colonnade.sql.Select;
import io.colonnade.sql.Statement;
import io.colonnade.sql.Update;
import io.colonnade.sql.VendorStatement;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The snippets of the part on types of docs/postgresql-expressions.md, on a PostgreSQL that is started for them. */
class PostgresTypesPageTest {

    private static final String PAGE = String.join(" ", Repository.lines(Repository.path("docs/postgresql-expressions.md")))
            .replaceAll("\\s+", " ");
    private static final LocalDate FIRST = LocalDate.of(2024, 3, 1);

    private Database db;

    @BeforeEach
    void open() {
        try {
            db = Database.open(PostgresServer.shared(PostgresServer.NEWEST).url()).join();
        } catch (ServerUnavailableException reason) {
            Assumptions.abort(reason.getMessage());
            return;
        }
        db.execute(dropAll(MetaData.of(BOOKINGS)).ifExists()).join();
        creating();
        inserting();
    }

    @AfterEach
    void close() {
        if (db != null) {
            db.execute(dropAll(MetaData.of(BOOKINGS))).join();
            db.close();
        }
    }

    /** The page shows the text, but for where its lines are broken. */
    private static void shown(String sql) {
        assertTrue(PAGE.contains("```sql " + sql.replaceAll("\\s+", " ") + " ```"), () -> "the page does not show\n" + sql);
    }

    private void shown(Statement statement) {
        shown(db.dialect().print(statement));
    }

    private List<List<Object>> rows(Select select) {
        return db.fetchAll(select).join().stream().map(Row::toList).toList();
    }

    private void creating() {
        // snippet: postgres-types-create
        db.execute(Extension.of("btree_gist").createIfAbsent()).join();
        CreateAll create = createAll(MetaData.of(BOOKINGS));
        db.execute(create).join();
        // end
        shown(db.dialect().print(create));
    }

    private void inserting() {
        // snippet: postgres-types-insert
        Insert booking = insertInto(BOOKINGS)
                .set(BOOKINGS.id, 1)
                .set(BOOKINGS.room, 12)
                .set(BOOKINGS.nights, Range.closedOpen(LocalDate.of(2024, 3, 1), LocalDate.of(2024, 3, 4)))
                .set(BOOKINGS.status, Status.requested)
                .set(BOOKINGS.guests, 2)
                .set(BOOKINGS.address, new Address("Mill Lane 1", "Bath"))
                .set(BOOKINGS.tags, new String[] {"quiet", "sea, view"})
                .set(BOOKINGS.client, Inet.parse("10.1.2.3"));
        db.execute(booking).join();
        // end
        shown(booking);
    }

    @Test
    void reading() {
        // snippet: postgres-types-read
        Row row = db.fetchExactlyOne(selectFrom(BOOKINGS)).join();
        Range<LocalDate> nights = row.get(BOOKINGS.nights);
        Address address = row.get(BOOKINGS.address);
        String[] tags = row.get(BOOKINGS.tags);
        // end
        assertEquals(Range.closedOpen(FIRST, FIRST.plusDays(3)), nights);
        assertEquals(new Address("Mill Lane 1", "Bath"), address);
        assertArrayEquals(new String[] {"quiet", "sea, view"}, tags);
        assertEquals(Status.requested, row.get(BOOKINGS.status));
        assertEquals(Inet.parse("10.1.2.3"), row.get(BOOKINGS.client));
    }

    @Test
    void arrays() {
        // snippet: postgres-arrays
        Select quiet = select(BOOKINGS.id, elementAt(BOOKINGS.tags, 1).as("first"), cardinality(BOOKINGS.tags).as("tags"))
                .from(BOOKINGS)
                .where(contains(BOOKINGS.tags, "quiet"))
                .where(value("sea, view").eq(any(BOOKINGS.tags)));
        // end
        shown(quiet);
        assertEquals(List.of(List.of(1, "quiet", 2)), rows(quiet));
        // snippet: postgres-arrays-update
        Update late = update(BOOKINGS).set(BOOKINGS.tags, append(BOOKINGS.tags, "late")).where(BOOKINGS.id.eq(1));
        // end
        shown(late);
        assertEquals(1, db.execute(late).join().rowsAffected());
        assertEquals(1, rows(select(BOOKINGS.id).from(BOOKINGS).where(contains(BOOKINGS.tags, "late"))).size());
    }

    @Test
    void ranges() {
        // snippet: postgres-ranges
        Range<LocalDate> march = Range.closedOpen(LocalDate.of(2024, 3, 1), LocalDate.of(2024, 4, 1));
        Select arrivals = select(BOOKINGS.room, lowerBound(BOOKINGS.nights).as("arrival"))
                .from(BOOKINGS)
                .where(overlaps(BOOKINGS.nights, march))
                .where(contains(BOOKINGS.nights, LocalDate.of(2024, 3, 2)));
        // end
        shown(arrivals);
        assertEquals(List.of(List.of(12, FIRST)), rows(arrivals));
        // snippet: postgres-multiranges
        Select calendar = select(BOOKINGS.room, rangeAgg(BOOKINGS.nights).as("taken")).from(BOOKINGS).groupBy(BOOKINGS.room);
        // end
        shown(calendar);
        assertEquals(Multirange.of(Range.closedOpen(FIRST, FIRST.plusDays(3))), db.fetchExactlyOne(calendar).join().get("taken"));
    }

    @Test
    void networks() {
        // snippet: postgres-networks
        Select local = select(host(BOOKINGS.client).as("host"))
                .from(BOOKINGS)
                .where(containedByOrEquals(BOOKINGS.client, Inet.parse("10.0.0.0/8")));
        // end
        shown(local);
        assertEquals(List.of(List.of("10.1.2.3")), rows(local));
    }

    @Test
    void enumerated() {
        // snippet: postgres-enums
        VendorStatement cancelled = STATUS.addValueAfter("cancelled", "confirmed");
        Select open = select(BOOKINGS.id).from(BOOKINGS).where(BOOKINGS.status.lt(Status.confirmed));
        // end
        shown(cancelled);
        shown(open);
        db.execute(cancelled).join();
        assertEquals(List.of(List.of(1)), rows(open));
    }

    @Test
    void composites() {
        // snippet: postgres-composites
        Select bath = select(BOOKINGS.id, BOOKINGS.address).from(BOOKINGS).where(ADDRESS.get(BOOKINGS.address, CITY).eq("Bath"));
        // end
        shown(bath);
        assertEquals(new Address("Mill Lane 1", "Bath"), db.fetchExactlyOne(bath).join().get(BOOKINGS.address));
    }

    @Test
    void exclusion() {
        Insert again = insertInto(BOOKINGS).set(BOOKINGS.id, 2).set(BOOKINGS.room, 12).set(BOOKINGS.nights, Range.atLeast(FIRST));
        CompletionException refused = assertThrows(CompletionException.class, () -> db.execute(again).join());
        assertTrue(refused.getCause().getMessage().contains("one_booking_at_a_time"), refused.getCause()::getMessage);
    }
}
