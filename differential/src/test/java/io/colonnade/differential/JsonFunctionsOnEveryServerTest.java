// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static io.colonnade.differential.EveryServer.*;
import static io.colonnade.sql.JsonFunctions.*;
import static io.colonnade.sql.Sql.*;
import static java.util.Arrays.asList;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.sql.Column;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Json;
import io.colonnade.sql.Table;
import io.colonnade.sql.Types;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What JSON documents hold arrives as the same class and value from every database. */
class JsonFunctionsOnEveryServerTest {

    private static final Documents DOCUMENTS = new Documents();

    private static final class Documents extends Table {
        final Column<Integer> id = column("id", Types.INTEGER, primaryKey());
        final Column<Json> doc = column("doc", Types.JSON);

        Documents() {
            super("functions_documents");
        }
    }

    @BeforeAll
    static void create() {
        each(database -> {
            database.execute(dropTable(DOCUMENTS).ifExists()).join();
            database.execute(createTable(DOCUMENTS)).join();
            database.execute(insertInto(DOCUMENTS).columns(DOCUMENTS.id, DOCUMENTS.doc)
                    .values(1, new Json("{\"a\": [1, true, \"x \\u00e9\", null, 1.5, {\"b c\": 2}, false], \"n\": \"12\"}"))
                    .values(2, new Json("{\"b\": {}}"))
                    .values(3, null)).join();
        });
    }

    @AfterAll
    static void drop() {
        each(database -> database.execute(dropTable(DOCUMENTS)).join());
    }

    private static Object first(Expression<?> expression) {
        List<List<Object>> rows = rows(select(expression.as("x")).from(DOCUMENTS).orderBy(DOCUMENTS.id));
        assertEquals(asList((Object) null), rows.get(1), "no such step");
        assertEquals(asList((Object) null), rows.get(2), "NULL");
        return rows.get(0).get(0);
    }

    @Test
    void valuesAsText() {
        assertEquals("1", first(jsonText(DOCUMENTS.doc, "a", 0)));
        assertEquals("true", first(jsonText(DOCUMENTS.doc, "a", 1)));
        assertEquals("x \u00e9", first(jsonText(DOCUMENTS.doc, "a", 2)));
        assertEquals(null, first(jsonText(DOCUMENTS.doc, "a", 3)));
        assertEquals("1.5", first(jsonText(DOCUMENTS.doc, "a", 4)));
        assertEquals("2", first(jsonText(DOCUMENTS.doc, "a", 5, "b c")));
        assertEquals("12", first(jsonText(DOCUMENTS.doc, "n")));
    }

    @Test
    void valuesAsTheirTypes() {
        assertEquals(1L, first(jsonLong(DOCUMENTS.doc, "a", 0)));
        assertEquals(12L, first(jsonLong(DOCUMENTS.doc, "n")));
        assertEquals(1.5, first(jsonDouble(DOCUMENTS.doc, "a", 4)));
        assertEquals(true, first(jsonBoolean(DOCUMENTS.doc, "a", 1)));
        assertEquals(false, first(jsonBoolean(DOCUMENTS.doc, "a", 6)));
        assertEquals(null, first(jsonBoolean(DOCUMENTS.doc, "a", 3)));
    }

    @Test
    void valuesAsDocuments() {
        Object object = same(database -> new Json(database.fetchExactlyOne(select(jsonValue(DOCUMENTS.doc, "a", 5).as("x")).from(DOCUMENTS)
                .where(DOCUMENTS.id.eq(1))).join().get("x", Json.class).text().replace(": ", ":")));
        assertEquals(new Json("{\"b c\":2}"), object);
        assertEquals(new Json("\"12\""), first(jsonValue(DOCUMENTS.doc, "n")));
        assertEquals(new Json("null"), first(jsonValue(DOCUMENTS.doc, "a", 3)));
        assertEquals("2", first(jsonText(jsonValue(DOCUMENTS.doc, "a", 5), "b c")));
    }

    @Test
    void valuesAreComparedAndCalculatedWith() {
        assertEquals(List.of(List.of(1)), rows(select(DOCUMENTS.id).from(DOCUMENTS).where(jsonBoolean(DOCUMENTS.doc, "a", 1)
                .and(jsonText(DOCUMENTS.doc, "a", 0).eq("1")).and(jsonLong(DOCUMENTS.doc, "n").plus(1L).eq(13L)))));
    }
}
