// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import static io.colonnade.sql.Functions.concat;
import static io.colonnade.sql.Sql.createTable;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.selectFrom;
import static io.colonnade.sql.Sql.update;
import static io.colonnade.sql.Sql.value;
import static io.colonnade.tck.cases.Calls.words;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.Row;
import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.StatementCache;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.UsageException;
import io.colonnade.sql.Column;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Json;
import io.colonnade.sql.Select;
import io.colonnade.sql.Statement;
import io.colonnade.sql.Table;
import io.colonnade.sql.TableFunction;
import io.colonnade.sql.Types;
import io.colonnade.sqlite.sql.SqliteFullText;
import io.colonnade.sqlite.sql.SqliteJson;
import io.colonnade.sqlite.sql.SqliteTypes;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** SQLite's JSON functions and its search for words. */
class SqliteOwnFunctionsTest {

    private static final class Documents extends Table {
        static final Documents DOCUMENTS = new Documents();
        final Column<Integer> id = column("id", Types.INTEGER, primaryKey());
        final Column<Json> doc = column("doc", Types.JSON);

        Documents() {
            super("documents");
        }
    }

    /** Texts by their words. */
    private static final class Words extends Table {
        static final Words WORDS = new Words();
        final Column<String> title = column("title", Types.TEXT);
        final Column<String> body = column("body", Types.TEXT);

        Words() {
            super("words");
        }
    }

    private static final Documents DOCUMENTS = Documents.DOCUMENTS;
    private static final Column<Json> DOC = DOCUMENTS.doc;
    private static final Words WORDS = Words.WORDS;

    private Database db;

    @BeforeEach
    void open() {
        db = Database.open("sqlite:///:memory:").join();
        db.execute(createTable(DOCUMENTS)).join();
        db.execute(insertInto(DOCUMENTS).columns(DOCUMENTS.id, DOC)
                .values(1, new Json("{\"name\": \"it's\", \"n\": [1, 2], \"no\": null}")).values(2, null)).join();
    }

    @AfterEach
    void close() {
        db.close();
    }

    private List<Object> column(Expression<?> expression) {
        return db.fetchAll(select(expression.as("x")).from(DOCUMENTS).orderBy(DOCUMENTS.id)).join().stream().map(row -> row.get(0))
                .map(value -> value instanceof Json json ? json.text() : value).toList();
    }

    private void first(Object expected, Expression<?> expression) {
        assertEquals(expected, column(expression).get(0));
    }

    private static void unsupported(String message, Statement statement) {
        DatabaseException refused = assertThrows(DatabaseException.class, () -> Dialect.ansi("other").sql(statement));
        assertEquals(ErrorKind.UNSUPPORTED, refused.kind());
        assertTrue(words(refused).startsWith(message), refused::getMessage);
    }

    @Test
    void json() {
        assertEquals(Arrays.asList("[1,2]", null), column(SqliteJson.extract(DOC, "$.n")));
        assertEquals(Arrays.asList("it's", null), column(SqliteJson.extractText(DOC, "$.name")));
        first(null, SqliteJson.extractText(DOC, "$.no"));
        first("null", SqliteJson.extract(DOC, "$.no"));
        first("2", SqliteJson.extractText(DOC, "$.n[#-1]"));
        first(2L, SqliteJson.arrayLength(DOC, "$.n"));
        first("array", SqliteJson.type(DOC, "$.n"));
        first(true, SqliteJson.isValid(DOC));
        String rest = "{\"name\":\"it's\",\"n\":[1,2],\"no\":null";
        first(rest + ",\"t\":true}", SqliteJson.set(DOC, "$.t", true));
        first(rest + ",\"t\":null}", SqliteJson.insert(DOC, "$.t", null));
        first(rest + ",\"t\":{\"a\":[false]}}", SqliteJson.set(DOC, "$.t", new Json("{\"a\": [false]}")));
        first("{\"name\":\"true\",\"n\":[1,2],\"no\":null}", SqliteJson.replace(DOC, "$.name", "true"));
        first("{\"name\":\"it's\",\"n\":[1,2,3],\"no\":null}", SqliteJson.set(DOC, "$.n[#]", DOCUMENTS.id.plus(2)));
        first("{\"n\":[1,2]}", SqliteJson.remove(DOC, "$.name", "$.no"));
        first("{\"name\":\"it's\",\"n\":5,\"no\":null}", SqliteJson.patch(DOC, value(new Json("{\"n\": 5}"))));
        first("[1,\"a\",true,[0]]", SqliteJson.array(DOCUMENTS.id, "a", true, new Json("[0]")));
        first("{\"k\":false}", SqliteJson.object("k", DOCUMENTS.id.eq(7)));
        first("[1,2]", SqliteJson.groupArray(DOCUMENTS.id));
        first("{\"a1\":1,\"a2\":2}", SqliteJson.groupObject(concat(value("a"), DOCUMENTS.id.cast(Types.TEXT)), DOCUMENTS.id));
        db.execute(update(DOCUMENTS).set(DOC, SqliteJson.set(DOC, "$.n[0]", 9)).where(SqliteJson.extractText(DOC, "$.name").eq("it's"))).join();
        first("[9,2]", SqliteJson.extract(DOC, "$.n"));
    }

