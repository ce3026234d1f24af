// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import static io.colonnade.postgres.PostgresTestCase.await;
import static io.colonnade.postgres.sql.Jsonb.jsonb;
import static io.colonnade.postgres.sql.JsonbFunctions.jsonbAgg;
import static io.colonnade.postgres.sql.JsonbFunctions.jsonbBuildArray;
import static io.colonnade.postgres.sql.JsonbFunctions.jsonbBuildObject;
import static io.colonnade.postgres.sql.JsonbFunctions.jsonbObjectAgg;
import static io.colonnade.postgres.sql.JsonbFunctions.toJsonb;
import static io.colonnade.postgres.sql.PostgresTypes.JSONB;
import static io.colonnade.sql.Sql.createIndex;
import static io.colonnade.sql.Sql.createTable;
import static io.colonnade.sql.Sql.function;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.update;
import static io.colonnade.sql.Sql.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.Row;
import io.colonnade.dialect.StatementCache;
import io.colonnade.error.UsageException;
import io.colonnade.postgres.sql.Jsonb;
import io.colonnade.servers.PostgresServer;
import io.colonnade.sql.Column;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Index;
import io.colonnade.sql.Json;
import io.colonnade.sql.Select;
import io.colonnade.sql.Table;
import io.colonnade.sql.TableFunction;
import io.colonnade.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operators and functions of documents. */
class JsonbTest extends OperatorCases {

    static final class Docs extends Table {
        final Column<Integer> id = column("id", Types.INTEGER, primaryKey());
        final Column<Json> doc = column("doc", JSONB);
        final Column<Json> plain = column("plain", Types.JSON);
        final Column<Json> none = column("none", JSONB);
        final Index byPath = index(Index.on(doc).using("gin").operatorClass(doc, "jsonb_path_ops").named("jsonb_docs_doc"));
        final Index byDepth = index(Index.on(jsonb(doc).pathText("a", "b")).named("jsonb_docs_depth"));
        final Index byTitle = index(Index.on(jsonb(doc).arrowText("title")).where(jsonb(doc).hasKey("title")).named("jsonb_docs_title"));

        Docs() {
            super("jsonb_docs");
        }
    }

    private static final Docs DOCS = new Docs();
    private static final String ROW = "{\"a\": {\"b\": [1, \"two\", null]}, \"n\": null, \"tags\": [\"x\", \"y\"], \"title\": \"it's\"}";

    private final Jsonb doc = jsonb(DOCS.doc);

    @Override
    Table table() {
        return DOCS;
    }

    @Override
    void create(Database db) {
        await(db.execute(createTable(DOCS)));
        await(db.execute(insertInto(DOCS).set(DOCS.id, 1).set(DOCS.doc, new Json(ROW)).set(DOCS.plain, new Json("{\"k\" :1,\"k\":2}"))));
    }

    private static Json json(String text) {
        return new Json(text.replace('\'', '"'));
    }

    private static Case of(String sql, Expression<?> expression, Object value) {
        return new Case(sql, expression, value);
    }

    @Override
    List<Case> cases() {
        return Stream.of(reading(), questions(), changes(), functions()).flatMap(List::stream).toList();
    }

    private List<Case> reading() {
        return List.of(
                of("doc -> ?", doc.arrow("tags"), json("['x', 'y']")),
                of("(doc -> ?) -> ?", doc.arrow("tags").arrow(-1), json("'y'")),
                of("doc -> ?", doc.arrow(value("absent")), null),
                of("doc -> ?", doc.arrow("n"), json("null")),
                of("doc ->> ?", doc.arrowText("title"), "it's"),
                of("doc ->> ?", doc.arrowText("n"), null),
                of("(doc -> ?) ->> ?", doc.arrow("tags").arrowText(0), "x"),
                of("doc #> ?", doc.path("a", "b"), json("[1, 'two', null]")),
                of("doc #>> ?", doc.pathText("a", "b", "0"), "1"),
                of("CAST(doc #>> ? AS INTEGER) + ?", doc.pathText("a", "b", "0").cast(Types.INTEGER).plus(1), 2),
                of("CAST(plain AS jsonb) ->> ?", jsonb(DOCS.plain).arrowText("k"), "2"),
                of("(\"none\" -> ?) ->> ?", jsonb(DOCS.none).arrow("a").arrowText("b"), null));
    }

