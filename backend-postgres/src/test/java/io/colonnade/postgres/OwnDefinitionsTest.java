// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import static io.colonnade.postgres.OperatorCases.on;
import static io.colonnade.postgres.PostgresTestCase.await;
import static io.colonnade.postgres.PostgresTestCase.failure;
import static io.colonnade.postgres.sql.CompositeType.field;
import static io.colonnade.sql.Sql.createAll;
import static io.colonnade.sql.Sql.createTable;
import static io.colonnade.sql.Sql.dropAll;
import static io.colonnade.sql.Sql.dropTable;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.selectFrom;
import static io.colonnade.sql.Sql.update;
import static io.colonnade.sql.Sql.value;
import static io.colonnade.tck.cases.Calls.words;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Row;
import io.colonnade.dialect.Dialect;
import io.colonnade.error.ConstraintViolation;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementException;
import io.colonnade.error.UsageException;
import io.colonnade.postgres.sql.CompositeType;
import io.colonnade.postgres.sql.DomainType;
import io.colonnade.postgres.sql.EnumType;
import io.colonnade.postgres.sql.Exclude;
import io.colonnade.postgres.sql.Extension;
import io.colonnade.postgres.sql.Inet;
import io.colonnade.postgres.sql.PostgresTypes;
import io.colonnade.postgres.sql.Range;
import io.colonnade.servers.PostgresServer;
import io.colonnade.sql.Column;
import io.colonnade.sql.Deferral;
import io.colonnade.sql.MetaData;
import io.colonnade.sql.Statement;
import io.colonnade.sql.Table;
import io.colonnade.sql.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The statements that create types, extensions and EXCLUDE constraints. */
class OwnDefinitionsTest {

    enum Mood { calm, cross }

    record Street(String name, Integer number) {
    }

    private static final EnumType<Mood> MOOD = EnumType.of("def_mood", Mood.class);
    private static final CompositeType.Field<String> NAME = field("name", Types.TEXT);
    private static final CompositeType.Field<Integer> NUMBER = field("Number", Types.INTEGER);
    private static final CompositeType<Street> STREET = CompositeType.of("def_street", Street.class, NAME, NUMBER);
    private static final DomainType<Integer> COUNT = DomainType.of("def_count", Types.INTEGER).notNull().defaultValue(7)
            .check("positive", value -> value.gt(0)).check("Even", value -> value.modulo(2).eq(1));

    private static final class People extends Table {
        final Column<Integer> id = column("id", Types.INTEGER, primaryKey());
        final Column<Mood> mood = column("mood", MOOD.type(), defaultValue(Mood.cross));
        final Column<Street> street = column("street", STREET.type());
        final Column<Integer> count = column("count", COUNT.type());

        People() {
            super("def_people");
        }
    }

    private static final class Bookings extends Table {
        final Column<Integer> room = column("room", Types.INTEGER, notNull());
        final Column<Range<LocalDate>> during = column("during", PostgresTypes.DATERANGE, notNull());

        Bookings() {
            super("def_bookings");
            constraint(Exclude.using("gist").with(room, "=").with(during, "&&").where(room.gt(0)).deferrable(Deferral.INITIALLY_IMMEDIATE)
                    .toConstraint().named("no_overlap"));
        }
    }

    private static final People P = new People();
    private static final MetaData ALL = MetaData.of(P);

    private static void assertSql(String expected, Statement statement) {
        assertEquals(expected, PostgresDialect.ASSUMED.sql(statement));
        OperatorCases.unsupported(statement, expected);
    }

    @Test
    void enumsAreWritten() {
        EnumType<String> sizes = EnumType.ofLabels("Size", "s", "it's").inSchema("app");
        assertSql("CREATE TYPE app.\"Size\" AS ENUM ('s', 'it''s')", sizes.create());
        assertSql("DO 'BEGIN CREATE TYPE app.\"Size\" AS ENUM (''s'', ''it''''s''); EXCEPTION WHEN duplicate_object THEN NULL; END'",
                sizes.createIfAbsent());
        assertSql("DROP TYPE app.\"Size\"", sizes.drop());
        assertSql("DROP TYPE IF EXISTS app.\"Size\"", sizes.dropIfExists());
        assertSql("ALTER TYPE app.\"Size\" ADD VALUE 'm'", sizes.addValue("m"));
        assertSql("ALTER TYPE app.\"Size\" ADD VALUE IF NOT EXISTS 'm'", sizes.addValueIfAbsent("m"));
        assertSql("ALTER TYPE app.\"Size\" ADD VALUE 'm' BEFORE 'it''s'", sizes.addValueBefore("m", "it's"));
        assertSql("ALTER TYPE app.\"Size\" ADD VALUE 'm' AFTER 's'", sizes.addValueAfter("m", "s"));
        assertSql("ALTER TYPE app.\"Size\" RENAME VALUE 's' TO 'small'", sizes.renameValue("s", "small"));
        assertEquals("app.\"Size\"", sizes.type().vendorName());
        assertEquals(List.of("calm", "cross"), MOOD.labels());
    }

