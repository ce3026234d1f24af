// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import static io.colonnade.mysql.Product.await;
import static io.colonnade.sql.Sql.createTable;
import static io.colonnade.sql.Sql.dropTable;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.set;
import static io.colonnade.sql.Sql.update;
import static io.colonnade.sql.Sql.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.StatementCache;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.UsageException;
import io.colonnade.mysql.sql.MySqlJson;
import io.colonnade.sql.Column;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Json;
import io.colonnade.sql.Table;
import io.colonnade.sql.Types;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The servers' JSON functions: one spelling for both products, and the same results. */
class MySqlOwnJsonTest {

    private static final class Documents extends Table {
        static final Documents DOCUMENTS = new Documents();
        final Column<Integer> id = column("id", Types.INTEGER, primaryKey());
        final Column<Json> doc = column("doc", Types.JSON);

        Documents() {
            super("own_documents");
        }
    }

    private static final Documents DOCUMENTS = Documents.DOCUMENTS;
    private static final Column<Json> DOC = DOCUMENTS.doc;

    @Test
    void spelling() {
        assertEquals("SELECT json_extract(doc, ?, ?) AS json_extract, json_unquote(json_extract(doc, ?)) AS name FROM own_documents "
                + "WHERE json_contains(doc, ?, ?)", MySqlDialect.ASSUMED.sql(select(MySqlJson.extract(DOC, "$.a", "$.b")
                        .as("json_extract"), MySqlJson.extractText(DOC, "$.name").as("name")).from(DOCUMENTS)
                        .where(MySqlJson.contains(DOC, new Json("1"), "$.a"))));
        assertEquals("UPDATE own_documents SET doc = json_set(doc, ?, json_extract(?, ?))", MySqlDialect.ASSUMED.sql(update(DOCUMENTS)
                .set(DOC, MySqlJson.set(DOC, "$.a", new Json("[1]")))));
        assertTrue(new StatementCache(1).compile(MySqlDialect.ASSUMED, select(MySqlJson.keys(DOC, "$")).from(DOCUMENTS), Map.of()).compiled()
                .readOnly());
        DatabaseException refused = assertThrows(DatabaseException.class, () -> Dialect.ansi("other").sql(select(MySqlJson.keys(DOC, "$"))
                .from(DOCUMENTS)));
        assertEquals(ErrorKind.UNSUPPORTED, refused.kind());
        assertEquals("function json_keys() of mysql is not possible with dialect other; use jsonValue(…) and its sisters of JsonFunctions, or what "
                + "that database has for JSON", refused.getMessage());
        for (Runnable wrong : List.<Runnable>of(() -> MySqlJson.extract(DOC), () -> MySqlJson.extractText(DOC, "name"),
                () -> MySqlJson.extractText(DOC, null), () -> MySqlJson.object("a"), () -> MySqlJson.object(1, 2))) {
            assertThrows(UsageException.class, wrong::run);
        }
    }

    @ParameterizedTest
    @EnumSource
    void results(Product product) {
        try (Database db = product.open("max_size=1")) {
            await(db.execute(dropTable(DOCUMENTS).ifExists()));
            await(db.execute(createTable(DOCUMENTS)));
            await(db.execute(insertInto(DOCUMENTS).columns(DOCUMENTS.id, DOC)
                    .values(1, new Json("{\"name\": \"it's\", \"n\": [1, 2], \"no\": null}")).values(2, null)));
            String doc = "{\"name\":\"it's\",\"n\":[1,2],\"no\":null";
            assertEquals(Arrays.asList("[1,2]", null), column(db, MySqlJson.extract(DOC, "$.n")));
            assertEquals("[\"it's\",2]", first(db, MySqlJson.extract(DOC, "$.name", "$.n[1]")));
            assertEquals(Arrays.asList("it's", null), column(db, MySqlJson.extractText(DOC, "$.name")));
            assertEquals("null", first(db, MySqlJson.extractText(DOC, "$.no")));
            assertEquals(Arrays.asList(2L, null), column(db, MySqlJson.length(DOC, "$.n")));
            assertEquals("OBJECT", first(db, MySqlJson.type(DOC)));
            assertEquals("[1]", first(db, MySqlJson.keys(value(new Json("{\"1\": 2}")), "$")).toString().replace("\"", ""));
            changed(db, "{\"n\":[1,2],\"no\":null}", MySqlJson.remove(DOC, "$.name"));
            changed(db, doc + ",\"t\":true}", MySqlJson.set(DOC, "$.t", true));
            changed(db, doc + ",\"t\":null}", MySqlJson.insert(DOC, "$.t", null));
            changed(db, doc + ",\"t\":{\"a\":[false]}}", MySqlJson.set(DOC, "$.t", new Json("{\"a\": [false]}")));
            changed(db, doc.replace("it's", "true") + "}", MySqlJson.replace(DOC, "$.name", "true"));
            changed(db, doc.replace("it's", "1").replace("\"1\"", "1") + "}", MySqlJson.set(DOC, "$.name", 1));
            changed(db, doc.replace("[1,2]", "[1,2,3]") + "}", MySqlJson.append(DOC, "$.n", DOCUMENTS.id.plus(2)));
            changed(db, "{\"name\":\"it's\",\"n\":5,\"no\":null}", MySqlJson.mergePatch(DOC, value(new Json("{\"n\": 5}"))));
            assertEquals("[1,\"a\",true,[0]]", first(db, MySqlJson.array(DOCUMENTS.id, "a", true, new Json("[0]"))));
            assertEquals("{\"k\":false}", first(db, MySqlJson.object("k", DOCUMENTS.id.eq(7))));
            await(db.execute(update(DOCUMENTS).set(DOC, MySqlJson.set(DOC, "$.n[0]", 9)).where(MySqlJson.contains(DOC, new Json("[2]"), "$.n"))));
            assertEquals("[9,2]", first(db, MySqlJson.extract(DOC, "$.n")));
            assertEquals(1, await(db.fetchAll(select(DOCUMENTS.id).from(DOCUMENTS).where(MySqlJson.hasAllPaths(DOC, "$.n", "$.no"))
                    .where(MySqlJson.hasAnyPath(DOC, "$.nowhere", "$.name")).where(MySqlJson.contains(DOC, new Json("{\"no\": null}"))))).size());
            assertEquals(0, await(db.fetchAll(select(DOCUMENTS.id).from(DOCUMENTS).where(MySqlJson.hasAllPaths(DOC, "$.n", "$.nowhere")))).size());
            assertEquals(set(DOC, MySqlJson.extract(DOC, "$.a")), set(DOC, MySqlJson.extract(DOC, "$.a")));
            await(db.execute(dropTable(DOCUMENTS)));
        }
    }

    private static List<Object> column(Database db, Expression<?> expression) {
        return await(db.fetchAll(select(expression.as("x")).from(DOCUMENTS).orderBy(DOCUMENTS.id))).stream().map(row -> row.get(0))
                .map(value -> value instanceof Json json ? json.text().replace(" ", "") : value).toList();
    }

    private static Object first(Database db, Expression<?> expression) {
        return column(db, expression).get(0);
    }

    /** Compares documents whatever the order of their keys. */
    private static void changed(Database db, String expected, Expression<Json> document) {
        String actual = (String) first(db, document);
        char[] left = expected.toCharArray();
        char[] right = actual.toCharArray();
        Arrays.sort(left);
        Arrays.sort(right);
        assertEquals(new String(left), new String(right), actual);
    }
}
