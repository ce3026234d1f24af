// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import static io.colonnade.dialect.Dialects.ANSI;
import static io.colonnade.dialect.Dialects.POOR;
import static io.colonnade.dialect.Tables.NOTES;
import static io.colonnade.dialect.Tables.TAGS;
import static io.colonnade.sql.Sql.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Insert;
import io.colonnade.sql.Statement;
import io.colonnade.sql.TableAlias;
import io.colonnade.sql.Types;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What inserts, updates and deletes cannot mean, and what a database lacks. */
class ChangesRefusalTest {

    private static final Dialect NOTHING = Dialect.ansi("nothing");

    private final StatementCache cache = new StatementCache(10);

    private static void refused(ErrorKind kind, String message, Executable executable) {
        DatabaseException e = assertThrows(DatabaseException.class, executable);
        assertEquals(message, e.getMessage());
        assertEquals(kind, e.kind());
    }

    private static void refused(String message, Executable executable) {
        refused(ErrorKind.USAGE, message, executable);
    }

    private void uncompiled(String message, Statement statement) {
        refused(ErrorKind.USAGE, message, () -> cache.compile(ANSI, statement, Map.of()));
        assertEquals(0, cache.size());
    }

    private void unsupported(Dialect dialect, String message, Statement statement) {
        refused(ErrorKind.UNSUPPORTED, message, () -> cache.compile(dialect, statement, Map.of()));
    }

    private static Insert tag() {
        return insertInto(TAGS).columns(TAGS.note, TAGS.tag, TAGS.rank).values(1, "a", 5);
    }

    @Test
    void valuesThatReadTheTable() {
        Expression<Integer> highest = scalar(select(max(TAGS.rank)).from(TAGS), Types.INTEGER);
        Dialect several = POOR.toBuilder().with(Feature.MULTIVALUES_INSERT).build();
        unsupported(several, "an insert of several rows whose values read table app.tags, of which the later would read the earlier, is not "
                + "possible with dialect poor; insert one row at a time", tag().values(2, "b", highest));
        unsupported(POOR, "a value of doUpdate(…) that reads table app.tags is not possible with dialect poor; read it with a select before, "
                + "in the same transaction", tag().onConflict(TAGS.note, TAGS.tag).doUpdate(set(TAGS.rank, highest)));
        unsupported(several.toBuilder().with(Feature.CHANGED_TABLE_IN_SUBQUERY).build(), "a value of doUpdate(…) that reads table app.tags, "
                + "for several rows, is not possible with dialect poor; read it with a select before, in the same transaction",
                tag().values(2, "b", 6).onConflict(TAGS.note, TAGS.tag).doUpdate(set(TAGS.rank, highest)));
    }

    @Test
    void columnsThatCannotBeSet() {
        refused("column notes.text is not one of table app.tags", () -> insertInto(TAGS).set(NOTES.text, "a"));
        refused("column tags.tag is set twice", () -> insertInto(TAGS).set(TAGS.tag, "a").set(TAGS.tag, "b"));
        refused("column tags.tag is set twice", () -> insertInto(TAGS).columns(TAGS.tag, TAGS.tag));
        refused("column notes.text is not one of table app.tags", () -> update(TAGS).set(NOTES.text, "a"));
        refused("column tags.tag is set twice", () -> update(TAGS).set(TAGS.tag, "a").setNull(TAGS.tag));
        refused("column tags.tag is set twice", () -> tag().onConflict(TAGS.rank).doUpdate(set(TAGS.tag, "a"), set(TAGS.tag, "b")));
        refused("column notes.text is not one of table app.tags", () -> tag().onConflict(TAGS.rank).doUpdate(NOTES.text));
    }

    @Test
    void valuesOfAnotherClass() {
        refused("column tags.note: BIGINT takes Long, not java.lang.String", () -> insertInto(TAGS).columns(TAGS.note).values("secret"));
        refused("column tags.note is BIGINT, column tags.tag is VARCHAR; use cast",
                () -> insertInto(TAGS).columns(TAGS.note).from(select(TAGS.tag).from(TAGS)));
        refused("column tags.note cannot be set to the default of column notes.parent",
                () -> update(TAGS).set(TAGS.note, columnDefault(NOTES.parent)));
    }

