// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import static io.colonnade.sql.Types.BIGINT;
import static io.colonnade.sql.Types.INTEGER;
import static io.colonnade.sql.Types.varchar;

import io.colonnade.sql.CheckConstraint;
import io.colonnade.sql.Column;
import io.colonnade.sql.Computed;
import io.colonnade.sql.Index;
import io.colonnade.sql.NamingConvention;
import io.colonnade.sql.Table;

/** The table with constraints and indexes of docs/tables.md. */
// snippet: tables-constraints
abstract class AppTable extends Table {
    AppTable(String name) {
        super(name);
        namingConvention(NamingConvention.STANDARD);
    }
}

final class Receipts extends AppTable {
    static final Receipts RECEIPTS = new Receipts();

    final Column<Long> id = generatedKey("id", BIGINT);
    final Column<String> customer = column("customer", varchar(40), notNull());
    final Column<Integer> number = column("number", INTEGER, notNull());
    final Column<Integer> pieces = column("pieces", INTEGER, notNull());
    final Column<Integer> price = column("price", INTEGER, notNull());
    final Column<Integer> total = column("total", INTEGER, computed(pieces.times(price), Computed.STORED));
    final Index byPrice = index(Index.on(price.desc(), id));

    private Receipts() {
        super("receipts");
        unique(customer, number);
        constraint(CheckConstraint.of(pieces.gt(0)));
    }
}
// end
