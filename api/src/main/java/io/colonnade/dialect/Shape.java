// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.sql.AliasColumn;
import io.colonnade.sql.Aggregate;
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
import io.colonnade.sql.ScalarSubquery;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Value;
import java.util.Arrays;
import java.util.List;

/**
 * The structure of a statement and, apart from it, its values: one walk of the tree yields both. Shapes are equal if their statements
 * differ in nothing but values. For one thread, until it is {@linkplain #frozen frozen}.
 *
 * <p>Each node adds a token for its class and then its parts, and each list its size, so that different trees never add the same tokens.
 */
class Shape implements ExpressionVisitor {

    private static final Object NONE = new Object();

    private Object[] tokens;
    private int size;
    private int hash;
    private Object[] slots;
    private int slotCount;
    private boolean named;
    private final boolean keepsNodes;

    /**
     * An empty shape.
     *
     * @param keepsNodes whether its slots hold the nodes of the values instead of the values
     */
    Shape(boolean keepsNodes) {
        this.keepsNodes = keepsNodes;
        tokens = new Object[48];
        slots = new Object[8];
    }

    private Shape(Shape other) {
        keepsNodes = false;
        tokens = Arrays.copyOf(other.tokens, other.size);
        size = other.size;
        hash = other.hash;
        slots = new Object[0];
    }

    /** The structure alone, to be kept. */
    final Shape frozen() {
        return new Shape(this);
    }

    /** The values in the order of the walk; a {@link NamedParameter} stands for itself. */
    final Object[] slots() {
        if (slots.length != slotCount) {
            slots = Arrays.copyOf(slots, slotCount);
        }
        return slots;
    }

    /** Whether there is a {@link NamedParameter} among the slots. */
    final boolean hasNamed() {
        return named;
    }

    final void token(Object token) {
        add(token, token.hashCode());
    }

    private void add(Object token, int tokenHash) {
        if (size == tokens.length) {
            tokens = Arrays.copyOf(tokens, size * 2);
        }
        tokens[size++] = token;
        hash = hash * 31 + tokenHash;
    }

    /** A record's own hash code costs more than all else here. */
    private void type(SqlType<?> type) {
        add(type, type.javaType().hashCode());
    }

    private void slot(Object content) {
        if (slotCount == slots.length) {
            slots = Arrays.copyOf(slots, slotCount * 2);
        }
        slots[slotCount++] = content;
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
    void select(io.colonnade.sql.Select select) {
        throw new IllegalStateException();
    }

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
        slot(keepsNodes ? value : value.value());
    }

    @Override
    public final void parameter(NamedParameter<?> parameter) {
        token(NamedParameter.class);
        token(parameter.name());
        type(parameter.type());
        slot(parameter);
        named = true;
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
    public final void aggregate(Aggregate<?> aggregate) {
        token(Aggregate.class);
        token(aggregate.name());
        token(aggregate.distinct());
        type(aggregate.type());
        expression(aggregate.argument());
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
        select(subquery.select());
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
        expressions(in.elements());
    }

    @Override
    public final void inSubquery(InSubquery in) {
        token(InSubquery.class);
        token(in.negated());
        expression(in.operand());
        select(in.select());
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
        select(exists.select());
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
    public final void nextValue(NextValue next) {
        token(next);
    }

    @Override
    public final boolean equals(Object other) {
        if (!(other instanceof Shape shape) || size != shape.size || hash != shape.hash) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            if (tokens[i] != shape.tokens[i] && !tokens[i].equals(shape.tokens[i])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public final int hashCode() {
        return hash;
    }
}
