// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import static io.colonnade.sql.Sql.count;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.selectFrom;
import static io.colonnade.sql.Sql.text;
import static io.colonnade.sql.Sql.value;
import static io.colonnade.sql.Types.BIGINT;
import static io.colonnade.sql.Types.INTEGER;
import static io.colonnade.sql.Types.varchar;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.StatementCache;
import io.colonnade.error.UsageException;
import io.colonnade.spi.Columns;
import io.colonnade.spi.RowValues;
import io.colonnade.sql.AliasColumn;
import io.colonnade.sql.Column;
import io.colonnade.sql.DerivedTable;
import io.colonnade.sql.Labelled;
import io.colonnade.sql.Statement;
import io.colonnade.sql.Table;
import io.colonnade.sql.TableAlias;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Values that are found by the expressions of the query, and records in records. */
class TypedRowTest {

    private static final Notes NOTES = new Notes();

    private static final class Notes extends Table {
        final Column<Long> id = generatedKey("id", BIGINT);
        final Column<String> text = column("text", varchar(100));
        final Column<Integer> rank = column("rank", INTEGER);

        Notes() {
            super("notes");
        }
    }

    /** A row of a statement, with the columns that it is compiled to. */
    private static Row row(Statement statement, Object... values) {
        var compiled = new StatementCache(1).compile(Dialect.ansi("ansi"), statement, Map.of()).compiled();
        return new DataRow(RowValues.of(new Columns(compiled.resultColumns().stream().map(column -> column.label()).toList()), values),
                compiled.resultColumns(), RowItems.of(statement));
    }

    private static Row named(List<String> names, Object... values) {
        return new DataRow(RowValues.of(new Columns(names), values), List.of(), List.of());
    }

    @Test
    void expressionsNeedNoCast() {
        Labelled<Long> notes = count().as("notes");
        Row row = row(select(NOTES.text, NOTES.rank.plus(1), notes, value(3)).from(NOTES), "a", 5, 7L, 3);
        String text = row.get(NOTES.text);
        Integer next = row.get(NOTES.rank.plus(1));
        Long number = row.get(notes);
        assertEquals(List.of("a", 5, 7L), List.of(text, next, number));
        assertEquals(7L, row.get(count()), "behind its label");
        assertEquals(7L, row.get(count().as("notes")), "an equal one");
        assertThrows(UsageException.class, () -> row.get(count().as("others")));
    }

    @Test
    void calculationsAreToldByTheirValues() {
        Row row = row(select(NOTES.rank.plus(1), NOTES.rank.plus(2)).from(NOTES), 1, 2);
        assertEquals(1, row.get(NOTES.rank.plus(1)));
        assertEquals(2, row.get(NOTES.rank.plus(2)));
        assertEquals("the expression is not among the columns of the query: [column_1, column_2]",
                assertThrows(UsageException.class, () -> row.get(NOTES.rank.plus(3))).getMessage());
    }

    @Test
    void equalNamesOfAJoinAreToldByTheirSource() {
        TableAlias other = NOTES.as("other");
        Row row = row(select(NOTES.id, other.column(NOTES.id), other.column(NOTES.text).as("other_text")).from(NOTES)
                .join(other, other.column(NOTES.id).gt(NOTES.id)), 1L, 2L, "b");
        assertEquals(1L, row.get(NOTES.id));
        assertEquals(2L, row.get(other.column(NOTES.id)));
        assertEquals("b", row.get(NOTES.text), "the only one that is read through another name");
        assertEquals("b", row.get(other.column(NOTES.text)));
    }

    @Test
    void aColumnThatIsReadThroughSeveralNamesIsRefused() {
        TableAlias a = NOTES.as("a");
        TableAlias b = NOTES.as("b");
        Row row = row(select(a.column(NOTES.id), b.column(NOTES.id)).from(a, b), 1L, 2L);
        assertEquals("column notes.id stands more than once in the row, as a.id and as b.id; read it as one of them",
                assertThrows(UsageException.class, () -> row.get(NOTES.id)).getMessage());
        assertEquals("column \"rank\" is not among the columns of the query: [id, id]",
                assertThrows(UsageException.class, () -> row.get(NOTES.rank)).getMessage());
    }

