// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres.sql;

import static io.colonnade.postgres.sql.CompositeType.field;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.error.DatabaseException;
import io.colonnade.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Whatever the server sends, no reader of values looks at a character more than four times on average. */
class BoundedStepsTest {

    private static final int TIMES = 10_000;
    private static final List<String> PARTS = List.of("{", "}", "{}", "{a,", ",", "a", "\"", "\"\"", "\"a\",", "\\", "\\\\", " ", "(", ")", "[", "]", "(,)", "[a,b),",
            "{(,),", "empty", "e", "NULL,", "=", "[0:1]=", "1", "1 ", "-", "+1", "1.", "1 day ", "1 mon", "1D", "P", "T", "PT1H", "1:", "00:00:00", "00:00:00.", ":",
            "::", ".", "f:", "0.0", "infinity", "%", "/");

    /** Counts each character that is looked at or taken out. */
    private static final class Counted implements CharSequence {

        private final String text;
        private long steps;

        Counted(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            steps++;
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            steps += end - start;
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            steps += text.length();
            return text;
        }
    }

    record Many(String a, String b) {
    }

    /** By the name of what is read. */
    private static Map<String, Consumer<Counted>> readers() {
        return Map.of("array", text -> new ArrayConverter<String[]>(Types.TEXT).fromDatabase(new TextScanner(text, "an array")),
                "array of arrays", text -> new ArrayConverter<String[][]>(PostgresTypes.arrayOf(Types.TEXT))
                        .fromDatabase(new TextScanner(text, "an array")),
                "range", text -> new RangeText.OfRange<>(Types.TEXT).fromDatabase(new TextScanner(text, "a range")),
                "multirange", text -> new RangeText.OfMultirange<>(Types.TEXT).fromDatabase(new TextScanner(text, "a multirange")),
                "composite", text -> new CompositeType.Text<>(Many.class, List.of(Types.TEXT, Types.TEXT))
                        .fromDatabase(new TextScanner(text, "a composite")),
                "interval", Interval::parse, "address", Inet::isAddress);
    }

    @Test
    void everyReaderOfValuesIsLinear() {
        readers().forEach((name, reader) -> {
            for (String head : List.of("", "{", "(", "[", "{[", "[0:1]={", "P", "PT", "{\"", "1 ")) {
                for (String part : PARTS) {
                    for (String end : List.of("", "x", "}", ")", "\"}", ":")) {
                        Counted text = new Counted(head + part.repeat(TIMES) + end);
                        try {
                            reader.accept(text);
                        } catch (DatabaseException | ArithmeticException | NumberFormatException malformed) {
                            assertTrue(text.length() > 0);
                        }
                        assertTrue(text.steps <= 4L * text.length(), () -> name + ": " + text.steps + " for " + text.length() + " of " + head + part + end);
                    }
                }
            }
        });
    }

    @Test
    void theCounterCounts() {
        Counted text = new Counted("{a}");
        assertEquals("a", new ArrayConverter<String[]>(Types.TEXT).fromDatabase(new TextScanner(text, "an array"))[0]);
        assertTrue(text.steps > 3);
        assertEquals("b", field("b", Types.TEXT).name());
    }
}