    private List<Case> questions() {
        return List.of(
                of("doc @> ?", doc.contains(json("{'tags': ['y']}")), true),
                of("doc @> (doc -> ?)", doc.contains(doc.arrow("a")), false),
                of("doc <@ ?", doc.containedBy(json("{}")), false),
                of("(doc -> ?) <@ doc", doc.arrow("a").containedBy(doc), false),
                of("doc ?? ?", doc.hasKey("title"), true),
                of("(doc -> ?) ?? (doc ->> ?)", doc.arrow("tags").hasKey(doc.arrowText("title")), false),
                of("doc ??| ?", doc.hasAnyKey("no", "title"), true),
                of("doc ??& ?", doc.hasAllKeys("no", "title"), false),
                of("NOT (doc ?? ?) AND doc @> ?", doc.hasKey("no").not().and(doc.contains(json("{}"))), true),
                of("doc @?? ?", doc.queryExists("$.tags[*] ? (@ == \"x\")"), true),
                of("jsonb_path_exists(doc, ?, ?)", doc.queryExists("$.tags[*] ? (@ == $t)", json("{'t': 'z'}")), false),
                of("doc @@ ?", doc.queryMatches("$.a.b[0] > 0"), true),
                of("doc @@ ?", doc.queryMatches("$.a"), null),
                of("jsonb_path_match(doc, ?, ?)", doc.queryMatches("$.a.b[0] > $n", json("{'n': 1}")), false),
                of("doc -> ? = ?", doc.arrow("tags").eq(json("['x','y']")), true),
                of("\"none\" @> ?", jsonb(DOCS.none).contains(json("1")), null));
    }

    private List<Case> changes() {
        Jsonb tags = doc.arrow("tags");
        return List.of(
                of("(doc -> ?) || ?", tags.concat(json("['z']")), json("['x', 'y', 'z']")),
                of("(doc -> ?) || (doc -> ?)", tags.concat(tags), json("['x', 'y', 'x', 'y']")),
                of("(doc - ?) - CAST(? AS TEXT[])", doc.without("a").withoutKeys("tags", "n"), new Json("{\"title\": \"it's\"}")),
                of("(doc -> ?) - ?", tags.without(-1), json("['x']")),
                of("(doc -> ?) #- ?", doc.arrow("a").withoutPath("b", "1"), json("{'b': [1, null]}")),
                of("jsonb_set(doc -> ?, ?, ?)", doc.arrow("a").set(List.of("c"), json("{'d':1}")),
                        json("{'b': [1, 'two', null], 'c': {'d': 1}}")),
                of("jsonb_set(doc -> ?, ?, doc -> ?)", tags.set(List.of("0"), doc.arrow("n")), json("[null, 'y']")),
                of("jsonb_set(doc -> ?, ?, ?, ?)", doc.arrow("a").replace(List.of("c"), json("1")), json("{'b': [1, 'two', null]}")),
                of("jsonb_insert(doc -> ?, ?, ?, ?)", tags.insert(List.of("1"), json("2")), json("['x', 2, 'y']")),
                of("jsonb_insert(doc -> ?, ?, ?, ?)", tags.insertAfter(List.of("1"), json("2")), json("['x', 'y', 2]")),
                of("jsonb_strip_nulls(doc) -> ?", doc.stripNulls().arrow("n"), null));
    }

