// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * Which rows around the present one a function over a window sees.
 *
 * @param unit how offsets are counted
 * @param start the first row
 * @param end the last row
 * @param exclusion which of them are left out
 */
public record Frame(Unit unit, Bound start, Bound end, Exclusion exclusion) {

    /** How offsets are counted. */
    public enum Unit {
        /** In rows. */
        ROWS,
        /** By the difference of the one term of the order. */
        RANGE,
        /** In groups of rows that are equal in the order. */
        GROUPS
    }

    /** Which rows of the frame are left out. */
    public enum Exclusion {
        NO_OTHERS, CURRENT_ROW, GROUP, TIES
    }

    /** Where a frame starts or ends, in the order of the rows. */
    public enum Position {
        UNBOUNDED_PRECEDING, PRECEDING, CURRENT_ROW, FOLLOWING, UNBOUNDED_FOLLOWING
    }

    /**
     * An end of a frame. Made with {@link Windows}.
     *
     * @param position where
     * @param offset how far away, 0 or more; 0 where the position says it all
     */
    public record Bound(Position position, long offset) {
        public Bound {
            Usage.required(position, "an end of a frame");
            if (offset < 0 || offset > 0 && position != Position.PRECEDING && position != Position.FOLLOWING) {
                throw Usage.error("an end of a frame is 0 or more rows away, not " + offset);
            }
        }

        boolean hasOffset() {
            return position == Position.PRECEDING || position == Position.FOLLOWING;
        }
    }

    public Frame {
        Usage.required(unit, "the unit of a frame");
        Usage.required(start, "the start of a frame");
        Usage.required(end, "the end of a frame");
        Usage.required(exclusion, "what a frame excludes");
        if (start.position() == Position.UNBOUNDED_FOLLOWING || end.position() == Position.UNBOUNDED_PRECEDING
                || start.position().compareTo(end.position()) > 0) {
            throw Usage.error("a frame from " + words(start) + " to " + words(end) + " has no rows; give the earlier end first");
        }
    }

    boolean hasOffset() {
        return start.hasOffset() || end.hasOffset();
    }

    private static String words(Bound bound) {
        return bound.position().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
