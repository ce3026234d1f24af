// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.sql.SqlType;
import java.util.Arrays;

/** A growing list of tokens and, apart from them, of values; equal by the tokens. For one thread. */
abstract class Tokens {

    private Object[] tokens;
    private int size;
    private int hash;
    private Object[] slots;
    private int slotCount;

    Tokens() {
        tokens = new Object[48];
        slots = new Object[8];
    }

    /** The tokens of another one, without its values. */
    Tokens(Tokens other) {
        tokens = Arrays.copyOf(other.tokens, other.size);
        size = other.size;
        hash = other.hash;
        slots = new Object[0];
    }

    /** The values in the order of the walk; a {@link io.colonnade.sql.NamedParameter} stands for itself. */
    final Object[] slots() {
        if (slots.length != slotCount) {
            slots = Arrays.copyOf(slots, slotCount);
        }
        return slots;
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

    @Override
    public final boolean equals(Object other) {
        if (!(other instanceof Tokens that) || size != that.size || hash != that.hash) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            if (tokens[i] != that.tokens[i] && !tokens[i].equals(that.tokens[i])) {
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
