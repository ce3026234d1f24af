// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/** An expression that is true, false or unknown: what WHERE, ON and HAVING decide by. Immutable. */
public sealed interface Condition extends Expression<Boolean>
        permits Comparison, Like, Between, InList, InParameter, InSubquery, NullCheck, Not, Junction, Exists, Constant, AsCondition {

    @Override
    default SqlType<Boolean> type() {
        return Types.BOOLEAN;
    }

    /** True where both are. */
    default Condition and(Expression<Boolean> other) {
        return Junction.of(Operator.AND, this, other);
    }

    /** True where at least one is. */
    default Condition or(Expression<Boolean> other) {
        return Junction.of(Operator.OR, this, other);
    }

    /** True where it is false; unknown stays unknown. */
    default Condition not() {
        return new Not(this);
    }
}
