// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres.sql;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.postgres.TimeText;
import io.colonnade.sql.Json;
import io.colonnade.sql.SqlType;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.temporal.Temporal;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** The text forms of the values that arrays, ranges and composites are made of. */
final class TextForm {

    private static final Map<Class<?>, Function<String, Object>> READERS = Map.ofEntries(
            Map.entry(Short.class, Short::valueOf),
            Map.entry(Integer.class, Integer::valueOf),
            Map.entry(Long.class, Long::valueOf),
            Map.entry(BigDecimal.class, BigDecimal::new),
            Map.entry(Float.class, Float::valueOf),
            Map.entry(Double.class, Double::valueOf),
            Map.entry(Boolean.class, text -> text.equals("t") || text.equals("true")),
            Map.entry(String.class, text -> text),
            Map.entry(byte[].class, TextForm::bytes),
            Map.entry(LocalDate.class, TimeText::date),
            Map.entry(LocalTime.class, TimeText::timeOfDay),
            Map.entry(LocalDateTime.class, TimeText::timestamp),
            Map.entry(OffsetDateTime.class, TimeText::instant),
            Map.entry(UUID.class, UUID::fromString),
            Map.entry(Json.class, Json::new));

    private static final int ESCAPED_DIGITS = 3;
    private static final int OCTAL = 8;

    private TextForm() {
    }

    /** Refuses a type whose values have no text form. */
    static <T> SqlType<T> require(SqlType<T> type, String what) {
        if (type == null) {
            throw usage(what + " is null");
        } else if (!READERS.containsKey(type.stored().javaType()) && !type.stored().javaType().isEnum()) {
            throw usage(what + " is " + spelling(type) + ", of which Colonnade knows no text form; accepted are the portable types and those"
                    + " of PostgresTypes whose Java class is not Map");
        }
        return type;
    }

    static String spelling(SqlType<?> type) {
        return type.vendorName() == null ? type.family().name() : type.vendorName();
    }

    static DatabaseException usage(String message) {
        return DatabaseException.of(ErrorKind.USAGE, message).build();
    }

    /** A value, not null, of a type. */
    static String write(SqlType<?> type, Object value) {
        return of(type.toDatabase(value, "a value of type " + spelling(type)));
    }

    /** A value as it is stored. */
    static String of(Object stored) {
        if (stored instanceof Boolean bool) {
            return bool ? "t" : "f";
        } else if (stored instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        } else if (stored instanceof byte[] bytes) {
            return "\\x" + HexFormat.of().formatHex(bytes);
        } else if (stored instanceof Temporal time) {
            return TimeText.of(time);
        } else if (stored instanceof Json json) {
            return json.text();
        }
        return stored instanceof Enum<?> constant ? constant.name() : stored.toString();
    }

    /** The value that such a text stands for. */
    static Object read(SqlType<?> type, String text) {
        return type.fromDatabase(stored(type.stored().javaType(), text), "a value of type " + spelling(type));
    }

    private static Object stored(Class<?> javaType, String text) {
        if (javaType.isEnum()) {
            for (Object constant : javaType.getEnumConstants()) {
                if (((Enum<?>) constant).name().equals(text)) {
                    return constant;
                }
            }
            throw TextScanner.refused("is no constant of " + javaType.getSimpleName());
        }
        try {
            return READERS.get(javaType).apply(text);
        } catch (RuntimeException malformed) {
            throw TextScanner.refused("is no " + javaType.getSimpleName());
        }
    }

    /** Of either form in which the server writes them, by its setting {@code bytea_output}. */
    private static byte[] bytes(String text) {
        if (text.startsWith("\\x")) {
            return HexFormat.of().parseHex(text, 2, text.length());
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] escaped = text.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < escaped.length; i++) {
            if (escaped[i] != '\\') {
                bytes.write(escaped[i]);
            } else if (escaped[i + 1] == '\\') {
                bytes.write(escaped[++i]);
            } else {
                bytes.write(Integer.parseInt(text.substring(i + 1, i + 1 + ESCAPED_DIGITS), OCTAL));
                i += ESCAPED_DIGITS;
            }
        }
        return bytes.toByteArray();
    }
}
