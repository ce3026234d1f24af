// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static io.colonnade.differential.Groups.GROUPS;
import static io.colonnade.differential.Items.ITEMS;
import static io.colonnade.sql.Sql.param;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.text;

import io.colonnade.Row;
import io.colonnade.sql.Select;
import io.colonnade.sql.Types;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Generates queries as text, and the other ways to fetch. */
final class Texts {

    /** What a row becomes. */
    record Note(int ref, String word, Boolean active) {
    }

    private static final String FROM_ITEMS = " FROM " + ITEMS.name();

    private final Draw draw;
    private final Changes changes;

    Texts(Draw draw, Changes changes) {
        this.draw = draw;
        this.changes = changes;
    }

    Step any() {
        int low = changes.someRef();
        return switch (draw.below(11)) {
            case 0 -> rows("text", "SELECT ref, word, num AS n" + FROM_ITEMS + " WHERE ref > :low ORDER BY ref", Map.of("low", low));
            case 1 -> rows("joined text", "SELECT g.name, count(*) AS c" + FROM_ITEMS + " i JOIN " + GROUPS.name()
                    + " g ON g.id = i.grp WHERE i.ref > :low GROUP BY g.name HAVING count(*) > :least ORDER BY g.name",
                    Map.of("low", low, "least", 1));
            case 2 -> typedText(low);
            case 3 -> rows("parameter used twice", "SELECT ref" + FROM_ITEMS + " WHERE ref = :r OR grp = :r ORDER BY ref",
                    Map.of("r", draw.between(1, 5)));
            case 4 -> Step.of("records from " + low, on -> Answers.of(on.fetchAll("SELECT ref, word, active" + FROM_ITEMS
                    + " WHERE ref >= :low ORDER BY ref LIMIT 5", Note.class, low), Object::toString));
            case 5 -> fetchOne(low);
            case 6 -> fetchExactlyOne(low);
            case 7 -> fetchValue(low);
            case 8 -> rows("LIKE in text", "SELECT ref" + FROM_ITEMS + " WHERE word LIKE :p ORDER BY ref", Map.of("p", "%a%"));
            case 9 -> named(low);
            default -> converted(low);
        };
    }

    private static Step rows(String title, String sql, Map<String, ?> values) {
        return Step.of(title + ": " + sql + " " + values, on -> Answers.rows(on.fetchAll(sql, values)), KnownDifference.NUMBERS_OF_TEXT);
    }

    private Step typedText(int low) {
        String sql = "SELECT ref, active, price, exact, ratio, day, hour, moment, instant, token, data" + FROM_ITEMS + " WHERE ref = :low";
        return Step.of("typed text: " + sql + " " + low, on -> Answers.rows(on.fetchAll(text(sql).bind("low", low)
                .columns(ITEMS.ref, ITEMS.active, ITEMS.price, ITEMS.exact, ITEMS.ratio, ITEMS.day, ITEMS.hour, ITEMS.moment,
                        ITEMS.instant, ITEMS.token, ITEMS.data))));
    }

    private Step fetchOne(int low) {
        return Step.of("first row from " + low, on -> Answers.of(on.fetchOne(select(ITEMS.ref, ITEMS.word).from(ITEMS)
                .where(ITEMS.ref.ge(low)).orderBy(ITEMS.ref)), row -> row.map(Answers::row).orElse("none")));
    }

    private Step fetchExactlyOne(int low) {
        return Step.of("exactly one row from " + low, on -> Answers.of(on.fetchExactlyOne(select(ITEMS.ref).from(ITEMS)
                .where(ITEMS.ref.between(low, low + 1))), Answers::row));
    }

    private Step fetchValue(int low) {
        return Step.of("value of " + low, on -> Answers.of(on.fetchValue(select(ITEMS.big).from(ITEMS).where(ITEMS.ref.eq(low)), Long.class),
                scalar -> scalar.hasRow() + " " + scalar.isNull() + " " + scalar.orElse(-1L)));
    }

    private Step named(int low) {
        Select select = select(ITEMS.ref, ITEMS.num).from(ITEMS).where(ITEMS.num.ge(param("least", Types.INTEGER)))
                .orderBy(ITEMS.ref).limit(param("count", Types.BIGINT));
        int least = draw.between(-20, 20);
        return Step.of("named parameters of an expression " + least, on -> Answers.rows(on.fetchAll(select,
                Map.of("least", least, "count", 7L))));
    }

    /** Columns of SQL text by the classes that the program asks for. */
    private Step converted(int low) {
        String sql = "SELECT ref, small, big, price, active, day, hour, moment, token, word, weight" + FROM_ITEMS
                + " WHERE ref >= :low ORDER BY ref LIMIT 3";
        return Step.of("columns converted from " + low, on -> {
            CompletableFuture<java.util.List<Row>> rows = on.fetchAll(sql, low);
            return Answers.of(rows, list -> list.stream().map(Texts::converted).toList().toString());
        });
    }

    private static String converted(Row row) {
        return row.getInt("ref") + " " + row.get("small", Integer.class) + " " + row.get("big", Long.class) + " "
                + row.get("price", java.math.BigDecimal.class) + " " + row.get("active", Boolean.class) + " "
                + row.get("day", java.time.LocalDate.class) + " " + row.get("hour", java.time.LocalTime.class) + " "
                + row.get("moment", java.time.LocalDateTime.class) + " "
                + row.get("token", java.util.UUID.class) + " " + row.getString("word") + " " + row.get("weight", Double.class);
    }
}
