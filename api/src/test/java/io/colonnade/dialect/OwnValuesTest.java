// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import static io.colonnade.dialect.Dialects.ANSI;
import static io.colonnade.dialect.Dialects.POOR;
import static io.colonnade.sql.Sql.*;
import static io.colonnade.sql.Sql.commonTable;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.update;
import static io.colonnade.sql.Sql.with;
import static io.colonnade.sql.Types.BIGINT;
import static io.colonnade.sql.Types.INTEGER;
import static io.colonnade.sql.Types.TEXT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.sql.Column;
import io.colonnade.sql.CommonTable;
import io.colonnade.sql.Insert;
import io.colonnade.sql.Statement;
import io.colonnade.sql.Table;
import io.colonnade.sql.Types;
import io.colonnade.sql.Update;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Values that columns have of their own, in inserts and updates. */
class OwnValuesTest {

    private static final class Jobs extends Table {
        int tokens;
        int changes = 100;
        boolean broken;
        final Column<Long> id = generatedKey("id", BIGINT);
        final Column<String> name = column("name", TEXT, unique());
        final Column<String> token = column("token", TEXT, notNull(), defaultsTo(this::token));
        final Column<Integer> level = column("level", INTEGER, defaultsTo(value(3)), defaultValue(1));
        final Column<Integer> score = column("score", INTEGER, defaultsTo(value(6).times(7)));
        final Column<Integer> change = column("change_number", INTEGER, onUpdate(() -> changes++));
        final Column<Integer> version = column("version", INTEGER);

        Jobs() {
            super("jobs");
        }

        private String token() {
            if (broken) {
                throw new IllegalStateException("secret");
            }
            return "t" + tokens++;
        }
    }

    /** Its on-update value reads the row. */
    private static final class Versions extends Table {
        final Column<Integer> id = column("id", INTEGER, primaryKey());
        final Column<String> text = column("text", TEXT);
        final Column<Integer> version = column("version", INTEGER, onUpdate(fragment("version + 1", INTEGER)));

        Versions() {
            super("versions");
        }
    }

    private enum Level { LOW, HIGH }

    /** Its values stand in the database as others. */
    private static final class Levels extends Table {
        final Column<Integer> id = column("id", INTEGER, primaryKey());
        final Column<Level> level = column("level", Types.enumByName(Level.class), defaultsTo(() -> Level.HIGH));
        final Column<Level> before = column("before_level", Types.enumByName(Level.class), defaultsTo(value(Level.LOW,
                Types.enumByName(Level.class))));

        Levels() {
            super("levels");
        }
    }

    private final Jobs jobs = new Jobs();
    private final StatementCache cache = new StatementCache(100);

    private void assertSql(String sql, Statement statement, Object... binds) {
        BoundStatement bound = cache.compile(ANSI, statement, Map.of());
        assertEquals(sql, bound.compiled().sql());
        assertEquals(Arrays.asList(binds), Arrays.asList(bound.binds()));
    }

    @Test
    void whatIsPrintedIsWhatIsSent() {
        Versions versions = new Versions();
        Statement upsert = insertInto(versions).set(versions.id, 1).set(versions.text, "a").onConflict(versions.id).doUpdate();
        for (Statement statement : List.of(upsert, insertInto(jobs).set(jobs.name, "a"), update(jobs).set(jobs.name, "b"))) {
            assertEquals(cache.compile(ANSI, statement, Map.of()).compiled().sql(), ANSI.sql(statement));
        }
        assertEquals("UPDATE jobs SET name = 'b', change_number = ?", ANSI.print(update(jobs).set(jobs.name, "b")));
    }

    @Test
    void theyAreGivenBehindWithAndInCommonTablesToo() {
        CommonTable some = commonTable("c", select(jobs.id).from(jobs));
        assertSql("WITH c AS (SELECT id FROM jobs) UPDATE jobs SET name = ?, change_number = ?", with(some).then(update(jobs)
                .set(jobs.name, "b")), "b", 100);
        CommonTable change = commonTable("c", update(jobs).set(jobs.name, "b").returning(jobs.id));
        assertSql("WITH c AS (UPDATE jobs SET name = ?, change_number = ? RETURNING id) SELECT id FROM c",
                with(change).then(select(change.column(jobs.id)).from(change)), "b", 101);
    }

    @Test
    void theyPassThroughTheConverterOfTheirColumn() {
        Levels levels = new Levels();
        assertSql("INSERT INTO levels (id, level, before_level) VALUES (?, ?, ?)", insertInto(levels).set(levels.id, 1), 1, "HIGH", "LOW");
    }

