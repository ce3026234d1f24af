// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.value;

import io.colonnade.Row;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Functions;
import io.colonnade.sql.Json;
import io.colonnade.sql.JsonFunctions;
import io.colonnade.sql.PortableFunction;
import io.colonnade.sql.SelectItem;
import io.colonnade.sql.Sql;
import io.colonnade.sql.TimeFunctions;
import io.colonnade.sql.Types;
import io.colonnade.tck.Rule;
import io.colonnade.tck.Topic;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** How a dialect spells the portable functions: what it declares gives the right value, and what it does not declare is refused. */
@Topic(why = "A portable function has one meaning; a spelling that gives another value makes the same program give "
                + "other answers on another database.",
        look = "The function's template in the dialect; the report shows the statement.")
public class FunctionFeatureRules extends RuleGroup {

    private static final LocalDateTime TIME = LocalDateTime.of(2024, 1, 31, 22, 59, 58);
    private static final LocalDate DAY = TIME.toLocalDate();
    private static final OffsetDateTime INSTANT = TIME.atOffset(ZoneOffset.UTC);
    private static final Expression<String> TEXT = value("  aBcabc  ");

    /** The database's clock may differ from ours; a wrong function differs by more. */
    private static final Duration CLOCKS = Duration.ofHours(13);

    /** What is asked for only where an operator or a CAST of the database's own has another meaning. */
    private static final Set<PortableFunction> WHERE_NEEDED =
            EnumSet.of(PortableFunction.INTEGER_DIVISION, PortableFunction.NEAREST_INTEGER);

    protected FunctionFeatureRules(Target target) {
        super(target);
    }

    /** An expression and the value that it must have. */
    private record Case(Expression<?> expression, Object expected) {
    }

    private static Case is(Expression<?> expression, Object expected) {
        return new Case(expression, expected);
    }

    private void proves(PortableFunction function, Case... cases) {
        if (!run().dialect().has(function) && WHERE_NEEDED.contains(function)) {
            run().findings().working("functionTemplates", function.name(), "no", Arrays.stream(cases).allMatch(this::holds));
            return;
        } else if (!run().dialect().has(function)) {
            provesMissing(function, Arrays.stream(cases).map(each -> each.expression().as("x")).toArray(SelectItem[]::new));
            return;
        }
        run().findings().working("functionTemplates", function.name(), "yes", Arrays.stream(cases).allMatch(this::holds));
    }

    /** A function that is not declared is refused. */
    private void provesMissing(PortableFunction function, SelectItem... items) {
        for (SelectItem item : items) {
            failure(ErrorKind.UNSUPPORTED, db().fetchExactlyOne(select(item)));
        }
        run().findings().unspelled("functionTemplates", function.name(), "only the backend knows how it would be spelled");
    }

    private boolean holds(Case each) {
        CompletableFuture<Row> row = db().fetchExactlyOne(select(each.expression().as("x")));
        if (!accepts(row)) {
            return false;
        }
        Object actual;
        try {
            actual = each.expected() == null ? await(row).get(0) : await(row).get("x", each.expected().getClass());
        } catch (DatabaseException other) {
            return false;
        }
        return actual instanceof Json json ? json.text().replace(" ", "").equals(((Json) each.expected()).text())
                : each.expected() == null ? actual == null : each.expected().equals(actual);
    }

    @Rule(id = "FLG-121", text = "the functions of texts that functionTemplates spells give the right values; others are refused",
            components = "functionTemplates")
    final void texts() {
        proves(PortableFunction.LENGTH, is(Sql.length(value("\u00e9\ud83d\ude80")), 2L));
        proves(PortableFunction.CONCAT, is(Functions.concat(value("a"), value("-"), value("b")), "a-b"),
                is(Functions.concat(value("a"), value(null, Types.TEXT)).isNull(), true));
        proves(PortableFunction.CONTAINS, is(value("50%_Off").contains("%_"), true), is(value("50%_Off").contains("off"), false));
        proves(PortableFunction.STARTS_WITH, is(value("50%_Off").startsWith("50%"), true), is(value("50%_Off").startsWith("0%"), false),
                is(value("abc").startsWith("A"), false));
        proves(PortableFunction.ENDS_WITH, is(value("50%_Off").endsWith("_Off"), true), is(value("50%_Off").endsWith("_O"), false),
                is(value("abc").endsWith("C"), false));
        proves(PortableFunction.LIKE, is(value("50%_Off").like("50_\\_%"), false), is(value("50%_Off").like("50_\\%"), false),
                is(value("C:\\").like("_:\\"), true), is(value("50%_Off").like("50%_O%"), true));
        proves(PortableFunction.NOT_LIKE, is(value("50%_Off").notLike("50_\\_%"), true), is(value("C:\\").notLike("_:\\"), false));
        proves(PortableFunction.ILIKE, is(value("50%_Off").ilike("50%o_F"), true), is(value("50%_Off").ilike("50%x"), false));
        proves(PortableFunction.ILIKE_ESCAPE, is(value("50%_Off").ilike("50!%!_o%", '!'), true),
                is(value("50xxOff").ilike("50!%%", '!'), false));
        proves(PortableFunction.MATCHES, is(value("abc").matches("^a.c$"), true), is(value("abc").matches("B"), false));
        proves(PortableFunction.POSITION, is(Functions.position("c", TEXT), 5L), is(Functions.position("x", TEXT), 0L));
        proves(PortableFunction.SUBSTRING_FROM, is(Functions.substring(TEXT, 7), "bc  "));
        proves(PortableFunction.SUBSTRING, is(Functions.substring(TEXT, 4, 2), "Bc"));
        proves(PortableFunction.TRIM, is(Functions.trim(TEXT), "aBcabc"));
        proves(PortableFunction.LTRIM, is(Functions.ltrim(TEXT), "aBcabc  "));
        proves(PortableFunction.RTRIM, is(Functions.rtrim(TEXT), "  aBcabc"));
        proves(PortableFunction.REPLACE, is(Functions.replace(value("aAa"), "a", "x"), "xAx"));
        proves(PortableFunction.REPEAT, is(Functions.repeat(value("ab"), 2), "abab"), is(Functions.repeat(value("ab"), 0), ""));
        proves(PortableFunction.LPAD, is(Functions.lpad(value("ab"), 5, "xy"), "xyxab"), is(Functions.lpad(value("ab"), 1, "x"), "a"));
        proves(PortableFunction.RPAD, is(Functions.rpad(value("ab"), 5, "xy"), "abxyx"), is(Functions.rpad(value("ab"), 1, "x"), "a"));
    }

