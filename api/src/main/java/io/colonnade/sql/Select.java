// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A SELECT. Immutable: each method gives back a new one. Made with {@link Sql#select} or {@link Sql#selectFrom}. */
public final class Select implements Statement {

    /**
     * The parts of a select, for whoever reads the tree. Lists are never null; single parts are null where the select has none.
     */
    public record Clauses(boolean distinct, List<SelectItem> items, List<Source> from, List<Join> joins, Expression<Boolean> where,
                          List<Expression<?>> groupBy, Expression<Boolean> having, List<OrderTerm> orderBy, Expression<Long> limit,
                          Expression<Long> offset) {
        public Clauses {
            Usage.notEmpty(items, "the list of select");
            items = List.copyOf(items);
            from = List.copyOf(from);
            joins = List.copyOf(joins);
            groupBy = List.copyOf(groupBy);
            orderBy = List.copyOf(orderBy);
        }
    }

    private final Clauses clauses;

    private Select(Clauses clauses) {
        this.clauses = clauses;
    }

    static Select of(List<? extends SelectItem> items) {
        Usage.required(items, "the list of select");
        return new Select(new Clauses(false, List.copyOf(checked(items, "the list of select")), List.of(), List.of(), null, List.of(),
                null, List.of(), null, null));
    }

    /** Its parts. */
    public Clauses clauses() {
        return clauses;
    }

    /** What is read. Several sources are combined each with each; a second call adds to the first. */
    public Select from(Source... sources) {
        Clauses c = clauses;
        return new Select(new Clauses(c.distinct, c.items, joined(c.from, sources, "from"), c.joins, c.where, c.groupBy, c.having,
                c.orderBy, c.limit, c.offset));
    }

    /** A further source; rows without a partner on either side are left out. */
    public Select join(Source source, Expression<Boolean> on) {
        return join(new Join(Join.Kind.INNER, source, on));
    }

    /** A further source; rows without a partner in it stay, with NULL for its columns. */
    public Select leftJoin(Source source, Expression<Boolean> on) {
        return join(new Join(Join.Kind.LEFT, source, on));
    }

    private Select join(Join join) {
        Clauses c = clauses;
        List<Join> joins = new ArrayList<>(c.joins);
        joins.add(join);
        return new Select(new Clauses(c.distinct, c.items, c.from, joins, c.where, c.groupBy, c.having, c.orderBy, c.limit, c.offset));
    }

    /** Which rows; a second call adds a condition that must hold too. */
    public Select where(Expression<Boolean> condition) {
        Clauses c = clauses;
        return new Select(new Clauses(c.distinct, c.items, c.from, c.joins, both(c.where, condition, "where"), c.groupBy, c.having,
                c.orderBy, c.limit, c.offset));
    }

    /** One row for all rows with the same values; a second call adds to the first. */
    public Select groupBy(Expression<?>... expressions) {
        Clauses c = clauses;
        return new Select(new Clauses(c.distinct, c.items, c.from, c.joins, c.where, joined(c.groupBy, expressions, "groupBy"), c.having,
                c.orderBy, c.limit, c.offset));
    }

    /** Which groups; a second call adds a condition that must hold too. */
    public Select having(Expression<Boolean> condition) {
        Clauses c = clauses;
        return new Select(new Clauses(c.distinct, c.items, c.from, c.joins, c.where, c.groupBy, both(c.having, condition, "having"),
                c.orderBy, c.limit, c.offset));
    }

    /** The order of the rows; a second call adds to the first. */
    public Select orderBy(OrderTerm... terms) {
        Clauses c = clauses;
        return new Select(new Clauses(c.distinct, c.items, c.from, c.joins, c.where, c.groupBy, c.having,
                joined(c.orderBy, terms, "orderBy"), c.limit, c.offset));
    }

    /** At most so many rows, 0 or more. */
    public Select limit(long rows) {
        return limit(new Value<>(Types.BIGINT, notNegative(rows, "limit")));
    }

    /** At most so many rows: for a {@link Sql#param parameter}. */
    public Select limit(Expression<Long> rows) {
        Clauses c = clauses;
        return new Select(new Clauses(c.distinct, c.items, c.from, c.joins, c.where, c.groupBy, c.having, c.orderBy,
                Usage.required(rows, "limit"), c.offset));
    }

    /** Leaves out so many rows at the start, 0 or more. */
    public Select offset(long rows) {
        return offset(new Value<>(Types.BIGINT, notNegative(rows, "offset")));
    }

    /** Leaves out so many rows at the start: for a {@link Sql#param parameter}. */
    public Select offset(Expression<Long> rows) {
        Clauses c = clauses;
        return new Select(new Clauses(c.distinct, c.items, c.from, c.joins, c.where, c.groupBy, c.having, c.orderBy, c.limit,
                Usage.required(rows, "offset")));
    }

    /** Each row once. */
    public Select distinct() {
        Clauses c = clauses;
        return new Select(new Clauses(true, c.items, c.from, c.joins, c.where, c.groupBy, c.having, c.orderBy, c.limit, c.offset));
    }

    /** This select under a name, to be read like a table. */
    public DerivedTable as(String name) {
        return new DerivedTable(this, name);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Select select && clauses.equals(select.clauses);
    }

    @Override
    public int hashCode() {
        return clauses.hashCode();
    }

    /** The tree, without values. */
    @Override
    public String toString() {
        return "Select" + clauses;
    }

    static Expression<Boolean> both(Expression<Boolean> first, Expression<Boolean> second, String method) {
        Usage.required(second, "the condition of " + method);
        return first == null ? second : new Junction(Operator.AND, List.of(first, second));
    }

    static <E> List<E> checked(List<E> elements, String what) {
        Usage.notEmpty(elements, what);
        return elements;
    }

    private static <E> List<E> joined(List<E> first, E[] second, String method) {
        List<E> all = new ArrayList<>(first);
        all.addAll(checked(Arrays.asList(second), "the list of " + method));
        return all;
    }

    private static long notNegative(long rows, String method) {
        if (rows < 0) {
            throw Usage.error(method + "(" + rows + "): 0 or more is accepted");
        }
        return rows;
    }
}
