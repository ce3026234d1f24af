// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * CASE: the result of the first condition that is true, otherwise NULL or what {@link #orElse} says. Made with {@link Sql#caseWhen}.
 *
 * @param branches the conditions and their results, in order
 * @param otherwise the result where no condition is true; null for NULL
 * @param <T> the Java class of the result
 */
public record CaseExpression<T>(List<Branch<T>> branches, Expression<T> otherwise) implements Expression<T> {

    /**
     * A condition and the result where it is the first that is true.
     *
     * @param condition the condition
     * @param result the result
     * @param <T> the Java class of the result
     */
    public record Branch<T>(Expression<Boolean> condition, Expression<T> result) {
        public Branch {
            Usage.required(condition, "the condition of caseWhen");
            Usage.required(result, "the result of caseWhen");
        }
    }

    /** A condition that waits for its result; {@link Sql#caseWhen} starts with it. */
    public static final class Start {
        private final Expression<Boolean> condition;

        Start(Expression<Boolean> condition) {
            this.condition = Usage.required(condition, "the condition of caseWhen");
        }

        /** The result where the condition is true. */
        public <T> CaseExpression<T> then(Expression<T> result) {
            return new CaseExpression<>(List.of(new Branch<>(condition, result)), null);
        }

        /** The result where the condition is true, bound as a value; its type is told by its class. */
        public <T> CaseExpression<T> then(T result) {
            return then(Sql.value(result));
        }
    }

    /** A further condition that waits for its result. */
    public static final class Next<T> {
        private final CaseExpression<T> before;
        private final Expression<Boolean> condition;

        private Next(CaseExpression<T> before, Expression<Boolean> condition) {
            this.before = before;
            this.condition = Usage.required(condition, "the condition of when");
        }

        /** The result where the condition is the first that is true. */
        public CaseExpression<T> then(Expression<T> result) {
            List<Branch<T>> branches = new ArrayList<>(before.branches);
            branches.add(new Branch<>(condition, result));
            return new CaseExpression<>(branches, before.otherwise);
        }

        /** The result where the condition is the first that is true. */
        public CaseExpression<T> then(T result) {
            return then(Value.operand(before, result, "then"));
        }
    }

    public CaseExpression {
        Usage.notEmpty(branches, "the branches of CASE");
        branches = List.copyOf(branches);
        Expression<T> first = branches.get(0).result();
        branches.forEach(branch -> Typing.requireSameStored(first, branch.result(), "CASE"));
        if (otherwise != null) {
            Typing.requireSameStored(first, otherwise, "CASE");
        }
    }

    /** A further condition. */
    public Next<T> when(Expression<Boolean> condition) {
        return new Next<>(this, condition);
    }

    /** The result where no condition is true. */
    public CaseExpression<T> orElse(Expression<T> result) {
        return new CaseExpression<>(branches, Usage.required(result, "the result of orElse"));
    }

    /** The result where no condition is true. */
    public CaseExpression<T> orElse(T result) {
        return orElse(new Value<>(type(), result));
    }

    @Override
    public SqlType<T> type() {
        return branches.get(0).result().type();
    }

    @Override
    public void accept(ExpressionVisitor visitor) {
        visitor.caseExpression(this);
    }
}
