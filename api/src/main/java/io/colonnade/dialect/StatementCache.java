// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.sql.Statement;
import java.util.List;
import java.util.Map;

/** STUB: compiled statements by structure. */
public final class StatementCache {
    public StatementCache(int capacity) {
    }

    /** Compiles, or takes from the cache, and lays out the values for one run. values: by name; may be empty. */
    public BoundStatement compile(Dialect dialect, Statement statement, Map<String, ?> values) {
        throw new UnsupportedOperationException();
    }

    /** Raw text with values in the order in which the distinct names first appear. */
    public BoundStatement compile(Dialect dialect, String sql, Object... values) {
        throw new UnsupportedOperationException();
    }

    /** Compiles once for many runs. */
    public BoundBatch compileMany(Dialect dialect, Statement statement, List<? extends Map<String, ?>> rows) {
        throw new UnsupportedOperationException();
    }
}