    private List<Case> functions() {
        Jsonb tags = doc.arrow("tags");
        return List.of(
                of("jsonb_path_query_first(doc, ?)", doc.queryFirst("$.tags[*]"), json("'x'")),
                of("jsonb_path_query_first(doc, ?, ?)", doc.queryFirst("$.tags[$i]", json("{'i': 1}")), json("'y'")),
                of("jsonb_path_query_array(doc, ?)", doc.queryArray("$.a.b[0 to 1]"), json("[1, 'two']")),
                of("jsonb_array_length(doc -> ?)", tags.arrayLength(), 2),
                of("jsonb_typeof(doc -> ?)", doc.arrow("n").typeOf(), "null"),
                of("jsonb_pretty(doc -> ?)", tags.pretty(), "[\n    \"x\",\n    \"y\"\n]"),
                of("CAST(? AS jsonb) -> ?", jsonb(json("{'k': [1]}")).arrow("k"), json("[1]")),
                of("to_jsonb(id)", toJsonb(DOCS.id), json("1")),
                of("to_jsonb(CAST(? AS TEXT))", toJsonb(value("t")), json("'t'")),
                of("jsonb_build_object(?, id, ?, doc ->> ?, ?, CAST(? AS jsonb))", jsonbBuildObject(DOCS.id, doc.arrowText("title").as("t"),
                        jsonb(json("[]")).as("e")), new Json("{\"e\": [], \"t\": \"it's\", \"id\": 1}")),
                of("jsonb_build_array(id, CAST(? AS BIGINT), doc -> ?)", jsonbBuildArray(DOCS.id, value(2L), doc.arrow("n")),
                        json("[1, 2, null]")),
                of("jsonb_agg(id ORDER BY id DESC)", jsonbAgg(DOCS.id).orderBy(DOCS.id.desc()), json("[1]")),
                of("jsonb_agg(doc -> ?) FILTER (WHERE id > ?)", jsonbAgg(doc.arrow("a")).filter(DOCS.id.gt(1)), null),
                of("jsonb_agg(id) OVER ()", jsonbAgg(DOCS.id).over(), json("[1]")),
                of("jsonb_object_agg(doc ->> ?, id)", jsonbObjectAgg(doc.arrowText("title"), DOCS.id), new Json("{\"it's\": 1}")));
    }

    @ParameterizedTest
    @ValueSource(ints = {PostgresServer.NEWEST, PostgresServer.OLDEST})
    void documentsAreReadLikeTablesAndChangedInPlace(int version) {
        TableFunction tags = doc.arrow("tags").elementsText("tag");
        Select rows = select(DOCS.id, tags.column("value", Types.TEXT)).from(DOCS, tags);
        on(version, db -> {
            create(db);
            try {
                assertEquals(List.of(List.of(1, "x"), List.of(1, "y")), values(db, rows));
                TableFunction each = doc.each("e");
                assertEquals(List.of(List.of("a", json("{'b': [1, 'two', null]}"))), values(db, select(each.column("key", Types.TEXT),
                        each.column("value", JSONB)).from(DOCS).join(each, each.column("key", Types.TEXT).eq("a"))));
                TableFunction text = doc.arrow("a").eachText("e");
                assertEquals(List.of(List.of("[1, \"two\", null]")), values(db, select(text.column("value", Types.TEXT)).from(DOCS, text)));
                TableFunction found = doc.query("q", "$.a.b[*] ? (@ != null)");
                assertEquals(List.of(List.of(json("1")), List.of(json("'two'"))), values(db, select(found.column("value", JSONB))
                        .from(DOCS, found)));
                TableFunction elements = doc.arrow("tags").elements("e");
                assertEquals(List.of(List.of(json("'y'"))), values(db, select(elements.column("value", JSONB)).from(DOCS, elements)
                        .where(elements.column("value", JSONB).ne(json("'x'")))));
                await(db.execute(update(DOCS).set(DOCS.doc, doc.set(List.of("title"), json("'new'")).without("a"))
                        .where(doc.arrowText("title").eq("it's"))));
                assertEquals(List.of(List.of("new", false)), values(db, select(doc.arrowText("title").as("t"), doc.hasKey("a").as("a"))
                        .from(DOCS)));
            } finally {
                await(db.execute("DROP TABLE jsonb_docs"));
            }
        });
    }

