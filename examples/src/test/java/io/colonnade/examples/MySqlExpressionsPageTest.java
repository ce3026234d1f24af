// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import static io.colonnade.mysql.sql.MySqlFullText.FULLTEXT;
import static io.colonnade.mysql.sql.MySqlFullText.match;
import static io.colonnade.mysql.sql.MySqlFunctions.hasLabel;
import static io.colonnade.mysql.sql.MySqlHints.IGNORE;
import static io.colonnade.mysql.sql.MySqlHints.forceIndex;
import static io.colonnade.mysql.sql.MySqlHints.optimizerHint;
import static io.colonnade.mysql.sql.MySqlOptions.INNODB;
import static io.colonnade.mysql.sql.MySqlOptions.autoIncrement;
import static io.colonnade.mysql.sql.MySqlOptions.charset;
import static io.colonnade.mysql.sql.MySqlOptions.onUpdateCurrentTimestamp;
import static io.colonnade.mysql.sql.MySqlTypes.INT_UNSIGNED;
import static io.colonnade.mysql.sql.MySqlTypes.MEDIUMTEXT;
import static io.colonnade.mysql.sql.MySqlTypes.YEAR;
import static io.colonnade.mysql.sql.MySqlTypes.datetime;
import static io.colonnade.mysql.sql.MySqlTypes.enumOf;
import static io.colonnade.mysql.sql.MySqlTypes.setOf;
import static io.colonnade.mysql.sql.MySqlTypes.withCollation;
import static io.colonnade.sql.Sql.createAll;
import static io.colonnade.sql.Sql.createTable;
import static io.colonnade.sql.Sql.dropTable;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.update;
import static io.colonnade.sql.Types.JSON;
import static io.colonnade.sql.Types.varchar;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.Database;
import io.colonnade.dialect.Dialect;
import io.colonnade.mysql.sql.MySqlFullText.Mode;
import io.colonnade.mysql.sql.MySqlJson;
import io.colonnade.servers.MariaDbServer;
import io.colonnade.servers.MySqlServer;
import io.colonnade.servers.ServerUnavailableException;
import io.colonnade.servers.TestServer;
import io.colonnade.sql.Column;
import io.colonnade.sql.Index;
import io.colonnade.sql.Insert;
import io.colonnade.sql.Json;
import io.colonnade.sql.MetaData;
import io.colonnade.sql.Select;
import io.colonnade.sql.Statement;
import io.colonnade.sql.Table;
import io.colonnade.sql.Update;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The snippets of docs/mysql-expressions.md, the SQL that the page says they become, and what both products answer. */
class MySqlExpressionsPageTest {

    /** The servers on which the snippets are run; one that cannot be had is skipped with the reason. */
    enum Product {
        MYSQL(MySqlServer::shared), MARIADB(MariaDbServer::shared);

        private final Supplier<TestServer> server;

        Product(Supplier<TestServer> server) {
            this.server = server;
        }

        Database open() {
            try {
                return Database.open(server.get().url()).join();
            } catch (ServerUnavailableException reason) {
                return Assumptions.abort(reason.getMessage());
            }
        }
    }

    // snippet: mysql-types
    enum State { DRAFT, PUBLISHED }

    static final class Pages extends Table {
        static final Pages PAGES = new Pages();

        final Column<Long> id = generatedKey("id", INT_UNSIGNED);
        final Column<String> title = column("title", withCollation(varchar(200), "utf8mb4_bin"), notNull());
        final Column<String> body = column("body", MEDIUMTEXT);
        final Column<State> state = column("state", enumOf(State.class), notNull(), defaultValue(State.DRAFT));
        final Column<Set<String>> tags = column("tags", setOf("java", "sql"), notNull(), defaultValue(Set.of()));
        final Column<Integer> year = column("year", YEAR);
        final Column<Json> meta = column("meta", JSON);
        final Column<LocalDateTime> changed = column("changed", datetime(3), clause(onUpdateCurrentTimestamp(3)));

        final Index byTitle = index(Index.on(title).prefix(title, 20));
        final Index words = index(Index.on(body).kind(FULLTEXT));

