// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import static io.colonnade.sql.Sql.fragment;
import static io.colonnade.sql.Sql.value;
import static io.colonnade.sql.Types.INTEGER;
import static io.colonnade.sql.Types.UUID;
import static io.colonnade.sql.Types.varchar;

import io.colonnade.sql.Column;
import io.colonnade.sql.Table;

/** A table whose columns have values of their own. */
// snippet: changes-defaults
final class Invoices extends Table {
    static final Invoices INVOICES = new Invoices();

    final Column<java.util.UUID> id = column("id", UUID, primaryKey(), defaultsTo(java.util.UUID::randomUUID));
    final Column<Integer> amount = column("amount", INTEGER, notNull());
    final Column<String> state = column("state", varchar(10), notNull(), defaultsTo(value("open")));
    final Column<Integer> version = column("version", INTEGER, notNull(), defaultsTo(value(1)),
            onUpdate(fragment("version + 1", INTEGER)));

    private Invoices() {
        super("invoices");
    }
}
// end
