// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import static io.colonnade.dialect.Dialects.ANSI;
import static io.colonnade.dialect.Dialects.POOR;
import static io.colonnade.dialect.Tables.NOTES;
import static io.colonnade.dialect.Tables.TAGS;
import static io.colonnade.sql.Sql.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.colonnade.sql.Insert;
import io.colonnade.sql.Select;
import io.colonnade.sql.Statement;
import io.colonnade.sql.TableAlias;
import io.colonnade.sql.Types;
import io.colonnade.sql.Update;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What inserts, updates and deletes become. */
class ChangesSqlTest {

    private static final Dialect ALIAS = POOR.toBuilder().upsert(Upsert.ON_DUPLICATE_KEY_ALIAS).with(Feature.MULTIVALUES_INSERT).build();
    private static final Dialect NO_USING = ANSI.toBuilder().deleteUsing(DeleteUsing.NONE).without(Feature.MULTI_TABLE_RETURNING).build();

    private final StatementCache cache = new StatementCache(100);

    private BoundStatement compile(Dialect dialect, Statement statement) {
        return cache.compile(dialect, statement, Map.of());
    }

    private void assertSql(Dialect dialect, String sql, Statement statement, Object... binds) {
        BoundStatement bound = compile(dialect, statement);
        assertEquals(sql, bound.compiled().sql());
        assertEquals(Arrays.asList(binds), Arrays.asList(bound.binds()));
    }

    private static Insert tag() {
        return insertInto(TAGS).columns(TAGS.note, TAGS.tag, TAGS.rank).values(1, "a", 5);
    }

    @Test
    void insertFromASelect() {
        Select select = select(NOTES.id, value("x")).from(NOTES).where(NOTES.completed);
        assertSql(ANSI, "INSERT INTO app.tags (note, tag) SELECT id, ? AS column_2 FROM notes WHERE completed",
                insertInto(TAGS).columns(TAGS.note, TAGS.tag).from(select), "x");
        assertSql(ANSI, "INSERT INTO notes (parent) SELECT id FROM notes", insertInto(NOTES).columns(NOTES.parent)
                .from(select(NOTES.id).from(NOTES)));
        assertSql(ANSI, "INSERT INTO notes (parent) SELECT id FROM notes WHERE TRUE ON CONFLICT (id) DO NOTHING",
                insertInto(NOTES).columns(NOTES.parent).from(select(NOTES.id).from(NOTES)).onConflict(NOTES.id).doNothing());
        assertEquals(false, compile(ANSI, insertInto(NOTES).columns(NOTES.parent).from(select(NOTES.id).from(NOTES))).compiled()
                .returnsKeys());
    }

    @Test
    void upsertOfAllColumnsButTheKey() {
        Insert upsert = tag().onConflict(TAGS.tag, TAGS.note).doUpdate();
        assertSql(ANSI, "INSERT INTO app.tags (note, tag, \"rank\") VALUES (?, ?, ?) ON CONFLICT (tag, note) DO UPDATE SET \"rank\" = "
                + "excluded.\"rank\"", upsert, 1L, "a", 5);
        assertSql(POOR, "INSERT INTO app.tags (note, tag, `rank`) VALUES ($1, $2, $3) ON DUPLICATE KEY UPDATE `rank` = VALUES(`rank`)",
                upsert, 1L, "a", 5);
        assertSql(ALIAS, "INSERT INTO app.tags (note, tag, `rank`) VALUES ($1, $2, $3), ($4, $5, $6) AS excluded ON DUPLICATE KEY UPDATE "
                + "`rank` = excluded.`rank`", tag().values(2, "b", 6).onConflict(TAGS.tag, TAGS.note).doUpdate(), 1L, "a", 5, 2L, "b", 6);
        assertEquals("INSERT INTO app.tags (note, tag) VALUES (?, ?) ON CONFLICT (note, tag) DO NOTHING",
                cache.compileMany(ANSI, insertInto(TAGS).onConflict(TAGS.note, TAGS.tag).doNothing(),
                        List.of(Map.of("note", 1, "tag", "a"))).compiled().sql());
        assertEquals("INSERT INTO app.tags (note, tag, \"rank\") VALUES (?, ?, ?) ON CONFLICT (note, tag) DO UPDATE SET \"rank\" = "
                + "excluded.\"rank\"", cache.compile(ANSI, insertInto(TAGS).onConflict(TAGS.note, TAGS.tag).doUpdate(),
                        Map.of("note", 1, "tag", "a", "rank", 2)).compiled().sql());
    }

