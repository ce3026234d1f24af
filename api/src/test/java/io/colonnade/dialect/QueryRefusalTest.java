// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import static io.colonnade.dialect.Dialects.ANSI;
import static io.colonnade.dialect.Dialects.OTHER;
import static io.colonnade.dialect.Dialects.POOR;
import static io.colonnade.dialect.Tables.NOTES;
import static io.colonnade.dialect.Tables.TAGS;
import static io.colonnade.sql.Aggregates.*;
import static io.colonnade.sql.Sql.*;
import static io.colonnade.sql.Windows.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.sql.CommonTable;
import io.colonnade.sql.DerivedTable;
import io.colonnade.sql.Expression;
import io.colonnade.sql.NamedWindow;
import io.colonnade.sql.Select;
import io.colonnade.sql.Statement;
import io.colonnade.sql.TableAlias;
import io.colonnade.sql.Types;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Queries that cannot be meant, and queries that a dialect lacks: each says what to write instead. */
class QueryRefusalTest {

    private static final Select A = select(NOTES.id).from(NOTES);

    private final StatementCache cache = new StatementCache(100);

    private static void refused(ErrorKind kind, String message, Executable executable) {
        DatabaseException e = assertThrows(DatabaseException.class, executable);
        assertEquals(message, e.getMessage());
        assertEquals(kind, e.kind());
    }

    private static void refused(String message, Executable executable) {
        refused(ErrorKind.USAGE, message, executable);
    }

    private void refused(String message, Statement statement) {
        refused(message, () -> cache.compile(ANSI, statement, Map.of()));
    }

    private void unsupported(String message, Statement statement) {
        unsupported(POOR, message, statement);
    }

    private void unsupported(Dialect dialect, String message, Statement statement) {
        refused(ErrorKind.UNSUPPORTED, message, () -> cache.compile(dialect, statement, Map.of()));
        cache.compile(ANSI, statement, Map.of());
    }

    @Test
    void setOperationsOfOtherColumns() {
        refused("union of 1 columns and 2; both queries must return as many", () -> A.union(select(NOTES.id, NOTES.text).from(NOTES)));
        refused("column 1 of except is BIGINT in the first query and VARCHAR in the second; use cast",
                () -> A.except(select(NOTES.text).from(NOTES)));
        refused("in needs a select of one column, not of 3", () -> NOTES.id.in(selectFrom(TAGS).union(selectFrom(TAGS))));
        refused("orderBy of union names what its first select does not return by name; order by one of its columns or labels, or name the "
                + "whole with as(…) and order a select from it", A.union(A).orderBy(NOTES.parent));
        refused("orderBy of union names what its first select does not return by name; order by one of its columns or labels, or name the "
                + "whole with as(…) and order a select from it", A.union(A).orderBy(NOTES.id.negate()));
        TableAlias n = NOTES.as("n");
        Select two = select(NOTES.id, n.column(NOTES.id)).from(NOTES, n);
        refused("two columns of the result are named id; give one of them another name with as(…)", two.union(two).orderBy(NOTES.id));
    }

    @Test
    void commonTablesThatCannotBeRead() {
        CommonTable ids = commonTable("ids", A);
        CommonTable others = commonTable("ids", A.where(NOTES.id.gt(1L)));
        Select read = select(ids.column(NOTES.id)).from(ids);
        refused("common table ids is read, but not declared before; put with(ids, …).then(…) around the statement", read);
        refused("common table ids is hidden by another one of the same name; give one of them another name", with(others).then(read));
        refused("two common tables are named ids; give one of them another name", () -> with(ids, others));
        refused("table notes is hidden by the common table of the same name; give that another name",
                with(commonTable("notes", select(TAGS.note).from(TAGS))).then(A));
        refused("column ids.id belongs to common table ids, which is not in FROM; add it with from(…) or join(…)",
                with(ids).then(select(ids.column(NOTES.id)).from(NOTES)));
        refused("common table ids does not return column notes.text; add it to its select", () -> ids.column(NOTES.text));
        refused("common table ids does not return a column named x; it returns [id]", () -> ids.column("x", Types.BIGINT));
        refused("column id of common table ids is BIGINT, not TEXT", () -> ids.column("id", Types.TEXT));
        refused("common table ids has 1 columns, but 2 names are given", () -> ids.columns("a", "b"));
        refused("derived table two has two columns named id; give one of them another name with as(…)",
                with(commonTable("two", select(NOTES.id, NOTES.as("n").column(NOTES.id)).from(NOTES, NOTES.as("n")))).then(A));
        CommonTable[] self = new CommonTable[1];
        CommonTable tree = recursive("tree", A).unionAll(t -> {
            self[0] = t;
            return select(t.column(NOTES.id)).from(t);
        });
        refused("tree is the name that a recursive common table gives itself; give with(…) the whole table", () -> with(self[0]));
        refused("the columns of recursive common table tree are named before union(…) or unionAll(…)", () -> tree.columns("a"));
        CommonTable gone = commonTable("gone", deleteFrom(NOTES).returning(NOTES.id));
        refused("common table gone changes data, which stands only before a whole statement; put with(…) before the outermost select",
                select(TAGS.note).from(TAGS).where(TAGS.note.in(with(gone).then(select(gone.column(NOTES.id)).from(gone)))));
    }

