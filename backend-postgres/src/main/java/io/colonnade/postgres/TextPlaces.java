// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the connections of one database know together of text in SQL text: the placeholders of which PostgreSQL has said that it cannot tell
 * their type, so that they take text as such, learnt from its errors; and how often one of them has changed tables, with which a type that was
 * inferred may have become another. Thread-safe.
 */
final class TextPlaces implements AutoCloseable {

    private static final int MOST_KEPT = 10_000;

    private final Map<String, BitSet> places = new ConcurrentHashMap<>();

    private final AtomicInteger changes = new AtomicInteger();

    /** A number that is another one whenever one of the connections has changed tables. */
    int changes() {
        return changes.get();
    }

    /** One of the connections has changed tables, for itself or, by a commit, for all. */
    void changed() {
        changes.incrementAndGet();
    }

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
