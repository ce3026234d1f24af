// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import static io.colonnade.sql.Sql.createTable;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.selectFrom;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Row;
import io.colonnade.dialect.BoundStatement;
import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.Feature;
import io.colonnade.dialect.ParamStyle;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.sql.Column;
import io.colonnade.sql.Table;
import io.colonnade.sql.Types;
import io.colonnade.tck.Rule;
import io.colonnade.tck.Topic;
import io.colonnade.tck.report.Verdict;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a dialect declares of statements and their text, compared with its effect on the live database in both directions. */
@Topic(why = "Statements are compiled by what a dialect claims: a false claim makes statements that the database "
                + "refuses or takes for something else, a missing one refuses what it could do.",
        look = "What the backend declares when it connects; the report shows the statements that were sent and what was "
                + "seen.")
public class FeatureRules extends RuleGroup {

    /** Who takes a name of this length, or so many parameters, is believed to have no limit. */
    static final int LONG_NAME = 1_000;
    private static final int MANY_PARAMETERS = 300_000;

    /** A table with a default that is written as a string in quotes. */
    private static final class Defaulted extends Table {
        final Column<Integer> id = column("id", Types.INTEGER, primaryKey());
        final Column<String> path = column("path", Types.varchar(20), defaultValue("a'b\\c"));

        Defaulted(String name) {
            super(name);
        }
    }

    protected FeatureRules(Target target) {
        super(target);
    }

    /** The first column of a statement's rows; none if it is refused. */
    private List<Object> values(String sql) {
        try {
            return await(db().fetchAll(sql)).stream().map(row -> row.get(0)).toList();
        } catch (DatabaseException refusal) {
            assertTrue(refusal.connectionUsable(), () -> "the connection is usable after " + refusal.getMessage());
            return List.of();
        }
    }

    private Notes twoNotes() {
        Notes notes = notes();
        await(db().execute(notes.insertSql(), Notes.row(1, "a", null)));
        await(db().execute(notes.insertSql(), Notes.row(2, "b", true)));
        return notes;
    }

    @Rule(id = "FLG-01", text = "INSERT_RETURNING is declared if and only if an insert gives back what it has stored",
            proves = Feature.INSERT_RETURNING)
    final void insertReturning() {
        Notes notes = notes();
        List<Object> given = values("INSERT INTO " + notes.name() + " (id, text) VALUES (1, 'a') RETURNING text");
        run().prove(Feature.INSERT_RETURNING, given.equals(List.of("a")) && values("SELECT text FROM " + notes.name()).equals(given));
    }

    @Rule(id = "FLG-02", text = "UPDATE_RETURNING is declared if and only if an update gives back the new values",
            proves = Feature.UPDATE_RETURNING)
    final void updateReturning() {
        Notes notes = twoNotes();
        List<Object> given = values("UPDATE " + notes.name() + " SET text = 'new' RETURNING text");
        run().prove(Feature.UPDATE_RETURNING, given.equals(List.of("new", "new"))
                && values("SELECT text FROM " + notes.name()).equals(given));
    }

    @Rule(id = "FLG-03", text = "DELETE_RETURNING is declared if and only if a delete gives back the values of the rows that are gone",
            proves = Feature.DELETE_RETURNING)
    final void deleteReturning() {
        Notes notes = twoNotes();
        List<Object> given = values("DELETE FROM " + notes.name() + " WHERE id = 2 RETURNING text");
        run().prove(Feature.DELETE_RETURNING, given.equals(List.of("b"))
                && values("SELECT text FROM " + notes.name()).equals(List.of("a")));
    }

    @Rule(id = "FLG-04", text = "MULTIVALUES_INSERT is declared if and only if one insert stores several rows of values",
            proves = Feature.MULTIVALUES_INSERT)
    final void multipleValues() {
        Notes notes = notes();
        boolean taken = accepts("INSERT INTO " + notes.name() + " (id, text) VALUES (1, 'a'), (2, 'b')");
        run().prove(Feature.MULTIVALUES_INSERT, taken && await(ids(db(), notes)).equals(List.of(1, 2)));
    }

    @Rule(id = "FLG-05", text = "NULL_PK_AUTOINCREMENTS is declared if and only if NULL for a generated key makes the database generate one",
            proves = Feature.NULL_PK_AUTOINCREMENTS)
    final void nullForKey() {
        KeyedNotes notes = new KeyedNotes(run().newTable());
        await(run().create(db(), createTable(notes)));
        boolean taken = accepts("INSERT INTO " + notes.name() + " (id, text) VALUES (NULL, 'a')");
        run().prove(Feature.NULL_PK_AUTOINCREMENTS, taken && values("SELECT text FROM " + notes.name() + " WHERE id = 1").size() == 1);
    }

    @Rule(id = "FLG-06", text = "SANE_ROWCOUNT is declared if and only if an update counts the rows that it matched though nothing changed",
            proves = Feature.SANE_ROWCOUNT)
    final void countsMatches() {
        Notes notes = twoNotes();
        String update = "UPDATE " + notes.name() + " SET text = 'same'";
        run().prove(Feature.SANE_ROWCOUNT, await(db().execute(update)).rowsAffected() == 2
                && await(db().execute(update)).rowsAffected() == 2);
    }

