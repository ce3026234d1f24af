// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Where every statement and every calculated expression starts; made to be imported statically. */
public final class Sql {

    private Sql() {
    }

    /** A SELECT of some expressions. */
    public static Select select(SelectItem... items) {
        return Select.of(Arrays.asList(items));
    }

    /** A SELECT of a list of expressions, such as {@link Table#columns()}. */
    public static Select select(List<? extends SelectItem> items) {
        return Select.of(items);
    }

    /** A SELECT of all columns of a table, a query under a name or a table of values, from that. */
    public static Select selectFrom(Source source) {
        return Select.of(OutputColumn.all(Usage.required(source, "the source of selectFrom"))).from(source);
    }

    /** A query under a name, for {@link #with}. */
    public static CommonTable commonTable(String name, QueryExpression query) {
        return CommonTable.of(name, Usage.required(query, "the query of a common table").items(), query);
    }

    /** The rows that an insert returns under a name, for {@link #with}. */
    public static CommonTable commonTable(String name, Insert insert) {
        return CommonTable.of(name, Usage.required(insert, "the insert of a common table").returning(), insert);
    }

    /** The rows that an update returns under a name, for {@link #with}. */
    public static CommonTable commonTable(String name, Update update) {
        return CommonTable.of(name, Usage.required(update, "the update of a common table").returning(), update);
    }

    /** The rows that a delete returns under a name, for {@link #with}. */
    public static CommonTable commonTable(String name, Delete delete) {
        return CommonTable.of(name, Usage.required(delete, "the delete of a common table").returning(), delete);
    }

    /** A query under a name that also reads itself, for {@link #with}; it starts with the rows of this one. */
    public static RecursiveTable recursive(String name, QueryExpression start) {
        return RecursiveTable.of(name, start);
    }

    /** WITH: common tables, each of which may read those before it, and then the statement that reads them. */
    public static With with(CommonTable... tables) {
        return With.of(tables);
    }

    /** Values to be read like a table; declare its columns, then give its rows. */
    public static ValuesTable valuesTable(String name) {
        return new ValuesTable(name, List.of(), List.of(), List.of());
    }

    /**
     * The rows that a function returns, to be read like a table: {@code tableFunction("n", function("generate_series", …))}. Then declare
     * its
     * columns.
     */
    public static TableFunction tableFunction(String name, Expression<?> call) {
        return new TableFunction(name, call, List.of(), List.of());
    }

    /** An INSERT. */
    public static Insert insertInto(Table table) {
        return Insert.into(table);
    }

    /** An UPDATE. */
    public static Update update(Table table) {
        return Update.of(table);
    }

    /** A DELETE. */
    public static Delete deleteFrom(Table table) {
        return Delete.from(table);
    }

    /** A CREATE TABLE. */
    public static CreateTable createTable(Table table) {
        return CreateTable.of(table);
    }

    /** A CREATE TABLE with the rows of a query. */
    public static CreateTableAs createTableAs(Table table, QueryExpression query) {
        return new CreateTableAs(table, query, false, false);
    }

    /** A DROP TABLE; of several tables at once only where the database can. */
    public static DropTable dropTable(Table... tables) {
        return new DropTable(Arrays.asList(tables), false, false);
    }

    /** An ALTER TABLE, whose next call says what is changed. */
    public static AlterTable.Start alterTable(Table table) {
        return new AlterTable.Start(table);
    }

    /** A CREATE INDEX. */
    public static CreateIndex createIndex(Index index) {
        return new CreateIndex(index, false, false);
    }

    /** A DROP INDEX. */
    public static DropIndex dropIndex(Index index) {
        return new DropIndex(index, false, false);
    }

    /** A CREATE VIEW. */
    public static CreateView createView(Table view, QueryExpression query) {
        return new CreateView(view, query, false, false, false);
    }

    /** A DROP VIEW. */
    public static DropView dropView(Table view) {
        return new DropView(view, false, false);
    }

    /** A REFRESH MATERIALIZED VIEW. */
    public static RefreshView refreshView(Table view) {
        return new RefreshView(view, false);
    }

    /** A CREATE SCHEMA. */
    public static CreateSchema createSchema(String name) {
        return new CreateSchema(name, false);
    }

    /** A DROP SCHEMA. */
    public static DropSchema dropSchema(String name) {
        return new DropSchema(name, false, false);
    }

    /** A CREATE SEQUENCE. */
    public static CreateSequence createSequence(Sequence sequence) {
        return new CreateSequence(sequence, false);
    }

    /** A DROP SEQUENCE. */
    public static DropSequence dropSequence(Sequence sequence) {
        return new DropSequence(sequence, false);
    }

