// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import static io.colonnade.dialect.Dialects.ANSI;
import static io.colonnade.dialect.Dialects.OTHER;
import static io.colonnade.dialect.Tables.NOTES;
import static io.colonnade.dialect.Tables.TAGS;
import static io.colonnade.sql.Sql.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.sql.CommonTable;
import io.colonnade.sql.CommonTableAlias;
import io.colonnade.sql.DerivedTable;
import io.colonnade.sql.Labelled;
import io.colonnade.sql.QueryExpression;
import io.colonnade.sql.Select;
import io.colonnade.sql.Statement;
import io.colonnade.sql.TableAlias;
import io.colonnade.sql.Types;
import io.colonnade.sql.ValuesTable;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Joins, queries put together, WITH, locks, paging and values as sources. */
class QueryGoldenTest {

    private static final Select A = select(NOTES.id).from(NOTES);
    private static final Select B = select(NOTES.parent).from(NOTES);
    private static final Select C = select(TAGS.note).from(TAGS);

    private final StatementCache cache = new StatementCache(100);

    private void assertSql(Dialect dialect, String sql, Statement statement, Object... binds) {
        BoundStatement bound = cache.compile(dialect, statement, Map.of());
        assertEquals(sql, bound.compiled().sql());
        assertEquals(Arrays.asList(binds), Arrays.asList(bound.binds()));
        assertEquals(bound.compiled(), cache.compile(dialect, statement, Map.of()).compiled());
    }

    private void assertSql(String sql, Statement statement, Object... binds) {
        assertSql(ANSI, sql, statement, binds);
    }

    @Test
    void joins() {
        TableAlias child = NOTES.as("child");
        Select ids = select(NOTES.id, child.column(NOTES.id)).from(NOTES);
        String start = "SELECT notes.id, child.id FROM notes ";
        assertSql(start + "RIGHT JOIN notes AS child ON child.parent = notes.id",
                ids.rightJoin(child, child.column(NOTES.parent).eq(NOTES.id)));
        assertSql(start + "FULL OUTER JOIN notes AS child ON child.parent = notes.id AND child.id > ?",
                ids.fullJoin(child, child.column(NOTES.parent).eq(NOTES.id).and(child.column(NOTES.id).gt(3L))), 3L);
        assertSql(start + "CROSS JOIN notes AS child", ids.crossJoin(child));
    }

    @Test
    void lateralDerivedTablesSeeTheSourcesBeforeThem() {
        TableAlias child = NOTES.as("child");
        Labelled<Long> last = max(child.column(NOTES.id)).as("last");
        DerivedTable newest = select(last).from(child).where(child.column(NOTES.parent).eq(NOTES.id)).lateral("newest");
        Select ids = select(NOTES.id, newest.column(last)).from(NOTES);
        String query = "LATERAL (SELECT max(child.id) AS last FROM notes AS child WHERE child.parent = notes.id) AS newest";
        String start = "SELECT notes.id, newest.last FROM notes ";
        assertSql(start + "CROSS JOIN " + query, ids.crossJoin(newest));
        assertSql(start + "LEFT JOIN " + query + " ON newest.last < ?", ids.leftJoin(newest, newest.column(last).lt(9L)), 9L);
        assertSql(OTHER, start + "CROSS JOIN " + query, ids.from(newest));
    }

    @Test
    void setOperationsKeepTheOrderInWhichTheyWereBuilt() {
        assertSql("SELECT id FROM notes UNION SELECT parent FROM notes", A.union(B));
        assertSql("SELECT id FROM notes UNION ALL SELECT parent FROM notes EXCEPT SELECT note FROM app.tags", A.unionAll(B).except(C));
        assertSql("SELECT id FROM notes INTERSECT SELECT parent FROM notes UNION SELECT note FROM app.tags", A.intersect(B).union(C));
        assertSql("(SELECT id FROM notes UNION SELECT parent FROM notes) INTERSECT SELECT note FROM app.tags", A.union(B).intersect(C));
        assertSql("SELECT id FROM notes EXCEPT ALL (SELECT parent FROM notes INTERSECT ALL SELECT note FROM app.tags)",
                A.exceptAll(B.intersectAll(C)));
        String operand = "SELECT * FROM (";
        assertSql(OTHER, "SELECT id FROM notes EXCEPT " + operand + "SELECT parent FROM notes INTERSECT SELECT note FROM app.tags) AS "
                + "operand", A.except(B.intersect(C)));
        assertSql(OTHER, operand + "SELECT id FROM notes UNION SELECT parent FROM notes) AS operand INTERSECT SELECT note FROM app.tags",
                A.union(B).intersect(C));
    }

