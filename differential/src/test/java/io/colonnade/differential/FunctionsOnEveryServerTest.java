// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static io.colonnade.differential.EveryServer.*;
import static io.colonnade.sql.Functions.*;
import static io.colonnade.sql.Sql.*;
import static java.util.Arrays.asList;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.sql.Column;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Select;
import io.colonnade.sql.Table;
import io.colonnade.sql.Types;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Portable functions give the same value of the same class on every database. */
class FunctionsOnEveryServerTest {

    private static final Words WORDS = new Words();

    private static final class Words extends Table {
        final Column<Integer> id = column("id", Types.INTEGER, primaryKey());
        final Column<String> word = column("word", Types.varchar(50));
        final Column<String> other = column("other", Types.varchar(50));
        final Column<Integer> num = column("num", Types.INTEGER);

        Words() {
            super("functions_words");
        }
    }

    @BeforeAll
    static void create() {
        each(database -> {
            database.execute(dropTable(WORDS).ifExists()).join();
            database.execute(createTable(WORDS)).join();
            database.execute(insertInto(WORDS).columns(WORDS.id, WORDS.word, WORDS.other, WORDS.num)
                    .values(1, "\u00e9\ud83d\ude80", "x", 7)
                    .values(2, null, "x", -7)
                    .values(3, "a", null, null)
                    .values(4, "a", "a", 0)
                    .values(5, null, null, 2)).join();
        });
    }

    @AfterAll
    static void drop() {
        each(database -> database.execute(dropTable(WORDS)).join());
    }

    /** The value of an expression in each row. */
    private static List<Object> values(Expression<?> expression) {
        return rows(select(expression.as("x")).from(WORDS).orderBy(WORDS.id)).stream().map(row -> row.get(0)).toList();
    }

    /** The numbers of the rows in which a condition is true. */
    private static List<Object> where(Expression<Boolean> condition) {
        return rows(select(WORDS.id).from(WORDS).where(condition).orderBy(WORDS.id)).stream().map(row -> row.get(0)).toList();
    }

    private static Select item(Expression<?> expression) {
        return select(expression.as("x")).from(WORDS);
    }

    @Test
    void textsAreJoined() {
        Expression<String> joined = concat(WORDS.word, value("-"), WORDS.other);
        assertEquals(asList("\u00e9\ud83d\ude80-x", null, null, "a-a", null), values(joined));
        golden(item(joined), POSTGRES_18, "SELECT word || ? || other AS x FROM functions_words",
                MYSQL, "SELECT concat(word, ?, other) AS x FROM functions_words",
                SQLITE, "SELECT word || ? || other AS x FROM functions_words");
        assertEquals(List.of(3, 4), where(concat(WORDS.word, value("b")).eq("ab")));
        assertEquals(asList(2L, null, 1L, 1L, null), values(length(WORDS.word)));
    }

    @Test
    void nullIsAValueLikeAnyOther() {
        assertEquals(List.of(1, 2, 3), where(WORDS.word.isDistinctFrom(WORDS.other)));
        assertEquals(List.of(4, 5), where(WORDS.word.isNotDistinctFrom(WORDS.other)));
        assertEquals(List.of(1, 2, 5), where(WORDS.word.isDistinctFrom("a")));
        assertEquals(List.of(1, 2, 3), where(WORDS.word.isDistinctFrom("a").and(WORDS.other.isNotDistinctFrom("x"))
                .or(not(WORDS.other.isDistinctFrom((String) null)).and(WORDS.word.isNotDistinctFrom("a")))));
        assertEquals(List.of(true, true, true, false, false), values(WORDS.word.isDistinctFrom(WORDS.other)));
        golden(item(WORDS.word.isDistinctFrom("a")), POSTGRES_18, "SELECT word IS DISTINCT FROM ? AS x FROM functions_words",
                MYSQL, "SELECT NOT (word <=> ?) AS x FROM functions_words",
                SQLITE, "SELECT word IS DISTINCT FROM ? AS x FROM functions_words");
    }

    @Test
    void integersAreDividedToIntegers() {
        assertEquals(asList(3, -3, null, 0, 1), values(WORDS.num.dividedBy(2)));
        assertEquals(asList(9, -9, null, 0, 3), values(WORDS.num.dividedBy(2).times(3)));
        assertEquals(asList(1, -1, null, 0, 0), values(WORDS.num.modulo(2)));
        golden(item(WORDS.num.dividedBy(2).times(3)), POSTGRES_18, "SELECT num / ? * ? AS x FROM functions_words",
                MARIADB, "SELECT (num DIV ?) * ? AS x FROM functions_words");
    }