    @Test
    void upsertOfSomeColumns() {
        Insert upsert = tag().onConflict(TAGS.rank).doUpdate(set(TAGS.note, TAGS.note.plus(excluded(TAGS.note))), set(TAGS.tag, "new"))
                .updateWhere(TAGS.rank.lt(excluded(TAGS.rank))).updateWhere(TAGS.tag.ne("x"));
        assertSql(ANSI, "INSERT INTO app.tags (note, tag, \"rank\") VALUES (?, ?, ?) ON CONFLICT (\"rank\") DO UPDATE SET note = tags.note "
                + "+ excluded.note, tag = ? WHERE tags.\"rank\" < excluded.\"rank\" AND tags.tag <> ?", upsert, 1L, "a", 5, "new", "x");
        Insert chained = tag().onConflict(TAGS.rank).doUpdate(set(TAGS.note, 7L), set(TAGS.rank, coalesce(TAGS.rank, 9)),
                set(TAGS.tag, caseWhen(TAGS.note.gt(3L)).then("b").orElse("c")));
        assertSql(POOR, "INSERT INTO app.tags (note, tag, `rank`) VALUES ($1, $2, $3) ON DUPLICATE KEY UPDATE `rank` = "
                + "coalesce(tags.`rank`, $4), tag = CASE WHEN tags.note > $5 THEN $6 ELSE $7 END, note = $8", chained, 1L, "a", 5, 9, 3L,
                "b", "c", 7L);
        assertSql(ANSI, "INSERT INTO app.tags (note, tag, \"rank\") VALUES (?, ?, ?) ON CONFLICT ON CONSTRAINT \"My key\" DO NOTHING",
                tag().onConflictWith("My key").doNothing(), 1L, "a", 5);
    }

    @Test
    void countsOfUpserts() {
        assertEquals(RowCount.REPORTED, compile(ANSI, tag().onConflict(TAGS.rank).doUpdate()).compiled().rowCount());
        assertEquals(2, compile(ALIAS, tag().values(1, "b", 6).onConflict(TAGS.rank).doUpdate()).compiled().rowCount().of(4));
        Compiled skipping = compile(POOR, tag().onConflict(TAGS.rank).doNothing()).compiled();
        assertEquals(RowCount.Rule.ONE_UNLESS_SKIPPED, skipping.rowCount().rule());
        assertEquals("INSERT INTO app.tags (note, tag, `rank`) VALUES ($1, $2, $3) ON DUPLICATE KEY UPDATE `rank` = "
                + "IF(LAST_INSERT_ID(18446744073709551615) = 0, `rank`, `rank`)", skipping.sql());
        assertEquals(false, compile(ANSI, insertInto(NOTES).set(NOTES.text, "a").onConflict(NOTES.id).doNothing()).compiled()
                .returnsKeys());
    }

    @Test
    void defaultsAsValues() {
        assertSql(ANSI, "INSERT INTO app.tags (note, tag) VALUES (?, DEFAULT), (?, ?)",
                insertInto(TAGS).columns(TAGS.note, TAGS.tag).values(1, columnDefault(TAGS.tag)).values(2, "b"), 1L, 2L, "b");
        assertSql(ANSI, "UPDATE app.tags SET tag = DEFAULT, \"rank\" = ?", update(TAGS).setDefault(TAGS.tag).set(TAGS.rank, 3), 3);
    }

    @Test
    void updateFromFurtherTables() {
        TableAlias parent = NOTES.as("p");
        Update update = update(NOTES).set(NOTES.text, parent.column(NOTES.text)).set(NOTES.price, NOTES.price).from(parent, TAGS)
                .where(parent.column(NOTES.id).eq(NOTES.parent).and(TAGS.note.eq(1L)));
        assertSql(ANSI, "UPDATE notes SET text = p.text, price = notes.price FROM notes AS p CROSS JOIN app.tags WHERE p.id = notes.parent "
                + "AND tags.note = ?", update, 1L);
        assertSql(POOR, "UPDATE notes CROSS JOIN notes AS p CROSS JOIN app.tags SET notes.text = p.text, notes.price = notes.price WHERE "
                + "p.id = notes.parent AND tags.note = $1", update, 1L);
        assertSql(ANSI, "UPDATE notes SET text = p.text, price = notes.price FROM notes AS p CROSS JOIN app.tags WHERE p.id = notes.parent "
                + "AND tags.note = ? RETURNING notes.id, p.id", update.returning(NOTES.id, parent.column(NOTES.id)), 1L);
        assertSql(NO_USING, "UPDATE notes SET price = CAST(tags.note AS DECIMAL) FROM app.tags RETURNING price", update(NOTES).set(NOTES.price,
                TAGS.note.cast(Types.DECIMAL)).from(TAGS).returning(NOTES.price));
    }

