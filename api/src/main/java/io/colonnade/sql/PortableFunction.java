// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.Locale;

/**
 * The functions and operators that most databases have under different spellings. A dialect maps each to a template; where it has none, a
 * statement with that function is refused. Made with the methods of {@link Functions} and {@link Expression}.
 */
public enum PortableFunction {
    /** The number of characters of a text. */
    LENGTH,
    /** Texts, one behind the other; NULL if one of them is. */
    CONCAT,
    /** The quotient of two integers without its fraction; asked for only where {@code /} gives one. */
    INTEGER_DIVISION,
    /** Whether two values differ, where NULL is a value like any other. */
    IS_DISTINCT_FROM,
    /** Whether two values are the same, where NULL is a value like any other. */
    IS_NOT_DISTINCT_FROM,
    /** The number without its sign. */
    ABS;

    /** Its name in lower case, which is also the name of a column that nobody named. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