    @Test
    void setOperationsWithOrderAndLimitInsideAndOutside() {
        QueryExpression both = A.orderBy(NOTES.id).limit(3).unionAll(B.where(NOTES.id.gt(1L)).offset(2)).orderBy(NOTES.id.desc()).limit(4)
                .offset(5);
        assertSql("(SELECT id FROM notes ORDER BY id LIMIT ?) UNION ALL (SELECT parent FROM notes WHERE id > ? OFFSET ?) ORDER BY id DESC "
                + "LIMIT ? OFFSET ?", both, 3L, 1L, 2L, 4L, 5L);
        assertSql(OTHER, "SELECT * FROM (SELECT id FROM notes ORDER BY id LIMIT ?) AS operand UNION ALL SELECT * FROM (SELECT parent FROM "
                + "notes WHERE id > ? OFFSET ?) AS operand ORDER BY id DESC LIMIT ? OFFSET ?", both, 3L, 1L, 2L, 4L, 5L);
        Labelled<Long> number = NOTES.parent.as("number");
        assertSql("SELECT ? AS n UNION SELECT ? AS n ORDER BY n", select(value(1L).as("n")).union(select(value(2L).as("n"))).orderBy(value(3L)
                .as("n")), 1L, 2L);
        QueryExpression sorted = select(number).from(NOTES).union(A).orderBy(number.asc().nullsLast());
        assertSql("SELECT parent AS number FROM notes UNION SELECT id FROM notes ORDER BY number NULLS LAST", sorted);
        assertSql(OTHER, "SELECT parent AS number FROM notes UNION SELECT id FROM notes ORDER BY CASE WHEN number IS NULL THEN 1 ELSE 0 END"
                + ", number", sorted);
    }

    @Test
    void setOperationsStandWhereSelectsDo() {
        QueryExpression both = A.union(B);
        String sql = "SELECT id FROM notes UNION SELECT parent FROM notes";
        String inner = "SELECT notes.id FROM notes UNION SELECT notes.parent FROM notes";
        DerivedTable derived = both.as("both");
        assertSql("SELECT id FROM (" + sql + ") AS \"both\"", select(derived.column(NOTES.id)).from(derived));
        assertSql("SELECT note FROM app.tags WHERE note IN (" + inner + ") AND EXISTS (" + inner + ") AND note = (" + inner + ")",
                C.where(TAGS.note.in(both)).where(exists(both)).where(TAGS.note.eq(scalar(both, Types.BIGINT))));
        assertSql("SELECT note FROM app.tags WHERE note NOT IN (" + inner + " LIMIT ?)", C.where(TAGS.note.notIn(A.union(B).limit(2))), 2L);
        assertSql(OTHER, "SELECT note FROM app.tags WHERE note NOT IN (SELECT * FROM (" + inner + " LIMIT ?) AS operand)",
                C.where(TAGS.note.notIn(A.union(B).limit(2))), 2L);
    }

