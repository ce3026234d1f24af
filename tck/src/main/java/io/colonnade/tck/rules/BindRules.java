// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import static io.colonnade.sql.Sql.param;
import static io.colonnade.sql.Sql.select;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.Row;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.sql.Types;
import io.colonnade.tck.Rule;
import io.colonnade.tck.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Values for the parameters of a statement. */
@Topic(why = "A value that is bound wrongly changes data silently, and one that becomes SQL is an injection.",
        look = "How binds are set on the driver's statement, and the lexicalRules and paramStyle of the dialect.")
public class BindRules extends RuleGroup {

    protected BindRules(Target target) {
        super(target);
    }

    @Rule(id = "BND-01", text = "values are bound by name from a map, whatever its order")
    final void bindsByName() {
        assertEquals(List.of(1, 2), numbers("SELECT :first, :second", Map.of("second", 2, "first", 1)));
    }

    @Rule(id = "BND-02", text = "values without names are bound in the order in which the distinct names first stand in the text")
    final void bindsByOrder() {
        Row row = await(db().fetchExactlyOne("SELECT :b, :a, :b", 1, 2));
        assertEquals(List.of(1, 2, 1), IntStream.range(0, 3).mapToObj(row::getInt).toList());
    }

    @Rule(id = "BND-03", text = "a name that stands several times in the text is bound once and has the same value everywhere")
    final void sameNameTwice() {
        assertEquals(List.of(7, 8, 7, 7), numbers("SELECT :n, :m, :n, :n", Map.of("n", 7, "m", 8)));
    }

    @Rule(id = "BND-04", text = "a missing value is an error that names the parameter, and nothing is sent")
    final void missingName() {
        Notes notes = notes();
        int sent = sent();
        DatabaseException refusal = failure(ErrorKind.USAGE, db().execute(notes.insertSql(), Map.of("id", 1, "text", "a")));
        assertTrue(words(refusal).contains("completed"), () -> "the message names the parameter: " + refusal.getMessage());
        assertEquals(sent, sent(), "statements sent");
    }

    @Rule(id = "BND-05", text = "a value for a name that the text does not have is an error that names it, and nothing is sent")
    final void extraName() {
        int sent = sent();
        DatabaseException refusal = failure(ErrorKind.USAGE, db().fetchAll("SELECT :a", Map.of("a", 1, "surplus", 2)));
        assertTrue(words(refusal).contains("surplus"), () -> "the message names the parameter: " + refusal.getMessage());
        assertEquals(sent, sent(), "statements sent");
    }

    @Rule(id = "BND-06", text = "too few or too many values without names are an error, and nothing is sent")
    final void wrongCount() {
        int sent = sent();
        failure(ErrorKind.USAGE, db().fetchAll("SELECT :a, :b", 1));
        failure(ErrorKind.USAGE, db().fetchAll("SELECT :a, :b", 1, 2, 3));
        failure(ErrorKind.USAGE, db().fetchAll("SELECT 1", 1));
        assertEquals(sent, sent(), "statements sent");
    }

    @Rule(id = "BND-07", text = "a colon in a string, a quoted name or a comment is no parameter")
    final void colonsInQuotes() {
        char quote = run().dialect().identifierQuote();
        Row row = await(db().fetchExactlyOne("SELECT ':a', 'it''s :b', 1 AS " + quote + "x:c" + quote + " /* :d */, :n -- :e\n", 5));
        assertEquals(":a", row.get(0));
        assertEquals("it's :b", row.get(1));
        assertEquals("x:c", row.columnNames().get(2));
        assertEquals(5, row.getInt(3));
    }

    @Rule(id = "BND-08",
            text = "two colons are no parameter: the text reaches the database, which takes it as a cast or refuses its syntax")
    final void doubleColon() {
        CompletableFuture<List<Row>> answer = db().fetchAll("SELECT '1'::integer");
        try {
            assertEquals(1, await(answer).get(0).getInt(0));
        } catch (DatabaseException e) {
            assertEquals(ErrorKind.SYNTAX, e.kind(), "the kind of the refusal");
        }
    }

