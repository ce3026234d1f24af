// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.util.Optional;

/**
 * The first column of the first row: there was no row, or it was NULL, or it had a value. Immutable.
 *
 * @param <T> the value's Java class
 * @since 0.1
 */
public final class Scalar<T> {

    private static final Scalar<?> NO_ROW = new Scalar<>(false, null);

    private final boolean hasRow;
    private final T value;

    private Scalar(boolean hasRow, T value) {
        this.hasRow = hasRow;
        this.value = value;
    }

    @SuppressWarnings("unchecked") // holds no value of any type
    static <T> Scalar<T> noRow() {
        return (Scalar<T>) NO_ROW;
    }

    static <T> Scalar<T> of(T value) {
        return new Scalar<>(true, value);
    }

    /** Whether there was a row. */
    public boolean hasRow() {
        return hasRow;
    }

    /** Whether there was a row and its value was NULL. */
    public boolean isNull() {
        return hasRow && value == null;
    }

    /**
     * The value, or null if it was NULL.
     *
     * @throws io.colonnade.error.StatementException of kind DATA if there was no row
     */
    public T get() {
        if (!hasRow) {
            throw DatabaseException.of(ErrorKind.DATA, "the query returned no row; ask hasRow() first, or use orElse or optional").build();
        }
        return value;
    }

    /** The value, or the given one if there was no row or it was NULL. */
    public T orElse(T other) {
        return value == null ? other : value;
    }

    /** The value; empty if there was no row or it was NULL. */
    public Optional<T> optional() {
        return Optional.ofNullable(value);
    }

    /** Whether there was a row and a value, which is not shown: it may be a secret. */
    @Override
    public String toString() {
        return "Scalar[" + (!hasRow ? "no row" : value == null ? "NULL" : "a value of " + value.getClass().getSimpleName()) + "]";
    }
}