    @Rule(id = "FLG-122",
            text = "the functions of numbers, of several values and of documents that functionTemplates spells give the right values;"
                    + " others are refused",
            components = "functionTemplates")
    final void numbersAndDocuments() {
        // A parameter alone need not be an integer to the database: H2 takes it for a decimal.
        proves(PortableFunction.INTEGER_DIVISION, is(value(-7).cast(Types.INTEGER).dividedBy(2), -3));
        proves(PortableFunction.EXACT_DIVISION, is(value(7).dividedExactly(2), 3.5), is(value(7).dividedExactly(0), null));
        proves(PortableFunction.ABS, is(Functions.abs(value(-7L)), 7L));
        proves(PortableFunction.ROUND, is(Functions.round(value(-2.5), 0), -3.0), is(Functions.round(value(2.46), 1), 2.5));
        proves(PortableFunction.NEAREST_INTEGER, is(value(2.7).cast(Types.INTEGER), 3), is(value(-2.7).cast(Types.BIGINT), -3L),
                is(value(new BigDecimal("-2.7")).cast(Types.INTEGER), -3));
        proves(PortableFunction.FLOOR, is(Functions.floor(value(-2.5)), -3.0));
        proves(PortableFunction.CEIL, is(Functions.ceil(value(-2.5)), -2.0));
        proves(PortableFunction.POWER, is(Functions.power(value(7), 2), 49.0));
        proves(PortableFunction.SQRT, is(Functions.sqrt(value(2.25)), 1.5), is(Functions.sqrt(value(-4)), null));
        proves(PortableFunction.SIGN, is(Functions.sign(value(-7)), -1), is(Functions.sign(value(0)), 0));
        proves(PortableFunction.GREATEST, is(Functions.greatest(value(3), value(10), value(9)), 10),
                is(Functions.greatest(value(3), value(null, Types.INTEGER)), null));
        proves(PortableFunction.LEAST, is(Functions.least(value(10), value(3), value(9)), 3),
                is(Functions.least(value(3), value(null, Types.INTEGER)), null));
        Expression<Integer> none = value(null, Types.INTEGER);
        proves(PortableFunction.IS_DISTINCT_FROM, is(value(1, Types.INTEGER).isDistinctFrom(none), true),
                is(none.isDistinctFrom(none), false));
        proves(PortableFunction.IS_NOT_DISTINCT_FROM, is(value(1, Types.INTEGER).isNotDistinctFrom(none), false),
                is(none.isNotDistinctFrom(none), true));
        Expression<Json> document = value(new Json("{\"a\": [1, \"x\", null]}"), Types.JSON);
        proves(PortableFunction.JSON_VALUE, is(JsonFunctions.jsonValue(document, "a"), new Json("[1,\"x\",null]")),
                is(JsonFunctions.jsonValue(document, "b").isNull(), true));
        proves(PortableFunction.JSON_TEXT, is(JsonFunctions.jsonText(document, "a", 1), "x"),
                is(JsonFunctions.jsonText(document, "a", 2).isNull(), true));
    }

