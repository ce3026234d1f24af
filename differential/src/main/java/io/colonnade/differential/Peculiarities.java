// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static io.colonnade.differential.Oddities.ODDITIES;
import static io.colonnade.differential.Showcase.execute;
import static io.colonnade.differential.Showcase.fetch;
import static io.colonnade.differential.Showcase.ids;
import static io.colonnade.differential.Showcase.ordered;
import static io.colonnade.differential.Showcase.put;
import static io.colonnade.differential.Showcase.value;
import static io.colonnade.sql.Sql.avg;
import static io.colonnade.sql.Sql.createTable;
import static io.colonnade.sql.Sql.deleteFrom;
import static io.colonnade.sql.Sql.dropTable;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.length;
import static io.colonnade.sql.Sql.lower;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.sum;
import static io.colonnade.sql.Sql.update;
import static io.colonnade.sql.Sql.upper;

import io.colonnade.Database;
import io.colonnade.TransactionOptions;
import io.colonnade.dialect.IsolationLevel;
import io.colonnade.sql.Functions;
import io.colonnade.sql.Insert;
import io.colonnade.sql.Json;
import io.colonnade.sql.Select;
import io.colonnade.sql.Sql;
import io.colonnade.sql.Types;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Steps that show each known difference, and the borders at which there is none; the same for every seed. */
final class Peculiarities {

    private static final String TABLE = ODDITIES.name();

    private final Showcase here = new Showcase();

    private Peculiarities() {
        here.step(Step.of("drop oddities", on -> Answers.result(on.execute(dropTable(ODDITIES).ifExists()))));
        here.step(Step.of("create oddities", on -> Answers.result(on.execute(createTable(ODDITIES)))));
        texts();
        numbers();
        rangesOfNumbers();
        otherTypes();
        queries();
        changes();
        transactions();
        PeculiarErrors.show(here);
        here.step(Step.of("oddities that were kept", on -> Answers.rows(on.fetchAll(select(ODDITIES.id).from(ODDITIES)))));
        here.step(Step.of("drop oddities", on -> Answers.result(on.execute(dropTable(ODDITIES)))));
    }

    static List<Step> all() {
        return new Peculiarities().here.steps();
    }

    private void texts() {
        here.show("equal but for case", KnownDifference.TEXT_IGNORES_CASE, put(ODDITIES.word, "Abc"), ids(ODDITIES.word.eq("abc")));
        here.show("equal but for accents", KnownDifference.TEXT_IGNORES_CASE, put(ODDITIES.word, "\u00e9"), ids(ODDITIES.word.eq("e")));
        here.show("unique but for case", KnownDifference.TEXT_IGNORES_CASE, put(ODDITIES.word, "Abc"), put(2, ODDITIES.word, "abc"));
        here.show("equal but for a blank", KnownDifference.TRAILING_BLANKS, put(ODDITIES.word, "a "), ids(ODDITIES.word.eq("a")));
        here.show("like but for case", KnownDifference.LIKE_IGNORES_CASE, put(ODDITIES.word, "Abc"), ids(ODDITIES.word.like("a%")));
        here.same("like with a backslash", put(ODDITIES.note, "a_b"), put(2, ODDITIES.note, "a\\xb"),
                ids(ODDITIES.note.like("a\\_b")), ids(ODDITIES.note.like("a\\")), ids(ODDITIES.note.notLike("a\\%")));
        here.same("like with a named escape", put(ODDITIES.note, "a_b"), put(2, ODDITIES.note, "axb"),
                ids(ODDITIES.note.like("a\\_b", '\\')), ids(ODDITIES.note.like("a|_b", '|')));
        here.same("ilike heeds accents", put(ODDITIES.note, "caf\u00e9"), put(2, ODDITIES.note, "CAFE"), ids(ODDITIES.note.ilike("cafe")));
        here.show("order of text", KnownDifference.TEXT_ORDER, put(ODDITIES.word, "a"), put(2, ODDITIES.word, "B"), ordered(ODDITIES.word));
        here.show("upper", KnownDifference.ASCII_CASE, put(ODDITIES.note, "\u00e9a"), value(upper(ODDITIES.note)));
        here.same("lower", put(ODDITIES.note, "ABC"), value(lower(ODDITIES.note)));
        here.same("length in characters", put(ODDITIES.note, "\u00e9\ud83d\ude80"), value(length(ODDITIES.note)));
        here.show("NUL", KnownDifference.NUL_IN_TEXT, put(ODDITIES.note, "a\0b"), value(ODDITIES.note));
        here.show("text that is too long", KnownDifference.LENGTH_NOT_ENFORCED, put(ODDITIES.word, "sixsix"));
        here.show("concatenation", EnumSet.of(KnownDifference.CONCATENATION, KnownDifference.NUMBERS_OF_TEXT),
                fetch("SELECT 'a' || 'b' AS ab"));
    }

