// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import static io.colonnade.examples.Authors.AUTHORS;
import static io.colonnade.examples.Invoices.INVOICES;
import static io.colonnade.examples.Notes.NOTES;
import static io.colonnade.sql.Sql.coalesce;
import static io.colonnade.sql.Sql.createTable;
import static io.colonnade.sql.Sql.deleteFrom;
import static io.colonnade.sql.Sql.dropTable;
import static io.colonnade.sql.Sql.excluded;
import static io.colonnade.sql.Sql.fragment;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.selectFrom;
import static io.colonnade.sql.Sql.set;
import static io.colonnade.sql.Sql.update;
import static io.colonnade.sql.Sql.value;
import static io.colonnade.sql.Types.BOOLEAN;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.colonnade.Result;
import io.colonnade.Row;
import io.colonnade.sql.Delete;
import io.colonnade.sql.Insert;
import io.colonnade.sql.Select;
import io.colonnade.sql.Update;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The snippets of "Changing rows" in docs/expressions.md, and the SQL that the page says they become on SQLite. */
class ChangesPageTest extends PortablePage {

    @BeforeEach
    void createInvoices() {
        db.execute(dropTable(INVOICES).ifExists()).thenCompose(dropped -> db.execute(createTable(INVOICES))).join();
    }

    @AfterEach
    void dropInvoices() {
        db.execute(dropTable(INVOICES)).join();
    }

    private String team(String name) {
        return db.fetchExactlyOne(selectFrom(AUTHORS).where(AUTHORS.name.eq(name))).join().get(AUTHORS.team);
    }

    @Test
    void upserts() {
        // snippet: changes-upsert
        Insert save = insertInto(AUTHORS).set(AUTHORS.name, "ada").set(AUTHORS.team, "looms")
                .onConflict(AUTHORS.name).doUpdate();
        CompletableFuture<Long> saved = db.execute(save).thenApply(Result::rowsAffected);
        // end
        assertSql("changes-upsert", save);
        assertTable("Written as", save, sql -> sql);
        assertEquals(1, saved.join());
        assertEquals("looms", team("ada"));
    }

    @Test
    void upsertsWithCalculations() {
        // snippet: changes-upsert-set
        Insert merge = insertInto(AUTHORS).columns(AUTHORS.name, AUTHORS.team)
                .values("ada", null)
                .values("joan", "codes")
                .onConflict(AUTHORS.name)
                .doUpdate(set(AUTHORS.team, coalesce(excluded(AUTHORS.team), AUTHORS.team)));
        // end
        assertSql("changes-upsert-set", merge);
        assertEquals(2, db.execute(merge).join().rowsAffected());
        assertEquals(List.of("engines", "codes"), List.of(team("ada"), team("joan")));
    }

    @Test
    void insertsOfWhatIsMissing() {
        // snippet: changes-do-nothing
        CompletableFuture<long[]> counts = db.executeMany(insertInto(AUTHORS).onConflict(AUTHORS.name).doNothing(), List.of(
                Map.of("name", "ada", "team", "looms"),
                Map.of("name", "joan", "team", "codes")));
        // end
        assertArrayEquals(new long[] {0, 1}, counts.join());
        assertEquals("engines", team("ada"));
    }

    @Test
    void insertsFromASelect() {
        // snippet: changes-from-select
        Insert copy = insertInto(NOTES).columns(NOTES.author, NOTES.text)
                .from(select(AUTHORS.name, value("meet ").as("text")).from(AUTHORS).where(AUTHORS.team.eq("ships")));
        // end
        assertSql("changes-from-select", copy);
        assertEquals(1, db.execute(copy).join().rowsAffected());
    }

    @Test
    void ownValues() {
        // snippet: changes-defaults-use
        db.execute(insertInto(INVOICES).set(INVOICES.amount, 5))
                .thenCompose(inserted -> db.executeMany(insertInto(INVOICES), List.of(Map.of("amount", 6), Map.of("amount", 7))))
                .thenCompose(counts -> db.execute(update(INVOICES).set(INVOICES.amount, 8).where(INVOICES.amount.eq(5))))
                .join();
        // end
        List<Row> rows = db.fetchAll(selectFrom(INVOICES).orderBy(INVOICES.amount)).join();
        assertEquals(List.of(1, 1, 2), rows.stream().map(row -> row.get(INVOICES.version)).toList());
        assertEquals(List.of("open", "open", "open"), rows.stream().map(row -> row.get(INVOICES.state)).toList());
        UUID first = rows.get(0).get(INVOICES.id);
        assertNotEquals(first, rows.get(1).get(INVOICES.id));
    }

    @Test
    void changesWithFurtherTables() {
        // snippet: changes-further-tables
        Update raise = update(NOTES).set(NOTES.priority, NOTES.priority.plus(5))
                .from(AUTHORS)
                .where(AUTHORS.name.eq(NOTES.author).and(AUTHORS.team.eq("ships")));
        // end
        assertSql("changes-further-tables", raise);
        assertTable("`update … from`", raise, sql -> sql);
        assertEquals(1, db.execute(raise).join().rowsAffected());
        // snippet: changes-delete-using
        Delete forget = deleteFrom(NOTES).using(AUTHORS)
                .where(AUTHORS.name.eq(NOTES.author).and(AUTHORS.team.eq("engines")));
        // end
        assertSql("changes-delete-using", forget);
        assertTable("`delete … using`", forget, sql -> sql);
        assertEquals(2, db.execute(forget).join().rowsAffected());
    }

    @Test
    void fragments() {
        // snippet: changes-fragment
        Select found = selectFrom(AUTHORS).where(fragment("upper({0}) = {1}", BOOLEAN, AUTHORS.team, value("SHIPS")));
        // end
        assertSql("changes-fragment", found);
        assertEquals("grace", db.fetchExactlyOne(found).join().get(AUTHORS.name));
    }
}