    @Test
    void theRemainderOfDecimalsIsExact() {
        Expression<BigDecimal> rest = value(new BigDecimal("-0.9")).cast(Types.decimal(10, 2)).modulo(new BigDecimal("0.4"));
        each(database -> assertEquals(0, new BigDecimal("-0.1").compareTo(database.fetchExactlyOne(
                select(rest.as("x"))).join().get("x", BigDecimal.class))));
    }

    @Test
    void aFractionBecomesTheNearestInteger() {
        assertEquals(List.of(3, -3, 2, 4, -2, -4, 0, 0, 1, 0), row(cast(2.7), cast(-2.7), cast(2.5), cast(3.5), cast(-2.5), cast(-3.5),
                cast(0.5), cast(0.49999999999999994), cast(0.5000000000000001), cast(-0.3)));
        assertEquals(List.of(2, 4, 3), row(value(2.5f).cast(Types.INTEGER), value(3.5f).cast(Types.INTEGER),
                value(2.7f).cast(Types.INTEGER)));
        assertEquals(List.of(3, -3, 3, -3, 4, 2), row(decimal("2.7"), decimal("-2.7"), decimal("2.5"), decimal("-2.5"), decimal("3.5"),
                decimal("2.49999")));
        assertEquals(asList(4503599627370495L, 4503599627370496L, -9007199254740993L, 9007199254740991L, (short) 3, null), row(
                value(4503599627370494.5).cast(Types.BIGINT).plus(1L), value(4503599627370495.5).cast(Types.BIGINT),
                value(new BigDecimal("-9007199254740993")).cast(Types.BIGINT), value(9007199254740991.0).cast(Types.BIGINT),
                value(2.6).cast(Types.SMALLINT), value(null, Types.DOUBLE).cast(Types.INTEGER)));
        assertEquals(asList(2, -1, null, 0, 1), values(WORDS.num.dividedExactly(4).plus(0.5).cast(Types.INTEGER)));
        golden(item(WORDS.num.dividedExactly(2).cast(Types.INTEGER)),
                MARIADB, "SELECT CAST(CAST(num AS DOUBLE) / nullif(?, 0) AS SIGNED) AS x FROM functions_words",
                POSTGRES_14, "SELECT CAST(CAST((CAST(num AS DOUBLE PRECISION) / nullif(?, 0)) AS DOUBLE PRECISION) AS INTEGER) AS x "
                        + "FROM functions_words");
        assertEquals(List.of(List.of(0, 0)), rows(select(avg(WORDS.num).cast(Types.INTEGER).as("x"), avg(WORDS.num.cast(Types.DOUBLE))
                .cast(Types.INTEGER).as("y")).from(WORDS)));
    }

    @Test
    void aMeanIsADouble() {
        Select means = select(avg(WORDS.num).as("a"), avg(WORDS.num.cast(Types.BIGINT)).as("b"),
                avg(WORDS.num.cast(Types.SMALLINT)).asDistinct().as("c"), avg(WORDS.num).filter(WORDS.num.ge(0)).as("d"),
                avg(WORDS.num).plus(0.25).as("e"), coalesce(avg(WORDS.num).filter(WORDS.num.gt(99)), 0.5).as("f")).from(WORDS);
        assertEquals(List.of(List.of(0.5, 0.5, 0.5, 3.0, 0.75, 0.5)), rows(means));
        assertEquals(List.of(List.of(1.0 / 3)), rows(select(avg(caseWhen(WORDS.num.eq(7)).then(1).orElse(0)).as("x")).from(WORDS)
                .where(WORDS.id.in(1, 2, 4))));
        assertEquals(List.of(7.0, 0.0, 0.0, 0.0, 0.5), values(avg(WORDS.num).over(io.colonnade.sql.Windows.orderBy(WORDS.id))));
        assertEquals(List.of(List.of("x")), rows(select(WORDS.other).from(WORDS).where(WORDS.id.in(1, 2)).groupBy(WORDS.other)
                .having(avg(WORDS.num).lt(0.5)).orderBy(avg(WORDS.num))));
        each(database -> assertEquals(1.0 / 3, database.fetchExactlyOne(select(avg(caseWhen(WORDS.num.eq(7)).then(1).orElse(0)).as("x"))
                .from(WORDS).where(WORDS.id.in(1, 2, 4))).join().get("x", Double.class)));
        golden(item(avg(WORDS.num).filter(WORDS.num.gt(1)).over(io.colonnade.sql.Windows.orderBy(WORDS.id))),
                POSTGRES_14, "SELECT CAST(avg(num) FILTER (WHERE num > ?) OVER (ORDER BY id) AS DOUBLE PRECISION) AS x FROM functions_words");
        golden(item(avg(WORDS.num.cast(Types.DOUBLE))), POSTGRES_18, "SELECT avg(CAST(num AS DOUBLE PRECISION)) AS x FROM functions_words");
    }