    private void numbers() {
        Work nine = put(ODDITIES.price, new BigDecimal("9.00"));
        Work ten = put(2, ODDITIES.price, new BigDecimal("10.00"));
        here.same("order of decimals", nine, ten, ordered(ODDITIES.price));
        here.same("decimals compared", nine, ten, ids(ODDITIES.price.gt(new BigDecimal("9.00"))), ids(ODDITIES.price.in(BigDecimal.TEN)));
        here.show("order of decimals in SQL text", KnownDifference.DECIMALS_AS_TEXT, nine, ten,
                fetch("SELECT id FROM colonnade_diff_oddities ORDER BY price"));
        here.show("digits of a decimal", KnownDifference.DECIMAL_DIGITS, put(ODDITIES.price, new BigDecimal("9.005")),
                value(ODDITIES.price));
        here.show("sum of decimals", KnownDifference.DECIMAL_SCALE, nine, ten, value(sum(ODDITIES.price)));
        here.show("decimals added", KnownDifference.DECIMAL_SCALE, nine, value(ODDITIES.price.plus(new BigDecimal("0.1"))));
        here.show("product of decimals", KnownDifference.DECIMAL_SCALE, nine, value(ODDITIES.price.times(ODDITIES.price)));
        here.show("quotient of decimals", KnownDifference.QUOTIENT_DIGITS, ten,
                value(ODDITIES.price.dividedBy(new BigDecimal("3"))));
        here.same("mean", put(ODDITIES.num, 1), put(2, ODDITIES.num, 1), put(3, ODDITIES.num, 2),
                value(avg(ODDITIES.num)));
        here.same("mean of doubles", put(ODDITIES.weight, 1d), put(2, ODDITIES.weight, 1d), put(3, ODDITIES.weight, 2d),
                value(avg(ODDITIES.weight)), value(avg(ODDITIES.id.cast(Types.DOUBLE))));
        Work seven = put(ODDITIES.num, -7);
        here.show("division by zero", KnownDifference.DIVISION_BY_ZERO, seven, value(ODDITIES.num.dividedBy(0)));
        here.show("rest of a division by zero", KnownDifference.DIVISION_BY_ZERO, seven, value(ODDITIES.num.modulo(0)));
        here.same("division of integers", seven, value(ODDITIES.num.dividedBy(4)), ids(ODDITIES.num.dividedBy(4).eq(-1)));
        here.same("rest of a division", seven, value(ODDITIES.num.modulo(4)));
        here.same("rest of decimals",
                on -> Answers.rows(on.fetchAll(select(Sql.value(new BigDecimal("-9.25")).modulo(new BigDecimal("2.00")).as("rest")))));
        here.same("fractions cast to an integer", put(ODDITIES.weight, 2.7), put(2, ODDITIES.weight, 2.5),
                put(3, ODDITIES.weight, -3.5), value(ODDITIES.weight.cast(Types.INTEGER)));
        here.same("large doubles rounded", put(ODDITIES.weight, 9007199254740991d), put(2, ODDITIES.weight, 1e40),
                put(3, ODDITIES.weight, 1.25), value(Functions.round(ODDITIES.weight, 1)));
        here.show("half of a double that is none", KnownDifference.ROUNDED_DOUBLES, put(ODDITIES.weight, 2.675),
                value(Functions.round(ODDITIES.weight, 2)));
        here.same("decimals cast to an integer", put(ODDITIES.price, new BigDecimal("2.70")),
                put(2, ODDITIES.price, new BigDecimal("2.50")), put(3, ODDITIES.price, new BigDecimal("-3.49")),
                value(ODDITIES.price.cast(Types.BIGINT)));
        here.show("division in SQL text", EnumSet.of(KnownDifference.INTEGER_DIVISION, KnownDifference.NUMBERS_OF_TEXT),
                fetch("SELECT 5 / 2 AS half"));
    }

