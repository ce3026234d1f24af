// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.dialect.Fraction;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.time.Duration;
import java.util.Locale;

/** The options that the core itself reads, from a URL or a builder: the one table of their names, types, defaults and ranges. */
enum CoreOption {
    MIN_SIZE(0, 0, 10_000, "How many connections are kept open."),
    MAX_SIZE(null, 1, 10_000, "How many connections are open at the most. The default is the backend's."),
    ACQUIRE_TIMEOUT(Duration.ofSeconds(30), Duration.ofMillis(1), "How long a call waits for a connection."),
    CONNECT_TIMEOUT(Duration.ofSeconds(10), Duration.ofMillis(1), "How long opening one connection may take."),
    CONNECT_RETRY(Duration.ZERO, Duration.ZERO,
            "For how long opening the database tries again what may pass, such as a server that is starting up; 0: it tries once."),
    IDLE_TIMEOUT(Duration.ofMinutes(10), Duration.ZERO, "After how long an unused connection beyond min_size is closed; 0: never."),
    MAX_LIFETIME(Duration.ofMinutes(30), Duration.ZERO, "After how long a connection is replaced, less up to 10 % of jitter; 0: never."),
    VALIDATE_AFTER_IDLE(Duration.ofSeconds(30), Duration.ZERO,
            "After how long without use a connection is validated before it is lent; 0: always."),
    LEAK_THRESHOLD(Duration.ZERO, Duration.ZERO,
            "After how long a lent connection is reported with the stack that acquired it; 0: never."),
    CLOSE_TIMEOUT(Duration.ofSeconds(5), Duration.ofMillis(1), "How long closing waits for work in progress before it cuts it off."),
    STATEMENT_TIMEOUT(Duration.ZERO, Duration.ZERO,
            "The deadline of a call that sets none: waiting for a connection, executing and fetching; 0: none."),
    FETCH_SIZE(128, 1, 1_000_000, "How many rows a stream fetches at a time."),
    STATEMENT_CACHE_SIZE(256, 0, 100_000, "How many compiled statements are kept."),
    SLOW_STATEMENT_THRESHOLD(Duration.ZERO, Duration.ZERO, "From how long on a statement is logged as slow; 0: never."),
    LOG_VALUES(false, "Whether the values of parameters are logged with the statements."),
    FRACTION(Fraction.FLOOR, "What becomes of the part of a time that is finer than a microsecond: it is dropped, or the value is refused."),
    FORCE_ROLLBACK(false, "Whether everything runs in one transaction that is rolled back on close, for tests.");


    private final Object defaultValue;
    private final Comparable<?> minimum;
    private final Comparable<?> maximum;
    private final String sentence;

    CoreOption(Integer defaultValue, int minimum, int maximum, String sentence) {
        this.defaultValue = defaultValue;
        this.minimum = minimum;
        this.maximum = maximum;
        this.sentence = sentence;
    }

    CoreOption(Duration defaultValue, Duration minimum, String sentence) {
        this.defaultValue = defaultValue;
        this.minimum = minimum;
        maximum = Duration.ofDays(30);
        this.sentence = sentence;
    }

    CoreOption(Fraction defaultValue, String sentence) {
        this.defaultValue = defaultValue;
        minimum = Fraction.FLOOR;
        maximum = Fraction.REFUSE;
        this.sentence = sentence;
    }

    CoreOption(boolean defaultValue, String sentence) {
        this.defaultValue = defaultValue;
        minimum = false;
        maximum = true;
        this.sentence = sentence;
    }

    /** The name in a URL. */
    String optionName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The value of whoever gives none: an Integer, Duration, Boolean or Fraction; null where the backend decides. */
    Object defaultValue() {
        return defaultValue;
    }

    /** What it does, in one sentence. */
    String sentence() {
        return sentence;
    }

    /** The name of its type as users read it. */
    String typeName() {
        return minimum instanceof Integer ? "number" : minimum instanceof Duration ? "duration" : minimum instanceof Fraction ? "word" : "boolean";
    }

