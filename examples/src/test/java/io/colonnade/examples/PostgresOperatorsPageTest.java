// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import static io.colonnade.examples.Articles.ARTICLES;
import static io.colonnade.postgres.sql.FullText.tsHeadline;
import static io.colonnade.postgres.sql.FullText.tsRank;
import static io.colonnade.postgres.sql.FullText.tsVector;
import static io.colonnade.postgres.sql.FullText.websearchToTsQuery;
import static io.colonnade.postgres.sql.Hstore.hstore;
import static io.colonnade.postgres.sql.Jsonb.jsonb;
import static io.colonnade.postgres.sql.JsonbFunctions.jsonbAgg;
import static io.colonnade.postgres.sql.JsonbFunctions.jsonbBuildObject;
import static io.colonnade.postgres.sql.Postgres.generateSeries;
import static io.colonnade.postgres.sql.Postgres.matchesIgnoreCase;
import static io.colonnade.postgres.sql.Postgres.regexpReplace;
import static io.colonnade.sql.Sql.createAll;
import static io.colonnade.sql.Sql.dropAll;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.update;
import static io.colonnade.sql.Sql.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.Row;
import io.colonnade.postgres.sql.Extension;
import io.colonnade.postgres.sql.Interval;
import io.colonnade.postgres.sql.TsQuery;
import io.colonnade.servers.PostgresServer;
import io.colonnade.servers.ServerUnavailableException;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Json;
import io.colonnade.sql.MetaData;
import io.colonnade.sql.Select;
import io.colonnade.sql.Statement;
import io.colonnade.sql.TableFunction;
import io.colonnade.sql.Types;
import io.colonnade.sql.Update;
import java.time.LocalDateTime;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The snippets of the part on operators and functions of docs/postgresql-expressions.md, on a PostgreSQL that is started for them. */
class PostgresOperatorsPageTest {

    private static final String PAGE = String.join(" ", Repository.lines(Repository.path("docs/postgresql-expressions.md")))
            .replaceAll("\\s+", " ");
    private static final MetaData ALL = MetaData.of(ARTICLES);

    private Database db;

    @BeforeEach
    void open() {
        String url;
        try {
            url = PostgresServer.shared(PostgresServer.NEWEST).url();
        } catch (ServerUnavailableException reason) {
            Assumptions.abort(reason.getMessage());
            return;
        }
        try (Database first = Database.open(url).join()) {
            first.execute(Extension.of("hstore").createIfAbsent()).join();
        }
        db = Database.open(url).join();
        db.execute(dropAll(ALL).ifExists()).thenCompose(dropped -> db.execute(createAll(ALL))).join();
        db.execute(insertInto(ARTICLES).columns(ARTICLES.id, ARTICLES.text, ARTICLES.doc, ARTICLES.labels)
                .values(1, "The cats sat on the mat", new Json("{\"title\": \"Cats\", \"tags\": [\"new\", \"pets\"]}"), Map.of("lang", "en"))
                .values(2, "Dogs and cats", new Json("{\"tags\": []}"), Map.of("lang", "de", "draft", "yes"))).join();
    }

    @AfterEach
    void close() {
        if (db != null) {
            db.execute(dropAll(ALL)).join();
            db.close();
        }
    }

    /** The page shows the statement, with its values in it. */
    private void shown(Statement statement) {
        String sql = db.dialect().print(statement);
        assertTrue(PAGE.contains("```sql " + sql + " ```") || PAGE.contains(" " + sql + "; "), () -> "the page does not show\n" + sql);
    }

    private List<List<Object>> rows(Select select) {
        return db.fetchAll(select).join().stream().map(Row::toList).toList();
    }

    @Test
    void documents() {
        // snippet: postgres-jsonb
        Select found = select(ARTICLES.id, jsonb(ARTICLES.doc).arrowText("title").as("title"))
                .from(ARTICLES)
                .where(jsonb(ARTICLES.doc).contains(new Json("{\"tags\": [\"new\"]}")))
                .where(jsonb(ARTICLES.doc).hasAnyKey("title", "name"));
        // end
        shown(found);
        assertEquals(List.of(List.of(1, "Cats")), rows(found));
    }

