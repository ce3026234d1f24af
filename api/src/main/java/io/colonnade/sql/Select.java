// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A SELECT. Immutable: each method gives back a new one. Made with {@link Sql#select} or {@link Sql#selectFrom}. */
public final class Select implements QueryExpression {

    /**
     * The parts of a select, for whoever reads the tree. Lists are never null; single parts are null where the select has none.
     */
    public record Clauses(boolean distinct, List<Expression<?>> distinctOn, List<SelectItem> items, List<Source> from, List<Join> joins,
                          Expression<Boolean> where, List<GroupTerm> groupBy, Expression<Boolean> having, List<NamedWindow> windows,
                          List<OrderTerm> orderBy, Expression<Long> limit, Expression<Long> offset, boolean withTies, Locking locking, Hints hints) {
        public Clauses {
            Usage.notEmpty(items, "the list of select");
            distinctOn = List.copyOf(distinctOn);
            items = List.copyOf(items);
            from = List.copyOf(from);
            joins = List.copyOf(joins);
            groupBy = List.copyOf(groupBy);
            windows = List.copyOf(windows);
            orderBy = List.copyOf(orderBy);
        }
    }

    /**
     * What is said in one database's words.
     *
     * @param modifier what stands behind SELECT; null for nothing
     * @param tables what is said of tables in FROM
     */
    public record Hints(VendorClause modifier, Map<Source, TableHint> tables) {

        /** Nothing. */
        public static final Hints NONE = new Hints(null, Map.of());

        public Hints {
            tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
        }
    }

    /** The parts of a new select while one of them is changed. */
    private static final class Draft {
        private boolean distinct;
        private List<Expression<?>> distinctOn = List.of();
        private List<SelectItem> items;
        private List<Source> from = List.of();
        private List<Join> joins = List.of();
        private Expression<Boolean> where;
        private List<GroupTerm> groupBy = List.of();
        private Expression<Boolean> having;
        private List<NamedWindow> windows = List.of();
        private List<OrderTerm> orderBy = List.of();
        private Expression<Long> limit;
        private Expression<Long> offset;
        private boolean withTies;
        private Locking locking;
        private Hints hints = Hints.NONE;

        Draft(List<SelectItem> items) {
            this.items = items;
        }

        Draft(Clauses clauses) {
            distinct = clauses.distinct;
            distinctOn = clauses.distinctOn;
            items = clauses.items;
            from = clauses.from;
            joins = clauses.joins;
            where = clauses.where;
            groupBy = clauses.groupBy;
            having = clauses.having;
            windows = clauses.windows;
            orderBy = clauses.orderBy;
            limit = clauses.limit;
            offset = clauses.offset;
            withTies = clauses.withTies;
            locking = clauses.locking;
            hints = clauses.hints;
        }

        Select select() {
            return new Select(new Clauses(distinct, distinctOn, items, from, joins, where, groupBy, having, windows, orderBy, limit, offset,
                    withTies, locking, hints));
        }
    }

    private final Clauses clauses;

    private Select(Clauses clauses) {
        this.clauses = clauses;
    }

    static Select of(List<? extends SelectItem> items) {
        Usage.required(items, "the list of select");
        return new Draft(List.copyOf(checked(items, "the list of select"))).select();
    }

    private Select with(Consumer<Draft> change) {
        Draft draft = new Draft(clauses);
        change.accept(draft);
        return draft.select();
    }

    /** Its parts. */
    public Clauses clauses() {
        return clauses;
    }

    @Override
    public List<SelectItem> items() {
        return clauses.items;
    }

    /** Returns further expressions, behind those that it returns already. */
    public Select select(SelectItem... items) {
        return select(Usage.list(items, "the list of select"));
    }

    /** Returns further expressions, such as {@link Table#columnsAs}, behind those that it returns already. */
    public Select select(List<? extends SelectItem> items) {
        List<SelectItem> all = new ArrayList<>(clauses.items);
        all.addAll(checked(Usage.required(items, "the list of select"), "the list of select"));
        return with(draft -> draft.items = all);
    }

    /** What is read. Several sources are combined each with each; a second call adds to the first. */
    public Select from(Source... sources) {
        return with(draft -> draft.from = joined(draft.from, sources, "from"));
    }

    /** A further source; rows without a partner on either side are left out. */
    public Select join(Source source, Expression<Boolean> on) {
        return join(new Join(Join.Kind.INNER, source, on));
    }

    /** A further source; rows without a partner in it stay, with NULL for its columns. */
    public Select leftJoin(Source source, Expression<Boolean> on) {
        return join(new Join(Join.Kind.LEFT, source, on));
    }

    /** A further source, all of whose rows stay; those without a partner have NULL for the columns of the sources before. */
    public Select rightJoin(Source source, Expression<Boolean> on) {
        return join(new Join(Join.Kind.RIGHT, source, on));
    }

    /** A further source; all rows of both sides stay, with NULL in place of a partner. */
    public Select fullJoin(Source source, Expression<Boolean> on) {
        return join(new Join(Join.Kind.FULL, source, on));
    }

    /** A further source, each of whose rows is combined with each row before. */
    public Select crossJoin(Source source) {
        return join(new Join(Join.Kind.CROSS, source, null));
    }

    private Select join(Join join) {
        return with(draft -> draft.joins = joined(draft.joins, new Join[] {join}, "join"));
    }

    /** Which rows; a second call adds a condition that must hold too. */
    public Select where(Expression<Boolean> condition) {
        return with(draft -> draft.where = both(draft.where, condition, "where"));
    }

