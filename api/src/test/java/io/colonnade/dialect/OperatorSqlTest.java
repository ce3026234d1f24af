// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import static io.colonnade.dialect.Dialects.ANSI;
import static io.colonnade.dialect.Dialects.POOR;
import static io.colonnade.dialect.Tables.NOTES;
import static io.colonnade.sql.Functions.*;
import static io.colonnade.sql.JsonFunctions.*;
import static io.colonnade.sql.Sql.*;
import static io.colonnade.sql.TimeFunctions.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.sql.Converter;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Json;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Types;
import java.time.LocalDate;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Operators of several values, joined texts and converters: what they become, and what is refused. */
class OperatorSqlTest {

    private enum Level { LOW, HIGH }

    private static final SqlType<Level> LEVEL = Types.enumByValue(Level.class, Types.INTEGER, Level::ordinal);

    private final StatementCache cache = new StatementCache(100);

    private String item(Dialect dialect, Expression<?> expression) {
        String sql = cache.compile(dialect, select(expression.as("x")).from(NOTES), Map.of()).compiled().sql();
        return sql.substring("SELECT ".length(), sql.lastIndexOf(" AS x FROM"));
    }

    private static void refused(ErrorKind kind, String part, org.junit.jupiter.api.function.Executable what) {
        DatabaseException error = assertThrows(DatabaseException.class, what);
        assertEquals(kind, error.kind(), error.getMessage());
        assertTrue(error.getMessage().contains(part), error.getMessage());
    }

    @Test
    void rows() {
        assertEquals("(id, text) = (?, ?)", item(ANSI, row(NOTES.id, NOTES.text).eq(1, "a")));
        assertEquals("(id, text) IN ((?, ?), (?, ?))", item(ANSI, row(NOTES.id, NOTES.text).in(List.of(List.of(1, "a"), List.of(2, "b")))));
        assertEquals("(id, text) NOT IN (VALUES ($1, $2))", item(POOR, row(NOTES.id, NOTES.text).notIn(List.of(List.of(1, "a")))));
        assertEquals("TRUE", item(ANSI, row(NOTES.id, NOTES.text).notIn(List.of())));
        assertEquals("1 = 1", item(POOR, row(NOTES.id, NOTES.text).notIn(List.of())));
        assertEquals("1 = 0", item(POOR, row(NOTES.id, NOTES.text).in(List.of())));
        refused(ErrorKind.USAGE, "compares 2 values, 1 are given", () -> row(NOTES.id, NOTES.text).eq(1));
        refused(ErrorKind.USAGE, "column notes.id: BIGINT takes Long, not java.lang.String", () -> row(NOTES.id, NOTES.text).lt("a", "b"));
        refused(ErrorKind.USAGE, "null", () -> row(NOTES.id, NOTES.text).eq(1, null));
        refused(ErrorKind.USAGE, "at least two", () -> row(NOTES.id));
        refused(ErrorKind.USAGE, "2 values with a select of 1 columns", () -> row(NOTES.id, NOTES.text).in(select(NOTES.id).from(NOTES)));
    }

    @Test
    void anyAndAll() {
        assertEquals("id > ANY (SELECT notes.id FROM notes)", item(ANSI, NOTES.id.gt(any(select(NOTES.id).from(NOTES), Types.BIGINT)))
                .replace("(SELECT id", "(SELECT notes.id"));
        assertEquals("id = ALL (SELECT id FROM notes UNION SELECT parent FROM notes)", item(ANSI, NOTES.id.eq(all(select(NOTES.id)
                .from(NOTES).union(select(NOTES.parent).from(NOTES)), Types.BIGINT))).replace("notes.", ""));
        refused(ErrorKind.UNSUPPORTED, "ALL is not possible with dialect poor", () -> item(POOR, NOTES.id.gt(all(select(NOTES.id)
                .from(NOTES), Types.BIGINT))));
        refused(ErrorKind.USAGE, "right side of a comparison", () -> item(ANSI, any(select(NOTES.id).from(NOTES), Types.BIGINT)));
        refused(ErrorKind.USAGE, "one column, not of 2", () -> any(select(NOTES.id, NOTES.text), Types.BIGINT));
    }

    @Test
    void joinedTexts() {
        assertEquals("string_agg(DISTINCT text, '''' ORDER BY id DESC)", item(ANSI, stringAgg(NOTES.text, "'").asDistinct()
                .orderBy(NOTES.id.desc())));
        assertEquals("group_concat(DISTINCT text ORDER BY id SEPARATOR '\\\\')", item(POOR, stringAgg(NOTES.text, "\\").asDistinct()
                .orderBy(NOTES.id)));
        Dialect plain = ANSI.toBuilder().stringAggregation(StringAggregation.STRING_AGG_OF_ALL).build();
        assertEquals("string_agg(text, ', ')", item(plain, stringAgg(NOTES.text, ", ")));
        assertEquals("string_agg(text, ',' ORDER BY id) FILTER (WHERE completed AND id = ?)", item(ANSI, stringAgg(NOTES.text, ",")
                .orderBy(NOTES.id).filter(NOTES.completed).filter(NOTES.id.eq(1L))));
        assertEquals("group_concat(DISTINCT CASE WHEN completed THEN text END ORDER BY id SEPARATOR ',')", item(POOR,
                stringAgg(NOTES.text, ",").asDistinct().orderBy(NOTES.id).filter(NOTES.completed)));
        refused(ErrorKind.UNSUPPORTED, "stringAgg of different texts", () -> item(plain, stringAgg(NOTES.text, ",").asDistinct()));
        refused(ErrorKind.USAGE, "not by labels", () -> stringAgg(NOTES.text, ",").orderBy(NOTES.id.as("x")));
    }