    @Test
    void domainsCompositesAndExtensionsAreWritten() {
        assertSql("CREATE DOMAIN def_count AS INTEGER DEFAULT 7 NOT NULL CONSTRAINT positive CHECK ((VALUE) > 0) "
                + "CONSTRAINT \"Even\" CHECK ((VALUE) % 2 = 1)", COUNT.create());
        assertSql("DROP DOMAIN def_count", COUNT.drop());
        assertSql("DROP DOMAIN IF EXISTS def_count", COUNT.dropIfExists());
        assertSql("CREATE DOMAIN s.code AS VARCHAR(9)", DomainType.of("code", Types.varchar(9)).inSchema("s").create());
        assertSql("CREATE TYPE def_street AS (name TEXT, \"Number\" INTEGER)", STREET.create());
        assertSql("DROP TYPE s.def_street", STREET.inSchema("s").drop());
        assertSql("DROP TYPE IF EXISTS def_street", STREET.dropIfExists());
        assertSql("CREATE EXTENSION citext", Extension.of("citext").create());
        assertSql("CREATE EXTENSION IF NOT EXISTS \"uuid-ossp\" SCHEMA app", Extension.of("uuid-ossp").inSchema("app").createIfAbsent());
        assertSql("DROP EXTENSION citext", Extension.of("citext").drop());
        assertSql("DROP EXTENSION IF EXISTS citext", Extension.of("citext").dropIfExists());
    }

    @Test
    void typesStandInFrontOfTheTables() {
        assertEquals("""
                CREATE TYPE def_mood AS ENUM ('calm', 'cross');
                CREATE TYPE def_street AS (name TEXT, "Number" INTEGER);
                CREATE DOMAIN def_count AS INTEGER DEFAULT 7 NOT NULL CONSTRAINT positive CHECK ((VALUE) > 0) \
                CONSTRAINT "Even" CHECK ((VALUE) % 2 = 1);
                CREATE TABLE def_people (id INTEGER NOT NULL PRIMARY KEY, mood def_mood DEFAULT 'cross', street def_street, \
                count def_count);""", PostgresDialect.ASSUMED.print(createAll(ALL)));
        assertEquals("DROP TABLE def_people;\nDROP DOMAIN def_count;\nDROP TYPE def_street;\nDROP TYPE def_mood;",
                PostgresDialect.ASSUMED.print(dropAll(ALL)));
        assertThrows(DatabaseException.class, () -> Dialect.ansi("ansi").sql(createTable(P)));
    }

    @ParameterizedTest
    @ValueSource(ints = {PostgresServer.NEWEST, PostgresServer.OLDEST})
    void typesAreCreatedUsedAndDropped(int version) {
        on(version, db -> {
            await(db.execute(dropAll(ALL).ifExists()));
            await(db.execute(createAll(ALL)));
            await(db.execute(MOOD.createIfAbsent()));
            await(db.execute(insertInto(P).set(P.id, 1).set(P.street, new Street("a", 1))));
            await(db.execute(insertInto(P).set(P.id, 2).set(P.mood, Mood.calm).set(P.street, new Street("b", null)).set(P.count, 9)));
            assertEquals(List.of(1, 7), await(db.fetchExactlyOne(select(P.id, P.count).from(P).where(P.mood.gt(Mood.calm)))).toList());
            assertEquals(2, await(db.fetchExactlyOne(select(P.id).from(P).where(STREET.get(P.street, NAME).eq("b")))).getInt(0));
            assertEquals(List.of("x"), await(db.fetchExactlyOne(select(STREET.get(value(new Street("x", 1), STREET.type()), NAME).as("n")))).toList());
            await(db.execute(update(P).set(P.street, new Street("c", 3)).where(P.street.eq(new Street("a", 1)))));
            assertEquals(new Street("c", 3), await(db.fetchExactlyOne(selectFrom(P).where(P.id.eq(1)))).get(P.street));
            StatementException refused = (StatementException) failure(ErrorKind.CONSTRAINT, db.execute(update(P).set(P.count, -1)));
            assertEquals(ConstraintViolation.Type.CHECK, refused.constraint().orElseThrow().type());
            for (int i = 0; i < 2; i++) {
                await(db.execute(createAll(ALL).ifNotExists()));
            }
            await(db.execute(MOOD.addValueBefore("glad", "cross")));
            await(db.execute(MOOD.addValueIfAbsent("glad")));
            await(db.execute(MOOD.renameValue("calm", "quiet")));
            assertEquals(List.of("{quiet,glad,cross}"), await(db.fetchExactlyOne("SELECT enum_range(NULL::def_mood)::text")).toList());
            await(db.execute(dropAll(ALL)));
            await(db.execute(dropAll(ALL).ifExists()));
            failure(ErrorKind.NOT_FOUND, db.execute(MOOD.drop()));
        });
    }

    private static final class Many extends Table {
        final Column<Integer> id = column("id", Types.INTEGER, primaryKey());
        final Column<Mood> mood = column("mood", MOOD.type());
        final Column<Integer> count = column("count", COUNT.type());
        final Column<Range<LocalDate>> days = column("days", PostgresTypes.DATERANGE);
        final Column<Inet> host = column("host", PostgresTypes.INET);
        final Column<String> bits = column("bits", PostgresTypes.bit(3));
        final Column<Long> oid = column("oid", PostgresTypes.OID);