    @Rule(id = "BND-09", text = "null is bound as NULL, by name, by order and in a batch")
    final void bindsNull() {
        Notes notes = notes();
        await(db().execute(notes.insertSql(), Notes.row(1, "a", null)));
        await(db().execute(notes.insertSql(), 2, "b", null));
        await(db().executeMany(notes.insertSql(), List.of(Notes.row(3, "c", null), Notes.row(4, "d", true))));
        assertEquals(3L, await(db().fetchValue("SELECT count(*) FROM " + notes.name() + " WHERE completed IS NULL", Long.class)).get());
    }

    @Rule(id = "BND-10", text = "a statement takes more than ten parameters, each in its place")
    final void manyParameters() {
        StringBuilder sql = new StringBuilder("SELECT ");
        Map<String, Object> values = new HashMap<>();
        for (int i = 0; i < 25; i++) {
            sql.append(i == 0 ? "" : ", ").append(":p").append(i);
            values.put("p" + i, i * 100);
        }
        assertEquals(IntStream.range(0, 25).mapToObj(i -> i * 100).toList(), numbers(sql.toString(), values));
    }

    @Rule(id = "BND-11",
            text = "a value never becomes SQL: quotes, backslashes, colons, question marks and statements come back as they were bound",
            why = "This is injection.")
    final void valuesAreNoSql() {
        Notes notes = notes();
        List<String> texts = List.of("'); DROP TABLE " + notes.name() + "; --", "it's", "a\\'b", "\\", "\"quoted\"", ":text ?1 $1 %s", "");
        for (int i = 0; i < texts.size(); i++) {
            await(db().execute(notes.insertSql(), Notes.row(i, texts.get(i), true)));
        }
        assertEquals(texts, await(db().fetchAll("SELECT text FROM " + notes.name() + " ORDER BY id"))
                .stream().map(row -> row.getString(0)).toList());
    }

    @Rule(id = "BND-12", text = "an expression takes values for its named parameters")
    final void expressionParameters() {
        Notes notes = notes();
        add(db(), notes, 1, 2, 3);
        List<Row> rows = await(db().fetchAll(select(notes.id).from(notes).where(notes.id.ge(param("low", Types.INTEGER))).orderBy(notes.id),
                Map.of("low", 2)));
        assertEquals(List.of(2, 3), rows.stream().map(row -> row.get(notes.id)).toList());
    }

    @Rule(id = "BND-13",
            text = "a batch of which one item lacks a value is refused with the parameter's name, and nothing of it is applied")
    final void batchMissingName() {
        Notes notes = notes();
        DatabaseException refusal = failure(ErrorKind.USAGE, db().executeMany(notes.insertSql(),
                List.of(Notes.row(1, "a", true), Map.of("id", 2, "completed", true))));
        assertTrue(words(refusal).contains("text"), () -> "the message names the parameter: " + refusal.getMessage());
        assertIds(db(), notes);
    }

    @Rule(id = "BND-14", text = "values that the caller changes after the call are bound as they were at the call")
    final void bindsAtTheCall() {
        Database database = openSingle();
        Notes notes = notes(database);
        CompletableFuture<Void> over = new CompletableFuture<>();
        CompletableFuture<Void> holder = database.withConnection(connection -> over);
        Map<String, Object> values = Notes.row(1, "before", true);
        CompletableFuture<?> insert = database.execute(notes.insertSql(), values);
        values.put("text", "after");
        over.complete(null);
        await(holder);
        await(insert);
        assertEquals("before", await(database.fetchValue("SELECT text FROM " + notes.name(), String.class)).get());
    }

    private List<Integer> numbers(String sql, Map<String, ?> values) {
        Row row = await(db().fetchExactlyOne(sql, values));
        return IntStream.range(0, row.size()).mapToObj(row::getInt).toList();
    }

    /** How many statements all connections of the rule's database were sent so far. */
    private int sent() {
        run().dialect();
        return run().main().backend().connections().stream().mapToInt(ObservedConnection::sent).sum();
    }
}