    @Test
    void theSumOfLongsAndTheRootOfADecimalAreOfTheirTypes() {
        Expression<Long> sum = sum(WORDS.num.cast(Types.BIGINT).plus(2L));
        assertEquals(List.of(List.of(10L, 3L, 1L)), rows(select(sum.as("a"), sum.dividedBy(3L).as("b"), sum.modulo(3L).as("c")).from(WORDS)));
        assertEquals(List.of(9L, 4L, 4L, 6L, 10L), values(sum(WORDS.num.cast(Types.BIGINT).plus(2L)).over(
                io.colonnade.sql.Windows.orderBy(WORDS.id))));
        assertEquals(List.of(Math.sqrt(2), 1.5), row(sqrt(value(new BigDecimal("2")).cast(Types.decimal(5, 2))),
                sqrt(value(new BigDecimal("2.25")).cast(Types.decimal(5, 2)))));
        golden(item(sum(WORDS.num.cast(Types.BIGINT))), POSTGRES_18, "SELECT CAST(sum(CAST(num AS BIGINT)) AS BIGINT) AS x FROM functions_words");
    }

    private static Expression<Integer> cast(double number) {
        return value(number).cast(Types.INTEGER);
    }

    private static Expression<Integer> decimal(String number) {
        return value(new BigDecimal(number)).cast(Types.INTEGER);
    }

    @Test
    void numbersLoseTheirSign() {
        assertEquals(asList(7, 7, null, 0, 2), values(abs(WORDS.num)));
    }

    @Test
    void partsOfTextsAreFoundWithTheirCase() {
        each(database -> {
            database.execute(insertInto(WORDS).set(WORDS.id, 10).set(WORDS.word, "50%_Off!")).join();
        });
        try {
            assertEquals(List.of(10), where(WORDS.word.contains("%_")));
            assertEquals(List.of(), where(WORDS.word.contains("off").or(WORDS.word.startsWith("50_")).or(WORDS.word.endsWith("OFF!"))));
            assertEquals(List.of(10), where(WORDS.word.containsIgnoreCase("_oFF").and(WORDS.word.startsWithIgnoreCase("50%_o"))
                    .and(WORDS.word.endsWithIgnoreCase("OFF!")).and(WORDS.word.startsWith("50%")).and(WORDS.word.endsWith("Off!"))));
            assertEquals(List.of(1, 3, 4, 10), where(WORDS.word.contains("").and(WORDS.word.startsWith("")).and(WORDS.word.endsWith(""))));
            assertEquals(List.of(), where(WORDS.word.endsWith("a50%_Off!").or(WORDS.word.startsWith("50%_Off! "))
                    .or(WORDS.word.endsWith("Off! ")).or(WORDS.word.startsWith("a "))));
            assertEquals(List.of(10), where(WORDS.word.ilike("50%o_F_")));
            assertEquals(List.of(10), where(WORDS.word.ilike("50!%!_o%", '!')));
            assertEquals(List.of(), where(WORDS.word.ilike("50\\%%")));
            assertEquals(asList(0L, null, 0L, 0L, null, 5L), values(position("O", WORDS.word)));
        } finally {
            each(database -> database.execute(deleteFrom(WORDS).where(WORDS.id.eq(10))).join());
        }
    }

    @Test
    void caseDoesNotCountInIlikeAndAccentsDo() {
        each(database -> database.execute(insertInto(WORDS).columns(WORDS.id, WORDS.word)
                .values(20, "caf\u00e9").values(21, "CAF\u00e9").values(22, "Cafe").values(23, "cafe ")).join());
        try {
            assertEquals(List.of(22), where(WORDS.word.ilike("cAFE")));
            assertEquals(List.of(20, 21), where(WORDS.word.ilike("CaF\u00e9")));
            assertEquals(List.of(20, 21), where(WORDS.word.ilike("_AF\u00e9%", '!')));
            assertEquals(List.of(22, 23), where(WORDS.word.ilike("%FE%", '!')));
        } finally {
            each(database -> database.execute(deleteFrom(WORDS).where(WORDS.id.ge(20))).join());
        }
        golden(item(WORDS.word.ilike("a")), POSTGRES_18, "SELECT word ILIKE ? ESCAPE '' AS x FROM functions_words",
                MYSQL, "SELECT CONVERT(lower(word) USING utf8mb4) COLLATE utf8mb4_bin LIKE lower(?) ESCAPE '' AS x FROM functions_words",
                MARIADB, "SELECT CONVERT(lower(word) USING utf8mb4) COLLATE utf8mb4_bin LIKE lower(?) ESCAPE unhex('01') AS x "
                        + "FROM functions_words");
    }

