// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/** A method for each node of an expression, so that whoever reads the tree is told by the compiler when a node is added. */
public interface ExpressionVisitor {

    void column(Column<?> column);

    void aliasColumn(AliasColumn<?> column);

    void value(Value<?> value);

    void parameter(NamedParameter<?> parameter);

    void calculation(Calculation<?> calculation);

    void negation(Negation<?> negation);

    void infix(Infix<?> infix);

    void functionCall(FunctionCall<?> call);

    void portableCall(PortableCall<?> call);

    void typeCoercion(TypeCoercion<?> coercion);

    void affix(Affix<?> affix);

    void collation(Collation collation);

    void quantified(Quantified<?> quantified);

    void rowElements(RowElements row);

    void stringAggregate(StringAggregate aggregate);

    void aggregate(Aggregate<?> aggregate);

    void caseExpression(CaseExpression<?> expression);

    void cast(Cast<?> cast);

    void scalarSubquery(ScalarSubquery<?> subquery);

    void comparison(Comparison comparison);

    void like(Like like);

    void between(Between between);

    void inList(InList in);

    void inParameter(InParameter in);

    void inSubquery(InSubquery in);

    void nullCheck(NullCheck check);

    void not(Not not);

    void junction(Junction junction);

    void exists(Exists exists);

    void constant(Constant constant);

    void asCondition(AsCondition condition);

    void windowCall(WindowCall<?> call);

    void grouping(Grouping grouping);

    void excluded(Excluded<?> excluded);

    void columnDefault(ColumnDefault<?> columnDefault);

    void supplied(Supplied<?> supplied);

    void fragment(Fragment<?> fragment);

    void nextValue(NextValue next);

    void vendorExpression(VendorExpression<?> expression);
}
