// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.sql.AliasColumn;
import io.colonnade.sql.Affix;
import io.colonnade.sql.AsCondition;
import io.colonnade.sql.Between;
import io.colonnade.sql.Calculation;
import io.colonnade.sql.CaseExpression;
import io.colonnade.sql.Cast;
import io.colonnade.sql.Collation;
import io.colonnade.sql.Column;
import io.colonnade.sql.ColumnDefault;
import io.colonnade.sql.Comparison;
import io.colonnade.sql.Constant;
import io.colonnade.sql.Excluded;
import io.colonnade.sql.Exists;
import io.colonnade.sql.Expression;
import io.colonnade.sql.ExpressionVisitor;
import io.colonnade.sql.Fragment;
import io.colonnade.sql.FunctionCall;
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
import io.colonnade.sql.PortableCall;
import io.colonnade.sql.Quantified;
import io.colonnade.sql.QueryExpression;
import io.colonnade.sql.RowElements;
import io.colonnade.sql.ScalarSubquery;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Supplied;
import io.colonnade.sql.TypeCoercion;
import io.colonnade.sql.Value;
import io.colonnade.sql.VendorExpression;
import java.util.List;

/**
 * Walks expressions, and collects what they are made of and, apart from it, their values.
 *
 * <p>Each node adds a token for its class and then its parts, and each list its size, so that different trees never add the same tokens.
 */
abstract class Shape extends Tokens implements ExpressionVisitor {

    static final Object NONE = new Object();

    private final boolean keepsNodes;
    /** Whether the database takes arrays. */
    boolean arrays;
    /** The lists that are given by name; null where none is. */
    ListParameters lists;

    /**
     * An empty shape.
     *
     * @param keepsNodes whether its slots hold the nodes of the values instead of the values
     */
    Shape(boolean keepsNodes) {
        this.keepsNodes = keepsNodes;
    }

    @Override
    boolean clear() {
        // The lists are values, which nothing keeps.
        lists = null;
        return super.clear();
    }

    final void expression(Expression<?> expression) {
        if (expression == null) {
            token(NONE);
        } else {
            expression.accept(this);
        }
    }

    final void expressions(List<? extends Expression<?>> expressions) {
        token(expressions.size());
        for (int i = 0; i < expressions.size(); i++) {
            expressions.get(i).accept(this);
        }
    }

    /** Statements need more than expressions: the subclass knows them. */
    abstract void query(QueryExpression query);

    @Override
    public final void column(Column<?> column) {
        token(column);
    }

    @Override
    public final void aliasColumn(AliasColumn<?> column) {
        token(AliasColumn.class);
        token(column.source().name());
        token(column.name());
        type(column.type());
        token(column.column() == null ? NONE : column.column());
    }

    @Override
    public final void value(Value<?> value) {
        add(Value.class, 1);
        type(value.type());
        slot(keepsNodes ? value : value.stored());
    }

    @Override
    public final void parameter(NamedParameter<?> parameter) {
        token(NamedParameter.class);
        token(parameter.name());
        type(parameter.type());
        namedSlot(parameter);
    }

    @Override
    public final void calculation(Calculation<?> calculation) {
        token(calculation.operator());
        expression(calculation.left());
        expression(calculation.right());
    }

    @Override
    public final void negation(Negation<?> negation) {
        token(Negation.class);
        expression(negation.operand());
    }

    @Override
    public final void infix(Infix<?> infix) {
        token(Infix.class);
        token(infix.token());
        token(infix.precedence());
        type(infix.type());
        expression(infix.left());
        expression(infix.right());
    }

    @Override
    public final void functionCall(FunctionCall<?> call) {
        token(FunctionCall.class);
        token(call.name());
        token(call.pure());
        type(call.type());
        expressions(call.arguments());
    }

    @Override
    public final void typeCoercion(TypeCoercion<?> coercion) {
        token(TypeCoercion.class);
        type(coercion.type());
        expression(coercion.operand());
    }

    @Override
    public final void affix(Affix<?> affix) {
        token(Affix.class);
        token(affix.token());
        token(affix.behind());
        type(affix.type());
        expression(affix.operand());
    }

    @Override
    public final void collation(Collation collation) {
        token(Collation.class);
        token(collation.name());
        expression(collation.operand());
    }

    @Override
    public final void quantified(Quantified<?> quantified) {
        token(Quantified.class);
        token(quantified.all());
        type(quantified.type());
        query(quantified.query());
    }

    @Override
    public final void rowElements(RowElements row) {
        token(RowElements.class);
        expressions(row.elements());
    }

