// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import static io.colonnade.sql.Sql.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.colonnade.error.UsageException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Values of the wrong type are refused when the tree is built, where Java's compiler cannot see them. */
class TypingTest {

    private static final Jobs JOBS = new Jobs();
    private static final String WORDS = "column jobs.state is VARCHAR for State, column jobs.code is INTEGER for State; use cast";

    enum State {
        OPEN, DONE
    }

    static final class Jobs extends Table {
        final Column<Long> id = column("id", Types.BIGINT, primaryKey());
        final Column<Integer> rank = column("rank", Types.INTEGER);
        final Column<String> text = column("text", Types.TEXT);
        final Column<State> state = column("state", Types.enumByName(State.class));
        final Column<State> longer = column("longer", Types.enumByValue(State.class, Types.TEXT, State::toString));
        final Column<State> code = column("code", Types.enumByValue(State.class, Types.INTEGER, State::ordinal));
        final Column<Duration> time = column("time", Types.DURATION);

        Jobs() {
            super("jobs");
        }
    }

    private static void refused(String message, Executable executable) {
        assertEquals(message, assertThrows(UsageException.class, executable).getMessage());
    }

    private static Select only(SelectItem item) {
        return select(item).from(JOBS);
    }

    @Test
    void queriesThatAreComparedWith() {
        refused("column jobs.id of in is BIGINT, column jobs.text is TEXT; use cast", () -> JOBS.id.in(only(JOBS.text)));
        refused("column jobs.id of notIn is BIGINT, column jobs.text is TEXT; use cast",
                () -> JOBS.id.notIn(only(JOBS.text).union(only(JOBS.text))));
        refused("column jobs.text of in is TEXT, column jobs.rank is INTEGER; use cast",
                () -> row(JOBS.id, JOBS.text).in(select(JOBS.id, JOBS.rank).from(JOBS)));
        refused("a scalar subquery is INTEGER, column jobs.text is TEXT; use cast", () -> scalar(only(JOBS.text), Types.INTEGER));
        refused("any is BIGINT, column jobs.text is TEXT; use cast", () -> any(only(JOBS.text), Types.BIGINT));
        refused("all is TEXT, column jobs.id is BIGINT; use cast", () -> all(only(JOBS.id), Types.TEXT));
        refused("column jobs.time of in is BIGINT for Duration, column jobs.id is BIGINT; use cast", () -> JOBS.time.in(only(JOBS.id)));
        refused("column jobs.id of a row is BIGINT, column jobs.text is TEXT; use cast", () -> row(JOBS.rank, JOBS.id).eq(row(JOBS.id, JOBS.text)));
    }

    @Test
    void convertersThatStoreDifferently() {
        Expression<State> code = JOBS.code;
        refused("column jobs.state of = is VARCHAR for State, column jobs.code is INTEGER for State; use cast", () -> JOBS.state.eq(code));
        refused(WORDS.replace(" is VARCHAR", " of between is VARCHAR"), () -> JOBS.state.between(JOBS.state, code));
        refused(WORDS.replace(" is VARCHAR", " of in is VARCHAR"), () -> JOBS.state.in(only(code)));
        refused(WORDS.replace(" is VARCHAR", " of is_distinct_from is VARCHAR"), () -> JOBS.state.isDistinctFrom(code));
        refused(WORDS.replace(" is VARCHAR", " of coalesce is VARCHAR"), () -> coalesce(JOBS.state, code));
        refused(WORDS.replace(" is VARCHAR", " of CASE is VARCHAR"), () -> caseWhen(JOBS.id.eq(1L)).then(JOBS.state).orElse(code));
        refused(WORDS.replace(" is VARCHAR", " of an assignment is VARCHAR"), () -> insertInto(JOBS).set(JOBS.state, code));
        refused(WORDS.replace(" is VARCHAR", " of an assignment is VARCHAR"), () -> update(JOBS).set(JOBS.state, code));
        refused(WORDS.replace(" is VARCHAR", " of an assignment is VARCHAR"), () -> insertInto(JOBS).set(JOBS.id, 1L).onConflict(JOBS.id)
                .doUpdate(set(JOBS.state, code)));
        refused(WORDS, () -> insertInto(JOBS).columns(JOBS.state).values(code));
        refused(WORDS, () -> insertInto(JOBS).columns(JOBS.state).from(only(code)));
        refused("column 1 of union is VARCHAR for State in the first query and INTEGER for State in the second; use cast",
                () -> only(JOBS.state).union(only(code)));
        refused("column v.s is VARCHAR for State, column jobs.code is INTEGER for State; use cast",
                () -> valuesTable("v").declare("s", JOBS.state.type()).row(code));
        refused("column jobs.state is VARCHAR for State, the elements of parameter :states are INTEGER for State; use cast",
                () -> JOBS.state.in(param("states", JOBS.code.type())));
        refused("column state of derived table s is VARCHAR for State, not INTEGER for State",
                () -> only(JOBS.state).as("s").column("state", JOBS.code.type()));
    }

    @Test
    void whatIsStoredAlikeIsTaken() {
        assertEquals(new Comparison(Operator.EQ, JOBS.state, JOBS.longer), JOBS.state.eq(JOBS.longer));
        assertEquals(new InSubquery(JOBS.state, only(JOBS.longer), false), JOBS.state.in(only(JOBS.longer)));
        assertEquals(List.of(JOBS.state), only(JOBS.state).union(only(JOBS.longer)).items());
    }

    @Test
    void numbersAreComparedWithNumbers() {
        assertEquals(new InSubquery(JOBS.rank, only(JOBS.id), false), JOBS.rank.in(only(JOBS.id)));
        assertEquals(new InSubquery(JOBS.id, only(JOBS.rank), true), JOBS.id.notIn(only(JOBS.rank)));
        assertEquals(Types.INTEGER, scalar(only(count()), Types.INTEGER).type());
        assertEquals(Types.BIGINT, any(only(JOBS.rank), Types.BIGINT).type());
        RowElements ranked = new RowElements(List.of(JOBS.rank, JOBS.text));
        assertEquals(new Comparison(Operator.EQ, ranked, new RowElements(List.of(JOBS.id, JOBS.text))),
                row(JOBS.rank, JOBS.text).eq(row(JOBS.id, JOBS.text)));
        assertEquals(new InSubquery(ranked, select(JOBS.id, JOBS.text).from(JOBS), false),
                row(JOBS.rank, JOBS.text).in(select(JOBS.id, JOBS.text).from(JOBS)));
    }
}
