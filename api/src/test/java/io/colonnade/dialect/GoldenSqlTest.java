// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import static io.colonnade.dialect.Dialects.ANSI;
import static io.colonnade.dialect.Dialects.POOR;
import static io.colonnade.dialect.Tables.NOTES;
import static io.colonnade.dialect.Tables.ODD;
import static io.colonnade.dialect.Tables.TAGS;
import static io.colonnade.sql.Sql.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.sql.DerivedTable;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Labelled;
import io.colonnade.sql.PortableFunction;
import io.colonnade.sql.Precedence;
import io.colonnade.sql.Select;
import io.colonnade.sql.Statement;
import io.colonnade.sql.TableAlias;
import io.colonnade.sql.Types;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GoldenSqlTest {

    private final StatementCache cache = new StatementCache(100);

    private void assertSql(String ansi, String poor, Statement statement) {
        assertEquals(ansi, cache.compile(ANSI, statement, Map.of()).compiled().sql());
        assertEquals(poor, cache.compile(POOR, statement, Map.of()).compiled().sql());
    }

    private void assertItem(String ansi, String poor, Expression<?> item) {
        assertSql("SELECT " + ansi + " AS x FROM notes", "SELECT " + poor + " AS x FROM notes", select(item.as("x")).from(NOTES));
    }

    private void assertWhere(String sql, Expression<Boolean> condition, Object... binds) {
        BoundStatement bound = cache.compile(ANSI, select(NOTES.id).from(NOTES).where(condition), Map.of());
        assertEquals("SELECT id FROM notes WHERE " + sql, bound.compiled().sql());
        assertEquals(Arrays.asList(binds), Arrays.asList(bound.binds()));
    }

    @Test
    void selectWithEveryClause() {
        Labelled<Long> number = count().as("number");
        Select select = select(NOTES.completed, number).distinct().from(NOTES).join(TAGS, TAGS.note.eq(NOTES.id))
                .where(NOTES.text.like("a%")).groupBy(NOTES.completed).having(count().gt(1L)).orderBy(number.desc(), NOTES.completed)
                .limit(10).offset(20);
        String sql = "SELECT DISTINCT notes.completed, count(*) AS number FROM notes JOIN app.tags ON tags.note = notes.id WHERE "
                + "notes.text "
                + "LIKE ? GROUP BY notes.completed HAVING count(*) > ? ORDER BY number DESC, notes.completed LIMIT ? OFFSET ?";
        assertSql(sql, sql.replace("LIKE ?", "LIKE $1").replace("> ?", "> $2").replace("LIMIT ?", "LIMIT $3").replace("SET ?", "SET $4"),
                select);
    }

    @Test
    void selectOfATableAndItsAliases() {
        String all = "SELECT id, text, completed, price, parent FROM notes";
        assertSql(all, all, selectFrom(NOTES));
        TableAlias child = NOTES.as("child");
        String join = "SELECT notes.id, child.id FROM notes LEFT JOIN notes AS child ON child.parent = notes.id";
        assertSql(join, join, select(NOTES.id, child.column(NOTES.id)).from(NOTES)
                .leftJoin(child, child.column(NOTES.parent).eq(NOTES.id)));
        String cross = "SELECT notes.id FROM notes CROSS JOIN app.tags";
        assertSql(cross, cross, select(NOTES.id).from(NOTES, TAGS));
        assertSql("SELECT ? AS column_1", "SELECT $1 AS column_1", select(value(1L)));
    }

    @Test
    void namesAreQuotedOnlyWhereNeeded() {
        assertSql("SELECT \"order\", \"Upper\", \"a\"\"b`c\" FROM \"odd table\"", "SELECT `order`, `Upper`, `a\"b``c` FROM `odd table`",
                selectFrom(ODD));
        assertSql("SELECT id AS \"a.b\" FROM notes", "SELECT id AS `a.b` FROM notes", select(NOTES.id.as("a.b")).from(NOTES));
    }

    @Test
    void derivedTablesAndSubqueries() {
        Labelled<Long> number = count().as("number");
        DerivedTable busy = select(TAGS.note, number).from(TAGS).where(TAGS.rank.gt(3)).groupBy(TAGS.note).as("busy");
        String derived = "SELECT notes.id, busy.number FROM notes JOIN (SELECT note, count(*) AS number FROM app.tags WHERE \"rank\" > ? "
                + "GROUP BY note) AS busy ON busy.note = notes.id WHERE busy.number < ?";
        assertSql(derived, derived.replace("\"rank\" > ?", "`rank` > $1").replace("< ?", "< $2"),
                select(NOTES.id, busy.column(number)).from(NOTES).join(busy, busy.column(TAGS.note).eq(NOTES.id))
                        .where(busy.column(number).lt(9L)));
        assertWhere("EXISTS (SELECT tags.note FROM app.tags WHERE tags.note = notes.id)",
                exists(select(TAGS.note).from(TAGS).where(TAGS.note.eq(NOTES.id))));
        assertWhere("id IN (SELECT tags.note FROM app.tags)", NOTES.id.in(select(TAGS.note).from(TAGS)));
        assertWhere("id NOT IN (SELECT tags.note FROM app.tags WHERE tags.tag = ?)",
                NOTES.id.notIn(select(TAGS.note).from(TAGS).where(TAGS.tag.eq("a"))), "a");
        assertWhere("id = (SELECT max(tags.note) AS max FROM app.tags)",
                NOTES.id.eq(scalar(select(max(TAGS.note)).from(TAGS), Types.BIGINT)));
    }

    @Test
    void comparisons() {
        assertWhere("completed", NOTES.completed);
        assertWhere("text = ?", NOTES.text.eq("a"), "a");
        assertWhere("id = parent", NOTES.id.eq(NOTES.parent));
        assertWhere("id <> ?", NOTES.id.ne(1L), 1L);
        assertWhere("id <> parent", NOTES.id.ne(NOTES.parent));
        assertWhere("id < ? AND id <= ? AND id > ? AND id >= ?",
                and(NOTES.id.lt(1L), NOTES.id.le(2L), NOTES.id.gt(3L), NOTES.id.ge(4L)), 1L, 2L, 3L, 4L);
        assertWhere("id < parent AND id <= parent AND id > parent AND id >= parent",
                and(NOTES.id.lt(NOTES.parent), NOTES.id.le(NOTES.parent), NOTES.id.gt(NOTES.parent), NOTES.id.ge(NOTES.parent)));
    }

    @Test
    void conditions() {
        assertWhere("id IN (?, ?)", NOTES.id.in(1L, 2L), 1L, 2L);
        assertWhere("id NOT IN (?)", NOTES.id.notIn(List.of(7L)), 7L);
        assertWhere("FALSE", NOTES.id.in(List.of()));
        assertWhere("TRUE", NOTES.id.notIn());
        assertWhere("id BETWEEN ? AND ?", NOTES.id.between(1L, 2L), 1L, 2L);
        assertWhere("id NOT BETWEEN ? AND ?", NOTES.id.notBetween(1L, 2L), 1L, 2L);
        assertWhere("id BETWEEN parent AND ? + parent", NOTES.id.between(NOTES.parent, value(5L).plus(NOTES.parent)), 5L);
        Dialect escaping = ANSI.toBuilder().function(PortableFunction.LIKE, "{0} LIKE {1} ESCAPE ''")
                .function(PortableFunction.NOT_LIKE, "{0} NOT LIKE {1} ESCAPE ''").build();
        assertEquals("SELECT id FROM notes WHERE text LIKE ? ESCAPE '' AND text NOT LIKE ? ESCAPE '' AND text LIKE ? ESCAPE '!'",
                escaping.sql(select(NOTES.id).from(NOTES).where(NOTES.text.like("a")).where(NOTES.text.notLike("b"))
                        .where(NOTES.text.like("c", '!'))));
        assertWhere("text LIKE ? ESCAPE '!'", NOTES.text.like("a!%", '!'), "a!%");
        assertWhere("text NOT LIKE ? AND text NOT LIKE ? ESCAPE ''''", NOTES.text.notLike("a").and(NOTES.text.notLike("b", '\'')), "a",
                "b");
        assertWhere("text IS NULL OR text IS NOT NULL", NOTES.text.isNull().or(NOTES.text.isNotNull()));
        assertWhere("NOT (text IS NULL)", NOTES.text.isNull().not());
        assertWhere("NOT completed", not(NOTES.completed));
        assertWhere("completed AND TRUE AND FALSE", condition(NOTES.completed).and(and()).and(or()));
        assertWhere("completed", and(NOTES.completed));
        assertSql("SELECT id FROM notes WHERE text LIKE ? ESCAPE '\\'", "SELECT id FROM notes WHERE text LIKE $1 ESCAPE '\\\\'",
                select(NOTES.id).from(NOTES).where(NOTES.text.like("a", '\\')));
    }

    @Test
    void calculations() {
        assertItem("id + ? - parent", "id + $1 - parent", NOTES.id.plus(1L).minus(NOTES.parent));
        assertItem("id - (parent - ?)", "id - (parent - $1)", NOTES.id.minus(NOTES.parent.minus(1L)));
        assertItem("(id + ?) * parent / ? % parent", "(((id + $1) * parent) DIV $2) % parent",
                NOTES.id.plus(1L).times(NOTES.parent).dividedBy(2L).modulo(NOTES.parent));
        assertItem("-(-id)", "-(-id)", NOTES.id.negate().negate());
        assertItem("CAST(id AS VARCHAR(5))", "CAST(id AS VARCHAR(5))", NOTES.id.cast(Types.varchar(5)));
        assertItem("CASE WHEN completed THEN ? WHEN id > ? THEN text ELSE ? END",
                "CASE WHEN completed THEN $1 WHEN id > $2 THEN text ELSE $3 END",
                caseWhen(NOTES.completed).then("done").when(NOTES.id.gt(1L)).then(NOTES.text).orElse("open"));
        assertItem("CASE WHEN completed THEN ? END", "CASE WHEN completed THEN $1 END", caseWhen(NOTES.completed).then(1L));
        assertItem("(text || ?) || text", "(text || $1) || text",
                infix("||", Precedence.OTHER, infix("||", Precedence.OTHER, NOTES.text, value("-"), Types.TEXT), NOTES.text, Types.TEXT));
    }

    @Test
    void functions() {
        assertItem("count(*)", "count(*)", count());
        assertItem("count(text)", "count(text)", count(NOTES.text));
        assertItem("count(DISTINCT text)", "count(DISTINCT text)", countDistinct(NOTES.text));
        assertItem("sum(price)", "sum(price)", sum(NOTES.price));
        assertItem("avg(price)", "avg(price)", avg(NOTES.price));
        assertItem("min(text)", "min(text)", min(NOTES.text));
        assertItem("max(text)", "max(text)", max(NOTES.text));
        assertItem("coalesce(price, ?)", "coalesce(price, $1)", coalesce(NOTES.price, BigDecimal.ONE));
        assertItem("coalesce(parent, id, parent)", "coalesce(parent, id, parent)", coalesce(NOTES.parent, NOTES.id, NOTES.parent));
        assertItem("lower(upper(text))", "lower(upper(text))", lower(upper(NOTES.text)));
        assertItem("char_length(text)", "length(text)", length(NOTES.text));
        assertItem("app.rot13(text, ?)", "app.rot13(text, $1)", function("app.rot13", Types.TEXT, NOTES.text, value(3)));
    }

    @Test
    void orderOfNulls() {
        assertSql("SELECT id FROM notes ORDER BY text NULLS FIRST, parent DESC NULLS LAST, price NULLS LAST",
                "SELECT id FROM notes ORDER BY text, parent DESC, CASE WHEN price IS NULL THEN 1 ELSE 0 END, price",
                select(NOTES.id).from(NOTES).orderBy(NOTES.text.asc().nullsFirst(), NOTES.parent.desc().nullsLast(),
                        NOTES.price.asc().nullsLast()));
    }

    @Test
    void limits() {
        assertSql("SELECT id FROM notes LIMIT ?", "SELECT id FROM notes LIMIT $1", select(NOTES.id).from(NOTES).limit(1));
        assertSql("SELECT id FROM notes OFFSET ?", "SELECT id FROM notes LIMIT 18446744073709551615 OFFSET $1",
                select(NOTES.id).from(NOTES).offset(1));
        Dialect third = Dialect.builder("third").offsetWithoutLimit(OffsetWithoutLimit.LIMIT_MINUS_ONE).build();
        assertEquals("SELECT id FROM notes LIMIT -1 OFFSET ?",
                cache.compile(third, select(NOTES.id).from(NOTES).offset(1), Map.of()).compiled().sql());
    }

    @Test
    void changes() {
        assertSql("INSERT INTO notes (text, parent) VALUES (?, ? + ?) RETURNING id",
                "INSERT INTO notes (text, parent) VALUES ($1, $2 + $3)",
                insertInto(NOTES).set(NOTES.text, "a").set(NOTES.parent, value(1L).plus(2L)));
        assertSql("INSERT INTO notes DEFAULT VALUES RETURNING id", "INSERT INTO notes () VALUES ()", insertInto(NOTES).defaultValues());
        assertSql("INSERT INTO app.tags (note, tag) VALUES (?, ?)", "INSERT INTO app.tags (note, tag) VALUES ($1, $2)",
                insertInto(TAGS).columns(TAGS.note, TAGS.tag).values(1, "a"));
        assertSql("UPDATE notes SET text = ?, parent = id + ? WHERE completed",
                "UPDATE notes SET text = $1, parent = id + $2 WHERE completed",
                update(NOTES).set(NOTES.text, "b").set(NOTES.parent, NOTES.id.plus(1L)).where(NOTES.completed));
        assertSql("UPDATE app.tags SET tag = ?", "UPDATE app.tags SET tag = $1", update(TAGS).set(TAGS.tag, "x"));
        assertSql("DELETE FROM notes WHERE id = ? AND completed", "DELETE FROM notes WHERE id = $1 AND completed",
                deleteFrom(NOTES).where(NOTES.id.eq(1L)).where(NOTES.completed));
        assertSql("DELETE FROM app.tags", "DELETE FROM app.tags", deleteFrom(TAGS));
    }

    @Test
    void returning() {
        assertEquals("INSERT INTO notes (text) VALUES (?), (?) RETURNING id, text AS t", cache.compile(ANSI, insertInto(NOTES)
                .columns(NOTES.text).values("a").values("b").returning(NOTES.id, NOTES.text.as("t")), Map.of()).compiled().sql());
        assertEquals("UPDATE notes SET text = ? RETURNING id", cache.compile(ANSI,
                update(NOTES).set(NOTES.text, "a").returning(NOTES.id), Map.of()).compiled().sql());
        assertEquals("DELETE FROM notes RETURNING lower(text) AS lower", cache.compile(ANSI,
                deleteFrom(NOTES).returning(lower(NOTES.text)), Map.of()).compiled().sql());
    }

    @Test
    void tables() {
        String notes = "CREATE TABLE notes (id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, text VARCHAR(100) NOT NULL, "
                + "completed BOOLEAN DEFAULT FALSE NOT NULL, price DECIMAL, parent BIGINT, "
                + "FOREIGN KEY (parent) REFERENCES notes (id) ON DELETE CASCADE)";
        assertSql(notes, notes.replace("GENERATED BY DEFAULT AS IDENTITY", "AUTO_INCREMENT")
                .replace("BOOLEAN DEFAULT FALSE", "TINYINT(1) DEFAULT 0"), createTable(NOTES));
        String tags = "CREATE TABLE IF NOT EXISTS app.tags (note BIGINT NOT NULL, tag VARCHAR(20) DEFAULT 'it''s \\ new' NOT NULL, "
                + "\"rank\" INTEGER DEFAULT -1 UNIQUE, PRIMARY KEY (note, tag), UNIQUE (note, \"rank\"), "
                + "FOREIGN KEY (note) REFERENCES notes (id))";
        assertSql(tags, tags.replace('"', '`').replace("\\", "\\\\"), createTable(TAGS).ifNotExists());
        assertSql("DROP TABLE app.tags", "DROP TABLE app.tags", dropTable(TAGS));
        assertSql("DROP TABLE IF EXISTS notes", "DROP TABLE IF EXISTS notes", dropTable(NOTES).ifExists());
        for (GeneratedKey form : GeneratedKey.values()) {
            String sql = cache.compile(Dialect.builder("x").generatedKey(form).build(), createTable(NOTES), Map.of()).compiled().sql();
            String expected = switch (form) {
                case IDENTITY -> "(id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,";
                case AUTO_INCREMENT -> "(id BIGINT AUTO_INCREMENT PRIMARY KEY,";
                case INTEGER_PRIMARY_KEY -> "(id INTEGER PRIMARY KEY,";
                case SERIAL -> "(id BIGSERIAL PRIMARY KEY,";
            };
            assertTrue(sql.contains(expected), sql);
        }
    }
}