    /** The accepted range as users read it. */
    String range() {
        return minimum instanceof Boolean ? "true or false" : minimum instanceof Fraction ? "floor or refuse" : print(minimum) + " to " + print(maximum);
    }

    /** Finds an option by its name in a URL; null if there is none. */
    static CoreOption of(String optionName) {
        for (CoreOption option : values()) {
            if (option.optionName().equals(optionName)) {
                return option;
            }
        }
        return null;
    }

    /** Reads a value as it stands in a URL, and checks its range. */
    Object parse(String text) {
        Object value = minimum instanceof Integer ? (Object) number(text) : minimum instanceof Duration ? duration(text)
                : minimum instanceof Fraction ? fraction(text) : text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : null;
        if (value == null || !accepts(value)) {
            throw refused(text);
        }
        return value;
    }

    /** Checks the range of a value. */
    Object check(Object value) {
        if (!accepts(value)) {
            throw refused(print(value));
        }
        return value;
    }

    private boolean accepts(Object value) {
        return value instanceof Boolean && minimum instanceof Boolean || value instanceof Fraction && minimum instanceof Fraction
                || value instanceof Integer number && minimum instanceof Integer least && maximum instanceof Integer most
                        && number >= least && number <= most
                || value instanceof Duration duration && minimum instanceof Duration least && duration.compareTo(least) >= 0
                        && duration.compareTo((Duration) maximum) <= 0;
    }

    private DatabaseException refused(String given) {
        String shown = given.length() > 40 ? given.substring(0, 40) + "…" : given;
        String form = minimum instanceof Duration ? ", written as 250ms, 5s, 2m, 1h or 3d; a plain number is seconds" : "";
        return DatabaseException.of(ErrorKind.CONFIG_INVALID, "The option " + optionName() + " was given as \"" + shown
                + "\"; accepted is a " + typeName() + (minimum instanceof Boolean || minimum instanceof Fraction ? ": " : " from ") + range() + form + ".")
                .option(optionName()).build();
    }

    private static Fraction fraction(String text) {
        return text.equals("floor") ? Fraction.FLOOR : text.equals("refuse") ? Fraction.REFUSE : null;
    }

    private static Integer number(String text) {
        long value = digits(text, text.length());
        return value < 0 || value > Integer.MAX_VALUE ? null : (Integer) (int) value;
    }

    private static Duration duration(String text) {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) < '0' || text.charAt(end - 1) > '9')) {
            end--;
        }
        long value = digits(text, end);
        if (value < 0) {
            return null;
        }
        return switch (text.substring(end)) {
            case "ms" -> Duration.ofMillis(value);
            case "", "s" -> Duration.ofSeconds(value);
            case "m" -> Duration.ofMinutes(value);
            case "h" -> Duration.ofHours(value);
            case "d" -> Duration.ofDays(value);
            default -> null;
        };
    }

    /** The number in front of an index, or -1 if it is none or has more than twelve digits. */
    private static long digits(String text, int end) {
        long value = end == 0 || end > 12 ? -1 : 0;
        for (int i = 0; i < end && value >= 0; i++) {
            int digit = text.charAt(i) - '0';
            value = digit < 0 || digit > 9 ? -1 : value * 10 + digit;
        }
        return value;
    }

    /** Prints a value as a URL takes it. */
    static String print(Object value) {
        if (value instanceof Fraction fraction) {
            return fraction.name().toLowerCase(Locale.ROOT);
        }
        if (!(value instanceof Duration duration)) {
            return String.valueOf(value);
        }
        if (duration.isNegative() || duration.toSeconds() > 366L * 86_400 || duration.toNanosPart() % 1_000_000 != 0) {
            return duration.toString();
        }
        long millis = duration.toMillis();
        String[] units = {"d", "h", "m", "s"};
        long[] lengths = {86_400_000, 3_600_000, 60_000, 1_000};
        for (int i = 0; i < units.length && millis > 0; i++) {
            if (millis % lengths[i] == 0) {
                return millis / lengths[i] + units[i];
            }
        }
        return millis == 0 ? "0s" : millis + "ms";
    }
}
