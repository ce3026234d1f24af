// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import static io.colonnade.dialect.Dialects.ANSI;
import static io.colonnade.dialect.Dialects.POOR;
import static io.colonnade.dialect.Tables.NOTES;
import static io.colonnade.sql.Functions.*;
import static io.colonnade.sql.Sql.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementException;
import io.colonnade.error.UsageException;
import io.colonnade.sql.Expression;
import io.colonnade.sql.PortableFunction;
import io.colonnade.sql.SqlType.Family;
import io.colonnade.sql.Types;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How the templates of a dialect become text within larger expressions. */
class FunctionTemplateTest {

    private final StatementCache cache = new StatementCache(100);

    private String item(Dialect dialect, Expression<?> expression) {
        String sql = cache.compile(dialect, select(expression.as("x")).from(NOTES), Map.of()).compiled().sql();
        return sql.substring("SELECT ".length(), sql.lastIndexOf(" AS x FROM"));
    }

    private static Dialect spelled(String template) {
        return ANSI.toBuilder().function(PortableFunction.ABS, template).build();
    }

    @Test
    void argumentsStandInParenthesesWhereTheirPlaceNeedsThem() {
        Expression<Long> sum = NOTES.id.plus(1L);
        assertEquals("abs(id + ?)", item(ANSI, abs(sum)));
        assertEquals("f(1, id + ?, 2)", item(spelled("f(1, {0}, 2)"), abs(sum)));
        assertEquals("f((id + ?) AS x)", item(spelled("f({0} AS x)"), abs(sum)));
        assertEquals("@ (id + ?)", item(spelled("@ {0}"), abs(sum)));
        assertEquals("@ id", item(spelled("@ {0}"), abs(NOTES.id)));
    }

    @Test
    void aTemplateThatIsNoCallStandsInParenthesesInsideOthers() {
        assertEquals("(@ id) + ?", item(spelled("@ {0}"), abs(NOTES.id).plus(1L)));
        assertEquals("abs(id) + ?", item(ANSI, abs(NOTES.id).plus(1L)));
        assertEquals("(f(id) + g(')')) + ?", item(spelled("f({0}) + g(')')"), abs(NOTES.id).plus(1L)));
        assertEquals("f(')', id) + ?", item(spelled("f(')', {0})"), abs(NOTES.id).plus(1L)));
        assertEquals("CASE WHEN id < 0 THEN -id ELSE id END + ?", item(spelled("CASE WHEN {0} < 0 THEN -{0} ELSE {0} END"),
                abs(NOTES.id).plus(1L)));
        assertEquals("(id) + ?", item(spelled("({0})"), abs(NOTES.id).plus(1L)));
    }

    @Test
    void anArgumentThatStandsTwiceBindsItsValueTwice() {
        Dialect dialect = spelled("CASE WHEN {0} < 0 THEN -{0} ELSE {0} END");
        BoundStatement bound = cache.compile(dialect, select(abs(value(7)).as("x"), value(8).as("y")), Map.of());
        assertEquals("SELECT CASE WHEN ? < 0 THEN -? ELSE ? END AS x, ? AS y", bound.compiled().sql());
        assertEquals(List.of(7, 7, 7, 8), List.of(bound.binds()));
    }

    @Test
    void allArgumentsAreJoinedByCommasOrAnOperator() {
        Expression<String> three = concat(NOTES.text, value("-"), lower(NOTES.text));
        assertEquals("text || ? || lower(text)", item(ANSI, three));
        assertEquals("concat(text, $1, lower(text))", item(POOR, three));
        assertEquals("text || (? || text)", item(ANSI, concat(NOTES.text, concat(value("-"), NOTES.text))));
        assertEquals("(text || ?) = ?", item(ANSI, concat(NOTES.text, value("-")).eq("x")));
        assertEquals("char_length(text || ?)", item(ANSI, length(concat(NOTES.text, value("-")))));
    }

    @Test
    void theResultsFamilyMayDecide() {
        Dialect dialect = ANSI.toBuilder().function(PortableFunction.ABS, Family.DECIMAL, "decimal_abs({0})").build();
        assertEquals("decimal_abs(price)", item(dialect, abs(NOTES.price)));
        assertEquals("abs(id)", item(dialect, abs(NOTES.id)));
    }

