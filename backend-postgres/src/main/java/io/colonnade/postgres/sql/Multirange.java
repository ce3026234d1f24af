// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres.sql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Ranges with gaps between them. Immutable, and equal to all that hold the same values: as PostgreSQL does, it leaves out empty ranges, and
 * joins those that overlap or touch.
 *
 * @param <T> the Java class of the bounds
 */
public final class Multirange<T> implements RangeSet<T> {

    private final List<Range<T>> ranges;

    private Multirange(List<Range<T>> ranges) {
        this.ranges = ranges;
    }

    /** Some ranges, in any order. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <T> Multirange<T> of(Range<T>... ranges) {
        return of(Arrays.asList(ranges));
    }

    /** Some ranges, in any order. */
    public static <T> Multirange<T> of(Collection<Range<T>> ranges) {
        List<Range<T>> sorted = new ArrayList<>();
        for (Range<T> range : ranges) {
            if (range == null) {
                throw TextForm.usage("a range of a multirange is null; leave it out");
            } else if (!range.isEmpty()) {
                sorted.add(range);
            }
        }
        sorted.sort((one, other) -> one.beginsBefore(other) ? -1 : other.beginsBefore(one) ? 1 : 0);
        List<Range<T>> joined = new ArrayList<>();
        for (Range<T> range : sorted) {
            int last = joined.size() - 1;
            if (last >= 0 && joined.get(last).reaches(range)) {
                joined.set(last, joined.get(last).joined(range));
            } else {
                joined.add(range);
            }
        }
        return new Multirange<>(List.copyOf(joined));
    }

    @Override
    public List<Range<T>> ranges() {
        return ranges;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Multirange<?> multirange && ranges.equals(multirange.ranges);
    }

    @Override
    public int hashCode() {
        return ranges.hashCode();
    }

    /** As PostgreSQL writes it: <code>{[1,3),[5,7)}</code>. */
    @Override
    public String toString() {
        return RangeText.of(this, TextForm::of);
    }
}
