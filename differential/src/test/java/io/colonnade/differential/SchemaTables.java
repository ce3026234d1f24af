// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static io.colonnade.sql.Types.BIGINT;
import static io.colonnade.sql.Types.BOOLEAN;
import static io.colonnade.sql.Types.INTEGER;
import static io.colonnade.sql.Types.varchar;

import io.colonnade.sql.CheckConstraint;
import io.colonnade.sql.Column;
import io.colonnade.sql.Computed;
import io.colonnade.sql.ForeignKey;
import io.colonnade.sql.Index;
import io.colonnade.sql.MetaData;
import io.colonnade.sql.NamingConvention;
import io.colonnade.sql.ReferentialAction;
import io.colonnade.sql.Table;
import java.util.List;

/** The tables that the tests of DDL create. */
final class SchemaTables {

    static final MetaData SHOP = MetaData.of(Items.ITEMS, Orders.ORDERS, Customers.CUSTOMERS);
    static final MetaData CIRCLE = MetaData.of(Teams.TEAMS, Members.MEMBERS);

    private SchemaTables() {
    }

    /** A table whose constraints and indexes are called by convention. */
    abstract static class Named extends Table {
        Named(String name) {
            super(name);
            namingConvention(NamingConvention.STANDARD);
        }
    }

    static final class Customers extends Named {
        static final Customers CUSTOMERS = new Customers();
        final Column<String> country = column("country", varchar(2), primaryKey());
        final Column<Integer> number = column("number", INTEGER, primaryKey());
        final Column<String> name = column("name", varchar(40), notNull(), defaultValue("it's \\ 100 %"));
        final Column<Boolean> active = column("active", BOOLEAN, notNull(), defaultValue(true));
        final Column<String> email = column("email", varchar(60), unique());
        final CheckConstraint positive = constraint(CheckConstraint.of(number.gt(0)));
        final Index byName = index(Index.on(name.desc(), number));

        Customers() {
            super("ddl_customers");
        }
    }

    static final class Orders extends Named {
        static final Orders ORDERS = new Orders();
        final Column<Long> id = generatedKey("id", BIGINT);
        final Column<String> country = column("country", varchar(2));
        final Column<Integer> customer = column("customer", INTEGER);
        final ForeignKey ofCustomer = constraint(ForeignKey.of(List.of(country, customer),
                List.of(Customers.CUSTOMERS.country, Customers.CUSTOMERS.number)).onDelete(ReferentialAction.CASCADE)
                .onUpdate(ReferentialAction.CASCADE));

        Orders() {
            super("ddl_orders");
        }
    }

    static final class Items extends Named {
        static final Items ITEMS = new Items();
        final Column<Long> order = column("order", BIGINT, notNull(), references(Orders.ORDERS.id, ReferentialAction.CASCADE));
        final Column<Integer> line = column("line", INTEGER, notNull());
        final Column<Integer> price = column("price", INTEGER, notNull());
        final Column<Integer> pieces = column("pieces", INTEGER, notNull(), defaultValue(1));
        final Column<Integer> total = column("total", INTEGER, computed(price.times(pieces), Computed.STORED));
        final Index once = index(Index.on(order, line).unique());

        Items() {
            super("ddl_items");
        }
    }

    static final class Teams extends Table {
        static final Teams TEAMS = new Teams();
        final Column<Integer> id = column("id", INTEGER, primaryKey());
        final Column<Integer> captain = column("captain", INTEGER, references(() -> Members.MEMBERS.id, ReferentialAction.NO_ACTION));

        Teams() {
            super("ddl_teams");
        }
    }

    static final class Members extends Table {
        static final Members MEMBERS = new Members();
        final Column<Integer> id = column("id", INTEGER, primaryKey());
        final Column<Integer> team = column("team", INTEGER, references(() -> Teams.TEAMS.id, ReferentialAction.NO_ACTION));

        Members() {
            super("ddl_members");
        }
    }
}
