// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.sql.SqlType;

/**
 * One place in compiled SQL text that takes a value.
 *
 * @param name the name by which the user binds it; null for a value that stood in the expression itself
 * @param type its type; null where raw text does not say, and the value's Java class decides
 * @param declared the type in which the user gives it: that of {@code type}, or one with a converter to it
 */
public record Parameter(String name, SqlType<?> type, SqlType<?> declared) {

    /** One whose values are converted where its type has a converter. */
    public Parameter(String name, SqlType<?> declared) {
        this(name, declared == null ? null : declared.stored(), declared);
    }
}