    @Test
    void columnsOutOfSight() {
        DerivedTable plain = select(TAGS.note).from(TAGS).where(TAGS.note.eq(NOTES.id)).as("d");
        refused("column notes.id belongs to table notes, which is not in FROM; add it with from(…) or join(…)", A.crossJoin(plain));
        TableAlias n = NOTES.as("n");
        refused("column n.id belongs to alias n of table notes, which is not in FROM up to \"tags\"; join it before",
                A.join(TAGS, TAGS.note.eq(n.column(NOTES.id))).join(n, n.column(NOTES.id).eq(NOTES.id)));
        DerivedTable early = select(TAGS.note).from(TAGS).where(TAGS.note.eq(n.column(NOTES.id))).lateral("d");
        refused("column n.id belongs to alias n of table notes, which is not in FROM; add it with from(…) or join(…)",
                A.crossJoin(early).crossJoin(n));
        refused("the rows of lateral derived table d exist only for a row of the left side; use join, leftJoin or crossJoin",
                () -> A.rightJoin(early, NOTES.completed));
        Select inner = select(TAGS.note).from(TAGS).where(TAGS.note.eq(NOTES.id));
        DerivedTable derived = inner.as("d");
        unsupported("column notes.id of the outer select in a derived or common table within is not possible with dialect poor; name it "
                + "outside of that table, or join", A.where(exists(select(derived.column(TAGS.note)).from(derived))));
        unsupported("column notes.id of the outer select in a derived or common table within is not possible with dialect poor; name it "
                + "outside of that table, or join", A.where(NOTES.id.in(inner.limit(1))));
        refused("a cross join with tags takes no condition; use an inner join",
                () -> new io.colonnade.sql.Join(io.colonnade.sql.Join.Kind.CROSS, TAGS, NOTES.completed));
    }

    @Test
    void joinsThatADialectLacks() {
        unsupported("rightJoin(tags, …) is not possible with dialect poor; use leftJoin with the sources in the other order",
                A.rightJoin(TAGS, TAGS.note.eq(NOTES.id)));
        unsupported("fullJoin(tags, …) is not possible with dialect poor; use unionAll of a leftJoin and of the rows of tags for which "
                + "exists(…) finds no partner", A.fullJoin(TAGS, TAGS.note.eq(NOTES.id)));
        unsupported("lateral derived table d is not possible with dialect poor; use scalar(…) for one value, or rowNumber() over a window "
                + "in a derived table that is joined", A.crossJoin(select(TAGS.note).from(TAGS).lateral("d")));
    }

    @Test
    void setOperationsThatADialectLacks() {
        unsupported("INTERSECT is not possible with dialect poor; use exists(…) in a select", A.intersect(A));
        unsupported(OTHER, "EXCEPT ALL is not possible with dialect other; use except(…), which returns equal rows once", A.exceptAll(A));
        unsupported("with(ids, …) is not possible with dialect poor; use as(…) for a derived table", with(commonTable("ids", A)).then(A));
        unsupported(OTHER, "a hint to materialize common table ids or not is not possible with dialect other; leave it out",
                with(commonTable("ids", A).materialized()).then(A));
        unsupported(OTHER, "with(…) before an insert of values is not possible with dialect other; select the values, with from(…)",
                with(commonTable("ids", A)).then(insertInto(NOTES).set(NOTES.text, "a")));
        unsupported(OTHER, "with(…) before an update or delete is not possible with dialect other; put it before a select in where(…)",
                with(commonTable("ids", A)).then(deleteFrom(NOTES)));
        unsupported(OTHER, "an insert, update or delete as common table gone is not possible with dialect other; run it before, in the same "
                + "transaction", with(commonTable("gone", deleteFrom(NOTES))).then(A));
    }

