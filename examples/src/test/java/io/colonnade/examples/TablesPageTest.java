// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import static io.colonnade.examples.Authors.AUTHORS;
import static io.colonnade.examples.Receipts.RECEIPTS;
import static io.colonnade.examples.Notes.NOTES;
import static io.colonnade.sql.Sql.createAll;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.selectFrom;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.CatalogDifference;
import io.colonnade.CatalogTable;
import io.colonnade.Database;
import io.colonnade.dialect.Dialect;
import io.colonnade.sql.MetaData;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The snippets of docs/tables.md about sets of tables; that of a single table is in ExpressionsPageTest. */
class TablesPageTest {

    @Test
    void setsOfTables() {
        try (Database db = Database.open("sqlite:///:memory:").join()) {
            // snippet: tables-create-all
            MetaData tables = MetaData.of(NOTES, AUTHORS, RECEIPTS);
            CompletableFuture<Void> created = db.execute(createAll(tables).ifNotExists());
            // end
            created.join();
            // snippet: tables-compare
            CompletableFuture<List<CatalogDifference>> differences = db.catalog().compare(tables);
            CompletableFuture<Optional<CatalogTable>> notes = db.catalog().table("notes");
            // end
            assertEquals(List.of(), differences.join());
            assertEquals(5, notes.join().orElseThrow().columns().size());
            db.execute(insertInto(RECEIPTS).set(RECEIPTS.customer, "ada").set(RECEIPTS.number, 1).set(RECEIPTS.pieces, 3)
                    .set(RECEIPTS.price, 5)).join();
            assertEquals(15, db.fetchValue(select(RECEIPTS.total).from(RECEIPTS), Integer.class).join().get());
        }
    }

    @Test
    void sqlWithoutAConnection() {
        // snippet: tables-print
        Dialect dialect = Database.dialectOf("sqlite");
        String script = dialect.print(createAll(MetaData.of(AUTHORS)));
        String statement = dialect.print(selectFrom(AUTHORS).where(AUTHORS.team.eq("it's")));
        // end
        assertEquals("CREATE TABLE authors (name VARCHAR(40) NOT NULL PRIMARY KEY, team VARCHAR(40));", script);
        assertTrue(Repository.lines(Repository.path("docs/tables.md")).contains(statement), statement);
    }
}