    @Rule(id = "FLG-07",
            text = "SANE_MULTI_ROWCOUNT is declared if and only if batches of updates and of inserts, short or long, count each item exactly",
            proves = Feature.SANE_MULTI_ROWCOUNT)
    final void countsItems() {
        Notes notes = twoNotes();
        long[] updates = await(db().executeMany("UPDATE " + notes.name() + " SET text = :t WHERE id = :a OR id = :b", List.of(
                Map.of("t", "x", "a", 1, "b", 1), Map.of("t", "y", "a", -1, "b", -1), Map.of("t", "z", "a", 1, "b", 2))));
        long[] few = await(addAll(db(), notes, range(11, 14)));
        long[] many = await(addAll(db(), notes, range(1_001, 1_600)));
        run().prove(Feature.SANE_MULTI_ROWCOUNT, Arrays.equals(updates, new long[] {1, 0, 2}) && Arrays.equals(few, new long[] {1, 1, 1, 1})
                && many.length == 600 && Arrays.stream(many).allMatch(count -> count == 1));
    }

    @Rule(id = "FLG-08", text = "DOUBLE_QUOTED_STRINGS is declared if and only if a name in double quotes that is no column is a string",
            proves = Feature.DOUBLE_QUOTED_STRINGS)
    final void doubleQuotes() {
        Notes notes = notes();
        add(db(), notes, 1);
        run().prove(Feature.DOUBLE_QUOTED_STRINGS, values("SELECT \"no_such_column\" FROM " + notes.name())
                .equals(List.of("no_such_column")));
    }

    @Rule(id = "FLG-09", text = "NULLS_ORDERING is declared if and only if NULLS FIRST and NULLS LAST put NULL there",
            proves = Feature.NULLS_ORDERING)
    final void nullsOrdering() {
        String sql = "SELECT text FROM " + twoNotes().name() + " ORDER BY completed NULLS ";
        run().prove(Feature.NULLS_ORDERING, values(sql + "FIRST").equals(List.of("a", "b")) && values(sql + "LAST").equals(List.of("b", "a")));
    }

    @Rule(id = "FLG-10", text = "DEFAULT_NULLS_FIRST is declared if and only if NULL comes first in ascending order",
            proves = Feature.DEFAULT_NULLS_FIRST)
    final void nullsFirst() {
        List<Object> ordered = values("SELECT text FROM " + twoNotes().name() + " ORDER BY completed");
        run().prove(Feature.DEFAULT_NULLS_FIRST, ordered.equals(List.of("a", "b")));
    }

    @Rule(id = "FLG-11", text = "INTEGER_DIVISION is declared if and only if an integer divided by an integer is one",
            proves = Feature.INTEGER_DIVISION)
    final void integerDivision() {
        BigDecimal quotient = await(db().fetchValue("SELECT 5 / 2", BigDecimal.class)).get();
        run().prove(Feature.INTEGER_DIVISION, quotient.compareTo(BigDecimal.valueOf(2)) == 0);
    }

    @Rule(id = "FLG-12", text = "SELECTS_ARE_PURE is declared if and only if the database refuses every SELECT that is known to change something",
            why = "A select that changes something must not share a connection with others, or be run twice.",
            proves = Feature.SELECTS_ARE_PURE)
    final void pureSelects() {
        List<String> changing = List.of("SELECT set_config('colonnade.tck', 'x', true)", "SELECT last_insert_id(5)",
                "SELECT pg_advisory_lock(1), pg_advisory_unlock(1)", "SELECT get_lock('colonnade_tck', 0)", "SELECT writefile('x', 'y')",
                "SELECT load_extension('x')", "SELECT set(@colonnade_tck, 1)", "SELECT 1 INTO TEMPORARY colonnade_tck_into");
        boolean pure = changing.stream().noneMatch(sql -> accepts(sql));
        if (!pure) {
            run().findings().forgetDenied();
        }
        run().prove(Feature.SELECTS_ARE_PURE, pure);
    }

    @Rule(id = "FLG-13",
            text = "backslashEscapes is declared if and only if a backslash in a string hides the next character, and text written into a"
                    + " statement keeps its backslashes and quotes",
            components = "lexicalRules")
    final void backslashEscapes() {
        int length = await(db().fetchValue("SELECT length('a\\\\b')", Integer.class)).get();
        boolean declared = run().dialect().lexicalRules().backslashEscapes();
        // To take an escape for a plain character is as wrong as the reverse: both let a string end where it does not.
        run().findings().add("lexicalRules", "backslashEscapes", String.valueOf(declared), String.valueOf(length == 3),
                declared == (length == 3) ? Verdict.CONFIRMED : Verdict.OVERCLAIMED, "");
        Defaulted table = new Defaulted(run().newTable());
        await(run().create(db(), createTable(table)));
        await(db().execute(insertInto(table).set(table.id, 1)));
        assertEquals("a'b\\c", await(db().fetchExactlyOne(selectFrom(table))).get(table.path), "a default, which is written as a string");
        assertEquals(17, await(db().fetchExactlyOne("SELECT 'x\\\\', :n", 17)).getInt(1), "a parameter behind a string that ends in backslashes");
    }

