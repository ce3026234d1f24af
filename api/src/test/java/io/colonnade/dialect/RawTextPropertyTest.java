// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.colonnade.dialect.LexicalRules.DashComments;
import io.colonnade.dialect.LexicalRules.Quote;
import io.colonnade.error.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Parameters among random strings, names and comments that are full of what looks like a parameter: each is found, and nothing else. */
class RawTextPropertyTest {

    private static final String[] JUNK = {":a", "?", "'", "\"", "`", "[", "]", "\\", "$", "$x$", "/", "*", "--", "#", ";", "\n", " ", "a",
            "1", "::", "E'"};
    private static final String[] HARMLESS = {"a", "b.c", "12.5", "+", "(1)", ",", "x::y", ":= ", "%", "a$b", "<>", ": ", "\\:z"};
    private static final int TEXTS = 4_000;

    enum Database {
        ANSI(LexicalRules.ANSI), SQLITE(Rules.SQLITE), POSTGRESQL(Rules.POSTGRESQL), MYSQL(Rules.MYSQL);

        private final LexicalRules rules;

        Database(LexicalRules rules) {
            this.rules = rules;
        }
    }

    private final StringBuilder sql = new StringBuilder("SELECT ");
    private final StringBuilder expected = new StringBuilder("SELECT ");
    private final List<String> names = new ArrayList<>();

    @ParameterizedTest
    @EnumSource
    void findsEachParameterAndNothingElse(Database database) {
        long seed = System.nanoTime();
        for (ParamStyle style : ParamStyle.values()) {
            Random random = new Random(seed);
            for (int i = 0; i < TEXTS; i++) {
                RawTextPropertyTest text = new RawTextPropertyTest();
                for (int fragments = random.nextInt(12); fragments >= 0; fragments--) {
                    text.fragment(random, database.rules, style);
                }
                String message = "seed " + seed + ", text " + i + ": " + text.sql;
                RawText raw = RawText.parse(Rules.dialect(database.rules, style), text.sql.toString());
                assertEquals(text.expected.toString(), raw.compiled().sql(), message);
                assertEquals(text.names, raw.compiled().parameters().stream().map(Parameter::name).toList(), message);
                assertEquals(text.names.stream().distinct().toList(), raw.names(), message);
                for (int p = 0; p < text.names.size(); p++) {
                    assertEquals(text.names.get(p), raw.names().get(raw.nameIndexes()[p]), message);
                }
            }
        }
    }

    /** Any text at all is either taken or refused with a position within it. */
    @ParameterizedTest
    @EnumSource
    void neverFailsOtherwise(Database database) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Dialect dialect = Rules.dialect(database.rules, ParamStyle.QMARK);
        for (int i = 0; i < TEXTS; i++) {
            String text = junk(random, 20);
            try {
                RawText.parse(dialect, text);
            } catch (UsageException refused) {
                assertEquals(Math.max(0, Math.min(text.length(), refused.position())), refused.position(), "seed " + seed + ": " + text);
            }
        }
    }

    @Test
    void aTextOfAnotherDatabaseFails() {
        assertThrows(UsageException.class, () -> RawText.parse(Rules.dialect(Rules.SQLITE, ParamStyle.QMARK), "SELECT 'it\\'s', :b"));
    }

    private void fragment(Random random, LexicalRules rules, ParamStyle style) {
        Map<String, Runnable> choices = new TreeMap<>();
        for (Quote quote : rules.stringQuotes()) {
            choices.put("string " + quote, () -> both(quoted(random, quote, rules.backslashEscapes())));
        }
        for (Quote quote : rules.identifierQuotes()) {
            choices.put("name " + quote, () -> both(quoted(random, quote, false)));
        }
        choices.put("comment", () -> both("/* " + plain(random) + (rules.nestedComments() ? " /*" + plain(random) + " */ :n" : "")
                + " */"));
        choices.put("dashes", () -> both((rules.dashComments() == DashComments.ALWAYS ? "--" : "-- ") + junk(random, 8).replace("\n", "")
                + "\n"));
        if (rules.hashComments()) {
            choices.put("hash", () -> both("#" + junk(random, 8).replace("\n", "") + "\n"));
        }
        if (rules.escapeStrings()) {
            choices.put("escape string", () -> both(" E" + quoted(random, Quote.SINGLE, true) + ","));
        }
        if (rules.dollarQuotes()) {
            String tag = random.nextBoolean() ? "$$" : "$t1$";
            choices.put("dollars", () -> both(" " + tag + junk(random, 8).replace("$", "") + tag));
            choices.put("slice", () -> both("a[1:n]"));
        }
        choices.put("harmless", () -> harmless(HARMLESS[random.nextInt(HARMLESS.length)]));
        choices.put("parameter", () -> parameter("p" + random.nextInt(5), style));
        choices.put("parameter again", () -> parameter("größe_" + random.nextInt(3), style));
        new ArrayList<>(choices.values()).get(random.nextInt(choices.size())).run();
        both(random.nextBoolean() ? " " : ",");
    }

    private void both(String text) {
        sql.append(text);
        expected.append(text);
    }

    private void harmless(String text) {
        sql.append(text);
        expected.append(text.replace("\\:", ":"));
    }

    private void parameter(String name, ParamStyle style) {
        names.add(name);
        sql.append(':').append(name);
        style.append(expected, names.size());
    }

    private static String quoted(Random random, Quote quote, boolean backslash) {
        String close = String.valueOf(quote.close());
        String text = junk(random, 8);
        if (backslash) {
            text = text.replace("\\", "\\\\").replace(close, random.nextBoolean() ? "\\" + close : close + close);
        } else {
            text = text.replace(close, quote == Quote.BRACKET ? "" : close + close);
        }
        return quote.open() + text + close;
    }

    /** Without anything that opens or closes a block comment. */
    private static String plain(Random random) {
        return junk(random, 8).replace("*", "").replace("/", "") + " ";
    }

    private static String junk(Random random, int pieces) {
        StringBuilder junk = new StringBuilder();
        for (int i = random.nextInt(pieces); i > 0; i--) {
            junk.append(JUNK[random.nextInt(JUNK.length)]);
        }
        return junk.toString();
    }
}
