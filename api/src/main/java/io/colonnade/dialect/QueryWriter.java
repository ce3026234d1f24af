// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.sql.CommonTable;
import io.colonnade.sql.CommonTableAlias;
import io.colonnade.sql.DerivedTable;
import io.colonnade.sql.Expression;
import io.colonnade.sql.OrderTerm;
import io.colonnade.sql.Ordering;
import io.colonnade.sql.PortableFunction;
import io.colonnade.sql.QueryExpression;
import io.colonnade.sql.Select;
import io.colonnade.sql.SelectItem;
import io.colonnade.sql.SetOperation;
import io.colonnade.sql.Source;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Statement;
import io.colonnade.sql.Table;
import io.colonnade.sql.TableAlias;
import io.colonnade.sql.TableFunction;
import io.colonnade.sql.TableSample;
import io.colonnade.sql.ValuesTable;
import io.colonnade.sql.WithQuery;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Writes queries: selects, several of them put together, WITH, and all that stands in FROM. */
final class QueryWriter extends SelectWriter {

    /** Writes an insert, update or delete, and tells what it returns. */
    private final Function<Statement, List<ResultColumn>> changes;
    /** The common tables that can be read where the text now ends, the last ones first. */
    private List<CommonTable> commonTables = List.of();

    QueryWriter(Output out, Function<Statement, List<ResultColumn>> changes) {
        super(out);
        this.changes = changes;
    }

    /** A writer for what stands in DDL, where nothing changes data. */
    static QueryWriter ofDdl(Output out) {
        out.definition = true;
        return new QueryWriter(out, change -> {
            throw Refusal.usage("an insert, update or delete cannot be part of the definition of a table, an index or a view");
        });
    }

    /** Writes a query that is a statement of its own. */
    List<ResultColumn> outermost(QueryExpression query) {
        return query(query);
    }

    @Override
    List<ResultColumn> query(QueryExpression query) {
        return query(query, scope, false);
    }

    @Override
    void searched(QueryExpression query) {
        if (!out.dialect.has(Feature.LIMIT_IN_SUBQUERIES) && isLimited(query)) {
            asDerivedTable(query, scope, false);
        } else {
            query(query, scope, false);
        }
    }

    private static boolean isLimited(QueryExpression query) {
        if (query instanceof Select select) {
            return select.clauses().limit() != null || select.clauses().offset() != null;
        } else if (query instanceof SetOperation operation) {
            return operation.limit() != null || operation.offset() != null || isLimited(operation.left()) || isLimited(operation.right());
        }
        return isLimited(((WithQuery) query).query());
    }

    private List<ResultColumn> query(QueryExpression query, Scope outer, boolean closed) {
        if (query instanceof Select select) {
            return select(select.clauses(), outer, closed);
        } else if (query instanceof SetOperation operation) {
            return setOperation(operation, outer, closed);
        }
        WithQuery with = (WithQuery) query;
        List<CommonTable> before = commonTables;
        List<SqlType<?>> distinct = distinctTypes;
        distinctTypes = null;
        with(with.tables(), outer, closed);
        distinctTypes = distinct;
        List<ResultColumn> columns = query(with.query(), outer, closed);
        commonTables = before;
        return columns;
    }

