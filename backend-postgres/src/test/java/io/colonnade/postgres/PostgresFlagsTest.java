// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import static io.colonnade.sql.Sql.createTable;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.selectFrom;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.dialect.Feature;
import io.colonnade.sql.Column;
import io.colonnade.sql.Table;
import io.colonnade.sql.Types;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Features that depend on settings and extensions, and how batches are sent. What holds everywhere, the rules of the group FLG test. */
class PostgresFlagsTest extends PostgresTestCase {

    private static final class Things extends Table {
        final Column<Short> id = generatedKey("id", Types.SMALLINT);
        final Column<BigDecimal> price = column("price", Types.decimal(30, 20));
        final Column<String> path = column("path", Types.varchar(20), defaultValue("a'b\\c"));

        Things() {
            super("flag_things");
        }
    }

    private final Things things = new Things();

    @BeforeEach
    void createThings() {
        await(db.execute(createTable(things)));
    }

    @AfterEach
    void dropThings() {
        await(db.execute("DROP TABLE flag_things"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "off"})
    void backslashEscapesAreThoseOfTheServersSetting(String standardStrings) {
        String options = "max_size=1&init_sql=SET%20standard_conforming_strings%3D" + standardStrings
                + ";SET%20escape_string_warning%3Doff";
        try (Database database = open(options)) {
            boolean escapes = standardStrings.equals("off");
            assertEquals(escapes ? 3 : 4, await(database.fetchValue("SELECT length('a\\\\b')", Integer.class)).get());
            assertEquals("a'b\\c 17", text(database, escapes ? "SELECT 'a\\'b\\\\c ' || :n::text" : "SELECT 'a''b\\c ' || :n::text", 17));
            await(database.execute("DROP TABLE flag_things"));
            await(database.execute(createTable(things)));
            await(database.execute(insertInto(things).defaultValues()));
            assertEquals("a'b\\c", await(database.fetchExactlyOne(selectFrom(things))).get(things.path), "a default written as a literal");
        }
    }

    @Test
    void hstoreIsThereOnceItsExtensionIsInstalled() {
        await(db.execute("DROP EXTENSION IF EXISTS hstore"));
        assertFalse(hasHstore());
        await(db.execute("CREATE EXTENSION hstore"));
        assertTrue(hasHstore());
    }

    private static boolean hasHstore() {
        try (Database database = open("max_size=1")) {
            return await(database.withConnection(c -> CompletableFuture.completedFuture(c.dialect().has(Feature.NATIVE_HSTORE))));
        }
    }

    @Test
    void manyRowsOfABatchTravelInOneStatement() {
        await(db.execute("CREATE SEQUENCE flag_statements"));
        await(db.execute("CREATE FUNCTION flag_count() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM nextval('flag_statements');"
                + " RETURN NULL; END $$"));
        try {
            await(db.execute("CREATE TRIGGER flag_count AFTER INSERT ON flag_things FOR EACH STATEMENT EXECUTE FUNCTION flag_count()"));
            List<Map<String, Object>> rows = new ArrayList<>();
            LongStream.rangeClosed(1, 1_000).forEach(i -> rows.add(Map.of("id", (int) i, "path", "p" + i)));
            await(db.executeMany("INSERT INTO flag_things (id,path) VALUES (:id,:path)", rows));
            assertEquals("1", text(db, "SELECT last_value::text FROM flag_statements"));
        } finally {
            await(db.execute("DROP FUNCTION flag_count CASCADE"));
            await(db.execute("DROP SEQUENCE flag_statements"));
        }
    }

    /** A trigger or a rule may make of an insert something else than one row; then its items are run one by one. */
    @Test
    void countsOfBatchesAreExactBehindATrigger() {
        await(db.execute("CREATE FUNCTION flag_skip() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN CASE WHEN NEW.id % 2 = 0 THEN NEW"
                + " END; END $$"));
        try {
            await(db.execute("CREATE TRIGGER flag_skip BEFORE INSERT ON flag_things FOR EACH ROW EXECUTE FUNCTION flag_skip()"));
            List<Map<String, Object>> rows = new ArrayList<>();
            LongStream.rangeClosed(1, 300).forEach(i -> rows.add(Map.of("id", (int) i)));
            long[] counts = await(db.executeMany("INSERT INTO flag_things (id) VALUES (:id)", rows));
            assertArrayEquals(LongStream.rangeClosed(1, 300).map(i -> i % 2 == 0 ? 1 : 0).toArray(), counts);
            assertEquals("150", text(db, "SELECT count(*)::text FROM flag_things"));
        } finally {
            await(db.execute("DROP FUNCTION flag_skip CASCADE"));
        }
    }
}