    @Test
    void spelling() {
        Select select = select(SqliteJson.extract(DOC, "$.a").as("a")).from(DOCUMENTS).where(SqliteJson.extractText(DOC, "$.b").eq("x"));
        assertEquals("SELECT doc -> ? AS a FROM documents WHERE doc ->> ? = ?", db.dialect().sql(select));
        assertTrue(new StatementCache(1).compile(db.dialect(), select, Map.of()).compiled().readOnly());
        unsupported("operator -> of sqlite is not possible with dialect other; use jsonValue(…) and its sisters", select);
        unsupported("function json_group_array() of sqlite is not", select(SqliteJson.groupArray(DOCUMENTS.id)).from(DOCUMENTS));
        for (Runnable wrong : List.<Runnable>of(() -> SqliteJson.extract(DOC, "a"), () -> SqliteJson.object("a"),
                () -> SqliteJson.object(1, 2), () -> SqliteJson.extract(DOC, null))) {
            assertThrows(UsageException.class, wrong::run);
        }
    }

    @Test
    void elementsAreReadLikeATable() {
        TableFunction each = SqliteJson.each("e", SqliteJson.extract(DOC, "$.n"));
        Select elements = select(DOCUMENTS.id, each.column("key", SqliteTypes.ANY), each.column("value", SqliteTypes.ANY),
                each.column("type", Types.TEXT)).from(DOCUMENTS).crossJoin(each).orderBy(each.column("key", SqliteTypes.ANY));
        assertEquals("SELECT documents.id, e.\"key\", e.value, e.type FROM documents CROSS JOIN json_each(documents.doc -> ?) AS e "
                + "ORDER BY e.\"key\"", db.dialect().sql(elements));
        assertEquals(List.of(List.of(1, 0L, 1L, "integer"), List.of(1, 1L, 2L, "integer")), db.fetchAll(elements).join().stream()
                .map(Row::toList).toList());
        TableFunction tree = SqliteJson.tree("t", DOC);
        assertEquals(6, db.fetchAll(select(tree.column("fullkey", Types.TEXT)).from(DOCUMENTS).crossJoin(tree)).join().size());
        unsupported("function json_each() of sqlite is not possible", select(each.column("type", Types.TEXT)).from(DOCUMENTS)
                .crossJoin(each));
    }

    @Test
    void wordsAreFound() {
        assertEquals("CREATE VIRTUAL TABLE words USING fts5 (title, body, tokenize = 'porter unicode61')", db.dialect().sql(
                SqliteFullText.createTable(WORDS, "tokenize = 'porter unicode61'")));
        db.execute(SqliteFullText.createTable(WORDS, "tokenize = 'porter unicode61'")).join();
        db.execute(insertInto(WORDS).columns(WORDS.title, WORDS.body).values("Rows of columns", "a colonnade carries the roof")
                .values("Roofs", "tiles").values("Colonnade", "columns in a row, a colonnade")).join();
        Select found = select(WORDS.title).from(WORDS).orderBy(SqliteFullText.rank(WORDS));
        assertEquals("SELECT title FROM words WHERE words MATCH ? ORDER BY \"rank\"", db.dialect().sql(found.where(SqliteFullText.matches(WORDS,
                "colonnade"))));
        assertEquals(List.of("Colonnade", "Rows of columns"), titles(found.where(SqliteFullText.matches(WORDS, "colonnade"))));
        assertEquals(List.of("Colonnade"), titles(found.where(SqliteFullText.matches(WORDS.title, "colon*"))));
        assertEquals(List.of("Roofs"), titles(found.where(SqliteFullText.matches(WORDS, "roof NOT colonnade"))));
        assertEquals("<b>tiles</b>", db.fetchValue(select(SqliteFullText.highlight(WORDS.body, "<b>", "</b>")).from(WORDS)
                .where(SqliteFullText.matches(WORDS, "tiles")), String.class).join().get());
        assertEquals(List.of(2L), db.fetchAll(select(SqliteFullText.rowId(WORDS)).from(WORDS).where(SqliteFullText.matches(WORDS.title,
                "roofs"))).join().stream().map(row -> row.get(0)).toList());
        assertEquals(3, db.fetchAll(selectFrom(WORDS)).join().size());
    }

    private List<String> titles(Select select) {
        return db.fetchAll(select).join().stream().map(row -> row.get(WORDS.title)).toList();
    }

    @Test
    void otherDatabasesSearchOtherwise() {
        unsupported("CREATE VIRTUAL TABLE of sqlite is not possible with dialect other; use what that database searches texts with",
                SqliteFullText.createTable(WORDS));
        unsupported("operator MATCH of sqlite is not possible", select(WORDS.title).from(WORDS).where(SqliteFullText.matches(WORDS, "a")));
        unsupported("rank of sqlite is not possible", select(SqliteFullText.rank(WORDS)).from(WORDS));
        assertThrows(UsageException.class, () -> SqliteFullText.createTable(DOCUMENTS));
        assertThrows(UsageException.class, () -> SqliteFullText.createTable(null));
    }
}
