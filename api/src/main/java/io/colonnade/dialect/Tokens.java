// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.sql.AliasColumn;
import io.colonnade.sql.Column;
import io.colonnade.sql.NamedParameter;
import io.colonnade.sql.NextValue;
import io.colonnade.sql.Sequence;
import io.colonnade.sql.Source;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Supplied;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The structure of a statement and, apart from it, its values, as they were found in one walk of the tree. Equal if the statements differ
 * in nothing but values. For one thread, until it is {@linkplain #frozen frozen}; it can be {@linkplain #clear cleared} and used again.
 */
class Tokens {

    /** The longest arrays that are worth keeping for another statement. */
    private static final int MAX_KEPT = 512;

    private Object[] tokens;
    private int size;
    private int hash;
    private Object[] slots;
    private int slotCount;
    private boolean named;
    private boolean supplied;

    /** None yet. */
    Tokens() {
        tokens = new Object[64];
        slots = new Object[8];
    }

    private Tokens(Tokens other) {
        tokens = Arrays.copyOf(other.tokens, other.size);
        size = other.size;
        hash = other.hash;
        slots = new Object[0];
    }

    /** The structure alone, to be kept. */
    final Tokens frozen() {
        return new Tokens(this);
    }

    /**
     * Forgets everything, the values above all.
     *
     * @return whether it is small enough to be kept for another statement
     */
    boolean clear() {
        Arrays.fill(tokens, 0, size, null);
        Arrays.fill(slots, 0, slotCount, null);
        size = 0;
        hash = 0;
        slotCount = 0;
        named = false;
        supplied = false;
        return tokens.length <= MAX_KEPT && slots.length <= MAX_KEPT;
    }

    /** The values in the order of the walk, in an array of the caller's own; a {@link NamedParameter} stands for itself. */
    final Object[] slots() {
        return Arrays.copyOf(slots, slotCount);
    }

    /** The values in another order, in an array of the caller's own; null is the order of the walk. */
    final Object[] slots(int[] order) {
        return order == null ? slots() : ordered(slots, order);
    }

    /** Values in another order. */
    static Object[] ordered(Object[] values, int[] order) {
        Object[] ordered = new Object[order.length];
        for (int i = 0; i < order.length; i++) {
            ordered[i] = values[order[i]];
        }
        return ordered;
    }

    /** Whether there is a {@link NamedParameter} among the slots. */
    final boolean hasNamed() {
        return named;
    }

    /** Whether there is a {@link Supplied} among the slots. */
    final boolean hasSupplied() {
        return supplied;
    }

    /** Whether this very object is part of the structure. */
    final boolean mentions(Object token) {
        for (int i = 0; i < size; i++) {
            if (tokens[i] == token) {
                return true;
            }
        }
        return false;
    }

    /** The sequences that numbers are taken from. */
    final List<Sequence> sequences() {
        List<Sequence> sequences = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            if (tokens[i] instanceof NextValue next) {
                sequences.add(next.sequence());
            }
        }
        return sequences;
    }

    /** Whether a column is read from a source. */
    final boolean reads(Source source) {
        for (int i = 0; i < size; i++) {
            if (tokens[i] == AliasColumn.class) {
                if (tokens[i + 1].equals(source.name())) {
                    return true;
                }
                i += 4;
            } else if (tokens[i] instanceof Column<?> column && column.table() == source) {
                return true;
            }
        }
        return false;
    }

    final void token(Object token) {
        add(token, token.hashCode());
    }

    final void add(Object token, int tokenHash) {
        if (size == tokens.length) {
            tokens = Arrays.copyOf(tokens, size * 2);
        }
        tokens[size++] = token;
        hash = hash * 31 + tokenHash;
    }

    /** A record's own hash code costs more than all else here. */
    final void type(SqlType<?> type) {
        add(type, type.javaType().hashCode());
    }

    final void slot(Object content) {
        if (slotCount == slots.length) {
            slots = Arrays.copyOf(slots, slotCount * 2);
        }
        slots[slotCount++] = content;
    }

    final void namedSlot(NamedParameter<?> parameter) {
        slot(parameter);
        named = true;
    }

    final void suppliedSlot(Supplied<?> value) {
        slot(value);
        supplied = true;
    }

    @Override
    public final boolean equals(Object other) {
        if (!(other instanceof Tokens tokens) || size != tokens.size || hash != tokens.hash) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            if (this.tokens[i] != tokens.tokens[i] && !this.tokens[i].equals(tokens.tokens[i])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public final int hashCode() {
        return hash;
    }
}
