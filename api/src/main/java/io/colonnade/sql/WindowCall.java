// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * A function for each row over the rows of a window. Made with {@link Windowable#over}.
 *
 * @param function the function
 * @param window the window
 * @param <T> the Java class of the result
 */
public record WindowCall<T>(Windowable<T> function, WindowReference window) implements Expression<T> {

    public WindowCall {
        Usage.required(function, "the function of a window");
        Usage.required(window, "the window of " + function.name() + "()");
        Window rows = window instanceof NamedWindow named ? named.window() : (Window) window;
        rows.check();
        if (function instanceof WindowFunction<?> ranking && ranking.ordered() && rows.orderBy().isEmpty()) {
            throw Usage.error(function.name() + "() over a window without an order would number the rows at random; add orderBy(…)");
        }
        if (function instanceof Aggregate<?> aggregate && (aggregate.distinct() || !aggregate.orderBy().isEmpty())
                || function instanceof StringAggregate texts && (texts.distinct() || !texts.order().isEmpty())) {
            throw Usage.error(function.name() + "() over a window takes neither DISTINCT nor an order of its own; order the window");
        }
    }

    @Override
    public SqlType<T> type() {
        return function.type();
    }

    @Override
    public void accept(ExpressionVisitor visitor) {
        visitor.windowCall(this);
    }
}
