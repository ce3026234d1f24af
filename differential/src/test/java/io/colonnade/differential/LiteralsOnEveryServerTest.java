// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static io.colonnade.differential.EveryServer.each;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.text;
import static io.colonnade.sql.Sql.value;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.Database;
import io.colonnade.Row;
import io.colonnade.sql.Json;
import io.colonnade.sql.Labelled;
import io.colonnade.sql.Text;
import io.colonnade.sql.Types;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A value that became text is evaluated by each server to that value. */
class LiteralsOnEveryServerTest {

    /** How many strings each server evaluates; {@code -Dcolonnade.literals=100000} is the full run. */
    private static final int STRINGS = Integer.getInteger("colonnade.literals", 2_000);
    private static final int IN_ONE_STATEMENT = 500;

    /** What a server might take for the end of the string, for an escape, for a parameter or for a character of another encoding. */
    private static final String[] PIECES = {"'", "''", "\\", "\\\\", "\\'", "'\\", "\"", "`", "%", "\\%", "_",
            "\n", "\r", "\t", "\b", "\u001a",
            ":name", "::", "?", "??", "$1", "$$", "$a$", "--", "-- ", "#", "/*", "*/", ";", "E'", "N'",
            "\\0", "\\x27", "\\u0027", "\u00bf'", "\u00a5",
            "\u20a9", "é", "ß", "\u0301",
            "\u2019", "\uff07", "\ud83d\ude00", "\ud800\udc00", "\udbff\udfff", "\uffff", "\ufeff", "\u007f", "{fn", "}",
            "{d '1'}", "a", "Z", "0", " "};

    private static String random(Random random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(12); length > 0; length--) {
            if (random.nextInt(3) > 0) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            } else {
                int point = 1 + random.nextInt(Character.MAX_CODE_POINT);
                text.appendCodePoint(point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? '\'' : point);
            }
        }
        return text.toString();
    }

    @Test
    void stringsAreTheSameBehindTheServer() {
        long seed = Long.getLong("colonnade.seed", new Random().nextLong());
        each(database -> {
            Random random = new Random(seed);
            for (int done = 0; done < STRINGS; done += IN_ONE_STATEMENT) {
                List<String> texts = new ArrayList<>();
                List<Labelled<String>> literals = new ArrayList<>();
                for (int i = 0; i < IN_ONE_STATEMENT; i++) {
                    texts.add(random(random));
                    literals.add(value(texts.get(i)).as("c" + i));
                }
                assertEquals(texts, evaluated(database, literals).toList(), () -> "seed " + seed);
            }
        });
    }

    private static Row evaluated(Database database, List<? extends Labelled<?>> literals) {
        Text text = text(database.dialect().print(select(literals)));
        for (Labelled<?> literal : literals) {
            text = text.column(literal.label(), literal.expression().type());
        }
        return database.fetchExactlyOne(text).join();
    }

    @Test
    void valuesOfEveryTypeAreTheSameBehindTheServer() {
        UUID uuid = UUID.fromString("c0ffee00-1234-4abc-8def-000000000001");
        OffsetDateTime instant = OffsetDateTime.of(2024, 2, 29, 23, 59, 59, 123_456_000, ZoneOffset.ofHours(2));
        each(database -> {
            Row row = evaluated(database, List.of(value((short) -5).as("a"), value(Integer.MIN_VALUE).as("b"),
                    value(Long.MIN_VALUE + 1).as("c"), value(new BigDecimal("-1234567890.0987654321")).as("d"), value(0.1f).as("e"),
                    value(-1.5e-7).as("f"), value(true).as("g"), value(false).as("h"), value(LocalDate.of(1999, 12, 31)).as("i"),
                    value(LocalTime.of(1, 2, 3, 4_000)).as("j"), value(LocalDateTime.of(2024, 2, 29, 0, 0, 0, 1_000)).as("k"),
                    value(instant).as("l"), value(uuid).as("m"), value(new byte[] {0, 39, 92, -1}).as("n"),
                    value(new Json("{\"a\": \"it's \\\\ \"}")).as("o"), value(null, Types.TEXT).as("p")));
            assertEquals(-5, row.get("a", Short.class).intValue());
            assertEquals(Integer.MIN_VALUE, row.get("b", Integer.class));
            assertEquals(Long.MIN_VALUE + 1, row.get("c", Long.class));
            assertEquals(new BigDecimal("-1234567890.0987654321"), row.get("d", BigDecimal.class));
            assertEquals(0.1, row.get("e", Double.class), 1e-8);
            assertEquals(-1.5e-7, row.get("f", Double.class));
            assertEquals(List.of(true, false), List.of(row.get("g", Boolean.class), row.get("h", Boolean.class)));
            assertEquals(LocalDate.of(1999, 12, 31), row.get("i", LocalDate.class));
            assertEquals(LocalTime.of(1, 2, 3, 4_000), row.get("j", LocalTime.class));
            assertEquals(LocalDateTime.of(2024, 2, 29, 0, 0, 0, 1_000), row.get("k", LocalDateTime.class));
            assertEquals(instant.toInstant(), row.get("l", OffsetDateTime.class).toInstant());
            assertEquals(uuid, row.get("m", UUID.class));
            assertArrayEquals(new byte[] {0, 39, 92, -1}, row.get("n", byte[].class));
            assertEquals("{\"a\": \"it's \\\\ \"}", row.get("o", Json.class).text());
            assertEquals(null, row.get("p"));
        });
    }
}
