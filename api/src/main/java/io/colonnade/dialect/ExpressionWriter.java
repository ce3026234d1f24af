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
import io.colonnade.sql.ExpressionVisitor;
import io.colonnade.sql.Fragment;
import io.colonnade.sql.FunctionCall;
import io.colonnade.sql.InList;
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
import io.colonnade.sql.PortableCall;
import io.colonnade.sql.PortableFunction;
import io.colonnade.sql.Precedence;
import io.colonnade.sql.QueryExpression;
import io.colonnade.sql.ScalarSubquery;
import io.colonnade.sql.Source;
import io.colonnade.sql.Value;
import java.util.List;

/** Writes expressions. Parentheses are decided by {@link Precedence} and nothing else. */
abstract class ExpressionWriter implements ExpressionVisitor, SqlWriter {

    final Output out;
    Scope scope;

    ExpressionWriter(Output out) {
        this.out = out;
    }

    /** Writes a query without parentheses. */
    abstract void query(QueryExpression query);

    /** Writes a query without parentheses that a value is looked for in. */
    abstract void searched(QueryExpression query);

    /** Writes an expression where nothing around it binds. */
    final void write(Expression<?> expression) {
        if (expression instanceof FunctionCall<?> call && !call.pure() || expression instanceof Infix<?> || expression instanceof Fragment<?>
                || expression instanceof NextValue) {
            out.pure = false;
        }
        NodeRenderer<Object> renderer = override(expression);
        if (renderer == null) {
            expression.accept(this);
        } else {
            renderer.render(expression, this);
        }
    }

    @SuppressWarnings("unchecked") // a dialect keeps a renderer under the class of its node
    private NodeRenderer<Object> override(Expression<?> expression) {
        return (NodeRenderer<Object>) (NodeRenderer<?>) out.dialect.override(expression.getClass());
    }

    final void operand(Expression<?> expression, boolean enclose) {
        if (enclose) {
            out.sql.append('(');
        }
        write(expression);
        if (enclose) {
            out.sql.append(')');
        }
    }

    private void left(Operator operator, Expression<?> expression) {
        operand(expression, operator.precedence().encloseLeft(precedence(expression)));
    }

    private void right(Operator operator, Expression<?> expression) {
        operand(expression, operator.precedence().encloseRight(precedence(expression)));
    }

    private Precedence precedence(Expression<?> expression) {
        return OperandPrecedence.of(expression, out.dialect, out.literals);
    }

    final void list(List<? extends Expression<?>> expressions) {
        for (int i = 0; i < expressions.size(); i++) {
            out.sql.append(i == 0 ? "" : ", ");
            write(expressions.get(i));
        }
    }

    void subquery(QueryExpression query) {
        out.sql.append('(');
        query(query);
        out.sql.append(')');
    }

    /** Writes a query that a value is looked for in. */
    void searchedSubquery(QueryExpression query) {
        out.sql.append('(');
        searched(query);
        out.sql.append(')');
    }

    private void token(Operator operator) {
        out.sql.append(' ').append(operator.token()).append(' ');
    }

    @Override
    public final Dialect dialect() {
        return out.dialect;
    }

    @Override
    public final SqlWriter sql(String text) {
        out.sql.append(text);
        return this;
    }

    @Override
    public final SqlWriter identifier(String name) {
        out.identifier(name);
        return this;
    }

    @Override
    public final SqlWriter expression(Expression<?> expression) {
        operand(expression, precedence(expression) != Precedence.PRIMARY);
        return this;
    }

    @Override
    public final void column(Column<?> column) {
        Scope.requireVisible(out.dialect, scope, column.table(), column);
        qualified(column.table(), column.name());
    }

