// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import java.util.List;
import java.util.Objects;

/**
 * A compiled statement and the values for many runs of it.
 *
 * @param compiled the statement
 * @param bindings for each run one value for each of its parameters; the list and the arrays are not copied and must not be changed
 */
public record BoundBatch(Compiled compiled, List<Object[]> bindings) {

    public BoundBatch {
        Objects.requireNonNull(compiled, "compiled");
        Objects.requireNonNull(bindings, "bindings");
    }

    /** The SQL text; never the values. */
    @Override
    public String toString() {
        return compiled.sql();
    }
}