    @Override
    public final void portableCall(PortableCall<?> call) {
        token(call.function());
        type(call.type());
        expressions(call.arguments());
    }

    @Override
    public final void caseExpression(CaseExpression<?> expression) {
        token(CaseExpression.class);
        token(expression.branches().size());
        for (CaseExpression.Branch<?> branch : expression.branches()) {
            expression(branch.condition());
            expression(branch.result());
        }
        expression(expression.otherwise());
    }

    @Override
    public final void cast(Cast<?> cast) {
        token(Cast.class);
        type(cast.type());
        expression(cast.operand());
    }

    @Override
    public final void scalarSubquery(ScalarSubquery<?> subquery) {
        token(ScalarSubquery.class);
        type(subquery.type());
        query(subquery.query());
    }

    @Override
    public final void comparison(Comparison comparison) {
        token(comparison.operator());
        expression(comparison.left());
        expression(comparison.right());
    }

    @Override
    public final void like(Like like) {
        token(Like.class);
        token(like.negated());
        token(like.escape() == null ? NONE : like.escape());
        expression(like.operand());
        expression(like.pattern());
    }

    @Override
    public final void between(Between between) {
        token(Between.class);
        token(between.negated());
        expression(between.operand());
        expression(between.low());
        expression(between.high());
    }

    @Override
    public final void inList(InList in) {
        token(InList.class);
        token(in.negated());
        expression(in.operand());
        if (arrays && isArray(in)) {
            token(ArrayBind.class);
            type(in.elements().get(0).type());
            slot(keepsNodes ? in : new ArrayBind(in.elements().stream().map(element -> ((Value<?>) element).stored()).toList()));
        } else {
            expressions(in.elements());
        }
    }

    /** Whether a list becomes one array where the database takes them: a long one of values of one type that every such database has. */
    static boolean isArray(InList in) {
        SqlType<?> type = in.elements().get(0).type();
        boolean array = in.elements().size() > ListValues.SHORT && hasArrays(type);
        for (int i = 0; array && i < in.elements().size(); i++) {
            array = in.elements().get(i) instanceof Value<?> value && value.value() != null && value.type().equals(type);
        }
        return array;
    }

    /** Whether every database with arrays has some of that type. */
    static boolean hasArrays(SqlType<?> type) {
        return switch (type.family()) {
            case BOOLEAN, BINARY, JSON, VENDOR -> false;
            default -> true;
        };
    }

    @Override
    public final void inParameter(InParameter in) {
        token(InParameter.class);
        token(in.negated());
        expression(in.operand());
        token(in.parameter().name());
        type(in.parameter().type());
        int size = lists == null ? ListParameters.SINGLE : lists.size(in.parameter());
        token(size);
        for (int i = 0; i < size || i == 0 && size < 0; i++) {
            namedSlot(in.parameter());
        }
    }

    @Override
    public final void inSubquery(InSubquery in) {
        token(InSubquery.class);
        token(in.negated());
        expression(in.operand());
        query(in.query());
    }

    @Override
    public final void nullCheck(NullCheck check) {
        token(NullCheck.class);
        token(check.negated());
        expression(check.operand());
    }

    @Override
    public final void not(Not not) {
        token(Not.class);
        expression(not.operand());
    }

    @Override
    public final void junction(Junction junction) {
        token(junction.operator());
        expressions(junction.terms());
    }

    @Override
    public final void exists(Exists exists) {
        token(Exists.class);
        query(exists.query());
    }

    @Override
    public final void constant(Constant constant) {
        token(Constant.class);
        token(constant.value());
    }

    @Override
    public final void asCondition(AsCondition condition) {
        token(AsCondition.class);
        expression(condition.operand());
    }

    @Override
    public final void excluded(Excluded<?> excluded) {
        // By its name: it does not read the column.
        token(Excluded.class);
        token(excluded.column().name());
        token(System.identityHashCode(excluded.column()));
    }

    @Override
    public final void nextValue(NextValue next) {
        token(next);
    }

    @Override
    public final void columnDefault(ColumnDefault<?> columnDefault) {
        token(ColumnDefault.class);
    }

    @Override
    public final void supplied(Supplied<?> value) {
        add(Value.class, 1);
        type(value.type());
        suppliedSlot(value);
    }

    @Override
    public final void vendorExpression(VendorExpression<?> expression) {
        token(VendorExpression.class);
        token(expression.dialect());
        expression(expression.operand());
    }

    @Override
    public final void fragment(Fragment<?> fragment) {
        token(Fragment.class);
        token(fragment.text());
        type(fragment.type());
        expressions(fragment.arguments());
    }
}
