// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.Feature;
import io.colonnade.dialect.LexicalRules;
import io.colonnade.dialect.LexicalRules.Quote;
import io.colonnade.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A random SELECT in the lexical rules of a database: parameters among what is none, and the row that it must return. */
final class TextWithNames {

    private static final String[] JUNK = {":a", "?", "??", "'", "\"", "`", "[", "]", "\\", "$", "$1", "$x$", "/", "*", "--", "-- ", "#",
        ";", "\n", " ", "a", "1", "::", "E'", "@v", "é", ":größe", "\ud83d\ude00", "{", "}"};

    private final LexicalRules rules;
    private final String text;
    private final boolean supplementaryNames;
    private final Random random;
    private final StringBuilder sql = new StringBuilder("SELECT");
    private final List<String> names = new ArrayList<>();
    private final List<String> row = new ArrayList<>();
    private final Map<String, Object> values = new LinkedHashMap<>();

    TextWithNames(Dialect dialect, Random random) {
        rules = dialect.lexicalRules();
        text = dialect.castName(Types.TEXT);
        supplementaryNames = dialect.has(Feature.SUPPLEMENTARY_IDENTIFIERS);
        this.random = random;
        for (int items = random.nextInt(7); items >= 0; items--) {
            sql.append(row.isEmpty() ? space() : "," + space());
            item();
            if (random.nextInt(4) == 0) {
                sql.append(space());
            }
        }
    }

    String sql() {
        return sql.toString();
    }

    /** The name of each parameter, in the order of the text. */
    List<String> names() {
        return names;
    }

    Map<String, Object> values() {
        return values;
    }

    /** What it returns, as text. */
    List<String> row() {
        return row;
    }

    private void item() {
        switch (random.nextInt(rules.dollarQuotes() ? 13 : rules.hashComments() ? 10 : 9)) {
            case 0, 1, 2 -> parameter("CAST(" + maybeSpace(), maybeSpace() + " AS " + text + ")");
            case 3 -> parameter("CAST((", ") AS " + text + ")");
            case 4, 5 -> string(pick(rules.stringQuotes()));
            case 6 -> name(pick(rules.identifierQuotes()));
            case 7 -> expect("3" + maybeSpace() + "-" + space() + "1", "2");
            case 8 -> expect("'::a'" + space() + "AS a", "::a");
            case 9 -> {
                if (rules.dollarQuotes()) {
                    parameter("(" + maybeSpace(), maybeSpace() + ")::text");
                } else {
                    parameter("@v :=CAST(", " AS " + text + ")");
                }
            }
            case 10 -> {
                String junk = junk().replace("$", "");
                expect(random.nextBoolean() ? "$$" + junk + "$$" : "$t1$" + junk + "$t1$", junk);
            }
            case 11 -> {
                String junk = junk();
                expect("E'" + junk.replace("\\", "\\\\").replace("'", random.nextBoolean() ? "\\'" : "''") + "'", junk);
            }
            default -> {
                if (random.nextBoolean()) {
                    expect("(CAST(ARRAY['x','y','z'] AS text[]))[1:2]::text", "{x,y}");
                } else {
                    names.add("key");
                    values.put("key", "a");
                    expect("('{\"a\":1}'::jsonb ?? :key)::text", "true");
                }
            }
        }
    }

    private void parameter(String before, String behind) {
        int number = random.nextInt(6);
        String name = random.nextBoolean() ? "p" + number : "größe_" + number;
        names.add(name);
        values.put(name, "value " + number + " ? :a");
        expect(before + ":" + name + behind, "value " + number + " ? :a");
    }

    private void string(Quote quote) {
        String junk = junk();
        String content = rules.backslashEscapes() ? junk.replace("\\", "\\\\") : junk;
        String close = String.valueOf(quote.close());
        String escaped = rules.backslashEscapes() && random.nextBoolean() ? "\\" + close : close + close;
        expect(quote.open() + content.replace(close, escaped) + close, junk);
    }

    private void name(Quote quote) {
        String close = String.valueOf(quote.close());
        String junk = junk().replace(close, quote == Quote.BRACKET ? "" : close + close);
        String name = supplementaryNames ? junk : junk.replaceAll("[\\x{10000}-\\x{10ffff}]", "");
        expect("5 AS " + quote.open() + "n" + name + "e" + quote.close(), "5");
    }

    private void expect(String item, String value) {
        sql.append(item);
        row.add(value);
    }

    private Quote pick(java.util.Set<Quote> quotes) {
        List<Quote> sorted = quotes.stream().sorted().toList();
        return sorted.get(random.nextInt(sorted.size()));
    }

    private String maybeSpace() {
        return random.nextInt(3) == 0 ? space() : "";
    }

    /** White space, and a comment in it now and then. */
    private String space() {
        String plain = junk().replace("*", "").replace("/", "") + " ";
        String line = junk().replace("\n", "") + "\n";
        return switch (random.nextInt(8)) {
            case 0 -> " /* " + plain + (rules.nestedComments() ? "/* " + plain + " */ :n" : "") + " */ ";
            case 1 -> " -- " + line;
            case 2 -> rules.hashComments() ? " #" + line : "\n";
            case 3 -> "\t";
            default -> " ";
        };
    }

    private String junk() {
        StringBuilder junk = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            junk.append(JUNK[random.nextInt(JUNK.length)]);
        }
        return junk.toString();
    }

    @Override
    public String toString() {
        return sql.toString();
    }
}
