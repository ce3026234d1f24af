// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import static io.colonnade.mysql.Product.await;
import static io.colonnade.mysql.sql.MySqlFullText.FULLTEXT;
import static io.colonnade.mysql.sql.MySqlFullText.match;
import static io.colonnade.mysql.sql.MySqlHints.forceIndex;
import static io.colonnade.mysql.sql.MySqlHints.ignoreIndex;
import static io.colonnade.mysql.sql.MySqlHints.useIndex;
import static io.colonnade.mysql.sql.MySqlHints.useNoIndex;
import static io.colonnade.sql.Sql.alterTable;
import static io.colonnade.sql.Sql.createAll;
import static io.colonnade.sql.Sql.createIndex;
import static io.colonnade.sql.Sql.createTable;
import static io.colonnade.sql.Sql.dropTable;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.param;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.selectFrom;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.Feature;
import io.colonnade.dialect.StatementCache;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.UsageException;
import io.colonnade.mysql.sql.MySqlFullText;
import io.colonnade.mysql.sql.MySqlFullText.Mode;
import io.colonnade.mysql.sql.MySqlHints;
import io.colonnade.mysql.sql.MySqlOptions;
import io.colonnade.mysql.sql.MySqlTypes;
import io.colonnade.sql.AlterTable.Aspect;
import io.colonnade.sql.Column;
import io.colonnade.sql.Index;
import io.colonnade.sql.MetaData;
import io.colonnade.sql.Select;
import io.colonnade.sql.Statement;
import io.colonnade.sql.Table;
import io.colonnade.sql.TableAlias;
import io.colonnade.sql.Types;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the servers say of tables, indexes, selects and inserts beyond the portable: its text, its effect, and who refuses it. */
class MySqlOwnSqlTest {

    private static final class Pages extends Table {
        static final Pages PAGES = new Pages();
        final Column<Long> id = generatedKey("id", MySqlTypes.INT_UNSIGNED, clause(MySqlOptions.INVISIBLE));
        final Column<String> title = column("title", Types.varchar(100), notNull());
        final Column<String> body = column("body", MySqlTypes.MEDIUMTEXT);
        final Column<LocalDateTime> changed = column("changed", MySqlTypes.datetime(6),
                clause(MySqlOptions.onUpdateCurrentTimestamp(6)));
        final Index words = index(Index.on(title, body).kind(FULLTEXT).named("pages_words"));
        final Index byTitle = index(Index.on(title).prefix(title, 10));
        final Index byBody = index(Index.on(body).prefix(body, 20));

        Pages() {
            super("own_pages");
            option(MySqlOptions.INNODB);
            option(MySqlOptions.charset("utf8mb4"));
            option(MySqlOptions.collation("utf8mb4_general_ci"));
            option(MySqlOptions.autoIncrement(1000));
            option(MySqlOptions.rowFormat("DYNAMIC"));
        }
    }

    private static final Pages PAGES = Pages.PAGES;

    /** Another database, which can all that is portable. */
    private static final Dialect OTHER = Dialect.builder("other").with(Feature.values()).build();

    private static void sql(String expected, Statement statement) {
        assertEquals(expected, MySqlDialect.ASSUMED.sql(statement));
    }

    private static void unsupported(String message, Statement statement) {
        DatabaseException refused = assertThrows(DatabaseException.class, () -> OTHER.sql(statement));
        assertEquals(ErrorKind.UNSUPPORTED, refused.kind());
        assertEquals(message, refused.getMessage());
    }

    private static Database created(Product product) {
        Database db = product.open("max_size=1");
        await(db.execute(dropTable(PAGES).ifExists()));
        await(db.execute(createAll(MetaData.of(PAGES))));
        await(db.execute(insertInto(PAGES).columns(PAGES.title, PAGES.body)
                .values("Row of columns", "a colonnade carries the roof").values("Roofs", "tiles and slates")
                .values("Colonnade", "columns in a row")));
        return db;
    }