    @Test
    void comparesWithNullAsAValue() {
        assertEquals("text IS DISTINCT FROM ?", item(ANSI, NOTES.text.isDistinctFrom("a")));
        assertEquals("NOT (text <=> $1)", item(POOR, NOTES.text.isDistinctFrom("a")));
        assertEquals("text IS NOT DISTINCT FROM lower(text)", item(ANSI, NOTES.text.isNotDistinctFrom(lower(NOTES.text))));
        assertEquals("text <=> lower(text)", item(POOR, NOTES.text.isNotDistinctFrom(lower(NOTES.text))));
        assertEquals("text IS NOT NULL", item(ANSI, NOTES.text.isDistinctFrom((String) null)));
        assertEquals("text IS NULL", item(ANSI, NOTES.text.isNotDistinctFrom((String) null)));
        assertEquals("(text <=> $1) AND completed", item(POOR, NOTES.text.isNotDistinctFrom("a").and(NOTES.completed)));
        assertEquals("NOT (NOT (text <=> $1))", item(POOR, not(NOTES.text.isDistinctFrom("a"))));
    }

    @Test
    void integersAreDividedToIntegers() {
        assertEquals("id / ? * ?", item(ANSI, NOTES.id.dividedBy(2L).times(3L)));
        assertEquals("(id DIV $1) * $2", item(POOR, NOTES.id.dividedBy(2L).times(3L)));
        assertEquals("(id + $1) DIV (id DIV $2)", item(POOR, NOTES.id.plus(1L).dividedBy(NOTES.id.dividedBy(2L))));
        assertEquals("price / $1", item(POOR, NOTES.price.dividedBy(java.math.BigDecimal.TEN)));
    }

    @Test
    void castsOfFractionsToIntegersAreSpelledByTheirOperand() {
        Dialect dialect = ANSI.toBuilder().function(PortableFunction.NEAREST_INTEGER, Family.DECIMAL, "nearest {0}").build();
        assertEquals("CAST(nearest price AS INTEGER)", item(dialect, NOTES.price.cast(Types.INTEGER)));
        assertEquals("CAST(nearest (price + ?) AS BIGINT)", item(dialect, NOTES.price.plus(java.math.BigDecimal.TEN).cast(Types.BIGINT)));
        assertEquals("CAST(price AS CLOB)", item(dialect, NOTES.price.cast(Types.TEXT)));
        assertEquals("CAST(id AS INTEGER)", item(dialect, NOTES.id.cast(Types.INTEGER)));
        assertEquals("CAST(? AS INTEGER)", item(dialect, value(2.5).cast(Types.INTEGER)));
        assertEquals("CAST(price AS INTEGER)", item(ANSI, NOTES.price.cast(Types.INTEGER)));
    }

    @Test
    void whatADialectLacksIsRefused() {
        StatementException refused = assertThrows(StatementException.class, () -> item(POOR, abs(NOTES.id)));
        assertEquals(ErrorKind.UNSUPPORTED, refused.kind());
        assertTrue(refused.getMessage().startsWith("abs is not possible with dialect poor"), refused.getMessage());
        assertTrue(ANSI.has(PortableFunction.ABS));
        assertFalse(POOR.has(PortableFunction.ABS));
    }

    @Test
    void templatesWithOtherBracesAreRefused() {
        for (String template : List.of("f({a})", "f({0)", "f(?)", "f({10})")) {
            UsageException refused = assertThrows(UsageException.class, () -> spelled(template));
            assertTrue(refused.getMessage().contains(template), refused.getMessage());
        }
    }

    @Test
    void aColumnNobodyNamedHasTheFunctionsName() {
        assertEquals("SELECT id, char_length(text) AS length FROM notes",
                cache.compile(ANSI, select(NOTES.id, length(NOTES.text)).from(NOTES), Map.of()).compiled().sql());
    }

    @Test
    void callsThatDifferInTheFunctionAloneDifferInTheCache() {
        Dialect dialect = ANSI;
        String first = item(dialect, NOTES.text.isDistinctFrom("a"));
        assertFalse(first.equals(item(dialect, NOTES.text.isNotDistinctFrom("a"))));
        assertEquals(2, cache.size());
        item(dialect, NOTES.text.isNotDistinctFrom("b"));
        assertEquals(2, cache.size());
    }
}
