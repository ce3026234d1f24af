// SPDX-License-Identifier: Apache-2.0
package io.colonnade.spi;

import java.util.List;

/**
 * How a statement ended.
 *
 * @param rowsAffected how many rows it inserted, matched for update, or deleted; 0 for a query
 * @param generatedKeys the keys that the database generated, where the protocol reports them apart from rows; otherwise empty
 * @since 0.1
 */
public record Outcome(long rowsAffected, List<Object> generatedKeys) {

    private static final Outcome NONE = new Outcome(0, List.of());

    public Outcome {
        generatedKeys = List.copyOf(generatedKeys);
    }

    /** So many rows affected and no keys. */
    public static Outcome affected(long rows) {
        return rows == 0 ? NONE : new Outcome(rows, List.of());
    }
}