    private void rangesOfNumbers() {
        here.show("NaN", KnownDifference.NOT_A_NUMBER, put(ODDITIES.weight, Double.NaN));
        here.show("infinity", KnownDifference.INFINITY, put(ODDITIES.weight, Double.NEGATIVE_INFINITY));
        here.show("minus zero", KnownDifference.MINUS_ZERO, put(ODDITIES.weight, -0.0), value(ODDITIES.weight));
        here.same("smallest double", put(ODDITIES.weight, Double.MIN_VALUE), value(ODDITIES.weight),
                ids(ODDITIES.weight.eq(Double.MIN_VALUE)));
        here.show("number out of range", KnownDifference.RANGE_NOT_ENFORCED,
                execute("INSERT INTO " + TABLE + " (id, small) VALUES (1, :small)", 40_000));
        here.show("update out of range", KnownDifference.RANGE_NOT_ENFORCED, put(ODDITIES.num, Integer.MAX_VALUE),
                on -> Answers.result(on.execute(update(ODDITIES).set(ODDITIES.num, ODDITIES.num.plus(1)))));
        here.same("calculation out of range", put(ODDITIES.num, 5), value(ODDITIES.num.plus(Integer.MAX_VALUE)));
        here.same("sum out of range", put(ODDITIES.num, Integer.MAX_VALUE), put(2, ODDITIES.num, Integer.MAX_VALUE),
                value(sum(ODDITIES.num)));
        here.show("text for a number", KnownDifference.TEXT_FOR_NUMBER,
                execute("INSERT INTO " + TABLE + " (id, num) VALUES (1, :n)", "twelve"));
        here.same("text that is a number", execute("INSERT INTO " + TABLE + " (id, num) VALUES (1, :n)", "12"), value(ODDITIES.num));
        here.same("number for a text", execute("INSERT INTO " + TABLE + " (id, note) VALUES (1, :n)", 12), value(ODDITIES.note));
        here.show("cast of text", KnownDifference.CAST_OF_TEXT, put(ODDITIES.note, "12.7"), value(ODDITIES.note.cast(Types.INTEGER)));
    }

    private void otherTypes() {
        here.show("spelling of JSON", KnownDifference.JSON_TEXT, put(ODDITIES.doc, new Json("{\"a\":[1,2]}")), value(ODDITIES.doc));
        here.show("no JSON", KnownDifference.JSON_NOT_CHECKED, put(ODDITIES.doc, new Json("{nonsense")));
        here.show("JSON compared", EnumSet.of(KnownDifference.JSON_HAS_NO_EQUALITY, KnownDifference.JSON_IS_NO_TEXT),
                put(ODDITIES.doc, new Json("{}")), ids(ODDITIES.doc.eq(new Json("{}"))));
        here.show("UUID of another layout", KnownDifference.UUID_LAYOUT,
                put(ODDITIES.token, new UUID(0x123456789abcdef0L, 0x123456789abcdef0L)), value(ODDITIES.token));
        here.show("order of UUIDs", KnownDifference.UUID_ORDER,
                put(ODDITIES.token, UUID.fromString("00000001-0000-4000-8000-000000000002")),
                put(2, ODDITIES.token, UUID.fromString("00000002-0000-4000-8000-000000000001")), ordered(ODDITIES.token));
        here.show("year 10000", KnownDifference.YEARS, put(ODDITIES.day, LocalDate.of(10_000, 1, 1)), value(ODDITIES.day));
        here.show("year -1", KnownDifference.YEARS, put(ODDITIES.day, LocalDate.of(-1, 1, 1)), value(ODDITIES.day));
        here.same("year 500", put(ODDITIES.day, LocalDate.of(500, 1, 1)), value(ODDITIES.day));
        here.show("boolean as text", KnownDifference.BOOLEAN_AS_TEXT, put(ODDITIES.active, true), value(ODDITIES.active.cast(Types.TEXT)));
        here.same("boolean as number", put(ODDITIES.active, true), value(ODDITIES.active.cast(Types.INTEGER)));
    }

