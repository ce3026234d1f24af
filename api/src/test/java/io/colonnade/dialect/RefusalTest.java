// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import static io.colonnade.dialect.Dialects.ANSI;
import static io.colonnade.dialect.Dialects.POOR;
import static io.colonnade.dialect.Tables.NOTES;
import static io.colonnade.dialect.Tables.TAGS;
import static io.colonnade.sql.Sql.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.sql.Column;
import io.colonnade.sql.DerivedTable;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Precedence;
import io.colonnade.sql.Statement;
import io.colonnade.sql.Table;
import io.colonnade.sql.Types;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class RefusalTest {

    private final StatementCache cache = new StatementCache(100);

    private void refused(ErrorKind kind, String message, Executable executable) {
        DatabaseException e = assertThrows(DatabaseException.class, executable);
        assertEquals(message, e.getMessage());
        assertEquals(kind, e.kind());
    }

    private void refused(String message, Statement statement) {
        refused(ErrorKind.USAGE, message, () -> cache.compile(ANSI, statement, Map.of()));
        assertEquals(0, cache.size());
    }

    private void unsupported(String message, Statement statement) {
        refused(ErrorKind.UNSUPPORTED, message, () -> cache.compile(POOR, statement, Map.of()));
    }

    @Test
    void columnsThatAreNotInFrom() {
        refused("column tags.tag belongs to table tags, which is not in FROM; add it with from(…) or join(…)",
                select(TAGS.tag).from(NOTES));
        refused("column notes.id belongs to table notes, which is not in FROM; add it with from(…) or join(…)", select(NOTES.id));
        refused("column n.id belongs to alias n of table notes, which is not in FROM; add it with from(…) or join(…)",
                select(NOTES.as("n").column(NOTES.id)).from(NOTES));
        refused("column tags.note belongs to table tags, which is not in the updated table; only columns of notes can be named",
                update(NOTES).set(NOTES.parent, TAGS.note));
        refused("column tags.note belongs to table tags, which is not in the table deleted from; only columns of notes can be named",
                deleteFrom(NOTES).where(TAGS.note.eq(1L)));
        refused("column notes.id belongs to table notes, which cannot be named here: only values and calculations can",
                insertInto(NOTES).set(NOTES.parent, NOTES.id));
        refused("column notes.id belongs to table notes, which cannot be named here: only values and calculations can",
                select(NOTES.id).from(NOTES).limit(NOTES.id));
        DerivedTable derived = select(TAGS.note).from(TAGS).where(TAGS.note.eq(NOTES.id)).as("d");
        refused("column notes.id belongs to table notes, which is not in FROM; add it with from(…) or join(…)",
                select(NOTES.id).from(NOTES, derived));
    }

    @Test
    void namesThatMeanTwoThings() {
        refused("\"notes\" stands twice in FROM; give one of them another name with as(…)",
                select(NOTES.id).from(NOTES).join(NOTES, NOTES.completed));
        refused("two columns of the result are named a; give one of them another name with as(…)",
                select(NOTES.id.as("a"), NOTES.text.as("a")).from(NOTES));
        refused("two columns of the result are named id; give one of them another name with as(…)",
                select(NOTES.id, NOTES.text.as("id")).from(NOTES));
        refused("derived table d has two columns named id; give one of them another name with as(…)",
                select(count()).from(select(NOTES.id, NOTES.as("n").column(NOTES.id)).from(NOTES, NOTES.as("n")).as("d")));
        refused("column notes.id of the outer select is hidden by another \"notes\" in the inner one; give one of them another name "
                + "with as(…)",
                select(NOTES.id).from(NOTES).where(exists(select(TAGS.as("notes").column(TAGS.note)).from(TAGS.as("notes"))
                        .where(NOTES.id.eq(1L)))));
        refused("orderBy names the label n, which the select does not return; add it to the select, or order by the expression itself",
                select(NOTES.id).from(NOTES).orderBy(count().as("n").desc()));
    }

    @Test
    void statementsThatAreNotComplete() {
        refused("join(tags, …) without from(…)", select(TAGS.note).join(TAGS, TAGS.note.eq(1L)));
        refused("the update of notes sets nothing; use set(…)", update(NOTES).where(NOTES.completed));
        refused("the insert into notes has no values; use set(…), values(…) or defaultValues(), or give them by column name where it "
                + "is run",
                insertInto(NOTES));
        refused("no values are given for the insert into notes; give some, or use defaultValues()", insertInto(NOTES).columns(NOTES.text));
        refused("there is no parameter [a]; the statement takes none", () -> cache.compile(ANSI, selectFrom(TAGS), Map.of("a", 1)));
    }

    private void refused(String message, Executable executable) {
        refused(ErrorKind.USAGE, message, executable);
    }

    @Test
    void parametersByName() {
        Statement select = select(NOTES.id).from(NOTES).where(NOTES.id.gt(param("low", Types.BIGINT))
                .and(NOTES.id.lt(param("high", Types.BIGINT))));
        refused("no value is given for [low, high]; the statement takes [low, high]", () -> cache.compile(ANSI, select, Map.of()));
        refused("no value is given for [high], and there is no parameter [hihg, hugh]; the statement takes [low, high]",
                () -> cache.compile(ANSI, select, Map.of("low", 1, "hugh", 2, "hihg", 3)));
        refused("no value is given for [high], and there is no parameter [hihg]; the statement takes [low, high]",
                () -> cache.compile(ANSI, select, Map.of("low", 1, "hihg", 3)));
        refused("parameter low: BIGINT takes Long, not java.lang.String",
                () -> cache.compile(ANSI, select, Map.of("low", "secret", "high", 2)));
        refused("no value is given for [b]; the statement takes [a, b]",
                () -> cache.compile(ANSI, text("SELECT :a, :b").bind("a", 1), Map.of()));
        refused("parameters [a] are bound in the text and given again where it is run; give each once",
                () -> cache.compile(ANSI, text("SELECT :a").bind("a", 1), Map.of("a", 2)));
        refused("the statement has 2 parameters [a, b], but 1 values were given; give one for each, in this order",
                () -> cache.compile(ANSI, "SELECT :a, :b, :a", 1));
    }

    @Test
    void rowsOfABatch() {
        refused("row 0: the insert into notes takes the columns [id, text, completed, price, parent], not [txt]",
                () -> cache.compileMany(ANSI, insertInto(NOTES), List.of(Map.of("txt", "a"))));
        refused("row 1: no value is given for [text], and there is no parameter [txt]; the statement takes [text]",
                () -> cache.compileMany(ANSI, insertInto(NOTES), List.of(Map.of("text", "a"), Map.of("txt", "b"))));
        refused("row 1: there is no parameter [parent]; the statement takes [text]",
                () -> cache.compileMany(ANSI, insertInto(NOTES), List.of(Map.of("text", "a"), Map.of("text", "b", "parent", 1))));
        refused("row 1: parameter text: VARCHAR takes String, not java.lang.Integer",
                () -> cache.compileMany(ANSI, insertInto(NOTES), List.of(Map.of("text", "a"), Map.of("text", 4711))));
        refused("row 0: no values are given for the insert into notes; give some, or use defaultValues()",
                () -> cache.compileMany(ANSI, insertInto(NOTES), List.of(Map.of())));
        refused("row 0: there is no parameter [null]; the statement takes none",
                () -> cache.compileMany(ANSI, deleteFrom(NOTES), List.of(Collections.singletonMap(null, 1))));
        refused("returning(…) on notes in a statement that is run many times, which gives back counts only; run it once with several "
                + "rows of "
                + "values, or once for each row", () -> cache.compileMany(ANSI, insertInto(NOTES).returning(NOTES.id),
                        List.of(Map.of("text", "a"))));
        refused("a text with RETURNING is run many times, which gives back counts only; run it once for each row",
                () -> cache.compileMany(ANSI, text("DELETE FROM notes WHERE id = :a RETURNING id"), List.of(Map.of("a", 1))));
    }

    @Test
    void whatADialectLacks() {
        unsupported("an insert of several rows is not possible with dialect poor; use executeMany",
                insertInto(NOTES).columns(NOTES.text).values("a").values("b"));
        unsupported("INSERT RETURNING is not possible with dialect poor; leave returning(…) out and read the rows with a select",
                insertInto(NOTES).set(NOTES.text, "a").returning(NOTES.id));
        unsupported("UPDATE RETURNING is not possible with dialect poor; leave returning(…) out and read the rows with a select",
                update(NOTES).set(NOTES.text, "a").returning(NOTES.id));
        unsupported("DELETE RETURNING is not possible with dialect poor; leave returning(…) out and read the rows with a select",
                deleteFrom(NOTES).returning(NOTES.id));
        unsupported("operator ? is not possible with dialect poor; use an operator without a question mark, or a function",
                select(infix("?", Precedence.OTHER, value("a"), value("b"), Types.BOOLEAN)));
        LexicalRules a = LexicalRules.ANSI;
        Dialect hash = Dialect.builder("hash").lexicalRules(new LexicalRules(a.stringQuotes(), a.identifierQuotes(), false, false, false,
                false, true, a.dashComments(), false, "")).build();
        for (Expression<?> operator : List.of(infix("#>", Precedence.OTHER, value("a"), value("b"), Types.TEXT),
                prefix("#>", value("a"), Types.TEXT), postfix(value("a"), "#>", Types.TEXT))) {
            refused(ErrorKind.UNSUPPORTED, "operator #> is not possible with dialect hash; use a function: the # starts a comment there",
                    () -> cache.compile(hash, select(operator), Map.of()));
            assertTrue(cache.compile(ANSI, select(operator), Map.of()).compiled().sql().contains("#>"));
        }
        refused(ErrorKind.UNSUPPORTED, "an insert of defaults only is not possible with dialect none; set one column of notes",
                () -> cache.compile(Dialect.builder("none").defaultValues(DefaultValues.NONE).build(), insertInto(NOTES).defaultValues(),
                        Map.of()));
        refused(ErrorKind.VALUE_TOO_LARGE, "the statement has 128 values, long lists rounded up to a power of two; dialect poor takes 100; use shorter lists, or executeMany "
                + "for many rows",
                () -> cache.compile(POOR, select(NOTES.id).from(NOTES).where(NOTES.id.in(LongStream.rangeClosed(1, 101).boxed()
                        .toList())), Map.of()));
        refused("the name a_name_of_21_letters_ has 21 characters; poor takes 20",
                () -> cache.compile(POOR, select(NOTES.id.as("a_name_of_21_letters_")).from(NOTES), Map.of()));
    }

    @Test
    void defaultsThatCannotBeText() {
        final class Dates extends Table {
            final Column<LocalDate> day = column("day", Types.DATE, defaultValue(LocalDate.of(10_000, 1, 1)));

            Dates() {
                super("dates");
            }
        }

        final class Named extends Table {
            final Column<Integer> number = column("number", Types.INTEGER, defaultValue(param("a", Types.INTEGER)));

            Named() {
                super("named");
            }
        }

        refused("a value of type DATE (LocalDate) cannot be written as SQL text: its year does not lie between 0000 and 9999; give it as an "
                + "expression, such as function(\"…\", type)",
                createTable(new Dates()));
        refused("parameter :a cannot stand in a statement that creates something; give a value", createTable(new Named()));
    }

    @Test
    void capacity() {
        refused("the capacity of the statement cache is 0; 1 or more is accepted", () -> new StatementCache(0));
    }

    @Test
    void noMessageHoldsAValue() {
        DatabaseException e = assertThrows(DatabaseException.class, () -> cache.compileMany(ANSI, insertInto(NOTES),
                List.of(Map.of("text", new StringBuilder("secret")))));
        assertFalse(e.getMessage().contains("secret"), e.getMessage());
    }
}
