// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Stores the constants of an enum as a value of each. Equal if it stores the same constants as the same values.
 *
 * @param stored what each constant is stored as
 * @param constants the constants by what they are stored as
 * @param <E> the enum
 * @param <D> the Java class of what is stored
 */
record EnumConverter<E extends Enum<E>, D>(Map<E, D> stored, Map<D, E> constants) implements Converter<E, D> {

    static <E extends Enum<E>, D> EnumConverter<E, D> of(Class<E> type, Function<E, D> value) {
        Map<E, D> stored = new HashMap<>();
        Map<D, E> constants = new HashMap<>();
        for (E constant : Usage.required(type, "the class of an enum").getEnumConstants()) {
            D one = Usage.required(value.apply(constant), "the stored value of " + type.getSimpleName() + "." + constant.name());
            E other = constants.put(one, constant);
            if (other != null) {
                throw Usage.error(type.getSimpleName() + "." + other.name() + " and " + constant.name() + " are stored as the same value");
            }
            stored.put(constant, one);
        }
        return new EnumConverter<>(Map.copyOf(stored), Map.copyOf(constants));
    }

    @Override
    public D toDatabase(E value) {
        return stored.get(value);
    }

    @Override
    public E fromDatabase(D value) {
        E constant = constants.get(value);
        if (constant == null) {
            throw new IllegalArgumentException("no constant is stored so");
        }
        return constant;
    }
}
