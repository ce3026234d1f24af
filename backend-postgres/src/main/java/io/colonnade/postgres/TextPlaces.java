// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The placeholders of SQL texts of which PostgreSQL has said that it cannot tell their type, so that they take text as such; learnt from its
 * errors, and shared by the connections of one database. Thread-safe.
 */
final class TextPlaces implements AutoCloseable {

    private static final int MOST_KEPT = 10_000;

    private final Map<String, BitSet> places = new ConcurrentHashMap<>();

    /** Whether the placeholder with that index, from 0, takes text as such. */
    boolean contain(String sql, int index) {
        BitSet known = places.isEmpty() ? null : places.get(sql);
        return known != null && known.get(index);
    }

    /** Remembers a placeholder; false if it was known already, or no more are kept. */
    boolean add(String sql, int index) {
        if (contain(sql, index) || places.size() >= MOST_KEPT) {
            return false;
        }
        places.compute(sql, (text, known) -> {
            BitSet more = known == null ? new BitSet() : (BitSet) known.clone();
            more.set(index);
            return more;
        });
        return true;
    }

    @Override
    public void close() {
        places.clear();
    }
}
