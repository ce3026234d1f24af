// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.sql.AliasColumn;
import io.colonnade.sql.AsCondition;
import io.colonnade.sql.Between;
import io.colonnade.sql.Calculation;
import io.colonnade.sql.CaseExpression;
import io.colonnade.sql.Cast;
import io.colonnade.sql.Column;
import io.colonnade.sql.Comparison;
import io.colonnade.sql.Constant;
import io.colonnade.sql.Exists;
import io.colonnade.sql.Expression;
import io.colonnade.sql.InList;
import io.colonnade.sql.InParameter;
import io.colonnade.sql.InSubquery;
import io.colonnade.sql.Infix;
import io.colonnade.sql.Junction;
import io.colonnade.sql.Like;
import io.colonnade.sql.NamedParameter;
import io.colonnade.sql.Negation;
import io.colonnade.sql.NextValue;
import io.colonnade.sql.Not;
import io.colonnade.sql.NullCheck;
import io.colonnade.sql.Operator;
import io.colonnade.sql.PortableFunction;
import io.colonnade.sql.Precedence;
import io.colonnade.sql.Quantified;
import io.colonnade.sql.QueryExpression;
import io.colonnade.sql.RowElements;
import io.colonnade.sql.ScalarSubquery;
import io.colonnade.sql.Source;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Value;
import java.util.List;

/** Writes expressions. */
abstract class ExpressionWriter extends CallWriter {

    ExpressionWriter(Output out) {
        super(out);
    }

    private void left(Operator operator, Expression<?> expression) {
        operand(expression, operator.precedence().encloseLeft(precedence(expression)));
    }

    private void right(Operator operator, Expression<?> expression) {
        operand(expression, operator.precedence().encloseRight(precedence(expression)));
    }

    private void token(Operator operator) {
        out.sql.append(' ').append(operator.token()).append(' ');
    }

    @Override
    public final void column(Column<?> column) {
        Scope.requireVisible(out.dialect, scope, column.table(), column);
        out.dialect.requireOwn(column.type());
        qualified(column.table(), column.name());
    }

    @Override
    public final void aliasColumn(AliasColumn<?> column) {
        Scope.requireVisible(out.dialect, scope, column.source(), column);
        out.dialect.requireOwn(column.type());
        qualified(column.source(), column.name());
    }

    private void qualified(Source source, String name) {
        if (!scope.isSingle()) {
            out.identifier(source.name());
            out.sql.append('.');
        }
        out.identifier(name);
    }

    @Override
    public final void value(Value<?> value) {
        if (out.literals) {
            startOfValue(value.type());
            Literals.append(out, value);
            endOfValue(value.type());
        } else {
            placeholder(value, null, value.type());
        }
    }

    private void startOfValue(SqlType<?> type) {
        out.sql.append(type.vendor() != null && type.vendor().castsValues() ? "CAST(" : "");
    }

    private void endOfValue(SqlType<?> type) {
        if (type.vendor() != null && type.vendor().castsValues()) {
            out.sql.append(" AS ").append(out.dialect.castName(type)).append(')');
        }
    }

    /** A placeholder, with a cast where the database could not tell its type. */
    final void placeholder(Expression<?> node, String name, SqlType<?> type) {
        startOfValue(type);
        out.placeholder(node, name, type);
        endOfValue(type);
    }

    @Override
    public final void parameter(NamedParameter<?> parameter) {
        if (out.forPeople) {
            out.sql.append(':').append(parameter.name());
            return;
        } else if (out.literals) {
            throw Refusal.usage("parameter :" + parameter.name() + " cannot stand in a statement that creates something; give a value");
        }
        placeholder(parameter, parameter.name(), parameter.type());
    }

    @Override
    public final void calculation(Calculation<?> calculation) {
        FunctionTemplate function = out.dialect.functions().of(calculation);
        if (function != null) {
            template(function, List.of(calculation.left(), calculation.right()));
            return;
        }
        if (calculation.operator() == Operator.MODULO && calculation.left().type().family() == SqlType.Family.DECIMAL
                && !out.dialect.has(Feature.NATIVE_DECIMAL)) {
            throw Refusal.unsupported(out.dialect, "modulo of decimals", "calculate it in Java, or cast both to BIGINT if they are whole");
        }
        if (OperandPrecedence.needsIntegerDivision(calculation, out.dialect)) {
            template(out.dialect.functions().required(out.dialect, PortableFunction.INTEGER_DIVISION, calculation.type()),
                    List.of(calculation.left(), calculation.right()));
            return;
        }
        left(calculation.operator(), calculation.left());
        token(calculation.operator());
        right(calculation.operator(), calculation.right());
    }