        Many() {
            super("def_many");
        }
    }

    /** A trigger for each statement tells: it runs once. The types are created anew, which the driver does not know of. */
    @Test
    void manyRowsWithSuchTypesAreOneStatement() {
        Many m = new Many();
        List<Map<String, ?>> rows = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            rows.add(Map.of("id", i, "mood", Mood.values()[i % 2], "count", 2 * i + 1, "days", Range.atLeast(LocalDate.EPOCH.plusDays(i)),
                    "host", Inet.parse("10.0.0." + i), "bits", "101", "oid", 4_294_967_295L));
        }
        on(PostgresServer.NEWEST, db -> {
            for (int i = 0; i < 2; i++) {
                await(db.execute(dropAll(MetaData.of(m)).ifExists()));
                await(db.execute(createAll(MetaData.of(m))));
                await(db.execute("CREATE TABLE def_runs (n int)"));
                await(db.execute("CREATE FUNCTION def_run() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO def_runs VALUES (1); "
                        + "RETURN NULL; END'"));
                await(db.execute("CREATE TRIGGER def_run AFTER INSERT ON def_many FOR EACH STATEMENT EXECUTE FUNCTION def_run()"));
                await(db.executeMany(insertInto(m), rows));
                assertEquals(1L, await(db.fetchExactlyOne("SELECT count(*) FROM def_runs")).get(0));
                Row last = await(db.fetchExactlyOne(selectFrom(m).where(m.id.eq(19))));
                assertEquals(List.of(19, Mood.cross, 39, Range.atLeast(LocalDate.EPOCH.plusDays(19)), Inet.parse("10.0.0.19"), "101",
                        4_294_967_295L), last.toList());
                await(db.execute(dropAll(MetaData.of(m))));
                await(db.execute("DROP FUNCTION def_run"));
                await(db.execute("DROP TABLE def_runs"));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {PostgresServer.NEWEST, PostgresServer.OLDEST})
    void rowsThatOverlapAreExcluded(int version) {
        Bookings b = new Bookings();
        assertSql("CREATE TABLE def_bookings (room INTEGER NOT NULL, during daterange NOT NULL, CONSTRAINT no_overlap EXCLUDE USING gist "
                + "(room WITH =, during WITH &&) WHERE (room > 0) DEFERRABLE INITIALLY IMMEDIATE)", createTable(b));
        LocalDate day = LocalDate.of(2024, 3, 1);
        on(version, db -> {
            await(db.execute(Extension.of("btree_gist").createIfAbsent()));
            await(db.execute("DROP TABLE IF EXISTS def_bookings"));
            await(db.execute(createTable(b)));
            await(db.execute(insertInto(b).columns(b.room, b.during).values(1, Range.closed(day, day.plusDays(3)))
                    .values(2, Range.closed(day, day)).values(0, Range.all()).values(0, Range.all())));
            StatementException refused = (StatementException) failure(ErrorKind.CONSTRAINT,
                    db.execute(insertInto(b).set(b.room, 1).set(b.during, Range.atLeast(day.plusDays(3)))));
            assertEquals("no_overlap", refused.constraint().orElseThrow().name());
            assertEquals(ConstraintViolation.Type.EXCLUSION, refused.constraint().orElseThrow().type());
            await(db.execute(insertInto(b).set(b.room, 1).set(b.during, Range.atLeast(day.plusDays(4)))));
            await(db.execute(dropTable(b)));
        });
    }

    @Test
    void refusesWhatCannotBeMeant() {
        assertMessage("label a twice", () -> EnumType.ofLabels("x", "a", "a"));
        assertMessage("label of type x is empty", () -> EnumType.ofLabels("x", ""));
        assertMessage("name of a type is null", () -> EnumType.of(null, Mood.class));
        assertMessage("has 1 fields, but record Street has 2 components", () -> CompositeType.of("x", Street.class, NAME));
        assertMessage("field Number of type x is a Integer, but component name of record Street is a String",
                () -> CompositeType.of("x", Street.class, NUMBER, NAME));
        assertMessage("has no field", () -> STREET.get(P.street, field("name", Types.varchar(1))));
        assertMessage("base type of domain x is null", () -> DomainType.of("x", null));
        assertMessage("compares nothing", () -> Exclude.using("gist").toConstraint());
        assertMessage("\"; DROP\" is no operator", () -> Exclude.using("gist").with(P.id, "; DROP"));
        assertMessage("\"gist(\" is no index method", () -> Exclude.using("gist("));
        assertMessage("has a condition already", () -> Exclude.using("gist").with(P.id, "=").where(P.id.gt(0)).where(P.id.gt(1)));
        assertMessage("length of bit is 0", () -> PostgresTypes.bit(0));
    }

    private static void assertMessage(String part, Executable what) {
        UsageException refused = assertThrows(UsageException.class, what);
        assertTrue(words(refused).contains(part), refused::getMessage);
    }
}
