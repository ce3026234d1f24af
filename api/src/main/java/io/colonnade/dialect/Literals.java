// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.error.DatabaseException;
import io.colonnade.sql.Json;
import io.colonnade.sql.Value;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.UUID;

/** Values as SQL text: where a database takes no placeholder, which is in statements that create something, and for people to read. */
final class Literals {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS");
    private static final int LAST_YEAR = 9_999;
    private static final String NO_YEAR = "its year does not lie between 0000 and 9999";

    private Literals() {
    }

    static void append(Output out, Value<?> value) {
        int start = out.sql.length();
        try {
            append(out.sql, out.dialect, value);
        } catch (DatabaseException refused) {
            if (!out.forPeople) {
                throw refused;
            }
            out.sql.setLength(start);
            out.sql.append('?');
        }
    }

    static void append(StringBuilder sql, Dialect dialect, Value<?> value) {
        dialect.requireOwn(value.type());
        Object content = value.stored();
        String template = dialect.literalTemplate(value.type().family());
        if (content == null) {
            sql.append("NULL");
        } else if (content instanceof Boolean bool) {
            sql.append(dialect.has(Feature.NATIVE_BOOLEAN) ? (bool ? "TRUE" : "FALSE") : (bool ? "1" : "0"));
        } else if (template != null) {
            fill(sql, dialect, template, value);
        } else if (content instanceof Number number) {
            sql.append(number(number, value));
        } else {
            text(sql, dialect, plain(value));
        }
    }

    private static void fill(StringBuilder sql, Dialect dialect, String template, Value<?> value) {
        if (value.stored() instanceof byte[] bytes) {
            sql.append(template.replace("{hex}", HexFormat.of().formatHex(bytes)));
            return;
        }
        String plain = plain(value);
        int place = template.indexOf("{text}");
        if (place < 0) {
            sql.append(template.replace("{raw}", plain));
        } else {
            sql.append(template, 0, place);
            text(sql, dialect, plain);
            sql.append(template, place + "{text}".length(), template.length());
        }
    }

    /** A value as text without quotes. */
    private static String plain(Value<?> value) {
        Object content = value.stored();
        if (content instanceof String text) {
            return text;
        } else if (content instanceof Json json) {
            return json.text();
        } else if (content instanceof UUID uuid) {
            return uuid.toString();
        } else if (content instanceof Number number) {
            return number(number, value);
        } else if (content instanceof LocalDate date) {
            return date(date, value);
        } else if (content instanceof LocalTime time) {
            return time(time);
        } else if (content instanceof LocalDateTime timestamp) {
            return date(timestamp.toLocalDate(), value) + " " + time(timestamp.toLocalTime());
        } else if (content instanceof OffsetDateTime instant && Math.abs(instant.getYear()) <= LAST_YEAR + 1) {
            LocalDateTime utc = instant.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
            return date(utc.toLocalDate(), value) + " " + time(utc.toLocalTime());
        }
        throw refused(value, content instanceof OffsetDateTime ? NO_YEAR : "its class has no text");
    }

    private static String number(Number number, Value<?> value) {
        if (number instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        } else if (number instanceof Double || number instanceof Float) {
            if (!Double.isFinite(number.doubleValue())) {
                throw refused(value, "it is no finite number");
            }
            // With an exponent it is an approximate number everywhere; without it some databases take it for a decimal.
            String text = number.toString();
            return text.indexOf('E') < 0 ? text + "E0" : text;
        }
        return number.toString();
    }

    private static String date(LocalDate date, Value<?> value) {
        if (date.getYear() < 0 || date.getYear() > LAST_YEAR) {
            throw refused(value, NO_YEAR);
        }
        return date.toString();
    }

    /** The pattern drops what is finer than a microsecond, as binding does. */
    private static String time(LocalTime time) {
        return TIME.format(time);
    }

    private static DatabaseException refused(Value<?> value, String reason) {
        return Refusal.usage("a value of type " + value.type().family() + " (" + value.stored().getClass().getSimpleName()
                + ") cannot be written as SQL text: " + reason + "; give it as an expression, such as function(\"…\", type)");
    }

    /** A string in quotes. */
    static void text(StringBuilder sql, Dialect dialect, String text) {
        boolean backslashes = dialect.lexicalRules().backslashEscapes();
        sql.append('\'');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw Refusal.usage("a text that becomes part of a statement contains the character NUL");
            } else if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c) || i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw Refusal.usage("a text that becomes part of a statement has half a surrogate pair at offset " + i);
                }
                sql.append(c);
                i++;
            } else if (c == '\'' || c == '\\' && backslashes) {
                sql.append(c);
            }
            sql.append(text.charAt(i));
        }
        sql.append('\'');
    }

    static boolean isNegative(Value<?> value) {
        return value.stored() instanceof Number number && (number instanceof BigDecimal decimal ? decimal.signum() < 0
                : Double.compare(number.doubleValue(), 0) < 0);
    }
}