    @Test
    void noCharacterOfAPatternEscapesUnlessItIsNamed() {
        each(database -> database.execute(insertInto(WORDS).columns(WORDS.id, WORDS.word)
                .values(20, "C:\\").values(21, "C:\\%").values(22, "C:x").values(23, "C:%").values(24, "\\\\")).join());
        try {
            assertEquals(List.of(20), where(WORDS.word.like("C:\\")));
            assertEquals(List.of(20, 21), where(WORDS.word.like("C:\\%")));
            assertEquals(List.of(21), where(WORDS.word.like("C:\\_")));
            assertEquals(List.of(24), where(WORDS.word.like("\\\\")));
            assertEquals(List.of(22, 23, 24), where(WORDS.word.notLike("C:\\%").and(WORDS.id.ge(20))));
            assertEquals(List.of(23), where(WORDS.word.like("C:\\%", '\\')));
            assertEquals(List.of(20), where(WORDS.word.ilike("c:\\")));
            assertEquals(List.of(1, 3, 4, 20, 21, 22, 23, 24), where(WORDS.word.like("%").or(WORDS.word.like("\\"))));
        } finally {
            each(database -> database.execute(deleteFrom(WORDS).where(WORDS.id.ge(20))).join());
        }
        golden(item(WORDS.word.like("a")), POSTGRES_18, "SELECT word LIKE ? ESCAPE '' AS x FROM functions_words",
                MYSQL, "SELECT word LIKE ? ESCAPE '' AS x FROM functions_words",
                MARIADB, "SELECT word LIKE ? ESCAPE unhex('01') AS x FROM functions_words",
                SQLITE, "SELECT word LIKE ? AS x FROM functions_words");
        golden(item(WORDS.word.notLike("a", '!')), POSTGRES_14, "SELECT word NOT LIKE ? ESCAPE '!' AS x FROM functions_words",
                MARIADB, "SELECT word NOT LIKE ? ESCAPE '!' AS x FROM functions_words");
    }

    @Test
    void regularExpressionsWhereTheDatabaseHasThem() {
        Select matching = select(WORDS.id).from(WORDS).where(WORDS.other.matches("^[a-w]$"));
        refused(Set.of(SQLITE), matching);
        only(allBut(SQLITE), database -> assertEquals(List.of(List.of(4)), EveryServer.values(database.fetchAll(matching).join())));
        only(allBut(SQLITE), database -> assertEquals(List.of(), database.fetchAll(select(WORDS.id).from(WORDS)
                .where(WORDS.other.matches("X"))).join()));
    }

    @Test
    void textsAreCutAndFilled() {
        Expression<String> text = value("  aBcabc  ");
        assertEquals(List.of("aBcabc", "aBcabc  ", "  aBcabc", "Bc", "bc  ", "  xBcxbc  ", "  aBcabc    aBcabc  ", "", ""),
                row(trim(text), ltrim(text), rtrim(text), substring(text, 4, 2), substring(text, 7), replace(text, "a", "x"),
                        repeat(text, 2), repeat(text, 0), substring(text, 20)));
        assertEquals(List.of("xyxab", "abxyx", "a", "", "ab", "\u00e9\u00e9ab"),
                row(lpad(value("ab"), 5, "xy"), rpad(value("ab"), 5, "xy"), rpad(value("ab"), 1, "x"), lpad(value("ab"), 0, "x"),
                        lpad(value("ab"), 2, "x"), lpad(value("ab"), 4, "\u00e9")));
        assertEquals(asList(null, null, null), row(trim(NONE), lpad(NONE, 3, "x"), repeat(NONE, 2)));
    }

