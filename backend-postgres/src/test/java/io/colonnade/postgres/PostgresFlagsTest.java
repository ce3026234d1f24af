// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import static io.colonnade.sql.Sql.createTable;
import static io.colonnade.sql.Sql.deleteFrom;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.selectFrom;
import static io.colonnade.sql.Sql.update;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.Database;
import io.colonnade.error.ErrorKind;
import io.colonnade.sql.Column;
import io.colonnade.sql.Table;
import io.colonnade.sql.Types;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What makes PostgreSQL's dialect its own, by its effects. Native enums and hstore are in {@link PostgresTypesTest}. */
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

    @Test
    void returning() {
        assertEquals(List.of((short) 1), await(db.execute(insertInto(things).set(things.price, BigDecimal.ONE))).generatedKeys());
        assertEquals(new BigDecimal("2.00000000000000000000"), await(db.execute(update(things).set(things.price, new BigDecimal(2))
                .returning(things.price))).rows().get(0).get(things.price));
        assertEquals(1, await(db.execute(deleteFrom(things).returning(things.id))).rows().size());
    }

    @Test
    void smallSerial() {
        await(db.execute(insertInto(things).set(things.price, BigDecimal.ONE)));
        assertEquals((short) 1, await(db.fetchExactlyOne(selectFrom(things))).get(things.id));
        assertEquals("smallint", text(db, "SELECT pg_typeof(id)::text FROM flag_things"));
        failure(ErrorKind.DATA, db.execute("INSERT INTO flag_things (id) VALUES (40000)"));
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
    void countsOfBatchesAreExact() {
        String insert = "INSERT INTO flag_things (id, price) VALUES (:id, :id)";
        for (int size : List.of(4, 128, 1_000)) {
            List<Map<String, Object>> rows = new ArrayList<>();
            LongStream.rangeClosed(1, size).forEach(i -> rows.add(Map.of("id", (int) i)));
            assertArrayEquals(LongStream.range(0, size).map(i -> 1).toArray(), await(db.executeMany(insert, rows)));
            assertEquals(Integer.toString(size), text(db, "SELECT count(DISTINCT price)::text FROM flag_things"));
            assertArrayEquals(new long[] {1, 0, 2}, await(db.executeMany("UPDATE flag_things SET price = 0 WHERE id = :a OR id = :b",
                    List.of(Map.of("a", 1, "b", 1), Map.of("a", -1, "b", -1), Map.of("a", 2, "b", 3)))));
            await(db.execute("DELETE FROM flag_things"));
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

    @Test
    void decimalsAreExact() {
        BigDecimal exact = new BigDecimal("1234567890.70000000000000123456");
        await(db.execute(insertInto(things).set(things.price, exact)));
        assertEquals(exact, await(db.fetchExactlyOne(selectFrom(things))).get(things.price));
        assertEquals(new BigDecimal("0.3"), await(db.fetchExactlyOne("SELECT SUM(v) FROM (VALUES (0.1), (0.2)) AS t (v)")).get(0));
    }
}
