// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.sql.Supplied;
import java.util.ArrayList;
import java.util.List;

/**
 * What the suppliers of column values gave for one run of a statement. A statement is compiled twice for one run where the server turns out
 * to be another than the dialect at hand; the suppliers are called the first time only, so that each row has one value. For one thread at a
 * time.
 */
public final class SuppliedValues {

    private List<Object> values = List.of();
    private int next;

    /** None yet. */
    public SuppliedValues() {
    }

    /** Replaces the suppliers among the slots of a statement by values, and gives back the same array. */
    Object[] fill(Object[] slots) {
        for (int i = 0; i < slots.length; i++) {
            if (slots[i] instanceof Supplied<?> supplied) {
                slots[i] = value(supplied);
            }
        }
        return slots;
    }

    /** Starts again with the first, for another compilation. */
    void rewind() {
        next = 0;
    }

    private Object value(Supplied<?> supplied) {
        if (next == values.size()) {
            if (values.isEmpty()) {
                values = new ArrayList<>();
            }
            values.add(supplied.stored());
        }
        return values.get(next++);
    }
}
