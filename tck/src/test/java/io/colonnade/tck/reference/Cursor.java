// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.reference;

import java.util.List;

/**
 * The rows of a query, calculated as they are asked for.
 *
 * @param columns the names of the columns
 * @param rows the rows
 */
record Cursor(List<String> columns, Rows rows) {

    /** Rows, one after the other. */
    @FunctionalInterface
    interface Rows {
        /** The next row, or null behind the last one. */
        Object[] next() throws EngineError;
    }

    static Rows of(List<Object[]> rows) {
        var iterator = rows.iterator();
        return () -> iterator.hasNext() ? iterator.next() : null;
    }
}