    /** Sets the comment of a table; null removes it. */
    public static CommentOn commentOn(Table table, String comment) {
        return new CommentOn(table, null, comment);
    }

    /** Sets the comment of a column; null removes it. */
    public static CommentOn commentOn(Column<?> column, String comment) {
        return new CommentOn(Usage.required(column, "the column of commentOn").table(), column, comment);
    }

    /** Creates tables with all that belongs to them, each after those that it refers to. */
    public static CreateAll createAll(MetaData metaData) {
        return new CreateAll(metaData, false);
    }

    /** Drops tables, each before those that it refers to. */
    public static DropAll dropAll(MetaData metaData) {
        return new DropAll(metaData, false);
    }

    /** SQL as text, with {@code :name} where a value belongs. */
    public static Text text(String sql) {
        return Text.of(sql);
    }

    /** A value that is given by name when the statement is run. */
    public static <T> NamedParameter<T> param(String name, SqlType<T> type) {
        return new NamedParameter<>(name, type);
    }

    /** A bound value whose type is told by its class; not null. */
    public static <T> Value<T> value(T value) {
        return new Value<>(Types.of(Usage.required(value, "the value of value(…), whose class is to tell the type,")), value);
    }

    /** A bound value; null is SQL's NULL. */
    public static <T> Value<T> value(T value, SqlType<T> type) {
        return new Value<>(type, value);
    }

    /** The number of rows. */
    public static Aggregate<Long> count() {
        return Aggregate.of("count", Types.BIGINT);
    }

    /** The number of values that are not NULL. */
    public static Aggregate<Long> count(Expression<?> expression) {
        return Aggregate.of("count", Types.BIGINT, argument(expression, "count"));
    }

    /** The number of different values that are not NULL. */
    public static Aggregate<Long> countDistinct(Expression<?> expression) {
        return Aggregate.of("count", Types.BIGINT, argument(expression, "count")).asDistinct();
    }

    /** The sum, as the type of its values; cast them where the sum needs a larger one. NULL where there are none. */
    public static <N extends Number> Aggregate<N> sum(Expression<N> expression) {
        return Aggregate.of("sum", argument(expression, "sum").type(), expression);
    }

    /** The mean. NULL where there are no values. */
    public static Aggregate<Double> avg(Expression<? extends Number> expression) {
        return Aggregate.of("avg", Types.DOUBLE, argument(expression, "avg"));
    }

    /** The smallest value. NULL where there are none. */
    public static <T> Aggregate<T> min(Expression<T> expression) {
        return Aggregate.of("min", argument(expression, "min").type(), expression);
    }

    /** The largest value. NULL where there are none. */
    public static <T> Aggregate<T> max(Expression<T> expression) {
        return Aggregate.of("max", argument(expression, "max").type(), expression);
    }

    /** The first of two that is not NULL. */
    public static <T> Expression<T> coalesce(Expression<T> first, T otherwise) {
        return coalesce(first, Value.operand(argument(first, "coalesce"), otherwise, "coalesce"));
    }

    /** The first that is not NULL. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <T> Expression<T> coalesce(Expression<T> first, Expression<T> second, Expression<T>... others) {
        List<Expression<?>> arguments = new ArrayList<>(List.of(argument(first, "coalesce"), argument(second, "coalesce")));
        arguments.addAll(Arrays.asList(others));
        arguments.forEach(argument -> Typing.requireSameStored(first, argument(argument, "coalesce"), "coalesce"));
        return new FunctionCall<>("coalesce", arguments, first.type(), true);
    }

    /** The text in lower case, as the database understands it. */
    public static Expression<String> lower(Expression<String> text) {
        return new FunctionCall<>("lower", List.of(argument(text, "lower")), Types.TEXT, true);
    }

    /** The text in upper case, as the database understands it. */
    public static Expression<String> upper(Expression<String> text) {
        return new FunctionCall<>("upper", List.of(argument(text, "upper")), Types.TEXT, true);
    }

    /** The length of a text in characters. */
    public static Expression<Long> length(Expression<String> text) {
        return PortableCall.of(PortableFunction.LENGTH, Types.BIGINT, argument(text, "length"));
    }

    /** Starts a CASE. */
    public static CaseExpression.Start caseWhen(Expression<Boolean> condition) {
        return new CaseExpression.Start(condition);
    }

    /** The one value of a query of one column and at most one row. */
    public static <T> Expression<T> scalar(QueryExpression query, SqlType<T> type) {
        return new ScalarSubquery<>(query, type);
    }

    /** Whether a query has any row. */
    public static Condition exists(QueryExpression query) {
        return new Exists(query);
    }

