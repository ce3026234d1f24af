// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.sql.Assignment;
import io.colonnade.sql.Column;
import io.colonnade.sql.ColumnDefault;
import io.colonnade.sql.CommonTable;
import io.colonnade.sql.Conditions;
import io.colonnade.sql.Delete;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Insert;
import io.colonnade.sql.Labelled;
import io.colonnade.sql.QueryExpression;
import io.colonnade.sql.SelectItem;
import io.colonnade.sql.Source;
import io.colonnade.sql.Table;
import io.colonnade.sql.Update;
import io.colonnade.sql.WithQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes inserts, updates and deletes. */
final class DmlWriter {

    private static final String FURTHER = "the sources before it";

    private final QueryWriter writer;
    private final Output out;
    private final Dialect dialect;
    private final boolean batch;
    List<ResultColumn> resultColumns = List.of();
    boolean returnsKeys;
    RowCount rowCount = RowCount.REPORTED;

    /**
     * A writer for one statement.
     *
     * @param batch whether it is run many times at once, so that it gives back no rows
     */
    DmlWriter(QueryWriter writer, boolean batch) {
        this.writer = writer;
        this.batch = batch;
        out = writer.out;
        dialect = out.dialect;
    }

    /**
     * Writes an insert.
     *
     * @param within the common tables that its query reads and that cannot stand before the whole
     */
    void insert(Insert insert, List<CommonTable> within) {
        out.sql.append("INSERT ");
        VendorClauses.write(out, "", insert.modifier().orElse(null), " ", "the insert into " + insert.table());
        out.sql.append("INTO ");
        out.table(insert.table());
        if (insert.isDefaultValues()) {
            defaultValues(insert);
        } else {
            rows(insert, within);
        }
        if (insert.onConflict().isPresent()) {
            UpsertWriter upsert = new UpsertWriter(this, writer, insert);
            upsert.write();
            rowCount = upsert.rowCount();
        }
        if (!insert.returning().isEmpty()) {
            requireReturning(insert.table(), Feature.INSERT_RETURNING);
            returning(only(insert.table(), "the returning table"), insert.returning());
        } else if (!batch && insert.query().isEmpty() && insert.onConflict().isEmpty()) {
            generatedKey(insert);
        }
    }

    private void generatedKey(Insert insert) {
        Optional<Column<?>> key = insert.table().generatedKey();
        if (key.isEmpty() || insert.columns().contains(key.get())) {
            return;
        }
        if (insert.modifier().isPresent() && !dialect.has(Feature.INSERT_RETURNING)) {
            return;
        }
        if (dialect.has(Feature.INSERT_RETURNING)) {
            returning(only(insert.table(), "the returning table"), List.of(key.get()));
        } else {
            resultColumns = List.of(new ResultColumn(key.get().name(), key.get().type(), key.get()));
        }
        returnsKeys = true;
    }

    private void defaultValues(Insert insert) {
        if (insert.onConflict().isPresent()) {
            throw Refusal.usage("onConflict(…) on an insert of defaults only; set the columns of the key");
        }
        switch (dialect.defaultValues()) {
            case DEFAULT_VALUES -> out.sql.append(" DEFAULT VALUES");
            case EMPTY_LISTS -> out.sql.append(" () VALUES ()");
            case NONE -> throw Refusal.unsupported(dialect, "an insert of defaults only", "set one column of " + insert.table());
        }
    }

    private void rows(Insert insert, List<CommonTable> within) {
        if (insert.rows().isEmpty() && insert.query().isEmpty()) {
            throw Refusal.usage("the insert into " + insert.table() + " has no values; use set(…), values(…) or defaultValues(), or give "
                    + "them by column name where it is run");
        }
        if (insert.rows().size() > 1 && !dialect.has(Feature.MULTIVALUES_INSERT)) {
            throw Refusal.unsupported(dialect, "an insert of several rows", "use executeMany");
        }
        out.sql.append(" (");
        names(insert.columns());
        out.sql.append(insert.query().isPresent() ? ") " : ") VALUES ");
        insert.query().map(query -> within.isEmpty() ? query : behind(within, query))
                .ifPresent(query -> writer.query(insert.onConflict().isPresent() ? UpsertWriter.unambiguous(query) : query));
        // Some databases read the inserted table in no value, except in a derived table, which is there before the row is.
        writer.changed = insert.rows().size() == 1 ? insert.table() : null;
        for (int i = 0; i < insert.rows().size(); i++) {
            out.sql.append(i == 0 ? "(" : ", (");
            row(insert, insert.rows().get(i));
            out.sql.append(')');
        }
        writer.changed = null;
    }

