// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

/**
 * The classes of the values with which a prepared statement was run. MySQL gives a parameter the type of its first value and bends all later
 * ones to it: text becomes 0, and whole numbers become DOUBLE. Both servers take a NULL as one of the type before, which decides the type of
 * what is calculated with it.
 */
final class ParameterClasses {

    /**
     * What of the values a server remembers.
     *
     * @param classes whether their classes
     * @param nulls whether it makes a difference what a NULL comes after
     */
    record Kept(boolean classes, boolean nulls) {
        static final Kept NOTHING = new Kept(false, false);
    }

    private final Kept kept;
    private final Class<?>[] classes;
    private final ParameterTypes types;

    ParameterClasses(Kept kept, int parameters, ParameterTypes types) {
        this.kept = kept;
        this.types = types;
        classes = new Class<?>[kept.equals(Kept.NOTHING) ? 0 : parameters];
    }

    /** Whether values, the first of which stands behind so many parameters, may follow those that were noted. */
    boolean fit(Object[] values, int offset) {
        for (int i = 0; classes.length > 0 && i < values.length; i++) {
            Class<?> before = classes[offset + i];
            Class<?> now = classOf(values[i]);
            if (before != null && now != null && before != now) {
                return false;
            }
        }
        return types.keep(values, offset);
    }

    /** Notes values that fit, or that are the first. */
    void note(Object[] values, int offset) {
        for (int i = 0; classes.length > 0 && i < values.length; i++) {
            Class<?> now = classOf(values[i]);
            if (now != null) {
                classes[offset + i] = now;
            }
        }
    }

    /** Null for what may come after anything. */
    private Class<?> classOf(Object value) {
        if (value == null) {
            return kept.nulls() ? Void.class : null;
        }
        return !kept.classes() ? Object.class : value instanceof Enum<?> ? Enum.class : value.getClass();
    }
}