        private Pages() {
            super("pages");
            option(INNODB);
            option(charset("utf8mb4"));
            option(autoIncrement(1000));
        }
    }
    // end

    private static final Pages PAGES = Pages.PAGES;

    private final Dialect dialect = Database.dialectOf("mysql");

    @Test
    void table() {
        SampleNotes.assertSql(dialect, "mysql-types", createTable(PAGES));
    }

    private static Select sets() {
        // snippet: mysql-set
        Select tagged = select(PAGES.title).from(PAGES).where(hasLabel(PAGES.tags, "java"));
        // end
        return tagged;
    }

    private static Select json() {
        // snippet: mysql-json
        Select names = select(MySqlJson.extractText(PAGES.meta, "$.author.name").as("name"))
                .from(PAGES)
                .where(MySqlJson.contains(PAGES.meta, new Json("[\"draft\"]"), "$.flags"));
        // end
        return names;
    }

    private static Update jsonChange() {
        // snippet: mysql-json-change
        Update reviewed = update(PAGES).set(PAGES.meta, MySqlJson.set(PAGES.meta, "$.reviewed", true));
        // end
        return reviewed;
    }

    private static Select search() {
        // snippet: mysql-match
        Select found = select(PAGES.title)
                .from(PAGES)
                .where(match(PAGES.body).against("+colonnade -temple", Mode.BOOLEAN))
                .orderBy(match(PAGES.body).relevance("colonnade", Mode.NATURAL_LANGUAGE).desc());
        // end
        return found;
    }

    private static Select hint() {
        // snippet: mysql-hint
        Select hinted = select(PAGES.id)
                .from(PAGES)
                .where(PAGES.title.startsWith("Row"))
                .hint(PAGES, forceIndex(PAGES.byTitle))
                .modifier(optimizerHint("MAX_EXECUTION_TIME(1000)"));
        // end
        return hinted;
    }

    private static Insert ignore() {
        // snippet: mysql-ignore
        Insert some = insertInto(PAGES).set(PAGES.title, "Rows").modifier(IGNORE);
        // end
        return some;
    }

    @Test
    void sqlOfThePage() {
        assertSql("mysql-set", sets());
        assertSql("mysql-json", json());
        assertSql("mysql-json-change", jsonChange());
        assertSql("mysql-match", search());
        assertSql("mysql-hint", hint());
        assertSql("mysql-ignore", ignore());
    }

    private void assertSql(String snippet, Statement statement) {
        SampleNotes.assertSql(dialect, snippet, statement);
    }

    @ParameterizedTest
    @EnumSource
    void answers(Product product) {
        try (Database db = product.open()) {
            db.execute(dropTable(PAGES).ifExists()).join();
            db.execute(createAll(MetaData.of(PAGES))).join();
            assertEquals(1000L, db.execute(insertInto(PAGES).set(PAGES.title, "Rows").set(PAGES.body, "a colonnade").set(PAGES.year, 2026)
                    .set(PAGES.tags, Set.of("java")).set(PAGES.meta, new Json("{\"author\": {\"name\": \"ada\"}, \"flags\": [\"draft\"]}")))
                    .join().generatedKey(Long.class));
            assertEquals(1, db.execute(ignore()).join().rowsAffected());
            assertEquals(List.of("Rows"), titles(db, sets()));
            assertEquals("ada", db.fetchValue(json(), String.class).join().get());
            assertEquals(2, db.execute(jsonChange()).join().rowsAffected());
            assertEquals("true", db.fetchValue(select(MySqlJson.extractText(PAGES.meta, "$.reviewed")).from(PAGES)
                    .where(PAGES.meta.isNotNull()), String.class).join().get());
            assertEquals(List.of("Rows"), titles(db, search()));
            assertEquals(2, db.fetchAll(hint()).join().size());
            assertEquals(State.DRAFT, db.fetchAll(select(PAGES.state).from(PAGES)).join().get(0).get(PAGES.state));
            db.execute(dropTable(PAGES)).join();
        }
    }

    private static List<String> titles(Database db, Select select) {
        return db.fetchAll(select).join().stream().map(row -> row.get(PAGES.title)).toList();
    }
}