    private void row(Insert insert, List<Expression<?>> row) {
        for (int i = 0; i < row.size(); i++) {
            if (insert.rows().size() > 1 && !dialect.has(Feature.CHANGED_TABLE_IN_SUBQUERY)
                    && StatementShape.of(row.get(i)).mentions(insert.table())) {
                throw Refusal.unsupported(dialect, "an insert of several rows whose values read table " + insert.table()
                        + ", of which the later would read the earlier,", "insert one row at a time");
            }
            out.sql.append(i == 0 ? "" : ", ");
            value(row.get(i));
        }
    }

    private static QueryExpression behind(List<CommonTable> tables, QueryExpression query) {
        if (!(query instanceof WithQuery with)) {
            return new WithQuery(tables, query);
        }
        List<CommonTable> all = new ArrayList<>(tables);
        all.addAll(with.tables());
        return new WithQuery(all, with.query());
    }

    void names(List<Column<?>> columns) {
        for (int i = 0; i < columns.size(); i++) {
            out.sql.append(i == 0 ? "" : ", ");
            out.identifier(columns.get(i).name());
        }
    }

    private void value(Expression<?> value) {
        if (value instanceof ColumnDefault<?> columnDefault) {
            if (!dialect.has(Feature.DEFAULT_KEYWORD)) {
                throw Refusal.unsupported(dialect, "the default of column " + columnDefault.column() + " as a value",
                        "leave the column out of an insert, or give the value");
            }
            out.sql.append("DEFAULT");
        } else {
            writer.write(value);
        }
    }

    /** Writes {@code a = …, b = …}; the values are calculated from the row as it was. */
    void assignments(List<Assignment> assignments, Table qualifier) {
        List<Assignment> ordered = dialect.has(Feature.SIMULTANEOUS_ASSIGNMENT) ? assignments : readersFirst(assignments);
        for (int i = 0; i < ordered.size(); i++) {
            out.sql.append(i == 0 ? " SET " : ", ");
            assignment(ordered.get(i), qualifier);
        }
    }

    void assignment(Assignment assignment, Table qualifier) {
        if (qualifier != null) {
            out.identifier(qualifier.name());
            out.sql.append('.');
        }
        out.identifier(assignment.column().name());
        out.sql.append(" = ");
        value(assignment.value());
    }

    /** An order in which no value reads a column that is set before it. */
    List<Assignment> readersFirst(List<Assignment> assignments) {
        if (assignments.size() < 2) {
            return assignments;
        }
        List<Assignment> left = new ArrayList<>(assignments);
        List<Assignment> ordered = new ArrayList<>(left.size());
        while (!left.isEmpty()) {
            Assignment next = left.stream().filter(candidate -> left.stream().noneMatch(other -> other != candidate
                    && StatementShape.of(other.value()).mentions(candidate.column()))).findFirst().orElseThrow(() -> Refusal.unsupported(
                            dialect, "setting the columns " + left.stream().map(Assignment::column).toList() + " each from the other",
                            "read the old values from a select of the table under another name, with from(…)"));
            ordered.add(next);
            left.remove(next);
        }
        return ordered;
    }

    void update(Update update) {
        Table table = update.table();
        Conditions conditions = update.conditions();
        if (update.assignments().isEmpty()) {
            throw Refusal.usage("the update of " + table + " sets nothing; use set(…)");
        }
        boolean alone = conditions.from().isEmpty();
        if (!alone && dialect.updateFrom() == UpdateFrom.NONE) {
            throw Refusal.unsupported(dialect, "an update from further tables", "use scalar(select(…)) for the values and exists(…) for the "
                    + "condition");
        }
        boolean together = !alone && dialect.updateFrom() == UpdateFrom.MULTI_TABLE;
        out.sql.append("UPDATE ");
        out.table(table);
        Scope scope = alone ? only(table, "the updated table") : new Scope(all(table, conditions.from()), null, "the update");
        if (together) {
            sources(" CROSS JOIN ", conditions.from(), List.of(table));
        }
        begin(table, scope);
        assignments(update.assignments(), together ? table : null);
        if (!alone && !together) {
            sources(" FROM ", conditions.from(), List.of());
        }
        rest(table, conditions, scope, Feature.UPDATE_RETURNING, together);
    }

    void delete(Delete delete) {
        Table table = delete.table();
        Conditions conditions = delete.conditions();
        out.sql.append("DELETE FROM ");
        out.table(table);
        if (conditions.from().isEmpty()) {
            Scope scope = only(table, "the table deleted from");
            begin(table, scope);
            rest(table, conditions, scope, Feature.DELETE_RETURNING, false);
            return;
        }
        boolean together = dialect.deleteUsing() == DeleteUsing.MULTI_TABLE;
        Scope scope = new Scope(all(table, conditions.from()), null, "the delete");
        switch (dialect.deleteUsing()) {
            case USING -> sources(" USING ", conditions.from(), List.of());
            case MULTI_TABLE -> {
                out.sql.append(" USING ");
                out.table(table);
                sources(" CROSS JOIN ", conditions.from(), List.of(table));
            }
            case NONE -> {
                matching(table, conditions);
                limitsAndReturning(table, conditions, scope, Feature.DELETE_RETURNING, false);
                return;
            }
        }
        begin(table, scope);
        rest(table, conditions, scope, Feature.DELETE_RETURNING, together);
    }

