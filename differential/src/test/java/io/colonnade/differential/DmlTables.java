// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static io.colonnade.sql.Sql.createTable;
import static io.colonnade.sql.Sql.dropTable;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.value;
import static io.colonnade.sql.Types.BIGINT;
import static io.colonnade.sql.Types.INTEGER;
import static io.colonnade.sql.Types.varchar;

import io.colonnade.Database;
import io.colonnade.sql.Column;
import io.colonnade.sql.Table;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The tables that are inserted into, updated and deleted from on every server. */
final class DmlTables {

    static final Items ITEMS = new Items();
    static final Stock STOCK = new Stock();
    static final Tickets TICKETS = new Tickets();

    private static final List<Table> ALL = List.of(ITEMS, STOCK, TICKETS);

    private DmlTables() {
    }

    /** Two counters and a key that the program gives. */
    static final class Items extends Table {
        final Column<String> code = column("code", varchar(20), primaryKey());
        final Column<Integer> amount = column("amount", INTEGER, notNull(), defaultValue(7));
        final Column<Integer> price = column("price", INTEGER);

        Items() {
            super("dml_items");
        }
    }

    /** A generated key, and two columns that are one together. */
    static final class Stock extends Table {
        final Column<Long> id = generatedKey("id", BIGINT);
        final Column<String> place = column("place", varchar(20), notNull());
        final Column<String> code = column("code", varchar(20), notNull());
        final Column<Integer> amount = column("amount", INTEGER, notNull(), defaultValue(0));

        Stock() {
            super("dml_stock");
            unique(place, code);
        }
    }

    /** Columns with defaults of the program. */
    static final class Tickets extends Table {
        final AtomicInteger numbers = new AtomicInteger();
        final AtomicInteger changes = new AtomicInteger();
        final Column<Long> id = generatedKey("id", BIGINT);
        final Column<String> title = column("title", varchar(20), unique());
        final Column<Integer> number = column("number", INTEGER, notNull(), defaultsTo(numbers::incrementAndGet));
        final Column<Integer> level = column("level", INTEGER, notNull(), defaultsTo(value(3)));
        final Column<Integer> twice = column("twice", INTEGER, defaultsTo(value(20).plus(1)), onUpdate(value(50).minus(1)));
        final Column<Integer> change = column("change_number", INTEGER, onUpdate(changes::incrementAndGet));

        Tickets() {
            super("dml_tickets");
        }
    }

    /** Empty tables everywhere. */
    static void create() {
        drop();
        EveryServer.each(db -> ALL.forEach(table -> db.execute(createTable(table)).join()));
    }

    static void drop() {
        EveryServer.each(db -> ALL.forEach(table -> db.execute(dropTable(table).ifExists()).join()));
    }

    /** Three items: a, b and c. */
    static void items(Database db) {
        db.execute(insertInto(ITEMS).columns(ITEMS.code, ITEMS.amount, ITEMS.price).values("a", 1, 10).values("b", 2, 20)
                .values("c", 3, null)).join();
    }
}