    private void queries() {
        here.show("order of NULL", KnownDifference.NULLS_ORDER, put(ODDITIES.num, 1), put(2, ODDITIES.num, null), ordered(ODDITIES.num));
        here.show("column that is not grouped by", EnumSet.of(KnownDifference.BARE_COLUMNS, KnownDifference.NUMBERS_OF_TEXT),
                put(ODDITIES.num, 1), fetch("SELECT num, note FROM " + TABLE + " GROUP BY num"));
        here.show("double quotes", KnownDifference.DOUBLE_QUOTES, put(ODDITIES.num, 1),
                fetch("SELECT \"nothing_here\" AS n FROM " + TABLE));
        here.same("column of two tables", fetch("SELECT id FROM " + TABLE + " a JOIN " + TABLE + " b ON b.num = a.num"));
        here.show("numbers of SQL text", KnownDifference.NUMBERS_OF_TEXT, put(ODDITIES.num, 7),
                fetch("SELECT 1 AS a, count(*) AS b, 1.5 AS c, max(num) AS d, sum(num) AS e FROM " + TABLE));
        Insert insert = insertInto(ODDITIES).set(ODDITIES.id, 1).set(ODDITIES.token, new UUID(0, 0))
                .set(ODDITIES.instant, OffsetDateTime.of(2024, 2, 29, 12, 0, 0, 1000, ZoneOffset.UTC));
        here.show("types of SQL text", KnownDifference.TYPES_OF_TEXT, on -> Answers.result(on.execute(insert)),
                fetch("SELECT token, instant FROM " + TABLE));
        here.show("names of SQL text", KnownDifference.NAMES_OF_TEXT, fetch("SELECT 'v' AS Mixed"));
        Select many = select(ODDITIES.id).from(ODDITIES).where(ODDITIES.id.in(IntStream.range(0, 40_000).boxed().toList()));
        here.step(Step.of("40,000 values", fetch(many)).instead(KnownDifference.BIND_LIMIT, "error VALUE_TOO_LARGE, NOT_APPLIED"));
    }

    private void changes() {
        Insert insert = insertInto(ODDITIES).set(ODDITIES.id, 1).set(ODDITIES.num, 5);
        here.refused("insert returning", KnownDifference.INSERT_RETURNING,
                on -> Answers.result(on.execute(insert.returning(ODDITIES.num))));
        here.refused("delete returning", KnownDifference.INSERT_RETURNING,
                on -> Answers.result(on.execute(deleteFrom(ODDITIES).returning(ODDITIES.num))));
        here.refused("update returning", KnownDifference.UPDATE_RETURNING,
                on -> Answers.result(on.execute(update(ODDITIES).set(ODDITIES.num, 6).returning(ODDITIES.num))));
        Work log = on -> Answers.result(on.execute(insertInto(Logs.LOGS).defaultValues()));
        here.show("generated key that is not kept", KnownDifference.GENERATED_KEY_GAPS, log);
        here.show("generated key after it", KnownDifference.GENERATED_KEY_GAPS, log);
    }

    private void transactions() {
        for (IsolationLevel level : IsolationLevel.values()) {
            Step step = Step.of("isolation level " + level, options(TransactionOptions.DEFAULT.withIsolation(level)));
            here.step(level == IsolationLevel.SERIALIZABLE ? step
                    : step.instead(KnownDifference.ISOLATION_LEVELS, "error UNSUPPORTED, NOT_APPLIED"));
        }
        here.step(Step.of("deferrable", options(TransactionOptions.DEFAULT.withDeferrable(true)))
                .instead(KnownDifference.DEFERRABLE, "error UNSUPPORTED, NOT_APPLIED"));
        String created = "colonnade_diff_created";
        here.step(Step.of("drop what an earlier run created", execute("DROP TABLE IF EXISTS " + created)));
        here.refused("table that is not kept", KnownDifference.DDL_REFUSED, execute("CREATE TABLE " + created + " (id INTEGER)"));
        here.step(Step.of("table after it", fetch("SELECT id FROM " + created)));
        here.step(Step.of("its end", execute("DROP TABLE IF EXISTS " + created)));
    }

    private static Work options(TransactionOptions options) {
        return on -> Answers.of(((Database) on).transaction(options, tx -> tx.fetchAll("SELECT 1 AS one")), rows -> "done");
    }
}
