// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** A continuation as part of a flow, whatever thread it runs on; the very same where there is no flow. */
final class Flowing {

    private Flowing() {
    }

    static <A, R> Function<A, R> function(Scope flow, Function<A, R> code) {
        return flow == null || code == null ? code : a -> get(flow, () -> code.apply(a));
    }

    static <A, B, R> BiFunction<A, B, R> functionOfBoth(Scope flow, BiFunction<A, B, R> code) {
        return flow == null || code == null ? code : (a, b) -> get(flow, () -> code.apply(a, b));
    }

    static <A> Consumer<A> consumer(Scope flow, Consumer<A> code) {
        return flow == null || code == null ? code : a -> ConnectionThread.runWithin(flow, () -> code.accept(a));
    }

    static <A, B> BiConsumer<A, B> consumerOfBoth(Scope flow, BiConsumer<A, B> code) {
        return flow == null || code == null ? code : (a, b) -> ConnectionThread.runWithin(flow, () -> code.accept(a, b));
    }

    static Runnable runnable(Scope flow, Runnable code) {
        return flow == null || code == null ? code : () -> ConnectionThread.runWithin(flow, code);
    }

    private static <R> R get(Scope flow, Supplier<R> code) {
        Scope outer = ConnectionThread.enter(flow);
        try {
            return code.get();
        } finally {
            ConnectionThread.enter(outer);
        }
    }
}