    @Override
    public final void aliasColumn(AliasColumn<?> column) {
        Scope.requireVisible(out.dialect, scope, column.source(), column);
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
            Literals.append(out, value);
        } else {
            out.placeholder(value, null, value.type());
        }
    }

    @Override
    public final void parameter(NamedParameter<?> parameter) {
        if (out.forPeople) {
            out.sql.append(':').append(parameter.name());
            return;
        } else if (out.literals) {
            throw Refusal.usage("parameter :" + parameter.name() + " cannot stand in a statement that creates something; give a value");
        }
        out.placeholder(parameter, parameter.name(), parameter.type());
    }

    @Override
    public final void calculation(Calculation<?> calculation) {
        if (OperandPrecedence.needsIntegerDivision(calculation, out.dialect)) {
            template(out.dialect.requiredTemplate(PortableFunction.INTEGER_DIVISION, calculation.type()),
                    List.of(calculation.left(), calculation.right()));
            return;
        }
        left(calculation.operator(), calculation.left());
        token(calculation.operator());
        right(calculation.operator(), calculation.right());
    }

    @Override
    public final void portableCall(PortableCall<?> call) {
        template(out.dialect.requiredTemplate(call.function(), call.type()), call.arguments());
    }

    private void template(FunctionTemplate template, List<? extends Expression<?>> arguments) {
        for (FunctionTemplate.Part part : template.parts()) {
            out.sql.append(part.text());
            int last = part.argument() == FunctionTemplate.NONE ? -1 : part.separator().isEmpty() ? part.argument() : arguments.size() - 1;
            for (int i = Math.max(0, part.argument()); i <= last; i++) {
                out.sql.append(i == part.argument() ? "" : part.separator());
                argument(arguments.get(i), part);
            }
        }
    }

    private void argument(Expression<?> argument, FunctionTemplate.Part part) {
        operand(argument, !part.delimited() && precedence(argument) != Precedence.PRIMARY);
    }

    @Override
    public final void negation(Negation<?> negation) {
        out.sql.append(Operator.NEGATE.token());
        operand(negation.operand(), Precedence.enclosePrefixed(precedence(negation.operand())));
    }

    @Override
    public final void infix(Infix<?> infix) {
        operand(infix.left(), infix.precedence().encloseLeft(precedence(infix.left())));
        out.sql.append(' ').append(token(infix)).append(' ');
        operand(infix.right(), infix.precedence().encloseRight(precedence(infix.right())));
    }

    private String token(Infix<?> infix) {
        if (infix.token().indexOf('?') < 0) {
            return infix.token();
        }
        if (!out.dialect.lexicalRules().questionOperators()) {
            throw Refusal.unsupported(out.dialect, "operator " + infix.token(), "use an operator without a question mark, or a function");
        }
        return out.dialect.paramStyle() == ParamStyle.QMARK && !out.forPeople ? infix.token().replace("?", "??") : infix.token();
    }

    @Override
    public final void functionCall(FunctionCall<?> call) {
        out.sql.append(call.name()).append('(');
        list(call.arguments());
        out.sql.append(')');
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
        out.sql.append("CAST(");
        write(cast.operand());
        out.sql.append(" AS ").append(out.dialect.castName(cast.type())).append(')');
    }

    @Override
    public final void scalarSubquery(ScalarSubquery<?> subquery) {
        subquery(subquery.query());
    }

    @Override
    public final void comparison(Comparison comparison) {
        left(comparison.operator(), comparison.left());
        token(comparison.operator());
        right(comparison.operator(), comparison.right());
    }

    @Override
    public final void like(Like like) {
        Operator operator = like.negated() ? Operator.NOT_LIKE : Operator.LIKE;
        left(operator, like.operand());
        token(operator);
        right(operator, like.pattern());
        if (like.escape() != null) {
            out.sql.append(" ESCAPE ");
            Literals.text(out.sql, out.dialect, like.escape().toString());
        }
    }

    @Override
    public final void between(Between between) {
        Operator operator = between.negated() ? Operator.NOT_BETWEEN : Operator.BETWEEN;
        left(operator, between.operand());
        token(operator);
        right(operator, between.low());
        token(Operator.AND);
        right(operator, between.high());
    }

    @Override
    public final void inList(InList in) {
        Operator operator = in.negated() ? Operator.NOT_IN : Operator.IN;
        left(operator, in.operand());
        if (!out.literals && out.dialect.has(Feature.ARRAY_PARAMETERS) && Shape.isArray(in)) {
            out.sql.append(in.negated() ? " <> ALL (" : " = ANY (");
            out.placeholder(in, null, in.elements().get(0).type());
            out.sql.append(')');
            return;
        }
        token(operator);
        out.sql.append('(');
        list(in.elements());
        out.sql.append(')');
    }

    @Override
    public final void inSubquery(InSubquery in) {
        Operator operator = in.negated() ? Operator.NOT_IN : Operator.IN;
        left(operator, in.operand());
        token(operator);
        searchedSubquery(in.query());
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
        out.sql.append(constant.value() ? "1 = 1" : "1 = 0");
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
