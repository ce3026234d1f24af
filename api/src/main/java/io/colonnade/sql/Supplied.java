// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.util.function.Supplier;

/**
 * A value that the program supplies anew for each row: the default or the on-update value of a column. It is bound like any other value.
 *
 * @param column the column
 * @param supplier gives the value
 * @param <T> the Java class of the value
 */
public record Supplied<T>(Column<T> column, Supplier<? extends T> supplier) implements Expression<T> {

    public Supplied {
        Usage.required(column, "the column of a supplied value");
        Usage.required(supplier, "the supplier of column " + column);
    }

    @Override
    public SqlType<T> type() {
        return column.type();
    }

    /**
     * Calls the supplier, on the calling thread.
     *
     * @throws io.colonnade.error.UsageException if it throws, with that as the cause, or gives a value of another class
     */
    public T get() {
        return supply().value();
    }

    /**
     * Calls the supplier, on the calling thread, and gives what it gave as it is stored.
     *
     * @throws io.colonnade.error.UsageException as {@link #get}
     * @throws io.colonnade.error.DatabaseException of kind DATA if the converter of the column's type fails
     */
    public Object stored() {
        return supply().stored();
    }

    private Value<T> supply() {
        Object value;
        try {
            value = supplier.get();
        } catch (RuntimeException failure) {
            throw DatabaseException.of(ErrorKind.USAGE, "the supplier of a value for column " + column + " failed: "
                    + failure.getClass().getName()).cause(failure).build();
        }
        return Value.forColumn(column, value);
    }

    @Override
    public void accept(ExpressionVisitor visitor) {
        visitor.supplied(this);
    }

    /** The column only: values stay out of logs. */
    @Override
    public String toString() {
        return "Supplied[" + column + "]";
    }
}
