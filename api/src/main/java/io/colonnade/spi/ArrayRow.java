// SPDX-License-Identifier: Apache-2.0
package io.colonnade.spi;

/** The plain row: an array of decoded values. */
final class ArrayRow implements RowValues {

    private final Columns columns;
    private final Object[] values;

    ArrayRow(Columns columns, Object[] values) {
        this.columns = columns;
        this.values = values;
    }

    @Override
    public Columns columns() {
        return columns;
    }

    @Override
    public Object get(int index) {
        return values[index];
    }
}
