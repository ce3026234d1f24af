// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.cuts;

import io.colonnade.fire.proxy.Direction;
import io.colonnade.fire.proxy.Ending;
import java.util.ArrayList;
import java.util.List;

/**
 * The cuts in their order: after each byte of each direction of each call, from none to all, by FIN and by RST. Where it is not after each
 * byte, one of them is by FIN and the next by RST.
 */
final class Walk {

    /** The bytes of one direction of one call. */
    private record Leg(Work work, Direction direction, long bytes, int stride) {

        private int endings() {
            return stride == 1 ? 2 : 1;
        }

        long cuts() {
            return endings() * (bytes / stride + 1);
        }

        Cut cut(long number, int offset) {
            long after = Math.min(bytes, number / endings() * stride + offset % stride);
            return new Cut(work, direction, after, number % 2 == 0 ? Ending.FIN : Ending.RESET);
        }
    }

    private final List<Leg> legs = new ArrayList<>();
    private final int offset;

    /** Nothing to walk yet; where the stride is more than one, the first byte of each leg is the offset's. */
    Walk(int offset) {
        this.offset = offset;
    }

    /** Adds the bytes of a call. */
    void add(Work work, Direction direction, long bytes, int stride) {
        legs.add(new Leg(work, direction, bytes, stride));
    }

    /** How many cuts there are. */
    long cuts() {
        return legs.stream().mapToLong(Leg::cuts).sum();
    }

    /** The cut of a number; after the last it begins again. */
    Cut cut(long number) {
        long left = number % cuts();
        for (Leg leg : legs) {
            if (left < leg.cuts()) {
                return leg.cut(left, offset);
            }
            left -= leg.cuts();
        }
        throw new IllegalStateException("there is no cut " + number);
    }
}