    private List<ResultColumn> setOperation(SetOperation operation, Scope outer, boolean closed) {
        SetOperation.Operator operator = operation.operator();
        if (operator != SetOperation.Operator.UNION) {
            require(Feature.INTERSECT_EXCEPT, operator.name(), "use exists(…) in a select");
            if (operation.all()) {
                require(Feature.INTERSECT_EXCEPT_ALL, operator + " ALL", "use " + operator.name().toLowerCase(java.util.Locale.ROOT)
                        + "(…), which returns equal rows once");
            }
        }
        boolean looser = operation.left() instanceof SetOperation left && operator == SetOperation.Operator.INTERSECT
                && left.operator() != operator;
        boolean formed = operation.orderBy().stream().anyMatch(term -> isFormed(operation, term));
        out.sql.append(formed ? "SELECT * FROM (" : "");
        List<SqlType<?>> distinct = distinctTypes != null || operation.all() ? distinctTypes : forms.distinctTypes(operation);
        distinctTypes = distinct;
        List<ResultColumn> columns = operand(operation.left(), looser || isMore(operation.left()), outer, closed);
        out.sql.append(' ').append(operator).append(operation.all() ? " ALL " : " ");
        distinctTypes = distinct;
        operand(operation.right(), operation.right() instanceof SetOperation || isMore(operation.right()), outer, closed);
        distinctTypes = null;
        out.sql.append(formed ? ") AS sorted" : "");
        for (int i = 0; i < operation.orderBy().size(); i++) {
            out.sql.append(i == 0 ? " ORDER BY " : ", ");
            ordering(operation.orderBy().get(i), term -> ordered(operation, term), term -> {
                out.identifier(SetColumns.label(operation, term));
                out.sql.append(" IS NULL");
            });
        }
        limit(operation.limit(), operation.offset());
        return columns;
    }

    private void ordered(SetOperation operation, OrderTerm term) {
        String label = SetColumns.label(operation, term);
        if (!forms.term(SetColumns.expression(operation, label), () -> out.identifier(label))) {
            out.identifier(label);
        }
    }

    /** Whether a term is sorted in a form of its own, which cannot stand behind several queries. */
    private boolean isFormed(SetOperation operation, OrderTerm term) {
        OrderTerm sorted = term instanceof Ordering ordering ? ordering.term() : term;
        return out.dialect.template(PortableFunction.COMPARED, SetColumns.expression(operation, SetColumns.label(operation, sorted)).type()) != null;
    }

    /** Whether a query ends with what would be taken for a part of the query around it. */
    static boolean isMore(QueryExpression query) {
        if (query instanceof Select select) {
            Select.Clauses clauses = select.clauses();
            return !clauses.orderBy().isEmpty() || clauses.limit() != null || clauses.offset() != null || clauses.locking() != null;
        }
        return query instanceof SetOperation operation
                && (!operation.orderBy().isEmpty() || operation.limit() != null || operation.offset() != null);
    }

    private List<ResultColumn> operand(QueryExpression query, boolean enclose, Scope outer, boolean closed) {
        if (query instanceof WithQuery || enclose && out.dialect.setOperands() == SetOperands.DERIVED_TABLE) {
            return asDerivedTable(query, outer, closed);
        }
        out.sql.append(enclose ? "(" : "");
        List<ResultColumn> columns = query(query, outer, closed);
        out.sql.append(enclose ? ")" : "");
        return columns;
    }

    private List<ResultColumn> asDerivedTable(QueryExpression query, Scope outer, boolean closed) {
        out.sql.append("SELECT * FROM (");
        List<ResultColumn> columns = query(query, outer, closed || closes());
        columns.forEach(column -> Identifiers.requireKept(out.dialect, column.label(), "a query of several"));
        out.sql.append(") AS operand");
        return columns;
    }

    private boolean closes() {
        return !out.dialect.has(Feature.OUTER_COLUMNS_IN_DERIVED_TABLES);
    }

    /** Writes WITH and the space behind it; its tables can be read until {@link #commonTables} is set back. */
    void with(List<CommonTable> tables, Scope outer, boolean closed) {
        boolean outermost = out.sql.length() == 0;
        require(Feature.COMMON_TABLES, "with(" + tables.get(0).name() + ", …)", "use as(…) for a derived table");
        out.sql.append(tables.stream().anyMatch(CommonTable::isRecursive) ? "WITH RECURSIVE " : "WITH ");
        for (int i = 0; i < tables.size(); i++) {
            out.sql.append(i == 0 ? "" : ", ");
            commonTable(tables.get(i), outer, closed, outermost);
        }
        out.sql.append(' ');
    }