    @Test
    void rowsOfASelect() {
        refused("from(query) without columns(…): name the columns of app.tags first", () -> insertInto(TAGS).from(selectFrom(TAGS)));
        refused("the query returns 3 columns for the 1 columns [tags.tag]",
                () -> insertInto(TAGS).columns(TAGS.tag).from(selectFrom(TAGS)));
        refused("the insert into app.tags has its rows already", () -> tag().from(selectFrom(TAGS)));
        refused("the insert into app.tags takes the rows of a query and no others", () -> insertInto(TAGS).columns(TAGS.tag)
                .from(select(TAGS.tag).from(TAGS)).values("a"));
    }

    @Test
    void conflicts() {
        refused("onConflict([tags.tag]): table app.tags declares no primary key, unique constraint or unique index of exactly these columns; its "
                + "keys are [[tags.note, tags.tag], [tags.rank], [tags.note, tags.rank]]", () -> tag().onConflict(TAGS.tag));
        refused("updateWhere(…) on the insert into app.tags without onConflict(…).doUpdate(…)",
                () -> tag().onConflict(TAGS.rank).doNothing().updateWhere(TAGS.rank.gt(1)));
        uncompiled("the insert into app.tags names no column beside its key [tags.rank], so doUpdate() has nothing to set; use doNothing(), "
                + "or say what to set", insertInto(TAGS).set(TAGS.rank, 1).onConflict(TAGS.rank).doUpdate());
        uncompiled("onConflict(…) on an insert of defaults only; set the columns of the key",
                insertInto(TAGS).defaultValues().onConflict(TAGS.rank).doNothing());
        uncompiled("excluded(tags.tag) stands where no row was proposed; it belongs into doUpdate(…) and updateWhere(…)",
                update(TAGS).set(TAGS.tag, excluded(TAGS.tag)));
        uncompiled("excluded(notes.id) is not a column of table app.tags",
                tag().onConflict(TAGS.rank).doUpdate(set(TAGS.note, excluded(NOTES.id))));
        uncompiled("column notes.id belongs to table notes, which is not in the table inserted into; only columns of tags can be named",
                tag().onConflict(TAGS.rank).doUpdate(set(TAGS.note, NOTES.id)));
        uncompiled("the default of column tags.note stands in a calculation or a select; it can only be the value of the column, alone",
                update(TAGS).set(TAGS.note, columnDefault(TAGS.note).plus(1L)));
    }

    @Test
    void conflictsThatADatabaseCannotHandle() {
        unsupported(NOTHING, "onConflict(…) is not possible with dialect nothing; update first, and insert where no row was affected",
                tag().onConflict(TAGS.rank).doNothing());
        unsupported(POOR, "onConflictWith(key) is not possible with dialect poor; name the columns of the key with onConflict(…)",
                tag().onConflictWith("key").doNothing());
        unsupported(NOTHING.toBuilder().upsert(Upsert.ON_CONFLICT).build(), "onConflictWith(key) is not possible with dialect nothing; name "
                + "the columns of the key with onConflict(…)", tag().onConflictWith("key").doNothing());
        unsupported(POOR, "updateWhere(…) is not possible with dialect poor; use caseWhen(…) in the values that doUpdate(…) sets",
                tag().onConflict(TAGS.rank).doUpdate().updateWhere(TAGS.rank.gt(1)));
        unsupported(POOR, "onConflict(…) on an insert from a select is not possible with dialect poor; fetch the rows and insert them with "
                + "executeMany", insertInto(TAGS).columns(TAGS.note).from(select(NOTES.id).from(NOTES)).onConflict(TAGS.rank).doNothing());
        Dialect several = POOR.toBuilder().with(Feature.MULTIVALUES_INSERT, Feature.INSERT_RETURNING).build();
        unsupported(several, "doNothing() on an insert of several rows, which could not tell how many were inserted, is not possible with "
                + "dialect poor; use executeMany", tag().values(2, "b", 6).onConflict(TAGS.rank).doNothing());
        unsupported(several, "doNothing() with returning(…), which would give back the row that is there already, is not possible with "
                + "dialect poor; leave returning(…) out and read the row with a select",
                tag().onConflict(TAGS.rank).doNothing().returning(TAGS.tag));
        unsupported(POOR, "setting the columns [tags.note, tags.rank] each from the other is not possible with dialect poor; read the old "
                + "values from a select of the table under another name, with from(…)", tag().onConflict(TAGS.rank)
                        .doUpdate(set(TAGS.note, TAGS.rank.cast(Types.BIGINT)), set(TAGS.rank, TAGS.note.cast(Types.INTEGER))));
    }