    @Test
    void changesOfDocuments() {
        // snippet: postgres-jsonb-update
        Update rename = update(ARTICLES)
                .set(ARTICLES.doc, jsonb(ARTICLES.doc).set(List.of("title"), new Json("\"Dogs\"")).withoutPath("tags", "0"))
                .where(jsonb(ARTICLES.doc).queryExists("$.tags[*] ? (@ starts with \"n\")"));
        // end
        shown(rename);
        assertEquals(1, db.execute(rename).join().rowsAffected());
        assertEquals(List.of(List.of(new Json("{\"tags\": [\"pets\"], \"title\": \"Dogs\"}"))), rows(select(ARTICLES.doc).from(ARTICLES)
                .where(ARTICLES.id.eq(1))));
    }

    @Test
    void documentsAsTables() {
        // snippet: postgres-jsonb-rows
        TableFunction tags = jsonb(ARTICLES.doc).arrow("tags").elementsText("tags");
        Expression<String> tag = tags.column("value", Types.TEXT);
        Select byTag = select(tag.as("tag"), jsonbAgg(ARTICLES.id).orderBy(ARTICLES.id).as("articles"))
                .from(ARTICLES, tags)
                .groupBy(tag);
        // end
        shown(byTag);
        assertEquals(2, rows(byTag).size());
        // snippet: postgres-jsonb-build
        Select json = select(jsonbBuildObject(ARTICLES.id, ARTICLES.text.as("body")).as("article")).from(ARTICLES);
        // end
        shown(json);
        assertEquals(List.of(new Json("{\"id\": 2, \"body\": \"Dogs and cats\"}")), rows(json).get(1));
    }

    @Test
    void words() {
        // snippet: postgres-text-search
        TsQuery query = websearchToTsQuery("english", "\"sat on\" cat -dog");
        Expression<Float> rank = tsRank(tsVector(ARTICLES.words), query);
        Select best = select(ARTICLES.id, tsHeadline("english", ARTICLES.text, query).as("headline"))
                .from(ARTICLES)
                .where(tsVector(ARTICLES.words).matches(query))
                .orderBy(rank.desc())
                .limit(10);
        // end
        shown(best);
        assertEquals(List.of(List.of(1, "The <b>cats</b> <b>sat</b> on the mat")), rows(best));
    }

    @Test
    void labels() {
        // snippet: postgres-hstore
        Select drafts = select(ARTICLES.id, hstore(ARTICLES.labels).arrow("lang").as("lang"))
                .from(ARTICLES)
                .where(hstore(ARTICLES.labels).hasKey("draft"));
        // end
        shown(drafts);
        assertEquals(List.of(List.of(2, "de")), rows(drafts));
        // snippet: postgres-hstore-update
        Update publish = update(ARTICLES)
                .set(ARTICLES.labels, hstore(ARTICLES.labels).without("draft").concat(hstore(value("by"), ARTICLES.text)))
                .where(ARTICLES.id.eq(2));
        // end
        shown(publish);
        assertEquals(1, db.execute(publish).join().rowsAffected());
        assertEquals(Map.of("lang", "de", "by", "Dogs and cats"), rows(select(ARTICLES.labels).from(ARTICLES).where(ARTICLES.id.eq(2)))
                .get(0).get(0));
    }

    @Test
    void series() {
        // snippet: postgres-series
        TableFunction days = generateSeries("days", value(LocalDateTime.of(2024, 2, 28, 0, 0)), value(LocalDateTime.of(2024, 3, 1, 0, 0)),
                Interval.of(Period.ofDays(1)));
        Select each = select(days.column("value", Types.TIMESTAMP)).from(days);
        // end
        shown(each);
        assertEquals(3, rows(each).size());
    }

    @Test
    void patterns() {
        // snippet: postgres-regex
        Select tidy = select(regexpReplace(ARTICLES.text, "\\s+", " ", "g").as("text"))
                .from(ARTICLES)
                .where(matchesIgnoreCase(ARTICLES.text, "^the "));
        // end
        shown(tidy);
        assertEquals(List.of(List.of("The cats sat on the mat")), rows(tidy));
    }

    @Test
    void indexes() {
        for (Statement statement : db.dialect().statements(createAll(ALL))) {
            String sql = db.dialect().print(statement);
            assertTrue(sql.startsWith("CREATE TABLE") || PAGE.contains(" " + sql + "; "), () -> "the page does not show\n" + sql);
        }
    }
}
