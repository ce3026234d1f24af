// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import static io.colonnade.dialect.Dialects.ANSI;
import static io.colonnade.dialect.Dialects.POOR;
import static io.colonnade.dialect.Tables.NOTES;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.text;
import static java.util.stream.LongStream.rangeClosed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.UsageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Lists as values: IN of raw text and of expressions. */
class ListValuesTest {

    /** Without arrays. */
    private static final Dialect PLAIN = ANSI.toBuilder().without(Feature.ARRAY_PARAMETERS).build();
    private static final String IN = "SELECT 1 FROM t WHERE a = :a AND id IN (:ids) AND b = :b";

    private final StatementCache cache = new StatementCache(100);

    private static List<Long> numbers(int size) {
        return rangeClosed(1, size).boxed().toList();
    }

    private BoundStatement bound(Dialect dialect, String sql, Object ids) {
        return cache.compile(dialect, text(sql), Map.of("a", "x", "ids", ids, "b", "y"));
    }

    @Test
    void aListBecomesAPlaceholderForEachElement() {
        BoundStatement bound = bound(PLAIN, IN, List.of(7, 8));
        assertEquals("SELECT 1 FROM t WHERE a = ? AND id IN (?, ?) AND b = ?", bound.compiled().sql());
        assertEquals(List.of("x", 7, 8, "y"), List.of(bound.binds()));
        assertEquals("SELECT 1 FROM t WHERE a = $1 AND id IN ($2, $3) AND b = $4", bound(POOR, IN, Set.of(7, 8)).compiled().sql());
        assertEquals(List.of("x", 3L, 1L, "y"), List.of(bound(PLAIN, IN, new LinkedHashSet<>(List.of(3L, 1L))).binds()));
    }

    @Test
    void listsOfManyLengthsMakeFewTexts() {
        BoundStatement three = bound(PLAIN, IN, List.of(7, 8, 9));
        assertEquals(List.of("x", 7, 8, 9, 9, "y"), List.of(three.binds()));
        assertSame(three.compiled(), bound(PLAIN, IN, List.of(1, 2, 3, 4)).compiled());
        for (int size = 0; size <= 1024; size++) {
            bound(PLAIN, IN, numbers(size));
        }
        assertEquals(12, cache.size());
    }

    @Test
    void anEmptyListContainsNothing() {
        BoundStatement bound = bound(PLAIN, IN, List.of());
        assertEquals("SELECT 1 FROM t WHERE a = ? AND id IN (SELECT NULL FROM (SELECT 1 AS one) AS none WHERE 1 = 0) AND b = ?",
                bound.compiled().sql());
        assertEquals(List.of("x", "y"), List.of(bound.binds()));
        assertEquals("SELECT 1 FROM t WHERE a = ? AND id = ANY (?) AND b = ?", bound(ANSI, IN, List.of()).compiled().sql());
    }

    @Test
    void aLongListIsOneArrayWhereTheDatabaseTakesOne() {
        BoundStatement nine = bound(ANSI, IN, numbers(9));
        assertEquals("SELECT 1 FROM t WHERE a = ? AND id = ANY (?) AND b = ?", nine.compiled().sql());
        assertEquals(List.of("x", new ArrayBind(numbers(9)), "y"), List.of(nine.binds()));
        assertSame(nine.compiled(), bound(ANSI, IN, numbers(70_000)).compiled());
        assertEquals("SELECT 1 FROM t WHERE id <> ALL (?)", cache.compile(ANSI, "SELECT 1 FROM t WHERE id not/**/in ( :ids )",
                numbers(9)).compiled().sql().replace("( ?", "(?").replace(" )", ")"));
        assertEquals("SELECT 1 FROM t WHERE id IN (?, ?)", cache.compile(ANSI, "SELECT 1 FROM t WHERE id IN (:ids)", numbers(2))
                .compiled().sql());
        List<Object> mixed = new ArrayList<>(numbers(8));
        mixed.add("text");
        assertEquals(16 + 2, bound(ANSI, IN, mixed).binds().length);
        assertFalse(new ArrayBind(List.of("secret")).toString().contains("secret"));
    }