    @Test
    void tables() {
        sql("CREATE TABLE own_pages (id INT UNSIGNED AUTO_INCREMENT PRIMARY KEY INVISIBLE, title VARCHAR(100) NOT NULL, body MEDIUMTEXT, "
                + "changed DATETIME(6) ON UPDATE CURRENT_TIMESTAMP(6)) ENGINE = InnoDB, DEFAULT CHARACTER SET = utf8mb4, "
                + "COLLATE = utf8mb4_general_ci, AUTO_INCREMENT = 1000, ROW_FORMAT = DYNAMIC", createTable(PAGES));
        sql("CREATE FULLTEXT INDEX pages_words ON own_pages (title, body)", createIndex(PAGES.words));
        sql("CREATE INDEX ix_own_pages_title ON own_pages (title(10))", createIndex(PAGES.byTitle));
        sql("ALTER TABLE own_pages MODIFY COLUMN changed DATETIME(6) ON UPDATE CURRENT_TIMESTAMP(6)", alterTable(PAGES).alterColumn(
                PAGES.changed, Aspect.TYPE));
        unsupported("FULLTEXT of index pages_words, which only mysql has, is not possible with dialect other; leave kind(…) out",
                createIndex(PAGES.words));
        unsupported("ON UPDATE CURRENT_TIMESTAMP(6) of column t.changed, which only mysql has, is not possible with dialect other; "
                + "use the option onUpdate(now())", createTable(new Table("t") {
                    final Column<Integer> id = column("id", Types.INTEGER, clause(MySqlOptions.INVISIBLE));
                    final Column<LocalDateTime> changed = column("changed", Types.TIMESTAMP,
                            clause(MySqlOptions.onUpdateCurrentTimestamp(6)));
                }));
        for (Runnable wrong : List.<Runnable>of(() -> MySqlOptions.autoIncrement(0), () -> MySqlOptions.engine("InnoDB, COMMENT = 'x'"),
                () -> MySqlOptions.onUpdateCurrentTimestamp(7), () -> MySqlHints.optimizerHint("a */ b"), MySqlFullText::match,
                () -> match(PAGES.title).against("a", null))) {
            assertThrows(UsageException.class, wrong::run);
        }
    }

    @ParameterizedTest
    @EnumSource
    void tablesAreAsDeclared(Product product) {
        try (Database db = created(product)) {
            assertEquals("InnoDB utf8mb4_general_ci 1003 Dynamic", await(db.fetchValue("SELECT concat_ws(' ', engine, table_collation, auto_increment,"
                    + " row_format) FROM information_schema.tables WHERE table_schema = database() AND table_name = 'own_pages'",
                    String.class)).get());
            assertEquals(List.of(1000L, 1001L, 1002L), await(db.fetchAll(selectFrom(PAGES).orderBy(PAGES.id))).stream()
                    .map(row -> row.get(PAGES.id)).toList());
            assertEquals(List.of("title", "body", "changed"), await(db.fetchAll("SELECT * FROM own_pages")).get(0).columnNames());
            assertEquals(Set.of("FULLTEXT", "BTREE"), Set.copyOf(await(db.fetchAll("SELECT index_type FROM information_schema.statistics "
                    + "WHERE table_schema = database() AND table_name = 'own_pages'")).stream().map(row -> row.getString(0)).toList()));
            await(db.execute("UPDATE own_pages SET body = 'b' WHERE title = 'Roofs'"));
            assertEquals(List.of("Roofs"), await(db.fetchAll(select(PAGES.title).from(PAGES).where(PAGES.changed.isNotNull()))).stream()
                    .map(row -> row.getString(0)).toList());
            await(db.execute(dropTable(PAGES)));
        }
    }

    @Test
    void searchesOfWords() {
        sql("SELECT id, MATCH (title, body) AGAINST (? IN BOOLEAN MODE) AS relevance FROM own_pages WHERE MATCH (title, body) AGAINST (?) > 0",
                select(PAGES.id, match(PAGES.title, PAGES.body).relevance("+a", Mode.BOOLEAN).as("relevance")).from(PAGES)
                        .where(match(PAGES.title, PAGES.body).against("a")));
        sql("SELECT id FROM own_pages WHERE (MATCH (title) AGAINST (? WITH QUERY EXPANSION) > 0) AND title = ?", select(PAGES.id).from(PAGES)
                .where(match(PAGES.title).against(param("p", Types.TEXT), Mode.QUERY_EXPANSION)).where(PAGES.title.eq("a")));
        unsupported("MATCH … AGAINST of mysql is not possible with dialect other; use contains(…), or what that database searches texts with",
                select(PAGES.title).from(PAGES).where(match(PAGES.title).against("a")));
        assertTrue(new StatementCache(1).compile(MySqlDialect.ASSUMED, select(PAGES.id).from(PAGES).where(match(PAGES.title).against("a")),
                Map.of()).compiled().readOnly());
    }

