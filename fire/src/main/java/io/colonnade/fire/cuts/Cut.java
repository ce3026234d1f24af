// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.cuts;

import io.colonnade.fire.proxy.Direction;
import io.colonnade.fire.proxy.Ending;

/** One cut: of which call, after how many bytes of which direction, and how. */
record Cut(Work work, Direction direction, long after, Ending ending) {

    @Override
    public String toString() {
        return work + " cut by " + ending + " after byte " + after + " " + direction;
    }
}