    @Override
    public final void negation(Negation<?> negation) {
        FunctionTemplate function = out.dialect.template(PortableFunction.NEGATE, negation.type());
        if (function != null) {
            template(function, List.of(negation.operand()));
            return;
        }
        out.sql.append(Operator.NEGATE.token());
        operand(negation.operand(), Precedence.enclosePrefixed(precedence(negation.operand())));
    }

    @Override
    public final void infix(Infix<?> infix) {
        operand(infix.left(), infix.precedence().encloseLeft(precedence(infix.left())));
        out.sql.append(' ').append(token(infix.token())).append(' ');
        operand(infix.right(), infix.precedence().encloseRight(precedence(infix.right())));
    }

    @Override
    public final void caseExpression(CaseExpression<?> expression) {
        out.sql.append("CASE");
        for (CaseExpression.Branch<?> branch : expression.branches()) {
            out.sql.append(" WHEN ");
            write(branch.condition());
            out.sql.append(" THEN ");
            write(branch.result());
        }
        if (expression.otherwise() != null) {
            out.sql.append(" ELSE ");
            write(expression.otherwise());
        }
        out.sql.append(" END");
    }

    @Override
    public final void cast(Cast<?> cast) {
        FunctionTemplate function = out.dialect.template(PortableFunction.CAST, cast.type());
        if (function != null) {
            forms.write(function, cast.type(), () -> write(cast.operand()));
            return;
        }
        out.sql.append("CAST(");
        PortableFunction rounding = !hasFraction(cast.operand().type()) ? null
                : isInteger(cast.type()) ? PortableFunction.NEAREST_INTEGER : isDouble(cast.type()) ? PortableFunction.NEAREST_DOUBLE : null;
        FunctionTemplate nearest = rounding == null ? null : out.dialect.template(rounding, cast.operand().type());
        if (nearest == null) {
            write(cast.operand());
        } else {
            template(nearest, List.of(cast.operand()));
        }
        out.sql.append(" AS ").append(out.dialect.castName(cast.type())).append(')');
    }

    private static boolean isInteger(SqlType<?> type) {
        return switch (type.family()) {
            case SMALLINT, INTEGER, BIGINT -> true;
            default -> false;
        };
    }

    private static boolean isDouble(SqlType<?> type) {
        return type.family() == SqlType.Family.DOUBLE || type.family() == SqlType.Family.REAL;
    }

    private static boolean hasFraction(SqlType<?> type) {
        return switch (type.family()) {
            case DECIMAL, REAL, DOUBLE -> true;
            default -> false;
        };
    }

    @Override
    public final void scalarSubquery(ScalarSubquery<?> subquery) {
        subquery(subquery.query());
    }

    @Override
    public final void comparison(Comparison comparison) {
        Operator operator = comparison.operator();
        List<FunctionTemplate> compared = forms.of(List.of(comparison.left(), comparison.right()));
        forms.write(compared, comparison.left(), () -> left(operator, comparison.left()));
        token(operator);
        if (comparison.right() instanceof Quantified<?> quantified) {
            quantifier(quantified);
        } else {
            forms.write(compared, comparison.right(), () -> right(operator, comparison.right()));
        }
    }

    @Override
    public final void like(Like like) {
        if (like.escape() == null) {
            template(out.dialect.functions().required(out.dialect, like.negated() ? PortableFunction.NOT_LIKE : PortableFunction.LIKE, like.type()),
                    List.of(like.operand(), like.pattern()));
            return;
        }
        Operator operator = like.negated() ? Operator.NOT_LIKE : Operator.LIKE;
        left(operator, like.operand());
        token(operator);
        right(operator, like.pattern());
        out.sql.append(" ESCAPE ");
        Literals.text(out.sql, out.dialect, like.escape().toString());
    }

    @Override
    public final void between(Between between) {
        Operator operator = between.negated() ? Operator.NOT_BETWEEN : Operator.BETWEEN;
        List<FunctionTemplate> compared = forms.of(List.of(between.operand(), between.low(), between.high()));
        forms.write(compared, between.operand(), () -> left(operator, between.operand()));
        token(operator);
        forms.write(compared, between.low(), () -> right(operator, between.low()));
        token(Operator.AND);
        forms.write(compared, between.high(), () -> right(operator, between.high()));
    }