    @Test
    void prefixesPostfixesAndCollations() {
        assertEquals("~ (id + ?)", item(ANSI, prefix("~", NOTES.id.plus(1L), Types.BIGINT)));
        assertEquals("(~ id) * ?", item(ANSI, prefix("~", NOTES.id, Types.BIGINT).times(2L)));
        assertEquals("id IS JSON", item(ANSI, postfix(NOTES.id, "IS JSON", Types.BOOLEAN)));
        assertEquals("text COLLATE \"C\"", item(ANSI, collate(NOTES.text, "C")));
        assertEquals("lower(text) COLLATE `a``b`", item(POOR, collate(lower(NOTES.text), "a`b")));
        refused(ErrorKind.USAGE, "is no operator", () -> prefix("; DROP", NOTES.id, Types.BIGINT));
    }

    @Test
    void converters() {
        Expression<Level> level = NOTES.id.typeCoerce(LEVEL);
        BoundStatement bound = cache.compile(ANSI, select(level.as("level")).from(NOTES).where(level.eq(Level.HIGH)
                .or(level.in(Level.LOW, Level.HIGH)).or(level.eq(param("p", LEVEL)))), Map.of("p", Level.HIGH));
        assertEquals("SELECT id AS level FROM notes WHERE id = ? OR id IN (?, ?) OR id = ?", bound.compiled().sql());
        assertEquals(List.of(1, 0, 1, 1), List.of(bound.binds()));
        assertEquals(Types.INTEGER, bound.compiled().resultColumns().get(0).type());
        assertEquals(LEVEL, bound.compiled().resultColumns().get(0).declared());
        assertTrue(bound.compiled().parameters().stream().allMatch(parameter -> parameter.type().equals(Types.INTEGER)));
        assertEquals(LEVEL, Types.enumByValue(Level.class, Types.INTEGER, Level::ordinal), "equal converters make equal types");
        refused(ErrorKind.USAGE, "stored as the same value", () -> Types.enumByValue(Level.class, Types.INTEGER, constant -> 1));
        refused(ErrorKind.USAGE, "a converter itself", () -> SqlType.converted(LEVEL, String.class, new Converter<>() {
            @Override
            public Level toDatabase(String value) {
                return Level.valueOf(value);
            }

            @Override
            public String fromDatabase(Level value) {
                return value.name();
            }
        }));
        refused(ErrorKind.USAGE, "parameter p: INTEGER takes Level", () -> cache.compile(ANSI, select(param("p", LEVEL).as("x")),
                Map.of("p", 1)));
    }

    @Test
    void argumentsThatCannotBeMeant() {
        refused(ErrorKind.USAGE, "the start of substring is at least 1", () -> substring(NOTES.text, 0));
        refused(ErrorKind.USAGE, "the fill of lpad is empty", () -> lpad(NOTES.text, 3, ""));
        refused(ErrorKind.USAGE, "the digits of round", () -> round(NOTES.price, 31));
        refused(ErrorKind.USAGE, "floor needs a DECIMAL, DOUBLE or REAL, column notes.id is BIGINT", () -> floor(NOTES.id));
        refused(ErrorKind.USAGE, "modulo needs integers or decimals, an expression of type DOUBLE is DOUBLE; cast both to a decimal",
                () -> value(5.5).modulo(2.0));
        refused(ErrorKind.USAGE, "is REAL", () -> value(5.5f).modulo(value(2f)));
        refused(ErrorKind.UNSUPPORTED, "modulo of decimals is not possible with dialect poor", () -> item(POOR,
                NOTES.price.modulo(java.math.BigDecimal.TEN)));
        assertEquals("price % ?", item(ANSI.toBuilder().with(Feature.NATIVE_DECIMAL).build(), NOTES.price.modulo(java.math.BigDecimal.TEN)));
        refused(ErrorKind.USAGE, "contains needs text, column notes.id is BIGINT", () -> NOTES.id.contains("a"));
        refused(ErrorKind.USAGE, "startsWith(null)", () -> NOTES.text.startsWith(null));
        refused(ErrorKind.USAGE, "is a DATE, which has no HOURS", () -> plus(value(LocalDate.EPOCH), 1, ChronoUnit.HOURS));
        refused(ErrorKind.USAGE, "12 times their number is no long", () -> plus(value(LocalDate.EPOCH), Long.MAX_VALUE, ChronoUnit.YEARS));
        refused(ErrorKind.USAGE, "7 times their number is no long", () -> plus(value(LocalDate.EPOCH), Long.MIN_VALUE, ChronoUnit.WEEKS));
        refused(ErrorKind.USAGE, "minus(-9223372036854775808)", () -> minus(value(LocalDate.EPOCH), Long.MIN_VALUE, ChronoUnit.DAYS));
        refused(ErrorKind.USAGE, "not HALF_DAYS", () -> plus(value(LocalDate.EPOCH), 1, ChronoUnit.HALF_DAYS));
        refused(ErrorKind.USAGE, "has no MINUTE_OF_HOUR", () -> extract(ChronoField.MINUTE_OF_HOUR, value(LocalDate.EPOCH)));
        refused(ErrorKind.USAGE, "at least one step", () -> jsonText(value(new Json("{}"))));
        refused(ErrorKind.USAGE, "a quote or a backslash", () -> jsonText(value(new Json("{}")), "a\"b"));
        refused(ErrorKind.USAGE, "not java.lang.Long", () -> jsonText(value(new Json("{}")), 1L));
        refused(ErrorKind.UNSUPPORTED, "repeat is not possible with dialect ansi", () -> item(ANSI, repeat(NOTES.text, 2)));
    }
}
