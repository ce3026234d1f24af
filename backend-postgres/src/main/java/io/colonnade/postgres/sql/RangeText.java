// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres.sql;

import io.colonnade.dialect.Fraction;
import io.colonnade.sql.Converter;
import io.colonnade.sql.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Ranges and multiranges as the server writes them. */
final class RangeText {

    private static final String EMPTY = "empty";
    private static final String SPECIAL = "()[]{},";

    private RangeText() {
    }

    /** Ranges of a type of bounds. */
    record OfRange<T>(SqlType<T> bound) implements Converter<Range<T>, String> {

        @Override
        public String toDatabase(Range<T> range) {
            return of(range, value -> TextForm.write(bound, value));
        }

        @Override
        public boolean dropsFraction(Range<T> range) {
            return isFiner(range, bound);
        }

        @Override
        public Range<T> fromDatabase(String text) {
            return fromDatabase(new TextScanner(text, "a range"));
        }

        Range<T> fromDatabase(TextScanner scanner) {
            Range<T> range = read(scanner, bound);
            scanner.expectEnd();
            return range;
        }
    }

    /** Multiranges of a type of bounds. */
    record OfMultirange<T>(SqlType<T> bound) implements Converter<Multirange<T>, String> {

        @Override
        public String toDatabase(Multirange<T> multirange) {
            return of(multirange, value -> TextForm.write(bound, value));
        }

        @Override
        public boolean dropsFraction(Multirange<T> multirange) {
            return isFiner(multirange, bound);
        }

        @Override
        public Multirange<T> fromDatabase(String text) {
            return fromDatabase(new TextScanner(text, "a multirange"));
        }

        Multirange<T> fromDatabase(TextScanner scanner) {
            List<Range<T>> ranges = new ArrayList<>();
            scanner.expect("{");
            if (!scanner.accept('}')) {
                do {
                    ranges.add(read(scanner, bound));
                } while (scanner.expect(",}") == ',');
            }
            scanner.expectEnd();
            return Multirange.of(ranges);
        }
    }

    private static <T> boolean isFiner(RangeSet<T> set, SqlType<T> bound) {
        return set.ranges().stream().flatMap(range -> Stream.of(range.lower(), range.upper()))
                .anyMatch(end -> end.isPresent() && Fraction.isFiner(bound, end.get()));
    }

    static <T> String of(RangeSet<T> set, Function<Object, String> bound) {
        if (set instanceof Range<T> range) {
            return of(range, bound);
        }
        return set.ranges().stream().map(range -> of(range, bound)).collect(Collectors.joining(",", "{", "}"));
    }

    private static <T> String of(Range<T> range, Function<Object, String> bound) {
        if (range.isEmpty()) {
            return EMPTY;
        }
        StringBuilder text = new StringBuilder(range.isLowerIncluded() ? "[" : "(");
        range.lower().ifPresent(value -> TextScanner.append(text, bound.apply(value), SPECIAL));
        text.append(',');
        range.upper().ifPresent(value -> TextScanner.append(text, bound.apply(value), SPECIAL));
        return text.append(range.isUpperIncluded() ? ']' : ')').toString();
    }

    private static <T> Range<T> read(TextScanner scanner, SqlType<T> bound) {
        if (scanner.startsWith(EMPTY.charAt(0))) {
            for (char c : EMPTY.toCharArray()) {
                scanner.expect(String.valueOf(c));
            }
            return Range.empty();
        }
        boolean includesLower = scanner.expect("[(") == '[';
        T lower = bound(scanner, bound, ",");
        scanner.expect(",");
        T upper = bound(scanner, bound, "])");
        return Range.of(lower, includesLower, upper, scanner.expect("])") == ']');
    }

    private static <T> T bound(TextScanner scanner, SqlType<T> type, String end) {
        String text = scanner.part(end);
        return text.isEmpty() && !scanner.wasQuoted() ? null : type.javaType().cast(TextForm.read(type, text));
    }
}