    @Test
    void changesThatADatabaseCannotMake() {
        unsupported(NOTHING, "an update from further tables is not possible with dialect nothing; use scalar(select(…)) for the values and "
                + "exists(…) for the condition", update(TAGS).set(TAGS.tag, NOTES.text).from(NOTES));
        unsupported(NOTHING, "the default of column tags.tag as a value is not possible with dialect nothing; leave the column out of an "
                + "insert, or give the value", update(TAGS).setDefault(TAGS.tag));
        unsupported(NOTHING, "limit(…) on a change of app.tags is not possible with dialect nothing; select the keys with a limit, and use "
                + "in(select)", deleteFrom(TAGS).limit(1));
        unsupported(ANSI, "limit(…) on a change of app.tags that reads further tables or returns rows is not possible with dialect ansi; "
                + "select the keys with a limit, and use in(select)", deleteFrom(TAGS).returning(TAGS.tag).limit(1));
        unsupported(POOR.toBuilder().with(Feature.DELETE_RETURNING).build(), "DELETE RETURNING with further tables is not possible with "
                + "dialect poor; leave returning(…) out and read the rows with a select",
                deleteFrom(TAGS).using(NOTES).returning(TAGS.tag));
        Dialect own = ANSI.toBuilder().without(Feature.MULTI_TABLE_RETURNING).build();
        unsupported(own, "returning a column of n, which is not the changed table, is not possible with dialect ansi; return columns of "
                + "app.tags only, and read the others with a select", deleteFrom(TAGS).using(NOTES.as("n"))
                        .returning(TAGS.tag, lower(NOTES.as("n").column(NOTES.text)).as("x")));
        unsupported(own, "returning a column of notes, which is not the changed table, is not possible with dialect ansi; return columns of "
                + "app.tags only, and read the others with a select", deleteFrom(TAGS).using(NOTES).returning(NOTES.text));
    }

    @Test
    void changesThatCannotBeMeant() {
        uncompiled("orderBy(…) on a change of app.tags without limit(…), which alone makes a difference", deleteFrom(TAGS)
                .orderBy(TAGS.tag));
        refused("limit(-1): 0 or more is accepted", () -> deleteFrom(TAGS).limit(-1));
        uncompiled("\"tags\" stands twice in FROM; give one of them another name with as(…)", deleteFrom(TAGS).using(TAGS));
        uncompiled("column notes.id belongs to table notes, which is not in the update; only columns of tags, n can be named",
                update(TAGS).set(TAGS.note, NOTES.id).from(NOTES.as("n")));
        TableAlias inner = NOTES.as("i");
        unsupported(POOR, "column notes.id from outside in a subquery that reads the changed table is not possible with dialect poor; read "
                + "the table under another name with from(…) or using(…)", deleteFrom(NOTES).where(exists(select(inner.column(NOTES.id))
                        .from(inner).where(inner.column(NOTES.parent).eq(NOTES.id)))));
    }

    @Test
    void fragments() {
        refused("the text of a fragment is empty", () -> fragment(" ", Types.TEXT));
        refused("the fragment \"a ? b\" has a question mark, which drivers take for a place of a value; write {0} and give the value as an "
                + "argument, or use infix(…) for an operator", () -> fragment("a ? b", Types.TEXT));
        refused("the fragment \"{1}\" names argument {1}, but 1 were given", () -> fragment("{1}", Types.TEXT, NOTES.id));
        refused("the fragment \"{1}\" does not name its arguments [0]; write {0} where that one belongs",
                () -> fragment("{1}", Types.TEXT, NOTES.id, NOTES.text));
    }

    @Test
    void itemsOfABatch() {
        refused("row 1: no value is given for [rank]; the statement takes [note, tag, rank]", () -> cache.compileMany(ANSI,
                insertInto(TAGS).onConflict(TAGS.rank).doNothing(), List.of(Map.of("note", 1, "tag", "a", "rank", 1),
                        Map.of("note", 1, "tag", "a"))));
        refused("row 0: there is no parameter [tag]; the statement takes [least]", () -> cache.compileMany(ANSI,
                deleteFrom(TAGS).where(TAGS.rank.lt(param("least", Types.INTEGER))), List.of(Map.of("least", 1, "tag", "x"))));
    }
}