    @Test
    void deleteUsingFurtherTables() {
        Statement delete = deleteFrom(TAGS).using(NOTES).where(NOTES.id.eq(TAGS.note)).where(NOTES.completed).returning(TAGS.tag);
        assertSql(ANSI, "DELETE FROM app.tags USING notes WHERE notes.id = tags.note AND notes.completed RETURNING tags.tag", delete);
        assertSql(NO_USING, "DELETE FROM app.tags WHERE EXISTS (SELECT 1 FROM notes WHERE notes.id = tags.note AND notes.completed) "
                + "RETURNING tag", delete);
        assertSql(POOR, "DELETE FROM app.tags USING app.tags CROSS JOIN notes WHERE notes.id = tags.note",
                deleteFrom(TAGS).using(NOTES).where(NOTES.id.eq(TAGS.note)));
    }

    @Test
    void theChangedTableInASubquery() {
        Statement delete = deleteFrom(NOTES).where(NOTES.id.in(select(NOTES.parent).from(NOTES))
                .and(exists(select(TAGS.note).from(TAGS).where(TAGS.note.eq(NOTES.id)))));
        assertSql(ANSI, "DELETE FROM notes WHERE id IN (SELECT notes.parent FROM notes) AND EXISTS (SELECT tags.note FROM app.tags WHERE "
                + "tags.note = notes.id)", delete);
        assertSql(POOR, "DELETE FROM notes WHERE id IN (SELECT * FROM (SELECT notes.parent FROM notes LIMIT 18446744073709551615) AS "
                + "before_change) AND EXISTS (SELECT tags.note FROM app.tags WHERE tags.note = notes.id)", delete);
        assertSql(POOR, "SELECT id FROM notes WHERE id IN (SELECT notes.parent FROM notes)", select(NOTES.id).from(NOTES)
                .where(NOTES.id.in(select(NOTES.parent).from(NOTES))));
    }

    @Test
    void theInsertedTableInAValue() {
        Insert one = insertInto(TAGS).set(TAGS.note, 1L).set(TAGS.rank, scalar(select(max(TAGS.rank)).from(TAGS).where(TAGS.note.eq(3L)),
                Types.INTEGER).plus(1)).set(TAGS.tag, scalar(select(NOTES.text).from(NOTES), Types.TEXT));
        assertSql(ANSI, "INSERT INTO app.tags (note, \"rank\", tag) VALUES (?, (SELECT * FROM (SELECT max(tags.\"rank\") AS max FROM app.tags "
                + "WHERE tags.note = ?) AS before_change) + ?, (SELECT text FROM notes))", one, 1L, 3L, 1);
        Insert two = insertInto(TAGS).columns(TAGS.note).values(scalar(select(TAGS.note).from(TAGS), Types.BIGINT)).values(2L);
        assertSql(ANSI, "INSERT INTO app.tags (note) VALUES ((SELECT note FROM app.tags)), (?)", two, 2L);
        Insert upsert = insertInto(TAGS).set(TAGS.note, 1L).set(TAGS.tag, "a").onConflict(TAGS.note, TAGS.tag)
                .doUpdate(set(TAGS.rank, scalar(select(max(TAGS.rank)).from(TAGS), Types.INTEGER)));
        assertSql(ANSI, "INSERT INTO app.tags (note, tag) VALUES (?, ?) ON CONFLICT (note, tag) DO UPDATE SET \"rank\" = (SELECT "
                + "max(tags.\"rank\") AS max FROM app.tags)", upsert, 1L, "a");
        assertSql(POOR.toBuilder().with(Feature.CHANGED_TABLE_IN_SUBQUERY).build(), "INSERT INTO app.tags (note, tag) VALUES ($1, $2) ON "
                + "DUPLICATE KEY UPDATE `rank` = (SELECT * FROM (SELECT max(tags.`rank`) AS max FROM app.tags LIMIT 18446744073709551615) AS "
                + "before_change)", upsert, 1L, "a");
    }

