// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.sql.Affix;
import io.colonnade.sql.Collation;
import io.colonnade.sql.Expression;
import io.colonnade.sql.ExpressionView;
import io.colonnade.sql.ExpressionVisitor;
import io.colonnade.sql.Fragment;
import io.colonnade.sql.FunctionCall;
import io.colonnade.sql.Infix;
import io.colonnade.sql.NextValue;
import io.colonnade.sql.PortableCall;
import io.colonnade.sql.Precedence;
import io.colonnade.sql.Quantified;
import io.colonnade.sql.QueryExpression;
import io.colonnade.sql.RowElements;
import io.colonnade.sql.TypeCoercion;
import io.colonnade.sql.VendorExpression;
import java.util.List;

/** Writes operands, calls and what a dialect or the user spells. Parentheses are decided by {@link Precedence} and nothing else. */
abstract class CallWriter implements ExpressionVisitor, SqlWriter {

    final Output out;
    final FamilyForms forms;
    Scope scope;

    CallWriter(Output out) {
        this.out = out;
        forms = new FamilyForms(this);
    }

    /** Writes a query without parentheses, and gives what it returns. */
    abstract List<ResultColumn> query(QueryExpression query);

    /** Writes a query without parentheses that a value is looked for in. */
    abstract void searched(QueryExpression query);

    /** Writes an expression where nothing around it binds. */
    final void write(Expression<?> written) {
        Expression<?> expression = written instanceof ExpressionView<?> view ? view.operand() : written;
        if (expression instanceof FunctionCall<?> call && !call.pure() || expression instanceof Infix<?>
                || expression instanceof Affix<?> || expression instanceof Fragment<?> || expression instanceof NextValue) {
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

    final Precedence precedence(Expression<?> expression) {
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
    public final void portableCall(PortableCall<?> call) {
        template(out.dialect.functions().required(out.dialect, call), call.arguments());
    }

    final void template(FunctionTemplate template, List<? extends Expression<?>> arguments) {
        for (FunctionTemplate.Part part : forms.allowed(template).parts()) {
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
    public final void affix(Affix<?> affix) {
        if (!affix.behind()) {
            out.sql.append(token(affix.token())).append(' ');
        }
        expression(affix.operand());
        if (affix.behind()) {
            out.sql.append(' ').append(token(affix.token()));
        }
    }

    @Override
    public final void typeCoercion(TypeCoercion<?> coercion) {
        write(coercion.operand());
    }

    /** Not by {@link #write}: its author vouches that the operator itself changes nothing. */
    @Override
    public final void vendorExpression(VendorExpression<?> expression) {
        if (!expression.dialect().equals(out.dialect.name())) {
            throw Refusal.unsupported(out.dialect, expression.label() + " of " + expression.dialect(), expression.instead());
        }
        out.pure &= !(expression.operand() instanceof FunctionCall<?> call) || call.pure();
        expression.operand().accept(this);
    }

    @Override
    public final void collation(Collation collation) {
        expression(collation.operand());
        out.sql.append(" COLLATE ");
        out.identifier(collation.name());
    }

    @Override
    public final void quantified(Quantified<?> quantified) {
        throw Refusal.usage((quantified.all() ? "all" : "any") + "(…) stands only on the right side of a comparison, as in a.gt("
                + (quantified.all() ? "all" : "any") + "(…))");
    }

    final void quantifier(Quantified<?> quantified) {
        if (!out.dialect.has(Feature.QUANTIFIED_SUBQUERIES)) {
            throw Refusal.unsupported(out.dialect, quantified.all() ? "ALL" : "ANY", "use in(select), exists(select), or compare with the "
                    + "min or max of a scalar(select)");
        }
        out.sql.append(quantified.all() ? "ALL " : "ANY ");
        searchedSubquery(quantified.query());
    }

    @Override
    public final void rowElements(RowElements row) {
        out.sql.append('(');
        list(row.elements());
        out.sql.append(')');
    }

    final String token(String token) {
        if (token.indexOf('#') >= 0 && out.dialect.lexicalRules().hashComments()) {
            throw Refusal.unsupported(out.dialect, "operator " + token, "use a function: the # starts a comment there");
        }
        if (token.indexOf('?') < 0) {
            return token;
        }
        if (!out.dialect.lexicalRules().questionOperators()) {
            throw Refusal.unsupported(out.dialect, "operator " + token, "use an operator without a question mark, or a function");
        }
        return out.dialect.paramStyle() == ParamStyle.QMARK && !out.forPeople ? token.replace("?", "??") : token;
    }

    @Override
    public final void functionCall(FunctionCall<?> call) {
        out.sql.append(call.name()).append('(');
        list(call.arguments());
        out.sql.append(')');
    }
}