    @Test
    void commonTables() {
        CommonTable busy = commonTable("busy", select(TAGS.note, count().as("n")).from(TAGS).groupBy(TAGS.note)).columns("a", "b");
        CommonTableAlias other = busy.as("other");
        assertSql("WITH busy (a, b) AS (SELECT note, count(*) AS n FROM app.tags GROUP BY note) SELECT busy.a, other.b FROM busy JOIN busy "
                + "AS other ON other.a = busy.a WHERE busy.b > ?",
                with(busy).then(select(busy.column(TAGS.note), other.column("b", Types.BIGINT)).from(busy)
                        .join(other, other.column(TAGS.note).eq(busy.column("a", Types.BIGINT))).where(busy.column("b", Types.BIGINT)
                                .gt(1L))), 1L);
        CommonTable first = commonTable("first", A).materialized();
        CommonTable second = commonTable("second", select(first.column(NOTES.id)).from(first)).notMaterialized();
        assertSql("WITH first AS MATERIALIZED (SELECT id FROM notes), second AS NOT MATERIALIZED (SELECT id FROM first) SELECT "
                + "id FROM second", with(first, second).then(select(second.column(NOTES.id)).from(second)));
    }

    @Test
    void recursiveCommonTables() {
        CommonTable tree = recursive("tree", A.where(NOTES.parent.isNull())).unionAll(self -> select(NOTES.id).from(NOTES)
                .join(self, self.column(NOTES.id).eq(NOTES.parent)));
        String sql = "WITH RECURSIVE tree AS (SELECT id FROM notes WHERE parent IS NULL UNION ALL SELECT notes.id FROM notes JOIN tree ON "
                + "tree.id = notes.parent) ";
        Select ids = select(tree.column(NOTES.id)).from(tree);
        assertSql(sql + "SELECT id FROM tree", with(tree).then(ids));
        assertSql(sql + "UPDATE notes SET text = ? WHERE id IN (SELECT tree.id FROM tree)",
                with(tree).then(update(NOTES).set(NOTES.text, "a").where(NOTES.id.in(ids))), "a");
        assertSql(sql + "DELETE FROM notes WHERE id IN (SELECT tree.id FROM tree)", with(tree).then(deleteFrom(NOTES)
                .where(NOTES.id.in(ids))));
        assertSql(sql + "INSERT INTO notes (parent) VALUES ((SELECT max(id) AS max FROM tree)) RETURNING id",
                with(tree).then(insertInto(NOTES).set(NOTES.parent, scalar(select(max(tree.column(NOTES.id))).from(tree), Types.BIGINT))));
        CommonTable counter = recursive("counter", select(value(1L).as("x"))).columns("n").union(self -> select(self.column("n",
                Types.BIGINT).plus(1L)).from(self).where(self.column("n", Types.BIGINT).lt(9L)));
        assertSql("WITH RECURSIVE counter (n) AS (SELECT ? AS x UNION SELECT n + ? AS column_1 FROM counter WHERE n < ?) SELECT n FROM "
                + "counter", with(counter).then(select(counter.column("n", Types.BIGINT)).from(counter)), 1L, 1L, 9L);
    }

    @Test
    void withAnywhere() {
        CommonTable ids = commonTable("ids", A);
        QueryExpression query = with(ids).then(select(ids.column(NOTES.id)).from(ids));
        assertSql("SELECT note FROM app.tags UNION SELECT * FROM (WITH ids AS (SELECT id FROM notes) SELECT id FROM ids) AS operand",
                C.union(query));
        assertSql("SELECT note FROM app.tags WHERE note IN (WITH ids AS (SELECT notes.id FROM notes) SELECT ids.id FROM ids)",
                C.where(TAGS.note.in(query)));
        assertSql("WITH outermost AS (WITH ids AS (SELECT id FROM notes) SELECT id FROM ids) SELECT id FROM outermost",
                with(commonTable("outermost", query)).then(select(commonTable("outermost", query).column(NOTES.id))
                        .from(commonTable("outermost", query))));
    }

    @Test
    void commonTablesThatChangeData() {
        CommonTable gone = commonTable("gone", deleteFrom(NOTES).where(NOTES.id.lt(3L)).returning(NOTES.id, NOTES.text));
        Statement statement = with(gone, commonTable("added", insertInto(TAGS).set(TAGS.note, 1L)))
                .then(select(gone.column(NOTES.text)).from(gone));
        assertSql("WITH gone AS (DELETE FROM notes WHERE id < ? RETURNING id, text), added AS (INSERT INTO app.tags (note) VALUES (?)) "
                + "SELECT text FROM gone", statement, 3L, 1L);
        Compiled compiled = cache.compile(ANSI, statement, Map.of()).compiled();
        assertFalse(compiled.readOnly());
        assertEquals(StatementKind.QUERY, compiled.kind());
        assertEquals(1, compiled.resultColumns().size());
    }

