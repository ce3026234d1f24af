// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential.fuzz;

import io.colonnade.sql.Expression;
import io.colonnade.sql.Json;
import io.colonnade.sql.Sql;
import io.colonnade.sql.SqlType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * The random choices of one tree. What decides its structure and what decides its values come from two sources, so that the same structure
 * can be had with other values. For one thread.
 */
final class Choices {

    /** In every text value, so that a value that leaks is found. */
    static final String SECRET = "s3cr3t";

    private static final String[] PIECES = {"'", "\"", "`", "\\", "%", "_", "\n", ":name", "?", "$1", "$$", "--", "/*", "*/", ";", "#", "[",
        "]", "é", "\ud83d\ude00", "\ud800", "\0", "a", " "};
    private static final String[] NAMES = {"a", "b1", "order", "Upper", "select", "größe", "two words", "q\"t", "b`t", "s's", "c:n", "w?",
        "x[1]", "y]", "d.t", "-- c", "/* c", "$$", "\\",
        "a_name_that_is_longer_than_any_of_the_databases_takes_for_an_identifier_of_any_kind"};

    private final Random structure;
    private final Random values;
    private final boolean careless;
    private int budget;
    private int names;
    private Map<String, Object> parameters = new LinkedHashMap<>();
    private final Map<String, SqlType<?>> parameterTypes = new LinkedHashMap<>();

    /**
     * The choices of a tree.
     *
     * @param size about how many nodes it has beyond its leaves
     */
    Choices(long structure, long values, int size) {
        this.structure = new Random(structure);
        this.values = new Random(values);
        budget = size;
        careless = this.structure.nextInt(8) == 0;
    }

    /** Whether there is room for another node that is no leaf. */
    boolean deeper() {
        return budget-- > 0;
    }

    boolean chance(int percent) {
        return structure.nextInt(100) < percent;
    }

    /** Whether to make a mistake here, which is so in some of the trees only. */
    boolean mistake() {
        return careless && structure.nextInt(60) == 0;
    }

    int below(int bound) {
        return structure.nextInt(bound);
    }

    @SafeVarargs
    final <T> T of(T... choices) {
        return choices[structure.nextInt(choices.length)];
    }

    <T> T of(List<T> choices) {
        return choices.get(structure.nextInt(choices.size()));
    }

    /** A name that is used nowhere else, or now and then an odd one. */
    String name(String prefix) {
        if (mistake()) {
            return of("", null, "\0");
        }
        return chance(4) ? of(NAMES) : prefix + names++;
    }

    String oddName() {
        return of(NAMES);
    }

    /** What the named parameters of the tree are given. */
    Map<String, Object> parameters() {
        return parameters;
    }

    /** Lets no named parameter appear, where none can stand. */
    void withoutParameters() {
        parameters = null;
    }

    <T> Expression<T> parameter(SqlType<T> type) {
        if (parameters == null) {
            return bound(type);
        }
        String name = "p" + below(5);
        SqlType<?> known = parameterTypes.putIfAbsent(name, type);
        if (known != null && !known.equals(type)) {
            name = "n" + names++;
        }
        parameters.put(name, value(type));
        return Sql.param(name, type);
    }

    /** A bound value or, seldom, NULL. */
    <T> Expression<T> bound(SqlType<T> type) {
        T value = value(type);
        return Sql.value(chance(5) ? null : value, type);
    }

    /** A few values of a type; at least one, for a condition on none is a constant, without the parameters of its operand. */
    <T> List<T> values(SqlType<T> type) {
        int size = chance(10) ? 9 + below(12) : 1 + below(5);
        List<T> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            list.add(mistake() ? null : value(type));
        }
        return list;
    }

    /** A value; never null. */
    <T> T value(SqlType<T> type) {
        return type.javaType().cast(any(type.javaType()));
    }

    private Object any(Class<?> type) {
        if (type == String.class) {
            return text();
        } else if (type == Long.class) {
            return number();
        } else if (type == Integer.class) {
            return (int) number();
        } else if (type == Short.class) {
            return (short) number();
        } else if (type == Boolean.class) {
            return values.nextBoolean();
        } else if (type == Double.class) {
            return real();
        } else if (type == Float.class) {
            return (float) real();
        } else if (type == BigDecimal.class) {
            return new BigDecimal(BigInteger.valueOf(number()), values.nextInt(40) - 10);
        } else if (type == byte[].class) {
            return text().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        } else if (type == UUID.class) {
            return new UUID(values.nextLong(), values.nextLong());
        } else if (type == Json.class) {
            return new Json("\"" + text() + "\"");
        } else if (type.isEnum()) {
            return type.getEnumConstants()[values.nextInt(type.getEnumConstants().length)];
        }
        return time(type);
    }

    private Object time(Class<?> type) {
        int edge = values.nextInt(40);
        if (type == OffsetDateTime.class) {
            return edge == 0 ? OffsetDateTime.MAX : edge == 1 ? OffsetDateTime.MIN
                    : OffsetDateTime.of((LocalDateTime) time(LocalDateTime.class), ZoneOffset.ofHours(values.nextInt(24) - 12));
        } else if (type == LocalDateTime.class) {
            return edge == 0 ? LocalDateTime.MAX : LocalDateTime.of((LocalDate) time(LocalDate.class), (LocalTime) time(LocalTime.class));
        } else if (type == LocalTime.class) {
            return edge == 0 ? LocalTime.MAX : LocalTime.ofSecondOfDay(values.nextInt(86_400));
        } else if (type == LocalDate.class) {
            return edge == 0 ? LocalDate.MIN : edge == 1 ? LocalDate.MAX : LocalDate.of(1 + values.nextInt(9_998), 2, 28);
        }
        throw new IllegalArgumentException(type.getName());
    }

    private String text() {
        StringBuilder text = new StringBuilder(SECRET);
        for (int i = values.nextInt(4); i > 0; i--) {
            text.append(PIECES[values.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private long number() {
        return switch (values.nextInt(8)) {
            case 0 -> Long.MIN_VALUE;
            case 1 -> Long.MAX_VALUE;
            case 2 -> 0;
            case 3 -> -1;
            default -> values.nextInt(1_000) - 500;
        };
    }

    private double real() {
        return switch (values.nextInt(8)) {
            case 0 -> Double.NaN;
            case 1 -> Double.NEGATIVE_INFINITY;
            case 2 -> -0.0;
            case 3 -> Double.MIN_VALUE;
            default -> values.nextGaussian() * 1e6;
        };
    }
}