    @Rule(id = "FLG-14", text = "paramStyle is how the database takes placeholders", components = "paramStyle")
    final void paramStyle() {
        Dialect dialect = run().dialect();
        onConnection(direct -> {
            String sql = direct.compile("SELECT :b, :a, :b", 1, 2).compiled().sql();
            assertEquals(dialect.paramStyle() == ParamStyle.QMARK ? "SELECT ?, ?, ?" : "SELECT $1, $2, $3", sql.replaceAll("::\\w+", ""));
            run().findings().working("paramStyle", "paramStyle", dialect.paramStyle(), calculates(direct));
        });
    }

    private static boolean calculates(Direct direct) {
        try {
            return direct.number("SELECT :b + 0 - :a + :a", 1, 2) == 1;
        } catch (DatabaseException refusal) {
            return false;
        }
    }

    @Rule(id = "FLG-15", text = "maxIdentifierLength is the length of the longest name that a column keeps",
            components = "maxIdentifierLength")
    final void longestName() {
        int longest = run().dialect().maxIdentifierLength();
        boolean keeps = keepsName(Math.min(longest, LONG_NAME));
        boolean keepsMore = keeps && longest < LONG_NAME && keepsName(longest + 1);
        run().findings().add("maxIdentifierLength", "maxIdentifierLength", limit(longest), !keeps ? "less" : keepsMore ? "more"
                : limit(longest),
                !keeps ? Verdict.OVERCLAIMED : keepsMore ? Verdict.UNDERCLAIMED : Verdict.CONFIRMED,
                longest < LONG_NAME ? "" : "tried with " + LONG_NAME);
    }

    private static String limit(int value) {
        return value == Integer.MAX_VALUE ? "no limit" : Integer.toString(value);
    }

    private boolean keepsName(int length) {
        String table = run().newTable();
        String name = "x".repeat(length);
        return accepts("CREATE TABLE " + table + " (" + name + " INTEGER)")
                && await(db().fetchAll("SELECT * FROM " + table)).isEmpty()
                && accepts("INSERT INTO " + table + " VALUES (1)")
                && await(db().fetchExactlyOne("SELECT * FROM " + table)).columnNames().equals(List.of(name));
    }

    @Rule(id = "FLG-16",
            text = "a statement takes as many parameters as maxBindParameters says, and the database no more; one more is refused with kind"
                    + " VALUE_TOO_LARGE, and harms nothing",
            components = "maxBindParameters")
    final void mostParameters() {
        int most = Math.min(run().dialect().maxBindParameters(), MANY_PARAMETERS);
        Notes notes = notes();
        add(db(), notes, 1, 2, most, most + 1);
        CompletableFuture<List<Row>> found = idsAmong(notes, most);
        boolean takes = accepts(found) && await(found).stream().map(row -> row.getInt(0)).toList().equals(List.of(1, 2, most));
        boolean takesMore = takes && most < MANY_PARAMETERS && takesMore(most + 1);
        run().findings().add("maxBindParameters", "maxBindParameters", limit(run().dialect().maxBindParameters()),
                takesMore ? "takes one more" : takes ? "works" : "does not work",
                takesMore ? Verdict.UNDERCLAIMED : takes ? Verdict.CONFIRMED : Verdict.OVERCLAIMED, "");
        if (most < MANY_PARAMETERS) {
            failure(ErrorKind.VALUE_TOO_LARGE, idsAmong(notes, most + 1));
        }
        assertIds(db(), notes, 1, 2, most, most + 1);
    }

    private CompletableFuture<List<Row>> idsAmong(Notes notes, int last) {
        return db().fetchAll(among(notes, last), upTo(last));
    }

    private static String among(Notes notes, int last) {
        return "SELECT id FROM " + notes.name() + " WHERE id IN ("
                + IntStream.rangeClosed(1, last).mapToObj(i -> ":p" + i).collect(Collectors.joining(", ")) + ") ORDER BY id";
    }

    private static Object[] upTo(int last) {
        return IntStream.rangeClosed(1, last).boxed().toArray();
    }

    /** Whether the database itself takes so many parameters, which the core refuses. */
    private boolean takesMore(int parameters) {
        List<Integer> ids = new ArrayList<>();
        boolean[] taken = new boolean[1];
        onConnection(direct -> {
            Dialect unlimited = direct.connection().dialect().toBuilder().maxBindParameters(Integer.MAX_VALUE).build();
            Notes notes = direct.notes(1, 2, parameters - 1, parameters);
            BoundStatement bound = direct.statements().compile(unlimited, among(notes, parameters), upTo(parameters));
            taken[0] = accepts(direct.connection().execute(bound.compiled(), bound.binds(), row -> ids.add(((Number) row.get(0)).intValue())));
        });
        return taken[0] && ids.equals(List.of(1, 2, parameters - 1, parameters));
    }
}
