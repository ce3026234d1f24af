// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.List;

/**
 * A function that can be calculated for each row over the rows around it: an aggregate, or a function that exists for nothing else.
 *
 * @param <T> the Java class of the result
 */
public sealed interface Windowable<T> permits Aggregate, StringAggregate, WindowFunction {

    /** Its name. */
    String name();

    /** The type of the result. */
    SqlType<T> type();

    /** For each row, over the rows of a window; made with {@link Windows} or declared with {@link Select#window}. */
    default WindowCall<T> over(WindowReference window) {
        return new WindowCall<>(this, window);
    }

    /** For each row, over all rows. */
    default WindowCall<T> over() {
        return over(new Window(List.of(), List.of(), null));
    }
}