    private void commonTable(CommonTable table, Scope outer, boolean closed, boolean outermost) {
        List<CommonTable> before = commonTables;
        List<CommonTable> after = new ArrayList<>(before);
        after.add(0, table);
        out.identifier(table.name());
        table.columnNames().forEach(column -> Identifiers.requireKept(out.dialect, column, "common table " + table.name()));
        names(table.columnNames());
        out.sql.append(" AS ");
        if (table.materialization() != null && out.dialect.has(Feature.MATERIALIZED_HINT)) {
            out.sql.append(table.materialization().name().replace('_', ' ')).append(' ');
        } else if (table.materialization() != null) {
            throw Refusal.unsupported(out.dialect, "a hint to materialize common table " + table.name() + " or not", "leave it out");
        }
        out.sql.append('(');
        if (table.body() instanceof QueryExpression query) {
            commonTables = table.isRecursive() ? after : before;
            requireDistinct(table.name(), query(query, outer, closed || closes()), !table.columnNames().isEmpty());
        } else {
            change(table, outermost);
        }
        out.sql.append(')');
        commonTables = after;
    }

    private void change(CommonTable table, boolean outermost) {
        require(Feature.DATA_CHANGING_COMMON_TABLES, "an insert, update or delete as common table " + table.name(),
                "run it before, in the same transaction");
        if (!outermost) {
            throw Refusal.usage("common table " + table.name() + " changes data, which stands only before a whole statement; put with(…) "
                    + "before the outermost select");
        }
        out.pure = false;
        Scope before = scope;
        changes.apply(table.body());
        scope = before;
    }

    @Override
    void source(Source source, Scope before) {
        if (source instanceof Table table) {
            requireNotHidden(table);
            out.table(table);
            return;
        }
        if (source instanceof TableAlias alias) {
            requireNotHidden(alias.table());
            out.table(alias.table());
        } else if (source instanceof CommonTable table) {
            requireDeclared(table);
            out.identifier(table.name());
            return;
        } else if (source instanceof CommonTableAlias alias) {
            requireDeclared(alias.table());
            out.identifier(alias.table().name());
        } else if (source instanceof ValuesTable values) {
            values(values);
            return;
        } else if (source instanceof TableSample sample) {
            source(sample.source(), before);
            sample(sample);
            return;
        } else if (source instanceof TableFunction function) {
            tableFunction(function, before);
            return;
        } else {
            derivedTable((DerivedTable) source, before);
        }
        out.sql.append(" AS ");
        out.identifier(source.name());
    }

    private void sample(TableSample sample) {
        require(Feature.TABLE_SAMPLE, "a sample of " + sample.name(), "order by a random number, with limit(…)");
        Scope around = scope;
        scope = null;
        out.sql.append(" TABLESAMPLE ").append(sample.method()).append(" (");
        write(sample.percent());
        out.sql.append(')');
        if (sample.seed() != null) {
            out.sql.append(" REPEATABLE (");
            write(sample.seed());
            out.sql.append(')');
        }
        scope = around;
    }

    private void derivedTable(DerivedTable derived, Scope before) {
        if (derived.lateral()) {
            require(Feature.LATERAL, "lateral derived table " + derived.name(), "use scalar(…) for one value, or rowNumber() over a window "
                    + "in a derived table that is joined");
            out.sql.append("LATERAL ");
        }
        out.sql.append('(');
        // The further tables of a change have nothing around them.
        Scope outer = scope == null ? null : scope.outer();
        requireDistinct(derived.name(), derived.lateral() ? query(derived.query(), before, false)
                : query(derived.query(), outer, scope != null && scope.closed() || closes()), false);
        out.sql.append(')');
    }

