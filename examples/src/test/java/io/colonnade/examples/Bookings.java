// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import static io.colonnade.postgres.sql.CompositeType.field;
import static io.colonnade.postgres.sql.PostgresTypes.DATERANGE;
import static io.colonnade.postgres.sql.PostgresTypes.INET;
import static io.colonnade.postgres.sql.PostgresTypes.arrayOf;
import static io.colonnade.sql.Types.INTEGER;
import static io.colonnade.sql.Types.TEXT;

import io.colonnade.postgres.sql.CompositeType;
import io.colonnade.postgres.sql.DomainType;
import io.colonnade.postgres.sql.EnumType;
import io.colonnade.postgres.sql.Exclude;
import io.colonnade.postgres.sql.Inet;
import io.colonnade.postgres.sql.Range;
import io.colonnade.sql.Column;
import io.colonnade.sql.Index;
import io.colonnade.sql.Table;
import java.time.LocalDate;

// snippet: postgres-bookings
final class Bookings extends Table {
    enum Status { requested, confirmed }

    record Address(String street, String city) {
    }

    static final EnumType<Status> STATUS = EnumType.of("booking_status", Status.class);
    static final CompositeType.Field<String> CITY = field("city", TEXT);
    static final CompositeType<Address> ADDRESS = CompositeType.of("address", Address.class, field("street", TEXT), CITY);
    static final DomainType<Integer> GUESTS = DomainType.of("guests", INTEGER).check("at_least_one", value -> value.gt(0));
    static final Bookings BOOKINGS = new Bookings();

    final Column<Integer> id = column("id", INTEGER, primaryKey());
    final Column<Integer> room = column("room", INTEGER, notNull());
    final Column<Range<LocalDate>> nights = column("nights", DATERANGE, notNull());
    final Column<Status> status = column("status", STATUS.type());
    final Column<Integer> guests = column("guests", GUESTS.type());
    final Column<Address> address = column("address", ADDRESS.type());
    final Column<String[]> tags = column("tags", arrayOf(TEXT));
    final Column<Inet> client = column("client", INET);

    final Index byTags = index(Index.on(tags).using("gin"));

    private Bookings() {
        super("bookings");
        constraint(Exclude.using("gist").with(room, "=").with(nights, "&&").toConstraint().named("one_booking_at_a_time"));
    }
}
// end