    @Test
    void locks() {
        TableAlias other = NOTES.as("other");
        Select ids = select(NOTES.id).from(NOTES, other).where(NOTES.id.eq(1L));
        String sql = "SELECT notes.id FROM notes CROSS JOIN notes AS other WHERE notes.id = ? FOR ";
        assertSql(sql + "UPDATE", ids.forUpdate(), 1L);
        assertSql(sql + "SHARE OF other, notes", ids.forShare(other, NOTES), 1L);
        assertSql(sql + "NO KEY UPDATE NOWAIT", ids.forNoKeyUpdate().noWait(), 1L);
        assertSql(sql + "KEY SHARE OF notes SKIP LOCKED", ids.forKeyShare(NOTES).skipLocked(), 1L);
        assertSql(OTHER, "SELECT id FROM notes LIMIT ? LOCK IN SHARE MODE", A.limit(1).forShare(), 1L);
        assertTrue(cache.compile(ANSI, A, Map.of()).compiled().readOnly());
        assertFalse(cache.compile(ANSI, A.forUpdate(), Map.of()).compiled().readOnly());
    }

    @Test
    void paging() {
        assertSql("SELECT id FROM notes ORDER BY parent OFFSET ? ROWS FETCH FIRST ? ROWS WITH TIES",
                A.orderBy(NOTES.parent).limitWithTies(2).offset(1), 1L, 2L);
        assertSql("SELECT id FROM notes ORDER BY parent LIMIT ?", A.orderBy(NOTES.parent).limitWithTies(2).limit(3), 3L);
        assertSql("SELECT DISTINCT ON (parent, id + ?) id FROM notes ORDER BY parent",
                A.distinct().distinctOn(NOTES.parent, NOTES.id.plus(1L)).orderBy(NOTES.parent), 1L);
    }

    @Test
    void valuesAsSources() {
        ValuesTable codes = valuesTable("codes").declare("id", Types.BIGINT).declare("name", Types.TEXT).row(1L, "one").row(2, null);
        Select names = select(NOTES.id, codes.column("name", Types.TEXT)).from(NOTES)
                .join(codes, codes.column("id", Types.BIGINT).eq(NOTES.id));
        String start = "SELECT notes.id, codes.name FROM notes JOIN ";
        String on = " ON codes.id = notes.id";
        Object[] binds = {1L, "one", 2L, null};
        assertSql(start + "(VALUES (?, ?), (?, ?)) AS codes (id, name)" + on, names, binds);
        assertSql(OTHER, start + "(SELECT ? AS id, ? AS name UNION ALL SELECT ?, ?) AS codes" + on, names, binds);
        assertSql(OTHER.toBuilder().valuesForm(ValuesForm.ROW_COLUMN_LIST).build(), start
                + "(VALUES ROW(?, ?), ROW(?, ?)) AS codes (id, name)" + on, names, binds);
        assertSql(OTHER.toBuilder().valuesForm(ValuesForm.COMMON_TABLE).build(), start
                + "(WITH codes (id, name) AS (VALUES (?, ?), (?, ?)) SELECT * FROM codes) AS codes" + on, names, binds);
    }

    @Test
    void columnsOfDerivedTablesThatReadOthers() {
        TableAlias n = NOTES.as("n");
        DerivedTable inner = select(n.column(NOTES.id), n.column(NOTES.text).as("words")).from(n).as("inside");
        DerivedTable outer = select(inner.column(NOTES.id), inner.column("words", Types.TEXT)).from(inner).as("outside");
        assertSql("SELECT id, words FROM (SELECT id, words FROM (SELECT id, text AS words FROM notes AS n) AS inside) AS outside",
                select(outer.column(inner.column(NOTES.id)), outer.column("words", Types.TEXT)).from(outer));
    }
}