    /** One row for all rows with the same values; a second call adds to the first. */
    public Select groupBy(GroupTerm... terms) {
        return with(draft -> draft.groupBy = joined(draft.groupBy, terms, "groupBy"));
    }

    /** Which groups; a second call adds a condition that must hold too. */
    public Select having(Expression<Boolean> condition) {
        return with(draft -> draft.having = both(draft.having, condition, "having"));
    }

    /** Windows under a name, for several functions of this select; a second call adds to the first. */
    public Select window(NamedWindow... windows) {
        return with(draft -> draft.windows = joined(draft.windows, windows, "window"));
    }

    /** The order of the rows; a second call adds to the first. */
    public Select orderBy(OrderTerm... terms) {
        return with(draft -> draft.orderBy = joined(draft.orderBy, terms, "orderBy"));
    }

    /** At most so many rows, 0 or more. */
    public Select limit(long rows) {
        return limit(new Value<>(Types.BIGINT, notNegative(rows, "limit")));
    }

    /** At most so many rows: for a {@link Sql#param parameter}. */
    public Select limit(Expression<Long> rows) {
        Usage.required(rows, "limit");
        return with(draft -> {
            draft.limit = rows;
            draft.withTies = false;
        });
    }

    /** At most so many rows, 0 or more, and those that stand in the same place of {@link #orderBy} as the last of them. */
    public Select limitWithTies(long rows) {
        return limitWithTies(new Value<>(Types.BIGINT, notNegative(rows, "limitWithTies")));
    }

    /** As {@link #limitWithTies(long)}: for a {@link Sql#param parameter}. */
    public Select limitWithTies(Expression<Long> rows) {
        Usage.required(rows, "limitWithTies");
        return with(draft -> {
            draft.limit = rows;
            draft.withTies = true;
        });
    }

    /** Leaves out so many rows at the start, 0 or more. */
    public Select offset(long rows) {
        return offset(new Value<>(Types.BIGINT, notNegative(rows, "offset")));
    }

    /** Leaves out so many rows at the start: for a {@link Sql#param parameter}. */
    public Select offset(Expression<Long> rows) {
        Usage.required(rows, "offset");
        return with(draft -> draft.offset = rows);
    }

    /** Each row once. */
    public Select distinct() {
        return with(draft -> {
            draft.distinct = true;
            draft.distinctOn = List.of();
        });
    }

    /** Of all rows with the same values the first in the order, which must begin with these. Replaces {@link #distinct}. */
    public Select distinctOn(Expression<?>... expressions) {
        List<Expression<?>> list = Usage.list(expressions, "the list of distinctOn");
        return with(draft -> {
            draft.distinct = false;
            draft.distinctOn = list;
        });
    }

    /**
     * Locks the rows that are read, as if they were to be updated, until the transaction ends.
     *
     * @param of the sources whose rows are locked; none for all
     */
    public Select forUpdate(Source... of) {
        return lock(Locking.Strength.UPDATE, of);
    }

    /** Locks the rows that are read so that nobody changes them until the transaction ends; others may lock them in the same way. */
    public Select forShare(Source... of) {
        return lock(Locking.Strength.SHARE, of);
    }

    /** As {@link #forUpdate}, and others may refer to the keys of the rows. */
    public Select forNoKeyUpdate(Source... of) {
        return lock(Locking.Strength.NO_KEY_UPDATE, of);
    }

    /** As {@link #forShare}, and others may change what is not a key. */
    public Select forKeyShare(Source... of) {
        return lock(Locking.Strength.KEY_SHARE, of);
    }

    private Select lock(Locking.Strength strength, Source[] of) {
        List<Source> sources = Usage.copy(Usage.asList(of, "the sources to be locked"), "the sources to be locked");
        return with(draft -> draft.locking = new Locking(strength, sources, Locking.Wait.WAIT));
    }

    /** Behind {@link #forUpdate} or its sisters: fails instead of waiting for somebody else's lock. */
    public Select noWait() {
        return waiting(Locking.Wait.NO_WAIT, "noWait()");
    }

    /** Behind {@link #forUpdate} or its sisters: leaves out the rows that somebody else has locked. */
    public Select skipLocked() {
        return waiting(Locking.Wait.SKIP_LOCKED, "skipLocked()");
    }

    private Select waiting(Locking.Wait wait, String method) {
        if (clauses.locking == null) {
            throw Usage.error(method + " without a lock; call forUpdate() or forShare() first");
        }
        return with(draft -> draft.locking = new Locking(draft.locking.strength(), draft.locking.of(), wait));
    }

    /** What one database says of a table in FROM, such as which index to use. Others refuse it, unless it changes no meaning. */
    public Select hint(Source source, TableHint hint) {
        if (!(source instanceof Table) && !(source instanceof TableAlias)) {
            throw Usage.error("a hint is given for a table in FROM, not for " + (source == null ? "null" : source.name()));
        }
        Map<Source, TableHint> all = new LinkedHashMap<>(clauses.hints.tables);
        all.put(source, Usage.required(hint, "the hint of " + source.name()));
        return with(draft -> draft.hints = new Hints(draft.hints.modifier, all));
    }

    /** What one database says behind SELECT. Others refuse it, unless it changes no meaning. */
    public Select modifier(VendorClause modifier) {
        Usage.required(modifier, "the modifier of a select");
        return with(draft -> draft.hints = new Hints(modifier, draft.hints.tables));
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
        all.addAll(Usage.list(second, "the list of " + method));
        return all;
    }

    static long notNegative(long rows, String method) {
        if (rows < 0) {
            throw Usage.error(method + "(" + rows + "): 0 or more is accepted");
        }
        return rows;
    }
}
