// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import static io.colonnade.sql.Sql.alterTable;
import static io.colonnade.sql.Sql.createAll;
import static io.colonnade.sql.Sql.createTable;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Types.BIGINT;
import static io.colonnade.sql.Types.JSON;
import static io.colonnade.sql.Types.TEXT;
import static io.colonnade.sqlite.sql.SqliteFullText.matches;
import static io.colonnade.sqlite.sql.SqliteFullText.rank;
import static io.colonnade.sqlite.sql.SqliteFullText.rowId;
import static io.colonnade.sqlite.sql.SqliteOptions.AUTOINCREMENT;
import static io.colonnade.sqlite.sql.SqliteOptions.STRICT;
import static io.colonnade.sqlite.sql.SqliteOptions.indexedBy;
import static io.colonnade.sqlite.sql.SqliteOptions.onConflict;
import static io.colonnade.sqlite.sql.SqliteOptions.or;
import static io.colonnade.sqlite.sql.SqliteTypes.ANY;
import static io.colonnade.sqlite.sql.SqliteTypes.NUMERIC;
import static io.colonnade.sqlite.sql.SqliteTypes.UNIX_SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.colonnade.Database;
import io.colonnade.dialect.Dialect;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.sql.AlterTable;
import io.colonnade.sql.AlterTable.Aspect;
import io.colonnade.sql.Column;
import io.colonnade.sql.Index;
import io.colonnade.sql.Insert;
import io.colonnade.sql.Json;
import io.colonnade.sql.MetaData;
import io.colonnade.sql.Select;
import io.colonnade.sql.Statement;
import io.colonnade.sql.Table;
import io.colonnade.sql.TableFunction;
import io.colonnade.sql.VendorStatement;
import io.colonnade.sqlite.sql.SqliteFullText;
import io.colonnade.sqlite.sql.SqliteJson;
import io.colonnade.sqlite.sql.SqliteOptions.Conflict;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The snippets of docs/sqlite-expressions.md and of altered columns in docs/tables.md, and the SQL that the pages say they become. */
class SqliteExpressionsPageTest {

    // snippet: sqlite-table
    static final class Parts extends Table {
        static final Parts PARTS = new Parts();

        final Column<Long> id = generatedKey("id", BIGINT, clause(AUTOINCREMENT));
        final Column<String> code = column("code", TEXT, notNull(), unique(), clause(onConflict(Conflict.REPLACE)));
        final Column<BigDecimal> price = column("price", NUMERIC);
        final Column<Instant> seen = column("seen", UNIX_SECONDS);
        final Column<Json> meta = column("meta", JSON);
        final Index byPrice = index(Index.on(price));

        private Parts() {
            super("parts");
        }
    }

    static final class Settings extends Table {
        static final Settings SETTINGS = new Settings();

        final Column<String> name = column("name", TEXT, primaryKey());
        final Column<Object> value = column("value", ANY);

        private Settings() {
            super("settings");
            option(STRICT);
        }
    }
    // end

    // snippet: sqlite-words
    static final class Manuals extends Table {
        static final Manuals MANUALS = new Manuals();

        final Column<String> title = column("title", TEXT);
        final Column<String> body = column("body", TEXT);

        private Manuals() {
            super("manuals");
        }
    }
    // end

    private static final Parts PARTS = Parts.PARTS;
    private static final Settings SETTINGS = Settings.SETTINGS;
    private static final Manuals MANUALS = Manuals.MANUALS;

    private Database db;

    @BeforeEach
    void open() {
        db = Database.open("sqlite:///:memory:").join();
        db.execute(createAll(MetaData.of(PARTS, SETTINGS))).join();
    }

    @AfterEach
    void close() {
        db.close();
    }

    private void assertSql(String snippet, Statement statement) {
        SampleNotes.assertSql(db.dialect(), snippet, statement);
    }

    @Test
    void tables() {
        assertSql("sqlite-table", createTable(PARTS));
        assertEquals("CREATE TABLE settings (name TEXT NOT NULL PRIMARY KEY, value ANY) STRICT", db.dialect().sql(createTable(SETTINGS)));
    }

    @Test
    void conflicts() {
        // snippet: sqlite-or
        Insert once = insertInto(PARTS).set(PARTS.code, "a-1").set(PARTS.price, new BigDecimal("9.5")).modifier(or(Conflict.IGNORE));
        // end
        assertSql("sqlite-or", once);
        assertEquals(1, db.execute(once).join().rowsAffected());
        assertEquals(0, db.execute(once).join().rowsAffected());
        assertEquals(List.of(3L), db.execute(insertInto(PARTS).set(PARTS.code, "a-1")).join().generatedKeys());
    }

    @Test
    void json() {
        db.execute(insertInto(PARTS).set(PARTS.code, "b").set(PARTS.meta, new Json("{\"sizes\": [7, 9]}"))).join();
        // snippet: sqlite-json
        TableFunction size = SqliteJson.each("size", SqliteJson.extract(PARTS.meta, "$.sizes"));
        Select sizes = select(PARTS.code, size.column("value", ANY))
                .from(PARTS)
                .crossJoin(size);
        // end
        assertSql("sqlite-json", sizes);
        assertEquals(List.of(List.of("b", 7L), List.of("b", 9L)), db.fetchAll(sizes).join().stream().map(row -> row.toList()).toList());
    }

    @Test
    void words() {
        // snippet: sqlite-words-create
        VendorStatement create = SqliteFullText.createTable(MANUALS, "tokenize = 'porter unicode61'");
        // end
        assertSql("sqlite-words-create", create);
        db.execute(create).join();
        db.execute(insertInto(MANUALS).set(MANUALS.title, "Mills").set(MANUALS.body, "how a mill grinds")).join();
        // snippet: sqlite-words-find
        Select found = select(rowId(MANUALS).as("id"), MANUALS.title)
                .from(MANUALS)
                .where(matches(MANUALS, "grind* AND mill"))
                .orderBy(rank(MANUALS));
        // end
        assertSql("sqlite-words-find", found);
        assertEquals(List.of(1L, "Mills"), db.fetchExactlyOne(found).join().toList());
    }

    @Test
    void hints() {
        // snippet: sqlite-hint
        Select cheap = select(PARTS.code).from(PARTS).where(PARTS.price.lt(BigDecimal.TEN)).hint(PARTS, indexedBy(PARTS.byPrice));
        // end
        assertSql("sqlite-hint", cheap);
        assertEquals(0, db.fetchAll(cheap).join().size());
    }

    @Test
    void alteredColumns() {
        Notes notes = Notes.NOTES;
        // snippet: tables-alter
        AlterTable whole = alterTable(notes).alterColumn(notes.text);
        AlterTable only = alterTable(notes).alterColumn(notes.priority, Aspect.DEFAULT);
        // end
        Dialect mysql = Database.dialectOf("mysql");
        SampleNotes.assertSql(mysql, "tables-alter", whole);
        assertEquals("ALTER TABLE notes MODIFY COLUMN priority INTEGER DEFAULT 0 NOT NULL", mysql.sql(only));
        assertEquals(ErrorKind.UNSUPPORTED, assertThrows(DatabaseException.class, () -> db.dialect().sql(whole)).kind());
    }
}
