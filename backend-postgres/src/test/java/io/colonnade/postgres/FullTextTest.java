// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import static io.colonnade.postgres.PostgresTestCase.await;
import static io.colonnade.postgres.sql.FullText.*;
import static io.colonnade.postgres.sql.PostgresTypes.TSQUERY;
import static io.colonnade.postgres.sql.PostgresTypes.TSVECTOR;
import static io.colonnade.sql.Sql.createIndex;
import static io.colonnade.sql.Sql.createTable;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.lower;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.colonnade.Database;
import io.colonnade.error.UsageException;
import io.colonnade.postgres.sql.TsQuery;
import io.colonnade.postgres.sql.TsVector;
import io.colonnade.servers.PostgresServer;
import io.colonnade.sql.Column;
import io.colonnade.sql.Computed;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Index;
import io.colonnade.sql.Table;
import io.colonnade.sql.Types;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Full-text search. */
class FullTextTest extends OperatorCases {

    private static final class Pages extends Table {
        final Column<Integer> id = column("id", Types.INTEGER, primaryKey());
        final Column<String> text = column("text", Types.TEXT);
        final Column<String> words = column("words", TSVECTOR, computed(toTsVector("english", text).setWeight(TsVector.Weight.B),
        Computed.STORED));
        final Column<String> query = column("query", TSQUERY);
        final Index byWords = index(Index.on(words).using("gin"));
        final Index byText = index(Index.on(toTsVector("simple", text)).using("gin").named("fts_pages_text"));

        Pages() {
            super("fts_pages");
        }
    }

    private static final Pages PAGES = new Pages();
    private static final String TEXT = "The fat cats sat on the mat";

    private final TsVector words = tsVector(PAGES.words);
    private final TsVector document = toTsVector("english", PAGES.text);
    private final TsQuery cat = toTsQuery("english", "cat");
    private final TsQuery rat = toTsQuery("english", "rats");

    @Override
    Table table() {
        return PAGES;
    }

    @Override
    void create(Database db) {
        await(db.execute(createTable(PAGES)));
        await(db.execute(createIndex(PAGES.byWords)));
        await(db.execute(createIndex(PAGES.byText)));
        await(db.execute(insertInto(PAGES).set(PAGES.id, 1).set(PAGES.text, TEXT).set(PAGES.query, "'fat' & 'mat'")));
    }

    @Override
    List<Case> cases() {
        String document = "to_tsvector('english'::regconfig, text)";
        String query = "to_tsquery('english'::regconfig, ?)";
        return List.of(
                new Case("words", PAGES.words, "'cat':3B 'fat':2B 'mat':7B 'sat':4B"),
                new Case(document, this.document, "'cat':3 'fat':2 'mat':7 'sat':4"),
                new Case("to_tsvector('pg_catalog.simple'::regconfig, lower(?))", toTsVector("pg_catalog.simple",
                        lower(value("The"))), "'the':1"),
                new Case("to_tsvector(CAST(? AS TEXT)) @@ query",
                        toTsVector(value("mat fat").cast(Types.TEXT)).matches(tsQuery(PAGES.query)),
                        true),
                new Case("words @@ " + query, words.matches(cat), true),
                new Case(document + " @@ (" + query + " && " + query + ")", this.document.matches(cat.and(rat)), false),
                new Case(document + " @@ (" + query + " || " + query + ")", this.document.matches(cat.or(rat)), true),
                new Case("words @@ (!! " + query + ")", words.matches(rat.not()), true),
                new Case("words @@ ((!! " + query + ") && query)", words.matches(rat.not().and(tsQuery(PAGES.query))), true),
                new Case("words @@ plainto_tsquery('english'::regconfig, ?)", words.matches(plainToTsQuery("english", "fat dogs")), false),
                new Case("words @@ phraseto_tsquery('english'::regconfig, ?)", words.matches(phraseToTsQuery("english", "fat cats")), true),
                new Case("words @@ websearch_to_tsquery('english'::regconfig, ?)",
                        words.matches(websearchToTsQuery("english", "\"fat cat\" -dog :*")), true),
                new Case(query + " <-> " + query, cat.followedBy(rat), "'cat' <-> 'rat'"),
                new Case("tsquery_phrase(" + query + ", " + query + ", ?)", cat.followedBy(rat, 2), "'cat' <2> 'rat'"),
                new Case("words @@ CAST(? AS tsquery)", words.matches(tsQuery(value("'fat' & !'dog'"))), true),
                new Case("strip(words) || setweight(" + document + ", 'A')",
                        words.strip().concat(this.document.setWeight(TsVector.Weight.A)),
                        "'cat':3A 'fat':2A 'mat':7A 'sat':4A"),
                new Case("length(words)", words.length(), 4),
                new Case("ts_rank(words, " + query + ")", tsRank(words, cat), 0.24317084f),
                new Case("ts_rank(words, " + query + ", ?)", tsRank(words, cat, 2), 0.06079271f),
                new Case("ts_rank_cd(words, " + query + ")", tsRankCd(words, cat), 0.4f),
                new Case("ts_rank_cd(words, " + query + ", ?)", tsRankCd(words, cat, 2), 0.1f),
                new Case("ts_headline('english'::regconfig, text, " + query + ")", tsHeadline("english", PAGES.text, cat),
                        "The fat <b>cats</b> sat on the mat"),
                new Case("ts_headline('english'::regconfig, text, " + query + ", ?)", tsHeadline("english", PAGES.text, cat,
                        "StartSel=[, StopSel=]"), "The fat [cats] sat on the mat"));
    }

    @ParameterizedTest
    @ValueSource(ints = {PostgresServer.NEWEST, PostgresServer.OLDEST})
    void itFindsTheIndexes(int version) {
        Expression<Float> rank = tsRank(words, cat);
        on(version, db -> {
            create(db);
            try {
                finds(db, "ix_fts_pages_words", select(PAGES.id).from(PAGES).where(words.matches(cat)));
                finds(db, "fts_pages_text", select(PAGES.id).from(PAGES).where(toTsVector("simple", PAGES.text)
                        .matches(plainToTsQuery("simple", "cats"))));
                assertEquals(1, await(db.fetchAll(select(PAGES.id, rank.as("rank")).from(PAGES).where(words.matches(cat))
                        .orderBy(rank.as("rank").desc()))).size());
            } finally {
                await(db.execute("DROP TABLE fts_pages"));
            }
        });
    }

    @Test
    void whatCannotBeMeantIsRefused() {
        UsageException refused = assertThrows(UsageException.class, () -> toTsVector("english'::regconfig); --", PAGES.text));
        assertEquals("the configuration of to_tsvector is the name of one, such as english, with a schema and a dot in front of it where needed, "
                + "not \"english'::regconfig); --\"", refused.getMessage());
        assertEquals("matches on a tsvector takes a query, as in matches(websearchToTsQuery(\"english\", …)), not a text",
                assertThrows(UsageException.class, () -> words.matches("cat")).getMessage());
        assertThrows(UsageException.class, () -> words.matches((TsQuery) null));
        assertThrows(UsageException.class, () -> words.setWeight(null));
        assertThrows(UsageException.class, () -> toTsQuery("english", (String) null));
        assertThrows(UsageException.class, () -> cat.and(null));
    }
}
