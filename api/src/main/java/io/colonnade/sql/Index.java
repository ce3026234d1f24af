// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An index, as {@code Index.on(NOTES.author, NOTES.priority.desc()).unique()}. Declared in a field or the constructor of its table with
 * {@link Table#index}. Immutable: each method gives back a new one.
 *
 * <p>What a database cannot do with an index is refused when it is created there.
 */
public final class Index {

    /** In what form it is; null for what is not said. */
    private record Form(String method, VendorClause kind, VendorClause clause) {
        static final Form PLAIN = new Form(null, null, null);
    }

    private final Table table;
    private final String name;
    private final List<OrderTerm> terms;
    private final boolean unique;
    private final Expression<Boolean> where;
    private final List<Column<?>> included;
    private final Form form;
    private final Map<Column<?>, Integer> prefixes;
    private final Map<Expression<?>, String> operatorClasses;

    private Index(Table table, String name, List<OrderTerm> terms, boolean unique, Expression<Boolean> where, List<Column<?>> included,
            Form form, Map<Column<?>, Integer> prefixes, Map<Expression<?>, String> operatorClasses) {
        this.table = table;
        this.name = name;
        this.terms = terms;
        this.unique = unique;
        this.where = where;
        this.included = included;
        this.form = form;
        this.prefixes = prefixes;
        this.operatorClasses = operatorClasses;
    }

    /** An index on columns or expressions of one table, each with {@code asc()} or {@code desc()} where wanted. */
    public static Index on(OrderTerm... terms) {
        Usage.list(terms, "the terms of an index");
        for (OrderTerm term : terms) {
            if (term instanceof Labelled<?> || term instanceof Ordering ordering && ordering.term() instanceof Labelled<?>) {
                throw Usage.error("an index is on columns and expressions, not on a label");
            }
        }
        return new Index(null, null, List.of(terms), false, null, List.of(), Form.PLAIN, Map.of(), Map.of());
    }

    /** With a name; without one the table's naming convention names it, or {@link NamingConvention#STANDARD}. */
    public Index named(String name) {
        return new Index(table, Usage.name(name, "the name of an index"), terms, unique, where, included, form, prefixes, operatorClasses);
    }

    /** No two rows have the same values in all its terms. */
    public Index unique() {
        return new Index(table, name, terms, true, where, included, form, prefixes, operatorClasses);
    }

    /** Only of rows for which the condition is true (PostgreSQL, SQLite). Its values become part of the text. */
    public Index where(Expression<Boolean> condition) {
        return new Index(table, name, terms, unique, Usage.required(condition, "the condition of an index"), included, form, prefixes,
                operatorClasses);
    }

    /** Keeps the values of further columns, by which it does not search (PostgreSQL). */
    public Index include(Column<?>... columns) {
        Usage.list(columns, "the included columns of an index");
        return new Index(table, name, terms, unique, where, List.of(columns), form, prefixes, operatorClasses);
    }

    /** Of another kind than the database's default, in its words: {@code gin}, {@code hash} (PostgreSQL, MySQL, MariaDB). */
    public Index using(String method) {
        FunctionCall.checkName(method);
        return with(new Form(method, form.kind, form.clause));
    }

    /** Of a kind that only one database has and says in front of INDEX: MySQL's {@code FULLTEXT}. All others refuse it. */
    public Index kind(VendorClause kind) {
        return with(new Form(form.method, Usage.required(kind, "the kind of an index"), form.clause));
    }

    /** With what only one database says behind the columns. */
    public Index clause(VendorClause clause) {
        return with(new Form(form.method, form.kind, Usage.required(clause, "the clause of an index")));
    }

    private Index with(Form form) {
        return new Index(table, name, terms, unique, where, included, form, prefixes, operatorClasses);
    }

    /** Only of so many first characters of a text, or bytes of binary values (MySQL, MariaDB). */
    public Index prefix(Column<?> column, int length) {
        if (length < 1) {
            throw Usage.error("the prefix of column " + column + " in an index is " + length + " characters; 1 or more is accepted");
        }
        if (!isOn(column)) {
            throw Usage.error("column " + column + " has a prefix in an index that it is no part of");
        }
        Map<Column<?>, Integer> all = new LinkedHashMap<>(prefixes);
        all.put(column, length);
        return new Index(table, name, terms, unique, where, included, form, Collections.unmodifiableMap(all), operatorClasses);
    }

    /**
     * A term is compared by an operator class other than the default one, in the database's words: {@code jsonb_path_ops},
     * {@code text_pattern_ops} (PostgreSQL).
     *
     * @param term a column or expression that the index is on
     */
    public Index operatorClass(Expression<?> term, String operatorClass) {
        FunctionCall.checkName(operatorClass);
        if (!isOn(Usage.required(term, "the term of an operator class"))) {
            throw Usage.error(Usage.describe(term) + " has an operator class in an index that it is no part of");
        }
        Map<Expression<?>, String> all = new LinkedHashMap<>(operatorClasses);
        all.put(term, operatorClass);
        return new Index(table, name, terms, unique, where, included, form, prefixes, Collections.unmodifiableMap(all));
    }

    private boolean isOn(Expression<?> expression) {
        return terms.stream().anyMatch(term -> (term instanceof Ordering ordering ? ordering.term() : term).equals(expression));
    }

    Index of(Table owner) {
        List<Column<?>> columns = new ArrayList<>(included);
        columns.addAll(columns());
        owner.requireOwn(columns, "an index");
        return new Index(owner, name, terms, unique, where, included, form, prefixes, operatorClasses);
    }

    /** The table that declares it; refused where none does. */
    public Table table() {
        if (table == null) {
            throw Usage.error("an index is used that no table declares; declare it with index(…) in the class of its table, and use what"
                    + " that gives back");
        }
        return table;
    }

    /** The name its author gave it. */
    public Optional<String> name() {
        return Optional.ofNullable(name);
    }

    /** What it is on. */
    public List<OrderTerm> terms() {
        return terms;
    }

    /** The columns among what it is on. */
    public List<Column<?>> columns() {
        List<Column<?>> columns = new ArrayList<>();
        for (OrderTerm term : terms) {
            if ((term instanceof Ordering ordering ? ordering.term() : term) instanceof Column<?> column) {
                columns.add(column);
            }
        }
        return List.copyOf(columns);
    }

    /** Whether it keeps two rows from having the same values in its columns, whatever else they hold. */
    boolean isKey() {
        return unique && where == null && columns().size() == terms.size() && prefixes.isEmpty();
    }

    /** Whether no two rows have the same values. */
    public boolean isUnique() {
        return unique;
    }

    /** Which rows it is of; empty for all. */
    public Optional<Expression<Boolean>> condition() {
        return Optional.ofNullable(where);
    }

    /** Further columns whose values it keeps. */
    public List<Column<?>> included() {
        return included;
    }

    /** Its kind; empty for the database's default. */
    public Optional<String> method() {
        return Optional.ofNullable(form.method);
    }

    /** What stands in front of INDEX; empty for nothing. */
    public Optional<VendorClause> kind() {
        return Optional.ofNullable(form.kind);
    }

    /** What stands behind the columns; empty for nothing. */
    public Optional<VendorClause> clause() {
        return Optional.ofNullable(form.clause);
    }

    /** How much of a column's text it is of, for those of which it is not all. */
    public Map<Column<?>, Integer> prefixes() {
        return prefixes;
    }

    /** By what its terms are compared, for those that have no default operator class. */
    public Map<Expression<?>, String> operatorClasses() {
        return operatorClasses;
    }

    @Override
    public String toString() {
        return "Index[" + (name == null ? "" : name + " ") + "on " + (table == null ? "no table" : table) + "]";
    }
}