    /** The rows that have a partner: those that a delete with further tables would find. */
    private void matching(Table table, Conditions conditions) {
        Scope scope = only(table, "the delete");
        out.sql.append(" WHERE EXISTS (SELECT 1");
        begin(table, scope);
        sources(" FROM ", conditions.from(), List.of());
        writer.scope = new Scope(conditions.from(), scope, "the delete");
        writer.condition(" WHERE ", conditions.where());
        out.sql.append(')');
    }

    private void begin(Table table, Scope scope) {
        writer.scope = scope;
        writer.changed = dialect.has(Feature.CHANGED_TABLE_IN_SUBQUERY) ? null : table;
    }

    /**
     * Writes the further sources of a change.
     *
     * @param before the sources that stand before them, which a lateral one can name
     */
    private void sources(String keyWord, List<Source> sources, List<Source> before) {
        writer.scope = null;
        List<Source> visible = new ArrayList<>(before);
        for (int i = 0; i < sources.size(); i++) {
            out.sql.append(i == 0 ? keyWord : " CROSS JOIN ");
            writer.source(sources.get(i), new Scope(visible, null, FURTHER));
            visible.add(sources.get(i));
        }
    }

    private void rest(Table table, Conditions conditions, Scope scope, Feature feature, boolean together) {
        writer.scope = scope;
        writer.condition(" WHERE ", conditions.where());
        limitsAndReturning(table, conditions, scope, feature, together);
    }

    private void limitsAndReturning(Table table, Conditions conditions, Scope scope, Feature feature, boolean together) {
        limits(table, conditions);
        writer.changed = null;
        if (conditions.returning().isEmpty()) {
            return;
        }
        requireReturning(table, feature);
        if (together) {
            throw Refusal.unsupported(dialect, feature.name().replace('_', ' ') + " with further tables",
                    "leave returning(…) out and read the rows with a select");
        }
        boolean others = dialect.has(Feature.MULTI_TABLE_RETURNING);
        for (SelectItem item : conditions.returning()) {
            Expression<?> expression = item instanceof Labelled<?> labelled ? labelled.expression() : (Expression<?>) item;
            for (Source source : conditions.from()) {
                if (!others && StatementShape.of(expression).reads(source)) {
                    throw Refusal.unsupported(dialect, "returning a column of " + source.name() + ", which is not the changed table,",
                            "return columns of " + table + " only, and read the others with a select");
                }
            }
        }
        returning(others ? scope : only(table, "the returning table"), conditions.returning());
    }

    private void limits(Table table, Conditions conditions) {
        if (conditions.limit() == null) {
            if (!conditions.orderBy().isEmpty()) {
                throw Refusal.usage("orderBy(…) on a change of " + table + " without limit(…), which alone makes a difference");
            }
            return;
        }
        if (!dialect.has(Feature.DML_LIMIT)) {
            throw Refusal.unsupported(dialect, "limit(…) on a change of " + table, "select the keys with a limit, and use in(select)");
        }
        if (!conditions.from().isEmpty() || !conditions.returning().isEmpty()) {
            throw Refusal.unsupported(dialect, "limit(…) on a change of " + table + " that reads further tables or returns rows",
                    "select the keys with a limit, and use in(select)");
        }
        for (int i = 0; i < conditions.orderBy().size(); i++) {
            out.sql.append(i == 0 ? " ORDER BY " : ", ");
            writer.orderBy(conditions.orderBy().get(i));
        }
        out.sql.append(" LIMIT ");
        writer.write(conditions.limit());
    }

    private void requireReturning(Table table, Feature feature) {
        if (batch) {
            throw Refusal.usage("returning(…) on " + table + " in a statement that is run many times, which gives back counts only; run it"
                    + " once with several rows of values, or once for each row");
        }
        if (!dialect.has(feature)) {
            throw Refusal.unsupported(dialect, feature.name().replace('_', ' '), "leave returning(…) out and read the rows with a select");
        }
    }

    private void returning(Scope scope, List<SelectItem> items) {
        writer.scope = scope;
        out.sql.append(" RETURNING ");
        resultColumns = writer.items(items);
    }

    private static Scope only(Table table, String clause) {
        return new Scope(List.of(table), null, clause);
    }

    private static List<Source> all(Table table, List<Source> others) {
        List<Source> all = new ArrayList<>(others);
        all.add(0, table);
        return all;
    }
}
