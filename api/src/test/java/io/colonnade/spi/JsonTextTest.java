// SPDX-License-Identifier: Apache-2.0
package io.colonnade.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.sql.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a JSON document, by RFC 8259. */
class JsonTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", " [ ] ", "\t{\n}\r", "null", "true", "false", "0", "-0", "17", "-1.50", "1e5", "1.0E+300", "2e-7", "\"\"",
        "\"\u00e9\ud83d\ude80\u007f\"", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00aF\\ud800\"", "[1,[2,{\"a\":[]}],{}]",
        "{\"a\": {\"b\" : null}, \"a\":[true , \"x\"]}", "[[],[{}],[[]]]", "{\"\":1}"})
    void isOne(String text) {
        assertEquals(text, ValueConversion.convert(text, Json.class, "it").text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "[", "}", "]", "{]", "[}", "[1,]", "[,1]", "[1 2]", "{,}", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{'a':1}",
        "{1:2}", "{\"a\" 1}", "[1]]", "[1] [2]", "nul", "nullx", "True", "NaN", "Infinity", "01", "-", "+1", ".5", "1.", "1e", "1e+", "0x1", "\"", "\"\\\"",
        "\"\\x\"", "\"\\u12g4\"", "\"\\u123\"", "\"\\u\uff11\uff12\uff13\uff14\"", "\"\n\"", "\"\t\"", "1\u0000", "\u0000", "[1\u0000]", "\ufeff{}", "\u00a01",
        "// a\n1", "[1/* a */]", "\u0661"})
    void isNone(String text) {
        DatabaseException refused = assertThrows(DatabaseException.class, () -> ValueConversion.convert(text, Json.class, "column \"doc\""));
        assertEquals(ErrorKind.DATA, refused.kind());
        assertFalse(text.length() > 3 && refused.getMessage().contains(text), refused::getMessage);
    }

    /** Neither the stack nor time by the square of its length is needed for what is nested as deeply as it is long. */
    @Test
    void mayBeNestedDeeply() {
        int deep = 1_000_000;
        assertEquals(2 * deep, ValueConversion.convert("[".repeat(deep) + "]".repeat(deep), Json.class, "it").text().length());
        ValueConversion.convert("{\"a\":".repeat(deep) + "1" + "}".repeat(deep), Json.class, "it");
        assertThrows(DatabaseException.class, () -> ValueConversion.convert("[".repeat(deep), Json.class, "it"));
        assertThrows(DatabaseException.class, () -> ValueConversion.convert("[".repeat(deep) + "]".repeat(deep + 1), Json.class, "it"));
    }
}
