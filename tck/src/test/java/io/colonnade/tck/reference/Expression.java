// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.reference;

import java.util.List;

/** An expression as it was written. */
sealed interface Expression {

    /** A value. */
    record Literal(Object value) implements Expression {
    }

    /** A placeholder, counted from 0. */
    record Parameter(int index) implements Expression {
    }

    /** A column; the source is null where none is named. */
    record Column(String source, String name) implements Expression {
    }

    /** An operator between two operands. */
    record Binary(String operator, Expression left, Expression right) implements Expression {
    }

    /** NOT or a minus sign. */
    record Prefix(String operator, Expression operand) implements Expression {
    }

    /** IS NULL, or IS NOT NULL. */
    record IsNull(Expression operand, boolean not) implements Expression {
    }

    /** IN or NOT IN a list. */
    record In(Expression operand, List<Expression> list, boolean not) implements Expression {
    }

    /** A function; count(*) has no arguments. */
    record Call(String function, List<Expression> arguments) implements Expression {
    }
}