    @Override
    public final void inList(InList in) {
        Operator operator = in.negated() ? Operator.NOT_IN : Operator.IN;
        List<FunctionTemplate> compared = forms.of(List.of(in.operand(), in.elements().get(0)));
        forms.write(compared, in.operand(), () -> left(operator, in.operand()));
        if (!out.literals && out.dialect.has(Feature.ARRAY_PARAMETERS) && Shape.isArray(in)) {
            out.sql.append(in.negated() ? " <> ALL (" : " = ANY (");
            out.placeholder(in, null, in.elements().get(0).type());
            out.sql.append(')');
            return;
        }
        token(operator);
        boolean values = in.operand() instanceof RowElements && !out.dialect.has(Feature.ROW_VALUES_IN_LIST);
        out.sql.append(values ? "(VALUES " : "(");
        for (int i = 0; i < in.elements().size(); i++) {
            Expression<?> element = in.elements().get(i);
            out.sql.append(i == 0 ? "" : ", ");
            forms.write(compared, element, () -> write(element));
        }
        out.sql.append(')');
    }

    @Override
    public final void inParameter(InParameter in) {
        NamedParameter<?> list = in.parameter();
        int size = out.lists == null ? ListParameters.SINGLE : out.lists.size(list);
        if (size == 0) {
            constant(new Constant(in.negated()));
            return;
        }
        Operator operator = in.negated() ? Operator.NOT_IN : Operator.IN;
        List<FunctionTemplate> compared = forms.of(List.of(in.operand(), list));
        forms.write(compared, in.operand(), () -> left(operator, in.operand()));
        if (size == ListValues.ARRAY) {
            out.sql.append(in.negated() ? " <> ALL (" : " = ANY (");
            out.placeholder(list, list.name(), list.type(), ListValues.ARRAY);
        } else {
            token(operator);
            out.sql.append('(');
            if (size < 0) {
                forms.write(compared, list, () -> parameter(list));
            }
            for (int i = 0; i < size; i++) {
                int element = i;
                out.sql.append(i == 0 ? "" : ", ");
                forms.write(compared == null ? null : compared.get(0), list.type(),
                        () -> out.placeholder(list, list.name(), list.type(), element));
            }
        }
        out.sql.append(')');
    }

    @Override
    public final void inSubquery(InSubquery in) {
        Operator operator = in.negated() ? Operator.NOT_IN : Operator.IN;
        List<FunctionTemplate> compared = forms.of(in.operand(), in.query());
        forms.write(compared, in.operand(), () -> left(operator, in.operand()));
        token(operator);
        if (compared == null) {
            searchedSubquery(in.query());
        } else {
            comparedSubquery(compared, in.query());
        }
    }

    /** A query in whose rows a value is looked for, with its columns in the forms in which they are compared. */
    private void comparedSubquery(List<FunctionTemplate> compared, QueryExpression query) {
        out.sql.append("(SELECT ");
        int place = out.sql.length();
        out.sql.append(" FROM (");
        List<ResultColumn> columns = query(query);
        out.sql.append(") AS searched)");
        String behind = out.sql.substring(place);
        out.sql.setLength(place);
        for (int i = 0; i < columns.size(); i++) {
            String label = columns.get(i).label();
            out.sql.append(i == 0 ? "" : ", ");
            forms.write(compared.get(i), columns.get(i).type(), () -> out.identifier(label));
        }
        out.sql.append(behind);
    }

    @Override
    public final void nullCheck(NullCheck check) {
        Operator operator = check.negated() ? Operator.IS_NOT_NULL : Operator.IS_NULL;
        left(operator, check.operand());
        out.sql.append(' ').append(operator.token());
    }

    @Override
    public final void not(Not not) {
        out.sql.append(Operator.NOT.token()).append(' ');
        operand(not.operand(), Precedence.enclosePrefixed(precedence(not.operand())));
    }

    @Override
    public final void junction(Junction junction) {
        for (int i = 0; i < junction.terms().size(); i++) {
            if (i > 0) {
                token(junction.operator());
            }
            right(junction.operator(), junction.terms().get(i));
        }
    }

    @Override
    public final void exists(Exists exists) {
        out.sql.append("EXISTS ");
        subquery(exists.query());
    }

    @Override
    public final void constant(Constant constant) {
        if (out.dialect.has(Feature.NATIVE_BOOLEAN)) {
            out.sql.append(constant.value() ? "TRUE" : "FALSE");
        } else {
            out.sql.append(constant.value() ? "1 = 1" : "1 = 0");
        }
    }

    @Override
    public final void asCondition(AsCondition condition) {
        write(condition.operand());
    }

    @Override
    public final void nextValue(NextValue next) {
        Sequences.next(out, next.sequence());
    }
}
