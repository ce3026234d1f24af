// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import java.util.List;
import java.util.Objects;

/**
 * The value of a placeholder that takes a whole list, as {@code = ANY (?)} does. Only dialects with {@link Feature#ARRAY_PARAMETERS} meet
 * it. Immutable.
 *
 * @param elements the elements, of one class and none of them null; may be empty
 */
public record ArrayBind(List<?> elements) {

    public ArrayBind {
        Objects.requireNonNull(elements, "elements");
    }

    /** How many there are; never the values. */
    @Override
    public String toString() {
        return "ArrayBind[" + elements.size() + " elements]";
    }
}