    @Test
    void locksThatADialectLacks() {
        unsupported("a select that locks its rows is not possible with dialect poor; begin a transaction that writes before it reads",
                A.forUpdate());
        unsupported(OTHER, "a lock FOR KEY SHARE is not possible with dialect other; use forUpdate() or forShare()", A.forKeyShare());
        unsupported(OTHER, "a lock on the rows of notes alone is not possible with dialect other; lock the rows of all sources",
                A.forUpdate(NOTES));
        unsupported(OTHER, "noWait() is not possible with dialect other; set how long a lock is waited for in the session",
                A.forUpdate().noWait());
        unsupported(OTHER, "skipLocked() is not possible with dialect other; use noWait() and try again", A.forShare().skipLocked());
        refused("noWait() without a lock; call forUpdate() or forShare() first", A::noWait);
        refused("\"tags\" is to be locked, but is not in FROM; add it with from(…) or join(…)", A.forUpdate(TAGS));
    }

    @Test
    void pagingThatADialectLacks() {
        unsupported("limitWithTies(…) is not possible with dialect poor; take the rows whose rank() over a window is small enough",
                A.orderBy(NOTES.id).limitWithTies(1));
        refused("limitWithTies(…) without orderBy(…), which says what rows stand in the same place", A.limitWithTies(1));
        refused("limitWithTies(-1): 0 or more is accepted", () -> A.limitWithTies(-1));
        unsupported("distinctOn(…) is not possible with dialect poor; number the rows with rowNumber().over(partitionBy(…).orderBy(…)) in a "
                + "derived table, and take those of number 1", A.distinctOn(NOTES.id));
    }

    @Test
    void valuesThatCannotBeRead() {
        refused("row 0 of table of values v has 1 values for 0 columns []; declare(…) the columns first", () -> valuesTable("v").row(1));
        refused("row 0 of table of values v has 1 values for 2 columns [a, b]",
                () -> valuesTable("v").declare("a", Types.BIGINT).declare("b", Types.TEXT).row(1));
        refused("column v.a: BIGINT takes Long, not java.lang.String", () -> valuesTable("v").declare("a", Types.BIGINT).row("x"));
        refused("column v.a is BIGINT, column notes.text is VARCHAR; use cast", () -> valuesTable("v").declare("a", Types.BIGINT)
                .row(NOTES.text));
        refused("column a of table of values v is declared twice", () -> valuesTable("v").declare("a", Types.BIGINT).declare("a",
                Types.TEXT));
        refused("column b of table of values v is declared after a row; declare all columns first",
                () -> valuesTable("v").declare("a", Types.BIGINT).row(1).declare("b", Types.TEXT));
        refused("table of values v has no column b; it has [a]", () -> valuesTable("v").declare("a", Types.BIGINT).column("b",
                Types.TEXT));
        refused("column v.a is BIGINT, not TEXT", () -> valuesTable("v").declare("a", Types.BIGINT).column("a", Types.TEXT));
        refused("table of values v has no rows; give some with row(…)", A.crossJoin(valuesTable("v").declare("a", Types.BIGINT)));
    }

