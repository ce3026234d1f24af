// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The scalar functions that mean the same on every database, however it spells them; made to be imported statically. What a database
 * lacks is refused with an error of kind UNSUPPORTED before anything is sent. For any other function there is {@link Sql#function}.
 *
 * <p>Where an argument is NULL the result is NULL, unless a method says otherwise.
 */
public final class Functions {

    private Functions() {
    }

    /** Texts, one behind the other. NULL if one of them is; use {@link Sql#coalesce} for those that may be. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static Expression<String> concat(Expression<String> first, Expression<String> second, Expression<String>... others) {
        List<Expression<?>> arguments = new ArrayList<>(Arrays.asList(first, second));
        arguments.addAll(Arrays.asList(others));
        return new PortableCall<>(PortableFunction.CONCAT, arguments, Types.TEXT);
    }

    /** The number without its sign. */
    public static <N extends Number> Expression<N> abs(Expression<N> number) {
        return PortableCall.of(PortableFunction.ABS, Usage.required(number, "the argument of abs").type(), number);
    }
}
