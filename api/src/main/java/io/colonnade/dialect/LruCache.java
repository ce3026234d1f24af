// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * A map of bounded size that forgets what was not used for longest. Thread-safe; a hit takes no lock and usually writes nothing.
 *
 * <p>Time is the number of misses: an entry notes the latest at which it was used. A miss beyond the capacity drops the oldest eighth.
 */
final class LruCache<K, V> {

    private static final class Entry<V> {
        final V value;
        /** A lost update makes an entry look a little older, no more. */
        volatile long used;

        Entry(V value, long used) {
            this.value = value;
            this.used = used;
        }
    }

    private final int capacity;
    private final ConcurrentHashMap<K, Entry<V>> entries = new ConcurrentHashMap<>();
    private volatile long misses;

    LruCache(int capacity) {
        if (capacity < 1) {
            throw Refusal.usage("the capacity of the statement cache is " + capacity + "; 1 or more is accepted");
        }
        this.capacity = capacity;
    }

    /** The value, or null. The key may be one that changes afterwards. */
    V get(Object key) {
        Entry<V> entry = entries.get(key);
        if (entry == null) {
            return null;
        }
        long now = misses;
        if (entry.used != now) {
            entry.used = now;
        }
        return entry.value;
    }

    /** Keeps a value, or gives back the one that another thread kept first. */
    V put(K key, V value) {
        synchronized (this) {
            long now = ++misses;
            Entry<V> before = entries.putIfAbsent(key, new Entry<>(value, now));
            if (entries.size() > capacity) {
                dropOldest();
            }
            return before == null ? value : before.value;
        }
    }

    /** The value, made where there is none. */
    V get(K key, Supplier<V> maker) {
        V value = get(key);
        return value == null ? put(key, maker.get()) : value;
    }

    int size() {
        return entries.size();
    }

    private void dropOldest() {
        record Age<K>(K key, long used) {
        }

        List<Age<K>> ages = new ArrayList<>(entries.size());
        for (Map.Entry<K, Entry<V>> entry : entries.entrySet()) {
            ages.add(new Age<>(entry.getKey(), entry.getValue().used));
        }
        ages.sort(Comparator.comparingLong(Age::used));
        int surplus = Math.max(ages.size() - capacity, capacity / 8);
        for (Age<K> age : ages.subList(0, surplus)) {
            entries.remove(age.key);
        }
    }
}
