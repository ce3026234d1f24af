// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.reference;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Set;

/** An aggregate while it goes over the rows. */
final class Aggregate {

    static final Set<String> NAMES = Set.of("count", "sum", "avg", "min", "max");

    private final String function;
    private final Evaluation argument;
    private long count;
    private Object total;

    Aggregate(String function, Evaluation argument) {
        this.function = function;
        this.argument = argument;
    }

    void add(Object[] row) throws EngineError {
        Object value = argument.value(row);
        if (value == null) {
            return;
        }
        count++;
        switch (function) {
            case "sum", "avg" -> total = total == null ? value : Operators.apply("+", total, value);
            case "min" -> total = total == null || Operators.compare(value, total) < 0 ? value : total;
            case "max" -> total = total == null || Operators.compare(value, total) > 0 ? value : total;
            default -> { }
        }
    }

    Object result() {
        return switch (function) {
            case "count" -> count;
            case "avg" -> count == 0 ? null : new BigDecimal(total.toString()).divide(BigDecimal.valueOf(count), MathContext.DECIMAL64);
            default -> total;
        };
    }
}
