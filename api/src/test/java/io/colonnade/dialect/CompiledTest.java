// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import static io.colonnade.dialect.Dialects.ANSI;
import static io.colonnade.dialect.Dialects.POOR;
import static io.colonnade.dialect.Tables.NOTES;
import static io.colonnade.sql.Sql.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.sql.Expression;
import io.colonnade.sql.FunctionCall;
import io.colonnade.sql.Precedence;
import io.colonnade.sql.Statement;
import io.colonnade.sql.Types;
import io.colonnade.sql.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is known of a compiled statement beside its text. */
class CompiledTest {

    private final StatementCache cache = new StatementCache(100);

    private Compiled compiled(Statement statement) {
        return cache.compile(ANSI, statement, Map.of()).compiled();
    }

    @Test
    void aSelectKnowsItsColumnsAndParameters() {
        Compiled select = cache.compile(ANSI, select(NOTES.id, NOTES.text.as("t"), count(), count(NOTES.id)).from(NOTES)
                .where(NOTES.id.eq(param("key", Types.BIGINT))).limit(1), Map.of("key", 1)).compiled();
        assertEquals(StatementKind.QUERY, select.kind());
        assertTrue(select.readOnly());
        assertFalse(select.returnsKeys());
        assertEquals(List.of(new ResultColumn("id", Types.BIGINT, NOTES.id), new ResultColumn("t", Types.varchar(100), NOTES.text),
                new ResultColumn("count", Types.BIGINT, null), new ResultColumn("count_4", Types.BIGINT, null)), select.resultColumns());
        assertEquals(List.of(new Parameter("key", Types.BIGINT), new Parameter(null, Types.BIGINT)), select.parameters());
    }

    @Test
    void anInsertAsksForTheKeysThatTheDatabaseGenerates() {
        Compiled insert = compiled(insertInto(NOTES).set(NOTES.text, "a"));
        assertEquals(StatementKind.INSERT, insert.kind());
        assertTrue(insert.returnsKeys());
        assertEquals(List.of(new ResultColumn("id", Types.BIGINT, NOTES.id)), insert.resultColumns());
        assertFalse(compiled(insertInto(NOTES).set(NOTES.id, 1L)).returnsKeys());
        assertFalse(compiled(insertInto(NOTES).set(NOTES.text, "a").returning(NOTES.id)).returnsKeys());
        assertFalse(cache.compileMany(ANSI, insertInto(NOTES), List.of(Map.of("text", "a"))).compiled().returnsKeys());
    }

    @Test
    void kinds() {
        assertEquals(StatementKind.UPDATE, compiled(update(NOTES).set(NOTES.text, "a")).kind());
        assertEquals(StatementKind.DELETE, compiled(deleteFrom(NOTES)).kind());
        assertEquals(StatementKind.DDL, compiled(createTable(NOTES)).kind());
        assertEquals(StatementKind.DDL, compiled(dropTable(NOTES)).kind());
        assertEquals(StatementKind.QUERY, compiled(text("SELECT 1")).kind());
    }

    @Test
    void onlySelectsOfPureCallsAreReadOnly() {
        assertTrue(compiled(select(coalesce(lower(NOTES.text), upper(NOTES.text)), avg(NOTES.price)).from(NOTES)).readOnly());
        assertFalse(compiled(select(function("nextval", Types.BIGINT, value("s")))).readOnly());
        assertFalse(compiled(select(NOTES.id).from(NOTES).where(NOTES.id.in(select(function("f", Types.BIGINT))))).readOnly());
        assertTrue(compiled(select(function("sqrt", Types.DOUBLE, value(2.0)).asPure())).readOnly());
        assertFalse(compiled(select(infix("~~~", Precedence.OTHER, value(1), value(2), Types.INTEGER))).readOnly());
        assertFalse(compiled(deleteFrom(NOTES)).readOnly());
        Dialect doubtful = ANSI.toBuilder().without(Feature.SELECTS_ARE_PURE).build();
        assertFalse(cache.compile(doubtful, text("SELECT f()"), Map.of()).compiled().readOnly());
        assertTrue(cache.compile(doubtful, text("SELECT f()").readOnly(), Map.of()).compiled().readOnly());
    }

    @Test
    void aTextKnowsTheColumnsThatItsAuthorNames() {
        Compiled compiled = compiled(text("SELECT id, count(*) AS n FROM notes").columns(NOTES.id).column("n", Types.BIGINT));
        assertEquals(List.of(new ResultColumn("id", Types.BIGINT, NOTES.id), new ResultColumn("n", Types.BIGINT, null)),
                compiled.resultColumns());
    }

    @Test
    void anEmulatedOrderOfNullsBindsAValueTwice() {
        for (long added = 1; added < 3; added++) {
            Statement select = select(NOTES.id.plus(7L).as("x")).from(NOTES).orderBy(NOTES.parent.plus(added).desc().nullsFirst()).limit(3);
            BoundStatement bound = cache.compile(POOR, select, Map.of());
            assertEquals("SELECT id + $1 AS x FROM notes ORDER BY CASE WHEN parent + $2 IS NULL THEN 0 ELSE 1 END, parent + $3 DESC "
                    + "LIMIT $4",
                    bound.compiled().sql());
            assertEquals(List.of(7L, added, added, 3L), List.of(bound.binds()));
            assertEquals(List.of(7L, added, 3L), List.of(cache.compile(ANSI, select, Map.of()).binds()));
        }
        assertEquals(2, cache.size());
    }

    /** Writes the arguments of f from the last to the first, as an operator. */
    private static Dialect backwards() {
        return ANSI.toBuilder().override(FunctionCall.class, (node, out) -> {
            FunctionCall<?> call = node;
            List<Expression<?>> arguments = new ArrayList<>(call.arguments());
            java.util.Collections.reverse(arguments);
            for (int i = 0; i < arguments.size(); i++) {
                out.sql(i == 0 ? "" : " # ").expression(arguments.get(i));
            }
        }).build();
    }

    @Test
    void aRendererOfTheDialectMayWriteOperandsInAnyOrder() {
        Dialect dialect = backwards();
        for (int i = 0; i < 2; i++) {
            BoundStatement bound = cache.compile(dialect, select(function("f", Types.INTEGER, value(i), value(10 + i).plus(1), value(3))
                    .plus(4).as("x")), Map.of());
            assertEquals("SELECT (? # (? + ?) # ?) + ? AS x", bound.compiled().sql());
            assertEquals(List.of(3, 10 + i, 1, i, 4), List.of(bound.binds()));
        }
        assertEquals(1, cache.size());
    }

    @Test
    void aNodeThatStandsTwiceNeverMixesUpTheValuesOfLaterStatements() {
        Dialect dialect = backwards();
        Value<Integer> shared = value(1);
        assertEquals(List.of(2, 1, 1), List.of(cache.compile(dialect,
                select(function("f", Types.INTEGER, shared, shared, value(2)).as("x")), Map.of()).binds()));
        assertEquals(List.of(3, 2, 1), List.of(cache.compile(dialect,
                select(function("f", Types.INTEGER, value(1), value(2), value(3)).as("x")), Map.of()).binds()));
        assertEquals(List.of(5, 5, 4), List.of(cache.compile(dialect,
                select(function("f", Types.INTEGER, value(4), value(5), value(5)).as("x")), Map.of()).binds()));
    }

    @Test
    void severalTextsOfTheSameStatementAreOne() {
        assertSame(cache.compile(ANSI, "SELECT :a", 1).compiled(), cache.compile(ANSI, text("SELECT :a").bind("a", 2), Map.of())
                .compiled());
    }
}