    private void requireDistinct(String name, List<ResultColumn> columns, boolean renamed) {
        Set<String> labels = new HashSet<>();
        for (ResultColumn column : columns) {
            if (renamed) {
                continue;
            }
            Identifiers.requireKept(out.dialect, column.label(), "derived table " + name);
            if (!labels.add(column.label())) {
                throw Refusal.usage("derived table " + name + " has two columns named " + column.label()
                        + "; give one of them another name with as(…)");
            }
        }
    }

    private void requireNotHidden(Table table) {
        for (CommonTable common : commonTables) {
            if (table.schema().isEmpty() && common.name().equalsIgnoreCase(table.name())) {
                throw Refusal.usage("table " + table + " is hidden by the common table of the same name; give that another name");
            }
        }
    }

    private void requireDeclared(CommonTable table) {
        for (CommonTable common : commonTables) {
            if (common.name().equalsIgnoreCase(table.name())) {
                if (common.declares(table)) {
                    return;
                }
                throw Refusal.usage("common table " + table.name() + " is hidden by another one of the same name; give one of them another "
                        + "name");
            }
        }
        throw Refusal.usage("common table " + table.name() + " is read, but not declared before; put with(" + table.name() + ", …).then(…) "
                + "around the statement");
    }

    private void values(ValuesTable values) {
        if (values.rows().isEmpty()) {
            throw Refusal.usage("table of values " + values.name() + " has no rows; give some with row(…)");
        }
        values.columnNames().forEach(column -> Identifiers.requireKept(out.dialect, column, "table of values " + values.name()));
        Scope before = scope;
        scope = null;
        switch (out.dialect.valuesForm()) {
            case COLUMN_LIST -> rows(values, "(VALUES (", "), (", "))");
            case ROW_COLUMN_LIST -> rows(values, "(VALUES ROW(", "), ROW(", "))");
            case COMMON_TABLE -> {
                out.sql.append("(WITH ");
                out.identifier(values.name());
                names(values.columnNames());
                out.sql.append(" AS ");
                rows(values, "(VALUES (", "), (", "))");
                out.sql.append(" SELECT * FROM ");
                out.identifier(values.name());
                out.sql.append(')');
            }
            default -> unionAll(values);
        }
        scope = before;
        out.sql.append(" AS ");
        out.identifier(values.name());
        if (namesColumns()) {
            names(values.columnNames());
        }
    }

    private void tableFunction(TableFunction function, Scope before) {
        Scope around = scope;
        scope = before == null ? null : new Scope(List.of(), before, before.clause());
        write(function.call());
        scope = around;
        out.sql.append(" AS ");
        out.identifier(function.name());
        if (namesColumns()) {
            names(function.columnNames());
        }
    }

    /** Whether a name in FROM takes names of its columns behind it. */
    private boolean namesColumns() {
        return out.dialect.valuesForm() == ValuesForm.COLUMN_LIST || out.dialect.valuesForm() == ValuesForm.ROW_COLUMN_LIST;
    }

    private void names(List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            out.sql.append(i == 0 ? " (" : ", ");
            out.identifier(names.get(i));
        }
        out.sql.append(names.isEmpty() ? "" : ")");
    }

    private void rows(ValuesTable values, String start, String between, String end) {
        for (int i = 0; i < values.rows().size(); i++) {
            out.sql.append(i == 0 ? start : between);
            list(values.rows().get(i));
        }
        out.sql.append(end);
    }

    private void unionAll(ValuesTable values) {
        for (int i = 0; i < values.rows().size(); i++) {
            out.sql.append(i == 0 ? "(SELECT " : " UNION ALL SELECT ");
            List<Expression<?>> row = values.rows().get(i);
            for (int j = 0; j < row.size(); j++) {
                out.sql.append(j == 0 ? "" : ", ");
                write(row.get(j));
                if (i == 0) {
                    out.sql.append(" AS ");
                    out.identifier(values.columnNames().get(j));
                }
            }
        }
        out.sql.append(')');
    }
}
