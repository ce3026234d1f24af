// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.reference;

import java.util.ArrayList;
import java.util.List;

/** An expression made ready for the rows of one scope and the values of one run. */
@FunctionalInterface
interface Evaluation {

    /** Its value for a row; null is NULL. */
    Object value(Object[] row) throws EngineError;

    static Evaluation of(Expression expression, Scope scope, Object[] binds) throws EngineError {
        return of(expression, scope, binds, null);
    }

    /**
     * The same where aggregates may stand.
     *
     * @param aggregates takes those that stand in the expression; null where none may
     */
    static Evaluation of(Expression expression, Scope scope, Object[] binds, List<Aggregate> aggregates) throws EngineError {
        if (expression instanceof Expression.Literal literal) {
            Object value = literal.value();
            return row -> value;
        }
        if (expression instanceof Expression.Parameter parameter) {
            Object value = binds[parameter.index()];
            return row -> value;
        }
        if (expression instanceof Expression.Column column) {
            int index = scope.index(column);
            return row -> row[index];
        }
        if (expression instanceof Expression.Binary binary) {
            Evaluation left = of(binary.left(), scope, binds, aggregates);
            Evaluation right = of(binary.right(), scope, binds, aggregates);
            String operator = binary.operator();
            return row -> Operators.apply(operator, left.value(row), right.value(row));
        }
        if (expression instanceof Expression.Prefix prefix) {
            Evaluation operand = of(prefix.operand(), scope, binds, aggregates);
            boolean not = prefix.operator().equals("not");
            return row -> not ? Operators.not(operand.value(row)) : Operators.apply("-", 0L, operand.value(row));
        }
        if (expression instanceof Expression.IsNull test) {
            Evaluation operand = of(test.operand(), scope, binds, aggregates);
            return row -> (operand.value(row) == null) != test.not();
        }
        if (expression instanceof Expression.In in) {
            return in(in, scope, binds);
        }
        return call((Expression.Call) expression, scope, binds, aggregates);
    }

    private static Evaluation in(Expression.In in, Scope scope, Object[] binds) throws EngineError {
        Evaluation operand = of(in.operand(), scope, binds);
        List<Evaluation> list = new ArrayList<>();
        for (Expression each : in.list()) {
            list.add(of(each, scope, binds));
        }
        return row -> {
            Object value = operand.value(row);
            for (Evaluation each : list) {
                if (Boolean.TRUE.equals(Operators.apply("=", value, each.value(row)))) {
                    return !in.not();
                }
            }
            return in.not();
        };
    }

    private static Evaluation call(Expression.Call call, Scope scope, Object[] binds, List<Aggregate> aggregates) throws EngineError {
        List<Evaluation> arguments = new ArrayList<>();
        for (Expression argument : call.arguments()) {
            arguments.add(of(argument, scope, binds));
        }
        if (Aggregate.NAMES.contains(call.function()) && aggregates != null && arguments.size() < 2) {
            Aggregate aggregate = new Aggregate(call.function(), arguments.isEmpty() ? row -> 1L : arguments.get(0));
            aggregates.add(aggregate);
            return row -> aggregate.result();
        }
        if (arguments.size() == 1 && call.function().equals("abs")) {
            return row -> Operators.abs(arguments.get(0).value(row));
        }
        if (arguments.size() == 1 && call.function().equals("length")) {
            return row -> arguments.get(0).value(row) instanceof String text ? (Object) text.length() : null;
        }
        throw EngineError.missing("the function", call.function());
    }
}