    @Test
    void windowsThatCannotBeMeant() {
        refused("rank() over a window without an order would number the rows at random; add orderBy(…)",
                () -> rank().over(partitionBy(NOTES.id)));
        refused("range(…) by a difference needs one term of orderBy, not 2",
                () -> sum(NOTES.id).over(orderBy(NOTES.id, NOTES.text).range(preceding(1), currentRow())));
        refused("groups(…) needs orderBy(…), which says what rows are equal",
                () -> sum(NOTES.id).over(partitionBy(NOTES.id).groups(preceding(1), currentRow())));
        refused("a frame from current row to preceding has no rows; give the earlier end first", () -> rows(currentRow(), preceding(1)));
        refused("an end of a frame is 0 or more rows away, not -1", () -> preceding(-1));
        refused("a window excludes rows from its frame; call rows(…), range(…) or groups(…) first",
                () -> orderBy(NOTES.id).excludeTies());
        refused("count() over a window takes neither DISTINCT nor an order of its own; order the window",
                () -> countDistinct(NOTES.id).over());
        refused("ntile(0): 1 or more is accepted", () -> ntile(0));
        refused("lag(-1): 0 or more is accepted", () -> lag(NOTES.id, -1));
        refused("string_agg() has an order already; use orderBy(…) or withinGroup(…), not both",
                () -> aggregate("string_agg", Types.TEXT, NOTES.text).orderBy(NOTES.id).withinGroup(NOTES.id));
        NamedWindow w = window("w", orderBy(NOTES.id));
        refused("window w is not one of the select; add it with window(…)", select(rank().over(w)).from(NOTES));
        refused("two windows are named w; give one of them another name",
                select(rank().over(w)).from(NOTES).window(w, window("w", orderBy(NOTES.text))));
    }

    @Test
    void windowsThatADialectLacks() {
        unsupported("rank() over a window is not possible with dialect poor; use groupBy(…), or a subquery",
                item(rank().over(orderBy(NOTES.id))));
        unsupported("window w is not possible with dialect poor; use groupBy(…), or a subquery", A.window(window("w", orderBy(NOTES.id))));
        unsupported(OTHER, "a value for where lag() finds no row is not possible with dialect other; use caseWhen(…) with the number of the "
                + "row, or coalesce(…) where the values themselves are never NULL", item(lag(NOTES.id, 1, 0L).over(orderBy(NOTES.id))));
        unsupported(OTHER, "a window counted in groups(…) is not possible with dialect other; use rows(…), or denseRank() in a derived table "
                + "and range(…)", item(count().over(orderBy(NOTES.id).groups(currentRow(), currentRow()))));
        unsupported(OTHER, "a window that excludes rows is not possible with dialect other; subtract what the excluded rows add",
                item(count().over(rows(currentRow(), currentRow()).excludeTies())));
        unsupported("filter(…) of string_agg() is not possible with dialect poor; give string_agg() what caseWhen(…) calculates",
                item(aggregate("string_agg", Types.TEXT, NOTES.text).filter(NOTES.completed)));
        unsupported("orderBy(…) of string_agg() is not possible with dialect poor; order the rows of the select",
                item(aggregate("string_agg", Types.TEXT, NOTES.text).orderBy(NOTES.id)));
        unsupported("withinGroup(…) of mode() is not possible with dialect poor; number the rows with rowNumber() over a window",
                item(mode(NOTES.id)));
    }

    @Test
    void groupingsThatADialectLacks() {
        unsupported(OTHER, "orderBy(…) in a select by several groupings is not possible with dialect other; give the select a name with "
                + "as(…), and order a select from that", A.groupBy(rollup(NOTES.id)).orderBy(NOTES.id));
        unsupported(OTHER, "a select by several groupings that is not one rollup(…) alone is not possible with dialect other; use unionAll of "
                + "selects, one for each grouping", A.groupBy(NOTES.text, rollup(NOTES.id)));
        unsupported(OTHER, "a select by several groupings that is not one rollup(…) alone is not possible with dialect other; use unionAll of "
                + "selects, one for each grouping", A.groupBy(groupingSets(List.of(NOTES.id))));
        unsupported(Dialect.builder("none").groupingForm(GroupingForm.NONE).build(), "a select by several groupings is not possible with "
                + "dialect none; use unionAll of selects, one for each grouping", A.groupBy(rollup(NOTES.id)));
        unsupported("grouping(…) is not possible with dialect poor; tell the rows of a rollup by the NULL of their columns",
                item(grouping(NOTES.id)));
        refused("the list of rollup needs at least one", () -> rollup());
        refused("an element of a set of GROUPING_SETS is null", () -> groupingSets(java.util.Arrays.asList(NOTES.id, null)));
    }

    private static Select item(Expression<?> expression) {
        return select(expression.as("x")).from(NOTES);
    }
}