    @Test
    void numbersAreCalculated() {
        assertEquals(asList(3.5, -3.5, null, 0.0, 1.0), values(WORDS.num.dividedExactly(2)));
        assertEquals(asList(1.0, 1.0, null, null, 1.0), values(WORDS.num.dividedExactly(WORDS.num)));
        assertEquals(asList(1, -1, null, 0, 1), values(sign(WORDS.num)));
        assertEquals(asList(49.0, 49.0, null, 0.0, 4.0), values(power(WORDS.num, 2)));
        assertEquals(List.of(2.0, 1.5), row(sqrt(value(4)), sqrt(value(2.25))));
        assertEquals(asList((Object) null), row(sqrt(value(-4))));
        assertEquals(List.of(3.0, -3.0, 2.5, -2.0, 2.0, -3.0), row(round(value(2.5), 0), round(value(-2.5), 0), round(value(2.46), 1),
                ceil(value(-2.5)), floor(value(2.5)), floor(value(-2.5))));
        BigDecimal decimal = new BigDecimal("2.345");
        assertEquals(List.of("2.35", "2", "3"), same(database -> database.fetchExactlyOne(select(
                round(value(decimal, Types.decimal(10, 3)), 2).as("a"), floor(value(decimal)).as("b"), ceil(value(decimal)).as("c"))).join()
                .toList().stream().map(number -> ((BigDecimal) number).stripTrailingZeros().toPlainString()).toList()));
        assertEquals(List.of(7L, 9.5f), row(abs(value(-7L)), abs(value(-9.5f))));
    }

    @Test
    void largeDoublesKeepTheirDigitsWhenTheyAreRounded() {
        assertEquals(List.of(9007199254740991.0, -9007199254740991.0, 1e40, 1e308, 4503599627370496.0, 4503599627370495.5, 0.0,
                123456789.12346), row(round(value(9007199254740991.0), 0), round(value(-9007199254740991.0), 30), round(value(1e40), 2),
                        round(value(1e308), 0), round(value(4503599627370495.5), 0), round(value(4503599627370495.5), 1),
                        round(value(1e-300), 30), round(value(123456789.123456789), 5)));
        assertEquals(asList(null, 2.66f, 2.67f, 3.4028235e38f), row(round(value(null, Types.DOUBLE), 2), round(value(2.665f), 2),
                round(value(2.6651f), 2), round(value(Float.MAX_VALUE), 3)));
        only(Set.of(POSTGRES_18, POSTGRES_14), database -> assertEquals(List.of(Double.NaN, Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY, Float.NaN), database.fetchExactlyOne(select(round(value(Double.NaN), 2).as("a"),
                round(value(Double.POSITIVE_INFINITY), 2).as("b"), round(value(Double.NEGATIVE_INFINITY), 0).as("c"),
                round(value(Float.NaN), 1).as("d"))).join().toList()));
        only(Set.of(SQLITE), database -> assertEquals(Double.POSITIVE_INFINITY, database.fetchExactlyOne(select(
                round(value(Double.POSITIVE_INFINITY), 2).as("x"))).join().get("x")));
        golden(select(round(value(1.5), 1).as("x")),
                POSTGRES_18, "SELECT CAST(round(CAST(CAST(? AS TEXT) AS NUMERIC), ?) AS DOUBLE PRECISION) AS x",
                MYSQL, "SELECT CASE WHEN abs(?) < 4503599627370496 THEN CAST(round(CAST(? AS DECIMAL(65,30)), ?) AS DOUBLE) ELSE ? END "
                        + "AS x",
                SQLITE, "SELECT round(?, ?) AS x");
    }

    @Test
    void theGreatestOfSomeIsNullIfOneIs() {
        assertEquals(asList(7, 3, null, 3, 3), values(greatest(WORDS.num, value(3))));
        assertEquals(asList(3, -7, null, 0, 2), values(least(WORDS.num, value(4), value(3))));
        assertEquals(asList(7, -7, null, null, 2), values(nullIf(WORDS.num, 0)));
        assertEquals(asList(7, -7, null, 0, 2), values(nullIf(WORDS.num, WORDS.id)).subList(0, 5));
    }

    @Test
    void conditionsAreBooleansInTheRows() {
        assertEquals(asList(true, false, null, false, false), values(WORDS.num.gt(5)));
        assertEquals(List.of(List.of(true, false, true, false)), rows(select(and().as("a"), or().as("b"), value(true).as("c"),
                not(value(true)).as("d"))));
    }

    private static final Expression<String> NONE = value(null, Types.TEXT);

    private static List<Object> row(Expression<?>... expressions) {
        List<io.colonnade.sql.SelectItem> items = new java.util.ArrayList<>();
        for (Expression<?> expression : expressions) {
            items.add(expression.as("c" + items.size()));
        }
        return rows(select(items)).get(0);
    }
}
