// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * AND or OR of conditions.
 *
 * @param operator AND or OR
 * @param terms the conditions, at least two; none is a junction of the same operator
 */
public record Junction(Operator operator, List<Expression<Boolean>> terms) implements Condition {

    public Junction {
        if (operator != Operator.AND && operator != Operator.OR) {
            throw Usage.error("operator " + operator + " joins no conditions; use AND or OR");
        }
        List<Expression<Boolean>> flat = new ArrayList<>(terms.size());
        for (Expression<Boolean> term : terms) {
            add(operator, flat, term);
        }
        if (flat.size() < 2) {
            throw Usage.error(operator.token() + " needs at least two conditions");
        }
        terms = List.copyOf(flat);
    }

    static Condition of(Operator operator, Expression<Boolean> left, Expression<Boolean> right) {
        Usage.required(right, "the condition of " + operator.token());
        return new Junction(operator, List.of(left, right));
    }

    private static void add(Operator operator, List<Expression<Boolean>> flat, Expression<Boolean> term) {
        Usage.required(term, "a condition of " + operator.token());
        if (term instanceof Junction junction && junction.operator == operator) {
            flat.addAll(junction.terms);
        } else {
            flat.add(term);
        }
    }

    @Override
    public void accept(ExpressionVisitor visitor) {
        visitor.junction(this);
    }
}
