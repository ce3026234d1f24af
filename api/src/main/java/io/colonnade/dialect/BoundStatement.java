// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import java.util.Objects;

/**
 * A compiled statement and the values for one run of it.
 *
 * @param compiled the statement
 * @param binds one value for each of its parameters, in their order; the array is not copied and must not be changed
 */
public record BoundStatement(Compiled compiled, Object[] binds) {

    public BoundStatement {
        Objects.requireNonNull(compiled, "compiled");
        Objects.requireNonNull(binds, "binds");
    }

    /** The SQL text; never the values. */
    @Override
    public String toString() {
        return compiled.sql();
    }
}