    private static List<List<Object>> values(Database db, Select select) {
        return await(db.fetchAll(select)).stream().map(Row::toList).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {PostgresServer.NEWEST, PostgresServer.OLDEST})
    void itsOperatorsFindTheIndexes(int version) {
        on(version, db -> {
            create(db);
            try {
                await(db.execute(createIndex(DOCS.byPath)));
                await(db.execute(createIndex(DOCS.byTitle)));
                await(db.execute(createIndex(DOCS.byDepth)));
                finds(db, "jsonb_docs_depth", select(DOCS.id).from(DOCS).where(doc.pathText("a", "b").eq("1")));
                finds(db, "jsonb_docs_doc", select(DOCS.id).from(DOCS).where(doc.contains(json("{'tags': ['x']}"))));
                finds(db, "jsonb_docs_title", select(DOCS.id).from(DOCS).where(doc.arrowText("title").eq("it's").and(doc.hasKey("title"))));
            } finally {
                await(db.execute("DROP TABLE jsonb_docs"));
            }
        });
    }

    @Test
    void itsIndexesAreWritten() {
        assertEquals("CREATE INDEX jsonb_docs_doc ON jsonb_docs USING gin (doc jsonb_path_ops)",
                PostgresDialect.ASSUMED.sql(createIndex(DOCS.byPath)));
        assertEquals("CREATE INDEX jsonb_docs_depth ON jsonb_docs ((doc #>> '{a,b}'))",
                PostgresDialect.ASSUMED.sql(createIndex(DOCS.byDepth)));
        assertEquals("CREATE INDEX jsonb_docs_title ON jsonb_docs ((doc ->> 'title')) WHERE doc ?? 'title'",
                PostgresDialect.ASSUMED.sql(createIndex(DOCS.byTitle)));
        assertEquals("CREATE INDEX jsonb_docs_title ON jsonb_docs ((doc ->> 'title')) WHERE doc ? 'title'",
                PostgresDialect.ASSUMED.print(createIndex(DOCS.byTitle)));
    }

    @Test
    void aSelectWithItOnlyReads() {
        StatementCache cache = new StatementCache(100);
        for (Case one : cases()) {
            assertTrue(cache.compile(PostgresDialect.ASSUMED, select(one.expression().as("x")).from(DOCS), Map.of()).compiled().readOnly(),
                    one.sql());
        }
        assertFalse(cache.compile(PostgresDialect.ASSUMED, select(doc.arrow(function("f", Types.TEXT))).from(DOCS),
                Map.of()).compiled().readOnly());
    }

    @Test
    void rowsOfDocumentsAreRefusedElsewhere() {
        TableFunction tags = doc.elements("tag");
        unsupported(select(value(1)).from(tags), "jsonb_array_elements");
        unsupported(update(DOCS).set(DOCS.id, doc.arrayLength()), "an update");
    }

    private static void refused(String message, Runnable work) {
        UsageException refused = assertThrows(UsageException.class, work::run);
        assertEquals(message, refused.getMessage());
    }

    @Test
    void whatCannotBeMeantIsRefused() {
        refused("the key of operator -> is null", () -> doc.arrow((String) null));
        refused("the keys of operator ?| need at least one text", () -> doc.hasAnyKey());
        refused("one of the keys of operator ?& is null", () -> doc.hasAllKeys("a", null));
        refused("the right side of operator @> is null", () -> doc.contains((Json) null));
        refused("contains on a jsonb takes a document, as in contains(new Json(…)), not a text; for a key there is hasKey(…)",
                () -> doc.contains("a"));
        refused("jsonb(…) is null", () -> jsonb((Expression<Json>) null));
        refused("a member of jsonbBuildObject is a column, or has a name by as(…)", () -> jsonbBuildObject(doc));
        refused("an argument of function jsonb_agg() is null", () -> jsonbAgg(null));
    }
}