    @Test
    void limits() {
        assertSql(ANSI, "UPDATE notes SET text = ? ORDER BY id DESC, price LIMIT ?", update(NOTES).set(NOTES.text, "a")
                .orderBy(NOTES.id.desc(), NOTES.price).limit(5), "a", 5L);
        assertSql(ANSI, "DELETE FROM notes WHERE completed LIMIT ?", deleteFrom(NOTES).where(NOTES.completed).limit(1), 1L);
    }

    @Test
    void assignmentsThatReadOthersComeFirst() {
        Update update = update(NOTES).set(NOTES.id, 1L).set(NOTES.parent, NOTES.id.plus(2L)).set(NOTES.text, "a");
        assertSql(ANSI, "UPDATE notes SET id = ?, parent = id + ?, text = ?", update, 1L, 2L, "a");
        assertSql(POOR, "UPDATE notes SET parent = id + $1, id = $2, text = $3", update, 2L, 1L, "a");
        assertSql(POOR, "UPDATE notes SET parent = parent + $1, text = $2", update(NOTES).set(NOTES.parent, NOTES.parent.plus(1L))
                .set(NOTES.text, "b"), 1L, "b");
    }

    @Test
    void fragments() {
        assertSql(ANSI, "SELECT text COLLATE nocase = ? AS x FROM notes", select(fragment("{0} COLLATE nocase = {1}", Types.BOOLEAN,
                NOTES.text, value("a")).as("x")).from(NOTES), "a");
        assertSql(POOR, "SELECT (f($1 {x}, (id + $2), $3)) + $4 AS x FROM notes", select(fragment("f({1} {x}, {0}, {1})", Types.BIGINT, NOTES.id.plus(7L),
                        value(8L)).plus(9L).as("x")).from(NOTES), 8L, 7L, 8L, 9L);
        assertEquals(false, compile(ANSI, select(fragment("nextval('s')", Types.BIGINT))).compiled().readOnly());
    }

    @Test
    void structureDecidesWhatIsShared() {
        Insert upsert = tag().onConflict(TAGS.rank).doUpdate(TAGS.note);
        assertSame(compile(ANSI, upsert).compiled(), compile(ANSI, insertInto(TAGS).columns(TAGS.note, TAGS.tag, TAGS.rank)
                .values(9, "z", 8).onConflict(TAGS.rank).doUpdate(TAGS.note)).compiled());
        List<Statement> different = List.of(tag(), upsert, tag().onConflict(TAGS.rank).doNothing(), tag().onConflict(TAGS.rank)
                .doUpdate(TAGS.tag), tag().onConflict(TAGS.note, TAGS.tag).doNothing(), tag().onConflictWith("a").doNothing(),
                tag().onConflictWith("b").doNothing(), upsert.updateWhere(TAGS.rank.gt(1)), tag().onConflict(TAGS.rank)
                        .doUpdate(set(TAGS.note, excluded(TAGS.note).plus(1L))),
                insertInto(NOTES).columns(NOTES.parent).from(select(NOTES.id).from(NOTES)), insertInto(NOTES).columns(NOTES.parent)
                        .from(select(NOTES.parent).from(NOTES)), update(NOTES).set(NOTES.price, NOTES.price),
                update(NOTES).setDefault(NOTES.price), update(NOTES).set(NOTES.price, NOTES.price).from(TAGS),
                update(NOTES).set(NOTES.price, NOTES.price).from(NOTES.as("x")), update(NOTES).set(NOTES.price, NOTES.price).limit(1),
                update(NOTES).set(NOTES.price, NOTES.price).orderBy(NOTES.id).limit(1), deleteFrom(NOTES), deleteFrom(NOTES).using(TAGS),
                deleteFrom(NOTES).limit(3), select(fragment("a", Types.BIGINT)), select(fragment("b", Types.BIGINT)));
        Set<Compiled> compiled = new HashSet<>();
        List<Statement> again = new ArrayList<>();
        for (Statement statement : different) {
            if (!compiled.add(compile(ANSI, statement).compiled())) {
                again.add(statement);
            }
        }
        assertEquals(List.of(), again);
        assertNotSame(compile(ANSI, different.get(0)).compiled(), compile(POOR, different.get(0)).compiled());
    }
}