    /** A boolean value as a condition, so that it can be joined with others. */
    public static Condition condition(Expression<Boolean> value) {
        return value instanceof Condition condition ? condition : new AsCondition(value);
    }

    /** True where it is false; unknown stays unknown. */
    public static Condition not(Expression<Boolean> condition) {
        return new Not(condition);
    }

    /** True where all are; true for none. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static Condition and(Expression<Boolean>... conditions) {
        return junction(Operator.AND, Arrays.asList(conditions));
    }

    /** True where all are; true for none. */
    public static Condition and(List<? extends Expression<Boolean>> conditions) {
        return junction(Operator.AND, conditions);
    }

    /** True where at least one is; false for none. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static Condition or(Expression<Boolean>... conditions) {
        return junction(Operator.OR, Arrays.asList(conditions));
    }

    /** True where at least one is; false for none. */
    public static Condition or(List<? extends Expression<Boolean>> conditions) {
        return junction(Operator.OR, conditions);
    }

    /**
     * A call of any function the database has. A select with it counts as one that may write, unless its author says
     * {@link FunctionCall#asPure()}.
     */
    public static <T> FunctionCall<T> function(String name, SqlType<T> type, Expression<?>... arguments) {
        return new FunctionCall<>(name, Arrays.asList(arguments), type, false);
    }

    /** Any operator the database has, between two operands. A select with it counts as one that may write. */
    public static <T> Infix<T> infix(String token, Precedence precedence, Expression<?> left, Expression<?> right, SqlType<T> type) {
        return new Infix<>(token, precedence, left, right, type);
    }

    /**
     * A piece of SQL text as an expression, for what the tree does not know: {@code fragment("{0} COLLATE nocase", TEXT, T.name)}. The
     * text is the program's own, never a user's; values and columns are arguments, and {@code {0}}, {@code {1}} … say where they stand. A
     * select with it counts as one that may write.
     */
    public static <T> Fragment<T> fragment(String text, SqlType<T> type, Expression<?>... arguments) {
        return new Fragment<>(text, type, Arrays.asList(Usage.required(arguments, "the arguments of a fragment")));
    }

    /** A column and the value it is set to. Null is SQL's NULL. */
    public static <T> Assignment set(Column<T> column, T value) {
        return new Assignment(column, Value.forColumn(Usage.required(column, "the column of set"), value));
    }

    /** A column and what the database calculates for it. */
    public static <T> Assignment set(Column<T> column, Expression<T> value) {
        return new Assignment(column, value);
    }

    /** The value that an insert proposed for a column of a row that is there already: for {@link Insert#onConflict}. */
    public static <T> Expression<T> excluded(Column<T> column) {
        return new Excluded<>(column);
    }

    /** The default that the database keeps for a column, as its value in an insert or an update. */
    public static <T> Expression<T> columnDefault(Column<T> column) {
        return new ColumnDefault<>(column);
    }

    /** Any operator the database has, in front of its operand. A select with it counts as one that may write. */
    public static <T> Affix<T> prefix(String token, Expression<?> operand, SqlType<T> type) {
        return new Affix<>(token, false, operand, type);
    }

    /** Any operator the database has, behind its operand. A select with it counts as one that may write. */
    public static <T> Affix<T> postfix(Expression<?> operand, String token, SqlType<T> type) {
        return new Affix<>(token, true, operand, type);
    }

    /** A text that is compared and sorted by the rules of a collation, which each database names in its own way. */
    public static Expression<String> collate(Expression<String> text, String collation) {
        return new Collation(text, collation);
    }

    /** Several values that are compared together: {@code row(a, b).in(…)}. */
    public static RowValue row(Expression<?>... elements) {
        return new RowValue(elements);
    }

    /** Any of the values of a query of one column: {@code a.gt(any(select, type))}. For the right side of a comparison only. */
    public static <T> Quantified<T> any(QueryExpression query, SqlType<T> type) {
        return new Quantified<>(false, query, type);
    }

    /** All values of a query of one column: {@code a.gt(all(select, type))}. For the right side of a comparison only. */
    public static <T> Quantified<T> all(QueryExpression query, SqlType<T> type) {
        return new Quantified<>(true, query, type);
    }

    private static Condition junction(Operator operator, List<? extends Expression<Boolean>> conditions) {
        return switch (conditions.size()) {
            case 0 -> operator == Operator.AND ? Constant.TRUE : Constant.FALSE;
            case 1 -> condition(Usage.required(conditions.get(0), "a condition of " + operator.token()));
            default -> new Junction(operator, List.copyOf(Select.checked(conditions, "the conditions of " + operator.token())));
        };
    }

    private static <E extends Expression<?>> E argument(E argument, String function) {
        return Usage.required(argument, "the argument of " + function);
    }
}