    @Test
    void columnsOfDerivedTables() {
        Labelled<Integer> next = NOTES.rank.plus(1).as("next");
        DerivedTable derived = select(NOTES.id, next).from(NOTES).as("d");
        AliasColumn<Integer> column = derived.column(next);
        Row row = row(select(derived.column(NOTES.id), column).from(derived), 1L, 6);
        assertEquals(6, row.get(derived.column(next)));
        assertEquals(1L, row.get(NOTES.id));
    }

    @Test
    void whatAChangeReturns() {
        Dialect returning = Dialect.builder("r").with(io.colonnade.dialect.Feature.INSERT_RETURNING).build();
        Statement insert = insertInto(NOTES).set(NOTES.rank, 1).returning(NOTES.rank.plus(1));
        var columns = new StatementCache(1).compile(returning, insert, Map.of()).compiled().resultColumns();
        Row row = new DataRow(RowValues.of(new Columns(List.of("x")), new Object[] {2}), columns, RowItems.of(insert));
        assertEquals(2, row.get(NOTES.rank.plus(1)));
    }

    @Test
    void ofTextTheNameCounts() {
        Row row = named(List.of("id", "n"), 1L, 6L);
        assertEquals(1L, row.get(NOTES.id));
        assertEquals(1L, row.get(NOTES.as("x").column(NOTES.id)));
        assertEquals(6, row.get(NOTES.rank.as("n")));
        assertThrows(UsageException.class, () -> row.get(count()));
        Row declared = row(text("SELECT id FROM notes").columns(NOTES.id), 4L);
        assertEquals(4L, declared.get(NOTES.id));
    }

    record Author(String name, Integer birthYear) {
    }

    record Place(long id, Author firstAuthor) {
    }

    record Note(Long id, Author author, Place place) {
    }

    @Test
    void aComponentThatIsARecordTakesTheColumnsOfItsPrefix() {
        List<String> names = List.of("id", "author_name", "author_birth_year", "place_id", "place_first_author_name",
                "place_first_author_birthYear");
        assertEquals(new Note(1L, new Author("ada", 1815), new Place(7, new Author("grace", 1906))),
                named(names, 1L, "ada", 1815, 7, "grace", 1906L).as(Note.class));
        Note without = named(names, 1L, null, null, null, null, null).as(Note.class);
        assertNull(without.author(), "all of its columns are NULL");
        assertNull(without.place());
        assertEquals(new Author(null, 1815), named(names, 1L, null, 1815, null, null, null).as(Note.class).author());
        assertNull(named(names, 1L, null, 1815, 3, null, null).as(Note.class).place().firstAuthor());
    }

    @Test
    void aColumnOfTheNameIsTakenUnlessThereAreAllOfItsOwn() {
        Author ada = new Author("ada", 1815);
        record Holder(Author author) {
        }
        assertEquals(ada, named(List.of("author", "author_name"), ada, "grace").as(Holder.class).author());
        assertEquals(ada, named(List.of("author", "author_name", "author_birth_year"), 7L, "ada", 1815).as(Holder.class).author());
    }

    @Test
    void aRecordWithoutColumnsIsRefused() {
        assertEquals("component author of record Note has no column, and none that starts with author_, among [id]; give the column that "
                + "name with AS", assertThrows(UsageException.class, () -> named(List.of("id"), 1L).as(Note.class)).getMessage());
        assertEquals("component name of record Author has no column among [id, author_birth_year]; give the column that name with AS: "
                + "author_name", assertThrows(UsageException.class,
                        () -> named(List.of("id", "author_birth_year"), 1L, 1815).as(Note.class)).getMessage());
    }

    @Test
    void labelsOfAWholeTable() {
        TableAlias n = NOTES.as("n");
        assertEquals(List.of("id", "text", "rank", "first_id", "first_text", "first_rank", "n_id", "n_text", "n_rank"),
                row(selectFrom(NOTES).select(NOTES.columnsAs("first")).select(n.columnsAs("n")).from(n), 1, 2, 3, 4, 5, 6, 7, 8, 9)
                        .columnNames());
    }
}