    @ParameterizedTest
    @EnumSource
    void wordsAreFound(Product product) {
        try (Database db = created(product)) {
            MySqlFullText pages = match(PAGES.title, PAGES.body);
            Select found = select(PAGES.id).from(PAGES).orderBy(PAGES.id);
            assertEquals(List.of(1000L, 1002L), ids(db, found.where(pages.against("colonnade"))));
            assertEquals(List.of(1002L), ids(db, found.where(pages.against("+col* -roof", Mode.BOOLEAN))));
            assertEquals(List.of(1000L), ids(db, found.where(pages.against("\"carries the roof\"", Mode.BOOLEAN))));
            assertEquals(List.of(1001L), ids(db, found.where(pages.relevance("colonnade", Mode.NATURAL_LANGUAGE).eq(0.0))));
            assertEquals(List.of(1001L), await(db.fetchAll(found.where(pages.against(param("p", Types.TEXT), Mode.NATURAL_LANGUAGE)),
                    Map.of("p", "slates"))).stream().map(row -> row.get(PAGES.id)).toList());
            await(db.execute(dropTable(PAGES)));
        }
    }

    private static List<Long> ids(Database db, Select select) {
        return await(db.fetchAll(select)).stream().map(row -> row.get(PAGES.id)).toList();
    }

    @Test
    void hints() {
        TableAlias p = PAGES.as("p");
        Select joined = select(PAGES.id).from(PAGES).join(p, p.column(PAGES.id).eq(PAGES.id));
        sql("SELECT STRAIGHT_JOIN own_pages.id FROM own_pages USE INDEX (ix_own_pages_title, ix_own_pages_body) "
                + "JOIN own_pages AS p IGNORE INDEX (ix_own_pages_title) ON p.id = own_pages.id", joined.modifier(MySqlHints.STRAIGHT_JOIN)
                        .hint(PAGES, useIndex(PAGES.byTitle, PAGES.byBody)).hint(p, ignoreIndex(PAGES.byTitle)));
        sql("SELECT /*+ MAX_EXECUTION_TIME(1000) */ id FROM own_pages USE INDEX ()", select(PAGES.id).from(PAGES).hint(PAGES, useNoIndex())
                .modifier(MySqlHints.optimizerHint("MAX_EXECUTION_TIME(1000)")));
        sql("INSERT IGNORE INTO own_pages (title) VALUES (?)", insertInto(PAGES).set(PAGES.title, "a").modifier(MySqlHints.IGNORE));
        unsupported("FORCE INDEX (…) of table own_pages in FROM, which only mysql has, is not possible with dialect other; leave hint(…) out",
                select(PAGES.title).from(PAGES).hint(PAGES, forceIndex(PAGES.byTitle)));
        unsupported("IGNORE of the insert into own_pages, which only mysql has, is not possible with dialect other; use "
                + "onConflict(…).doNothing()", insertInto(PAGES).set(PAGES.title, "a").modifier(MySqlHints.IGNORE));
        assertFalse(OTHER.sql(select(PAGES.title).from(PAGES).modifier(MySqlHints.STRAIGHT_JOIN)).contains("STRAIGHT"));
    }

    @ParameterizedTest
    @EnumSource
    void hintsAreObeyed(Product product) {
        try (Database db = created(product)) {
            Select some = select(PAGES.id).from(PAGES).where(PAGES.title.eq("Roofs"));
            assertEquals(List.of(1001L), ids(db, some.hint(PAGES, useIndex(PAGES.byTitle)).modifier(MySqlHints.STRAIGHT_JOIN)));
            assertEquals("ix_own_pages_title", key(db, some.hint(PAGES, forceIndex(PAGES.byTitle))));
            assertEquals(null, key(db, some.hint(PAGES, ignoreIndex(PAGES.byTitle))));
            assertEquals(null, key(db, some.hint(PAGES, useNoIndex())));
            TableAlias p = PAGES.as("p");
            assertEquals(List.of(1001L), ids(db, select(PAGES.id).from(PAGES).join(p, p.column(PAGES.id).eq(PAGES.id))
                    .where(p.column(PAGES.title).eq("Roofs")).hint(p, forceIndex(PAGES.byTitle))));
            await(db.execute(dropTable(PAGES)));
        }
    }

    private static String key(Database db, Select select) {
        return await(db.fetchExactlyOne("EXPLAIN " + db.dialect().print(select))).getString("key");
    }

    @ParameterizedTest
    @EnumSource
    void ignoredRowsAreNotCounted(Product product) {
        try (Database db = created(product)) {
            Statement again = insertInto(PAGES).columns(PAGES.id, PAGES.title).values(1000L, "again").values(7L, "new")
                    .modifier(MySqlHints.IGNORE);
            assertEquals(1, await(db.execute(again)).rowsAffected());
            assertEquals(List.of(0L, 1L), java.util.Arrays.stream(await(db.executeMany(insertInto(PAGES).modifier(MySqlHints.IGNORE),
                    List.of(Map.of("id", 1000L, "title", "a"), Map.of("id", 8L, "title", "b"))))).boxed().toList());
            await(db.execute(dropTable(PAGES)));
        }
    }
}