    @Test
    void anInsertGetsThemForEachRow() {
        Insert one = insertInto(jobs).set(jobs.name, "a");
        String sql = "INSERT INTO jobs (name, token, level, score) VALUES (?, ?, ?, ? * ?) RETURNING id";
        assertSql(sql, one, "a", "t0", 3, 6, 7);
        assertSql(sql, one, "a", "t1", 3, 6, 7);
        assertEquals(1, cache.size());
        assertSql("INSERT INTO jobs (name, token, level, score) VALUES (?, ?, ?, ? * ?), (?, ?, ?, ? * ?) RETURNING id",
                insertInto(jobs).columns(jobs.name).values("b").values("c"), "b", "t2", 3, 6, 7, "c", "t3", 3, 6, 7);
        assertSql("INSERT INTO jobs (token, level, score) VALUES (?, ?, ? * ?) RETURNING id", insertInto(jobs).defaultValues(), "t4", 3, 6,
                7);
        assertSql("INSERT INTO jobs (token, level, score) VALUES (?, DEFAULT, ?) RETURNING id", insertInto(jobs).set(jobs.token, "own")
                .setDefault(jobs.level).setNull(jobs.score), "own", null);
        BoundBatch batch = cache.compileMany(ANSI, insertInto(jobs), List.of(Map.of("name", "d"), Map.of("name", "e")));
        assertEquals("INSERT INTO jobs (name, token, level, score) VALUES (?, ?, ?, ? * ?)", batch.compiled().sql());
        assertEquals(List.of(List.of("d", "t5", 3, 6, 7), List.of("e", "t6", 3, 6, 7)), batch.bindings().stream().map(List::of).toList());
        assertEquals(List.of("f", "t7", 3, 6, 7), List.of(cache.compile(ANSI, insertInto(jobs), Map.of("name", "f")).binds()));
    }

    @Test
    void anUpdateGetsThemOnce() {
        Update update = update(jobs).set(jobs.name, "a");
        assertSql("UPDATE jobs SET name = ?, change_number = ?", update, "a", 100);
        assertSql("UPDATE jobs SET name = ?, change_number = ?", update, "a", 101);
        assertSql("UPDATE jobs SET change_number = ?", update(jobs).set(jobs.change, 7), 7);
        assertEquals(List.of(List.of("a", 102), List.of("a", 103)), cache.compileMany(ANSI, update, List.of(Map.of(), Map.of())).bindings()
                .stream().map(List::of).toList());
        Versions versions = new Versions();
        assertSql("UPDATE versions SET text = ?, version = version + 1", update(versions).set(versions.text, "x"), "x");
        DatabaseException refusal = assertThrows(DatabaseException.class, () -> cache.compile(ANSI, update(jobs), Map.of()));
        assertEquals("the update of jobs sets nothing; use set(…)", refusal.getMessage());
    }

    @Test
    void anUpsertGetsBoth() {
        assertSql("INSERT INTO jobs (name, version, token, level, score) VALUES (?, ?, ?, ?, ? * ?) ON CONFLICT (name) DO UPDATE SET "
                + "version = excluded.version, change_number = ?", insertInto(jobs).set(jobs.name, "a").set(jobs.version, 1)
                        .onConflict(jobs.name).doUpdate(), "a", 1, "t0", 3, 6, 7, 100);
        assertSql("INSERT INTO jobs (name, token, level, score) VALUES (?, ?, ?, ? * ?) ON CONFLICT (name) DO NOTHING",
                insertInto(jobs).set(jobs.name, "a").onConflict(jobs.name).doNothing(), "a", "t1", 3, 6, 7);
    }

    @Test
    void oneRunCompiledForTwoDialectsHasTheSameValues() {
        SuppliedValues supplied = new SuppliedValues();
        Insert two = insertInto(jobs).columns(jobs.name).values("a").values("b");
        Object[] first = cache.compile(ANSI, two, Map.of(), supplied).binds();
        Dialect other = POOR.toBuilder().with(Feature.MULTIVALUES_INSERT).build();
        assertEquals(List.of(first), List.of(cache.compile(other, two, Map.of(), supplied).binds()));
        assertEquals(2, jobs.tokens);
        SuppliedValues batch = new SuppliedValues();
        List<Map<String, Object>> rows = List.of(Map.of("name", "a"), Map.of("name", "b"));
        List<List<Object>> once = cache.compileMany(ANSI, insertInto(jobs), rows, batch).bindings().stream().map(List::of).toList();
        assertEquals(once, cache.compileMany(other, insertInto(jobs), rows, batch).bindings().stream().map(List::of).toList());
        assertEquals(4, jobs.tokens);
    }

    @Test
    void aSupplierThatFailsIsNamed() {
        jobs.broken = true;
        DatabaseException failure = assertThrows(DatabaseException.class, () -> cache.compile(ANSI, insertInto(jobs).defaultValues(),
                Map.of()));
        assertEquals("the supplier of a value for column jobs.token failed: java.lang.IllegalStateException", failure.getMessage());
        assertEquals(ErrorKind.USAGE, failure.kind());
        assertSame(IllegalStateException.class, failure.getCause().getClass());
    }

    @Test
    void aSelectMustGiveThem() {
        DatabaseException refusal = assertThrows(DatabaseException.class, () -> cache.compile(ANSI, insertInto(jobs).columns(jobs.name)
                .from(select(jobs.name).from(jobs)), Map.of()));
        assertEquals("the insert into jobs from a query does not name the columns [jobs.token, jobs.level, jobs.score], whose defaults are "
                + "made for one row at a time; name them in columns(…) and select values for them", refusal.getMessage());
        assertSql("INSERT INTO jobs (name, token, level, score) SELECT name, token, level, score FROM jobs",
                insertInto(jobs).columns(jobs.name, jobs.token, jobs.level, jobs.score).from(select(jobs.name, jobs.token, jobs.level,
                        jobs.score).from(jobs)));
    }
}