    @Rule(id = "FLG-123",
            text = "the functions of dates and times that functionTemplates spells give what java.time gives; others are refused",
            components = "functionTemplates")
    final void times() {
        provesNow(PortableFunction.NOW, TimeFunctions.now().as("a"), TimeFunctions.currentTimestamp().as("b"));
        provesNow(PortableFunction.CURRENT_DATE, TimeFunctions.currentDate().as("a"));
        proves(PortableFunction.PLUS_MONTHS, is(TimeFunctions.plus(value(DAY), 1, ChronoUnit.MONTHS), DAY.plusMonths(1)),
                is(TimeFunctions.plus(value(TIME), -11, ChronoUnit.MONTHS), TIME.minusMonths(11)),
                is(TimeFunctions.plus(value(INSTANT), 13, ChronoUnit.MONTHS), INSTANT.plusMonths(13)));
        proves(PortableFunction.PLUS_DAYS, is(TimeFunctions.plus(value(DAY), 30, ChronoUnit.DAYS), DAY.plusDays(30)),
                is(TimeFunctions.plus(value(TIME), -3, ChronoUnit.DAYS), TIME.minusDays(3)));
        proves(PortableFunction.PLUS_SECONDS, is(TimeFunctions.plus(value(TIME), 2, ChronoUnit.SECONDS), TIME.plusSeconds(2)),
                is(TimeFunctions.plus(value(INSTANT), -1, ChronoUnit.HOURS), INSTANT.minusHours(1)));
        proves(PortableFunction.TRUNCATE_TO_YEAR, is(TimeFunctions.truncatedTo(value(TIME), ChronoUnit.YEARS), LocalDate.of(2024, 1, 1)
                .atStartOfDay()));
        proves(PortableFunction.TRUNCATE_TO_MONTH, is(TimeFunctions.truncatedTo(value(DAY), ChronoUnit.MONTHS), DAY.withDayOfMonth(1)));
        proves(PortableFunction.TRUNCATE_TO_DAY, is(TimeFunctions.truncatedTo(value(TIME), ChronoUnit.DAYS),
                TIME.truncatedTo(ChronoUnit.DAYS)));
        proves(PortableFunction.TRUNCATE_TO_HOUR, is(TimeFunctions.truncatedTo(value(TIME), ChronoUnit.HOURS),
                TIME.truncatedTo(ChronoUnit.HOURS)));
        proves(PortableFunction.TRUNCATE_TO_MINUTE, is(TimeFunctions.truncatedTo(value(TIME), ChronoUnit.MINUTES),
                TIME.truncatedTo(ChronoUnit.MINUTES)));
        proves(PortableFunction.TRUNCATE_TO_SECOND, is(TimeFunctions.truncatedTo(value(TIME.withNano(400_000_000)), ChronoUnit.SECONDS),
                TIME));
        parts();
        proves(PortableFunction.DAYS_BETWEEN, is(TimeFunctions.between(ChronoUnit.DAYS, value(DAY), value(DAY.plusDays(29))), 29L));
        proves(PortableFunction.SECONDS_BETWEEN, is(TimeFunctions.between(ChronoUnit.SECONDS, value(TIME), value(TIME.plusHours(25))),
                90_000L),
                is(TimeFunctions.between(ChronoUnit.SECONDS, value(TIME.plusMinutes(1)), value(TIME)), -60L));
    }

    private void parts() {
        proves(PortableFunction.YEAR, is(TimeFunctions.extract(ChronoField.YEAR, value(TIME)), 2024));
        proves(PortableFunction.MONTH, is(TimeFunctions.extract(ChronoField.MONTH_OF_YEAR, value(DAY)), 1));
        proves(PortableFunction.DAY, is(TimeFunctions.extract(ChronoField.DAY_OF_MONTH, value(TIME)), 31));
        proves(PortableFunction.HOUR, is(TimeFunctions.extract(ChronoField.HOUR_OF_DAY, value(INSTANT)), 22));
        proves(PortableFunction.MINUTE, is(TimeFunctions.extract(ChronoField.MINUTE_OF_HOUR, value(TIME)), 59));
        proves(PortableFunction.SECOND, is(TimeFunctions.extract(ChronoField.SECOND_OF_MINUTE, value(TIME)), 58));
        proves(PortableFunction.DAY_OF_WEEK, is(TimeFunctions.extract(ChronoField.DAY_OF_WEEK, value(DAY)), 3),
                is(TimeFunctions.extract(ChronoField.DAY_OF_WEEK, value(DAY.plusDays(4))), 7));
        proves(PortableFunction.DAY_OF_YEAR, is(TimeFunctions.extract(ChronoField.DAY_OF_YEAR, value(DAY.plusDays(1))), 32));
    }

    private void provesNow(PortableFunction function, SelectItem... items) {
        if (!run().dialect().has(function)) {
            provesMissing(function, items);
            return;
        }
        CompletableFuture<Row> row = db().fetchExactlyOne(select(items));
        boolean now = accepts(row);
        for (int i = 0; now && i < items.length; i++) {
            now = isNow(await(row).get(i));
        }
        run().findings().working("functionTemplates", function.name(), "yes", now);
    }

    private static boolean isNow(Object value) {
        LocalDateTime utc = LocalDateTime.now(ZoneOffset.UTC);
        LocalDateTime time = value instanceof OffsetDateTime instant ? instant.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()
                : value instanceof LocalDateTime local ? local
                : value instanceof LocalDate day && Math.abs(ChronoUnit.DAYS.between(day, utc.toLocalDate())) <= 1 ? utc
                        : LocalDateTime.MIN;
        return Duration.between(time, utc).abs().compareTo(CLOCKS) < 0;
    }
}
