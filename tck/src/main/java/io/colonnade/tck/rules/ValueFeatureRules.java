// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.selectFrom;
import static io.colonnade.sql.Sql.value;

import io.colonnade.Row;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Json;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Types;
import io.colonnade.tck.Rule;
import io.colonnade.tck.Topic;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** How a dialect spells types and values in SQL text: a spelling must be taken, and the value must be the same afterwards. */
@Topic(why = "A value that is cast or written as text must be the same value, or a condition finds other rows.",
        look = "typeTemplates, castTemplates and literalTemplates of the dialect.")
public class ValueFeatureRules extends TypedRules {

    private static final LocalDateTime TIME = LocalDateTime.of(2024, 2, 29, 23, 59, 58);

    /**
     * Values that a type of another family, a smaller one or none at all would not keep.
     *
     * @param type the type
     * @param values the values
     */
    private record Sample<T>(SqlType<T> type, List<T> values) {
    }

    private static final List<Sample<?>> SAMPLES = List.of(
            new Sample<>(Types.SMALLINT, List.of(Short.MIN_VALUE, Short.MAX_VALUE)),
            new Sample<>(Types.INTEGER, List.of(Integer.MIN_VALUE, Integer.MAX_VALUE)),
            new Sample<>(Types.BIGINT, List.of(Long.MIN_VALUE + 1, 9_007_199_254_740_993L)),
            new Sample<>(Types.REAL, List.of(0.1f, -1.5e30f)),
            new Sample<>(Types.DOUBLE, List.of(1d / 3, -1.5e300)),
            new Sample<>(Types.decimal(30, 20), List.of(new BigDecimal("1234567890.70000000000000123456"), new BigDecimal("-0.1"))),
            new Sample<>(Types.varchar(50), List.of("1.10", " it's \u00e9\ud83d\ude80 \\ ")),
            new Sample<>(Types.TEXT, List.of("1.10", "x".repeat(5_000))),
            new Sample<>(Types.BOOLEAN, List.of(true, false)),
            new Sample<>(Types.BINARY, List.of(new byte[] {0, -1, 39, 92}, new byte[70_000])),
            new Sample<>(Types.DATE, List.of(TIME.toLocalDate(), LocalDate.of(1000, 1, 1))),
            new Sample<>(Types.TIME, List.of(TIME.toLocalTime(), LocalTime.MIDNIGHT)),
            new Sample<>(Types.TIMESTAMP, List.of(TIME, TIME.withYear(2000))),
            new Sample<>(Types.TIMESTAMP_TZ, List.of(TIME.atOffset(ZoneOffset.UTC))),
            new Sample<>(Types.UUID, List.of(new UUID(0, 0), UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"))),
            new Sample<>(Types.JSON, List.of(new Json("{\"a\":[1,null,\"\u00e9\"]}"), new Json("\"1.10\""))));

    protected ValueFeatureRules(Target target) {
        super(target);
    }

    @Rule(id = "FLG-118", text = "a column of each type in typeTemplates keeps the values of its family", components = "typeTemplates",
            hint = "the spelling may be taken for a type that is smaller, or for none")
    final void types() {
        SAMPLES.forEach(this::keepsInColumn);
    }

    private <T> void keepsInColumn(Sample<T> sample) {
        proves("typeTemplates", sample.type(), () -> run().dialect().typeName(sample.type()), () -> {
            TypedTable<T> table = table(sample.type());
            boolean kept = table != null;
            for (int i = 0; kept && i < sample.values().size(); i++) {
                kept = accepts(db().execute(insertInto(table).set(table.id, i).set(table.v, sample.values().get(i))));
            }
            return kept && holds(table, sample.values());
        });
    }

    private interface Spelling {
        String get();
    }

    private interface Probing {
        boolean works();
    }

    private void proves(String component, SqlType<?> type, Spelling spelling, Probing probe) {
        String declared;
        try {
            declared = spelling.get();
        } catch (DatabaseException refusal) {
            failure(ErrorKind.UNSUPPORTED, CompletableFuture.failedFuture(refusal));
            run().findings().unspelled(component, type.family().name(), "only the backend knows how it would be spelled");
            return;
        }
        run().findings().working(component, type.family().name(), declared, probe.works());
    }

    private <T> boolean holds(TypedTable<T> table, List<T> values) {
        CompletableFuture<List<Row>> found = db().fetchAll(selectFrom(table).orderBy(table.id));
        if (!accepts(found) || await(found).size() != values.size()) {
            return false;
        }
        for (int i = 0; i < values.size(); i++) {
            if (!same(values.get(i), read(await(found).get(i), table))) {
                return false;
            }
        }
        return true;
    }

    /** The value; null where what the database kept is none of its type. */
    private static <T> T read(Row row, TypedTable<T> table) {
        try {
            return row.get(table.v);
        } catch (DatabaseException changed) {
            return null;
        }
    }

    @Rule(id = "FLG-119",
            text = "CAST in the spelling of castTemplates gives the same value, and numbers and texts that are ordered as such",
            components = "castTemplates")
    final void casts() {
        SAMPLES.forEach(this::castsToItself);
    }

    private <T> void castsToItself(Sample<T> sample) {
        proves("castTemplates", sample.type(), () -> run().dialect().castName(sample.type()), () -> {
            T given = sample.values().get(0);
            boolean same = isCast(value(given, sample.type()).cast(sample.type()), given);
            return same && switch (sample.type().family()) {
                case SMALLINT, INTEGER, BIGINT -> ordered(value("10"), value("9"), sample.type());
                case VARCHAR, TEXT -> ordered(value(9), value(10), sample.type());
                default -> true;
            };
        });
    }

    private <T> boolean isCast(Expression<T> cast, T expected) {
        CompletableFuture<Row> row = db().fetchExactlyOne(select(cast.as("v")));
        if (!accepts(row)) {
            return false;
        }
        try {
            return same(expected, await(row).get("v", expected.getClass()));
        } catch (DatabaseException changed) {
            return false;
        }
    }

    /** Whether the first value is greater than the second when both are of a type. */
    private <T> boolean ordered(Expression<?> first, Expression<?> second, SqlType<T> type) {
        return isCast(first.cast(type).gt(second.cast(type)), true);
    }

    @Rule(id = "FLG-120", text = "a value that is written into a statement in the spelling of literalTemplates is stored as it is",
            components = "literalTemplates")
    final void literals() {
        SAMPLES.forEach(this::writes);
    }

    private <T> void writes(Sample<T> sample) {
        T given = sample.values().get(0);
        TypedTable<T> table = table(sample.type());
        if (table == null) {
            return;
        }
        String sql = run().dialect().print(insertInto(table).set(table.id, 0).set(table.v, given));
        run().findings().working("literalTemplates", sample.type().family().name(), literal(sql), accepts(sql)
                && holds(table, List.of(given)));
    }

    private static String literal(String insert) {
        return insert.substring(insert.indexOf("(0, ") + 4, insert.length() - 1);
    }
}
