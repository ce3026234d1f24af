// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.reference;

import java.util.List;

/** Every row of each input with every row of the others; the same array each time. Without inputs one row without values. */
final class Combinations implements Cursor.Rows {

    private final List<List<Object[]>> inputs;
    private final int[] at;
    private final Object[] row;
    private boolean started;
    private boolean ended;

    Combinations(List<List<Object[]>> inputs) {
        this.inputs = inputs;
        at = new int[inputs.size()];
        ended = inputs.stream().anyMatch(List::isEmpty);
        row = new Object[ended ? 0 : inputs.stream().mapToInt(input -> input.get(0).length).sum()];
    }

    @Override
    public Object[] next() {
        int changed = 0;
        if (started && !ended) {
            changed = advance();
        }
        started = true;
        if (ended) {
            return null;
        }
        int offset = 0;
        for (int i = 0; i < at.length; i++) {
            Object[] part = inputs.get(i).get(at[i]);
            if (i >= changed) {
                System.arraycopy(part, 0, row, offset, part.length);
            }
            offset += part.length;
        }
        return row;
    }

    /** Moves on, the last input fastest; gives the first one that moved. */
    private int advance() {
        int i = at.length - 1;
        while (i >= 0 && ++at[i] == inputs.get(i).size()) {
            at[i--] = 0;
        }
        ended = i < 0;
        return i;
    }
}
