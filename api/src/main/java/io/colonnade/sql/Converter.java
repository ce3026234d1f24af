// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * Turns the values of a Java class of the user into values that a database stores, and back. It belongs to a type made with
 * {@link SqlType#converted}, and is called from any thread. It never meets null: NULL is null on both sides.
 *
 * <p>What it throws becomes an error of kind DATA that names the column and never a value; the message is kept only of a
 * {@link io.colonnade.error.DatabaseException} of kind DATA. Two converters that are not the same object make
 * two types, and two entries in the statement cache, so each is kept in a constant.
 *
 * @param <J> the user's Java class
 * @param <D> the Java class of the type that is stored
 */
public interface Converter<J, D> {

    /** The value as it is stored. Equal values must become equal ones, or comparisons in SQL would miss them. */
    D toDatabase(J value);

    /**
     * Whether {@link #toDatabase} drops a part of this value that is finer than a microsecond; such values are refused where the option
     * {@code fraction} is {@code refuse}. A part that stands in what {@code toDatabase} gives is looked for there.
     */
    default boolean dropsFraction(J value) {
        return false;
    }

    /** The value that was stored. */
    J fromDatabase(D value);
}
