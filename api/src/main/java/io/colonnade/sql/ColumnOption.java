// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.function.Consumer;

/**
 * Something that is said of a column where it is declared; made by the methods of {@link Table}.
 *
 * @param <T> the Java class of the values of the columns of which it can be said
 */
public final class ColumnOption<T> {

    private final Consumer<Column.Traits> effect;

    ColumnOption(Consumer<Column.Traits> effect) {
        this.effect = effect;
    }

    void applyTo(Column.Traits traits) {
        effect.accept(traits);
    }
}
