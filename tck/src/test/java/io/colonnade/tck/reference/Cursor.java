// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.reference;

import java.util.ArrayList;
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

    /** The same rows, all of them calculated now. */
    Cursor fetched() throws EngineError {
        List<Object[]> all = new ArrayList<>();
        for (Object[] row = rows.next(); row != null; row = rows.next()) {
            all.add(row);
        }
        return new Cursor(columns, of(all));
    }

    static Rows of(List<Object[]> rows) {
        var iterator = rows.iterator();
        return () -> iterator.hasNext() ? iterator.next() : null;
    }
}
