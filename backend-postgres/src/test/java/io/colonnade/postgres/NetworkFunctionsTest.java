// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import static io.colonnade.postgres.PostgresTestCase.await;
import static io.colonnade.postgres.sql.NetworkFunctions.broadcast;
import static io.colonnade.postgres.sql.NetworkFunctions.containedBy;
import static io.colonnade.postgres.sql.NetworkFunctions.containedByOrEquals;
import static io.colonnade.postgres.sql.NetworkFunctions.contains;
import static io.colonnade.postgres.sql.NetworkFunctions.containsOrEquals;
import static io.colonnade.postgres.sql.NetworkFunctions.family;
import static io.colonnade.postgres.sql.NetworkFunctions.host;
import static io.colonnade.postgres.sql.NetworkFunctions.masklen;
import static io.colonnade.postgres.sql.NetworkFunctions.merge;
import static io.colonnade.postgres.sql.NetworkFunctions.minus;
import static io.colonnade.postgres.sql.NetworkFunctions.netmask;
import static io.colonnade.postgres.sql.NetworkFunctions.network;
import static io.colonnade.postgres.sql.NetworkFunctions.overlaps;
import static io.colonnade.postgres.sql.NetworkFunctions.plus;
import static io.colonnade.postgres.sql.NetworkFunctions.setMasklen;
import static io.colonnade.sql.Sql.createTable;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.value;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.colonnade.Database;
import io.colonnade.error.UsageException;
import io.colonnade.postgres.sql.Inet;
import io.colonnade.postgres.sql.PostgresTypes;
import io.colonnade.sql.Column;
import io.colonnade.sql.Table;
import io.colonnade.sql.Types;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The operators and functions of network addresses. */
class NetworkFunctionsTest extends OperatorCases {

    private static final class Hosts extends Table {
        final Column<Integer> id = column("id", Types.INTEGER, primaryKey());
        final Column<Inet> a = column("a", PostgresTypes.INET);
        final Column<Inet> net = column("net", PostgresTypes.CIDR);

        Hosts() {
            super("network_hosts");
        }
    }

    private static final Hosts H = new Hosts();

    private static Inet inet(String text) {
        return Inet.parse(text);
    }

    @Override
    Table table() {
        return H;
    }

    @Override
    void create(Database db) {
        await(db.execute(createTable(H)));
        await(db.execute(insertInto(H).set(H.id, 1).set(H.a, inet("10.1.2.3/16")).set(H.net, inet("10.0.0.0/8"))));
    }

    @Override
    List<Case> cases() {
        return List.of(
                new Case("net >> CAST(? AS inet)", contains(H.net, inet("10.9.9.9")), true), new Case("net >> a", contains(H.net, H.a), true),
                new Case("net >> net", contains(H.net, H.net), false),
                new Case("net >>= CAST(? AS inet)", containsOrEquals(H.net, inet("10.0.0.0/8")), true),
                new Case("net >>= a", containsOrEquals(H.net, H.a), true),
                new Case("a << CAST(? AS inet)", containedBy(H.a, inet("10.0.0.0/8")), true), new Case("a << net", containedBy(H.a, H.net), true),
                new Case("a <<= CAST(? AS inet)", containedByOrEquals(H.a, inet("11.0.0.0/8")), false),
                new Case("net <<= net", containedByOrEquals(H.net, H.net), true),
                new Case("a && CAST(? AS inet)", overlaps(H.a, inet("10.1.2.3")), true), new Case("a && net", overlaps(H.a, H.net), true),
                new Case("a + ?", plus(H.a, -3), inet("10.1.2.0/16")),
                new Case("a - CAST(? AS inet)", minus(H.a, value(inet("10.1.1.3"), PostgresTypes.INET)), 256L),
                new Case("host(a)", host(H.a), "10.1.2.3"), new Case("masklen(a)", masklen(H.a), 16), new Case("family(net)", family(H.net), 4),
                new Case("set_masklen(a, ?)", setMasklen(H.a, 24), inet("10.1.2.3/24")),
                new Case("network(a)", network(H.a), inet("10.1.0.0/16")), new Case("broadcast(a)", broadcast(H.a), inet("10.1.255.255/16")),
                new Case("netmask(a)", netmask(H.a), inet("255.255.0.0")),
                new Case("inet_merge(a, net)", merge(H.a, H.net), inet("10.0.0.0/8")));
    }

    @Test
    void refusesNull() {
        assertThrows(UsageException.class, () -> contains(H.a, (Inet) null));
        assertThrows(UsageException.class, () -> host(null));
    }
}
