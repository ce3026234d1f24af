// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.sql.Affix;
import io.colonnade.sql.AsCondition;
import io.colonnade.sql.Between;
import io.colonnade.sql.Calculation;
import io.colonnade.sql.Collation;
import io.colonnade.sql.Comparison;
import io.colonnade.sql.Constant;
import io.colonnade.sql.Expression;
import io.colonnade.sql.ExpressionView;
import io.colonnade.sql.Fragment;
import io.colonnade.sql.InList;
import io.colonnade.sql.InParameter;
import io.colonnade.sql.InSubquery;
import io.colonnade.sql.Infix;
import io.colonnade.sql.Junction;
import io.colonnade.sql.Like;
import io.colonnade.sql.Negation;
import io.colonnade.sql.Not;
import io.colonnade.sql.NullCheck;
import io.colonnade.sql.Operator;
import io.colonnade.sql.PortableCall;
import io.colonnade.sql.PortableFunction;
import io.colonnade.sql.Precedence;
import io.colonnade.sql.TypeCoercion;
import io.colonnade.sql.Value;
import io.colonnade.sql.VendorExpression;
import java.math.BigInteger;

/** How tightly the text of an expression binds in a dialect. */
final class OperandPrecedence {

    private OperandPrecedence() {
    }

    /**
     * How tightly the text of an expression binds. What a dialect's renderer writes is not known, so it binds least of all.
     *
     * @param literals whether values become text
     */
    static Precedence of(Expression<?> expression, Dialect dialect, boolean literals) {
        if (dialect.override(expression.getClass()) != null || expression instanceof Fragment<?>) {
            return Precedence.OR;
        } else if (expression instanceof Calculation<?> calculation) {
            FunctionTemplate template = dialect.functions().of(calculation);
            return template != null ? ofTemplate(template) : needsIntegerDivision(calculation, dialect) ? Precedence.OR
                    : calculation.operator().precedence();
        } else if (expression instanceof PortableCall<?> call) {
            return ofTemplate(dialect.functions().required(dialect, call));
        } else if (expression instanceof Junction junction) {
            return junction.operator().precedence();
        } else if (expression instanceof Infix<?> infix) {
            return infix.precedence();
        } else if (expression instanceof VendorExpression<?> vendor) {
            return of(vendor.operand(), dialect, literals);
        } else if (expression instanceof ExpressionView<?> view) {
            return of(view.operand(), dialect, literals);
        } else if (expression instanceof TypeCoercion<?> coercion) {
            return of(coercion.operand(), dialect, literals);
        } else if (expression instanceof Affix || expression instanceof Collation) {
            return Precedence.OTHER;
        } else if (expression instanceof AsCondition condition) {
            return of(condition.operand(), dialect, literals);
        } else if (expression instanceof Not) {
            return Operator.NOT.precedence();
        } else if (expression instanceof Negation<?> negation && dialect.template(PortableFunction.NEGATE, negation.type()) != null) {
            return ofTemplate(dialect.template(PortableFunction.NEGATE, negation.type()));
        } else if (expression instanceof Negation || literals && expression instanceof Value<?> value && Literals.isNegative(value)) {
            return Operator.NEGATE.precedence();
        } else if (expression instanceof Comparison || expression instanceof Like || expression instanceof Between
                || expression instanceof InList || expression instanceof InParameter || expression instanceof InSubquery || expression instanceof NullCheck
                || expression instanceof Constant) {
            return Precedence.COMPARISON;
        }
        return Precedence.PRIMARY;
    }

    private static Precedence ofTemplate(FunctionTemplate template) {
        return template.primary() ? Precedence.PRIMARY : Precedence.OR;
    }

    /** Whether the division is one of integers and the database's slash does not give one. */
    static boolean needsIntegerDivision(Calculation<?> calculation, Dialect dialect) {
        return calculation.operator() == Operator.DIVIDED_BY && !dialect.has(Feature.INTEGER_DIVISION)
                && switch (calculation.type().family()) {
                    case SMALLINT, INTEGER, BIGINT -> true;
                    default -> calculation.type().javaType() == BigInteger.class;
                };
    }
}