    @Test
    void listsComeByPositionAndBoundInTheText() {
        assertEquals(List.of(1, 5, 6), List.of(cache.compile(PLAIN, "SELECT :a, :b IN (:ids)".replace(":b", "1"), 1, List.of(5, 6))
                .binds()));
        List<Integer> list = new ArrayList<>(List.of(5, 6));
        io.colonnade.sql.Text text = text("SELECT 1 IN (:ids)").bind("ids", list);
        list.add(7);
        assertEquals(List.of(5, 6), List.of(cache.compile(PLAIN, text, Map.of()).binds()));
    }

    @Test
    void theSameListMayStandTwice() {
        assertEquals(List.of(5, 6, 5, 6), List.of(cache.compile(PLAIN, "SELECT 1 IN (:ids) OR 2 NOT IN (:ids)", List.of(5, 6)).binds()));
    }

    @Test
    void nullInAListIsRefused() {
        UsageException refused = assertThrows(UsageException.class, () -> bound(PLAIN, IN, Arrays.asList(1, null)));
        assertTrue(refused.getMessage().contains("parameter ids: element 1 of the list is null"), refused.getMessage());
    }

    @Test
    void aListStandsNowhereElse() {
        for (String sql : List.of("SELECT :ids", "SELECT 1 WHERE 1 IN (:ids, 2)", "SELECT 1 WHERE 1 IN (0, :ids)", "SELECT f(:ids)",
                "SELECT 1 WHERE 1 IN :ids", "SELECT 1 IN (:ids + 1)")) {
            DatabaseException refused = assertThrows(DatabaseException.class, () -> cache.compile(PLAIN, text(sql),
                    Map.of("ids", List.of(1))));
            assertTrue(refused.getMessage().contains("Parameter :ids is given a list") && refused.getMessage().contains("IN (:ids)"),
                    refused.getMessage());
        }
        assertThrows(UsageException.class, () -> cache.compile(PLAIN, text("SELECT 1"), Map.of("ids", List.of())));
        UsageException many = assertThrows(UsageException.class, () -> cache.compileMany(PLAIN, text("DELETE FROM t WHERE a IN (:ids)"),
                List.of(Map.of("ids", List.of(1)))));
        assertTrue(many.getMessage().contains("row 0: parameter ids is given a list"), many.getMessage());
    }

    @Test
    void tooLongAListIsRefusedWithTheLimit() {
        DatabaseException refused = assertThrows(DatabaseException.class, () -> bound(POOR, IN, numbers(200)));
        assertEquals(ErrorKind.VALUE_TOO_LARGE, refused.kind());
        assertTrue(refused.getMessage().contains("takes 100"), refused.getMessage());
    }

    @Test
    void expressionsFollowTheSameRules() {
        assertEquals("SELECT id FROM notes WHERE id = ANY (?)", cache.compile(ANSI, select(NOTES.id).from(NOTES)
                .where(NOTES.id.in(numbers(9))), Map.of()).compiled().sql());
        BoundStatement not = cache.compile(ANSI, select(NOTES.id).from(NOTES).where(NOTES.id.notIn(numbers(16)).and(NOTES.text.eq("a"))),
                Map.of());
        assertEquals("SELECT id FROM notes WHERE id <> ALL (?) AND text = ?", not.compiled().sql());
        assertEquals(List.of(new ArrayBind(numbers(16)), "a"), List.of(not.binds()));
        StatementCache own = new StatementCache(100);
        for (int size = 1; size <= 1024; size++) {
            own.compile(PLAIN, select(NOTES.id).from(NOTES).where(NOTES.id.in(numbers(size))), Map.of());
        }
        assertEquals(8 + 7, own.size());
        own = new StatementCache(100);
        for (int size = 9; size <= 1024; size++) {
            own.compile(ANSI, select(NOTES.id).from(NOTES).where(NOTES.id.in(numbers(size))), Map.of());
        }
        assertEquals(1, own.size());
    }
}
