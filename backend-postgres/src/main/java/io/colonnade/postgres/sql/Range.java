// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres.sql;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * All values between two bounds, each of them part of it or not, or without a bound on a side. Immutable, and equal to all ranges that hold
 * the same values.
 *
 * <p>It is kept as PostgreSQL keeps it: a range of {@code Integer}, {@code Long} or {@code LocalDate} includes its lower bound and not its
 * upper one, so {@code closed(1, 5)} is {@code closedOpen(1, 6)}; one in which nothing lies is {@link #empty()}. Bounds are
 * compared by their natural order; a lower one above the upper one is refused with a {@link io.colonnade.error.UsageException}.
 *
 * @param <T> the Java class of the bounds
 */
public final class Range<T> implements RangeSet<T> {

    private static final Range<Object> EMPTY = new Range<>(null, false, null, false, true);
    private static final Range<Object> ALL = new Range<>(null, false, null, false, false);

    private final T lower;
    private final boolean lowerIncluded;
    private final T upper;
    private final boolean upperIncluded;
    private final boolean empty;

    private Range(T lower, boolean lowerIncluded, T upper, boolean upperIncluded, boolean empty) {
        this.lower = lower;
        this.lowerIncluded = lowerIncluded;
        this.upper = upper;
        this.upperIncluded = upperIncluded;
        this.empty = empty;
    }

    /** From the lower bound to the upper one, both part of it: {@code [a,b]}. */
    public static <T extends Comparable<? super T>> Range<T> closed(T lower, T upper) {
        return of(required(lower), true, required(upper), true);
    }

    /** From the lower bound, part of it, to the upper one, which is not: {@code [a,b)}. */
    public static <T extends Comparable<? super T>> Range<T> closedOpen(T lower, T upper) {
        return of(required(lower), true, required(upper), false);
    }

    /** From the lower bound, no part of it, to the upper one, which is: {@code (a,b]}. */
    public static <T extends Comparable<? super T>> Range<T> openClosed(T lower, T upper) {
        return of(required(lower), false, required(upper), true);
    }

    /** From the lower bound to the upper one, neither part of it: {@code (a,b)}. */
    public static <T extends Comparable<? super T>> Range<T> open(T lower, T upper) {
        return of(required(lower), false, required(upper), false);
    }

    /** The bound and all above it: {@code [a,)}. */
    public static <T extends Comparable<? super T>> Range<T> atLeast(T lower) {
        return of(required(lower), true, null, false);
    }

    /** All above the bound: {@code (a,)}. */
    public static <T extends Comparable<? super T>> Range<T> greaterThan(T lower) {
        return of(required(lower), false, null, false);
    }

    /** The bound and all below it: {@code (,b]}. */
    public static <T extends Comparable<? super T>> Range<T> atMost(T upper) {
        return of(null, false, required(upper), true);
    }

    /** All below the bound: {@code (,b)}. */
    public static <T extends Comparable<? super T>> Range<T> lessThan(T upper) {
        return of(null, false, required(upper), false);
    }

    /** All values. */
    @SuppressWarnings("unchecked") // it has no bound of whatever class
    public static <T> Range<T> all() {
        return (Range<T>) ALL;
    }

    /** No value. */
    @SuppressWarnings("unchecked") // it has no bound of whatever class
    public static <T> Range<T> empty() {
        return (Range<T>) EMPTY;
    }

    /** A range; null is no bound. */
    static <T> Range<T> of(T lower, boolean lowerIncluded, T upper, boolean upperIncluded) {
        T low = lower != null && !lowerIncluded ? next(lower) : lower;
        T high = upper != null && upperIncluded ? next(upper) : upper;
        boolean includesLow = lower != null && (lowerIncluded || low != lower);
        boolean includesHigh = upper != null && upperIncluded && high == upper;
        if (low != null && high != null) {
            if (compare(lower, upper) > 0) {
                throw TextForm.usage("the lower bound of a range is above the upper one; exchange them, or use Range.empty()");
            }
            int order = compare(low, high);
            if (order > 0 || order == 0 && !(includesLow && includesHigh)) {
                return empty();
            }
        }
        return low == null && high == null ? all() : new Range<>(low, includesLow, high, includesHigh, false);
    }

    /** The value behind one of a class in which each has a next one; for other classes, and for infinity, the value itself. */
    @SuppressWarnings("unchecked") // of the same class
    private static <T> T next(T value) {
        try {
            if (value instanceof Integer number) {
                return (T) Integer.valueOf(Math.incrementExact(number));
            } else if (value instanceof Long number) {
                return (T) Long.valueOf(Math.incrementExact(number));
            }
        } catch (ArithmeticException last) {
            throw TextForm.usage("a range of " + value.getClass().getSimpleName() + " that ends with its largest value cannot be kept by "
                    + "PostgreSQL, which would need the next one; use Range.atLeast(…)");
        }
        return value instanceof LocalDate date && !date.equals(LocalDate.MAX) && !date.equals(LocalDate.MIN) ? (T) date.plusDays(1) : value;
    }

    @SuppressWarnings("unchecked") // both are of one class that has an order
    static int compare(Object one, Object other) {
        return ((Comparable<Object>) one).compareTo(other);
    }

    private static <T> T required(T bound) {
        if (bound == null) {
            throw TextForm.usage("a bound of a range is null; use atLeast(…), greaterThan(…), atMost(…), lessThan(…) or all() for a range "
                    + "without it");
        }
        return bound;
    }

    /** The lower bound; empty where there is none, and of the empty range. */
    public Optional<T> lower() {
        return Optional.ofNullable(lower);
    }

    /** The upper bound; empty where there is none, and of the empty range. */
    public Optional<T> upper() {
        return Optional.ofNullable(upper);
    }

    /** Whether there is a lower bound and it is part of the range. */
    public boolean isLowerIncluded() {
        return lowerIncluded;
    }

    /** Whether there is an upper bound and it is part of the range. */
    public boolean isUpperIncluded() {
        return upperIncluded;
    }

    @Override
    public List<Range<T>> ranges() {
        return empty ? List.of() : List.of(this);
    }

    boolean includes(T value) {
        int low = lower == null ? 1 : compare(Objects.requireNonNull(value, "value"), lower);
        int high = upper == null ? -1 : compare(value, upper);
        return !empty && (low > 0 || low == 0 && lowerIncluded) && (high < 0 || high == 0 && upperIncluded);
    }

    /** Whether this one begins before the other. */
    boolean beginsBefore(Range<T> other) {
        if (lower == null || other.lower == null) {
            return lower == null && other.lower != null;
        }
        int order = compare(lower, other.lower);
        return order < 0 || order == 0 && lowerIncluded && !other.lowerIncluded;
    }

    /** Whether nothing lies between the end of this one and the beginning of the other, which does not begin before it. */
    boolean reaches(Range<T> other) {
        if (upper == null || other.lower == null) {
            return true;
        }
        int order = compare(upper, other.lower);
        return order > 0 || order == 0 && (upperIncluded || other.lowerIncluded);
    }

    /** From where this one begins to where that of both ends that ends later. */
    Range<T> joined(Range<T> other) {
        int order = upper == null || other.upper == null ? upper == null ? 1 : -1 : compare(upper, other.upper);
        boolean ends = order > 0 || order == 0 && upperIncluded;
        return of(lower, lowerIncluded, ends ? upper : other.upper, ends ? upperIncluded : other.upperIncluded);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Range<?> range && empty == range.empty && lowerIncluded == range.lowerIncluded
                && upperIncluded == range.upperIncluded && Objects.equals(lower, range.lower) && Objects.equals(upper, range.upper);
    }

    @Override
    public int hashCode() {
        return Objects.hash(lower, lowerIncluded, upper, upperIncluded, empty);
    }

    /** As PostgreSQL writes it: {@code [1,5)}. */
    @Override
    public String toString() {
        return RangeText.of(this, TextForm::of);
    }
}
