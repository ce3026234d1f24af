// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.sql.Assignment;
import io.colonnade.sql.Insert;
import io.colonnade.sql.OnConflict;
import io.colonnade.sql.QueryExpression;
import io.colonnade.sql.Select;
import io.colonnade.sql.SetOperation;
import io.colonnade.sql.Sql;
import io.colonnade.sql.Table;
import io.colonnade.sql.WithQuery;
import java.util.List;

/** Writes what an insert does about a row whose key is there already. */
final class UpsertWriter {

    private final DmlWriter changes;
    private final QueryWriter writer;
    private final Output out;
    private final Dialect dialect;
    private final Insert insert;
    private final Table table;
    private final OnConflict conflict;

    UpsertWriter(DmlWriter changes, QueryWriter writer, Insert insert) {
        this.changes = changes;
        this.writer = writer;
        this.insert = insert;
        out = writer.out;
        dialect = out.dialect;
        table = insert.table();
        conflict = insert.onConflict().orElseThrow();
    }

    /** With a condition, without which SQLite takes ON for the start of a join's condition. */
    static QueryExpression unambiguous(QueryExpression query) {
        if (query instanceof WithQuery with) {
            return new WithQuery(with.tables(), unambiguous(with.query()));
        } else if (query instanceof SetOperation operation) {
            boolean ends = operation.orderBy().isEmpty() && operation.limit() == null && operation.offset() == null;
            return ends ? new SetOperation(operation.operator(), operation.all(), operation.left(), unambiguousOperand(operation.right()),
                    List.of(), null, null) : operation;
        }
        Select select = (Select) query;
        return select.clauses().where() == null ? select.where(Sql.and()) : select;
    }

    /** One that is written as a derived table would end with its name, behind which ON stands as it does behind a table's. */
    private static QueryExpression unambiguousOperand(QueryExpression operand) {
        boolean plain = operand instanceof Select select && !QueryWriter.isMore(select);
        return unambiguous(plain ? operand : Sql.selectFrom(operand.as("operand")));
    }

    void write() {
        switch (dialect.upsert()) {
            case ON_CONFLICT -> onConflict();
            case ON_DUPLICATE_KEY_ALIAS, ON_DUPLICATE_KEY_VALUES -> onDuplicateKey();
            case NONE -> throw Refusal.unsupported(dialect, "onConflict(…)", "update first, and insert where no row was affected");
        }
    }

    /** How the affected rows are told: each that was inserted or updated once. */
    RowCount rowCount() {
        if (dialect.upsert() == Upsert.ON_CONFLICT) {
            return RowCount.REPORTED;
        }
        return conflict.update() ? RowCount.fixed(insert.rows().size()) : RowCount.ONE_UNLESS_SKIPPED;
    }

    private void onConflict() {
        out.sql.append(" ON CONFLICT ");
        if (conflict.index() != null) {
            new IndexWriter(out, conflict.index()).target();
        } else if (conflict.constraint() == null) {
            out.sql.append('(');
            changes.names(conflict.key());
            out.sql.append(')');
        } else {
            requireConstraintAsTarget();
            out.sql.append("ON CONSTRAINT ");
            out.identifier(conflict.constraint());
        }
        if (!conflict.update()) {
            out.sql.append(" DO NOTHING");
            return;
        }
        out.sql.append(" DO UPDATE");
        writer.scope = scope();
        writer.proposed = table;
        changes.assignments(conflict.assignments(), null);
        writer.condition(" WHERE ", conflict.where());
        writer.proposed = null;
    }

    private void requireConstraintAsTarget() {
        if (!dialect.has(Feature.CONFLICT_ON_CONSTRAINT)) {
            throw Refusal.unsupported(dialect, "onConflictWith(" + conflict.constraint() + ")", "name the columns of the key with "
                    + "onConflict(…)");
        }
    }

    private void onDuplicateKey() {
        if (conflict.index() != null) {
            new IndexWriter(out, conflict.index()).requireAll();
        }
        if (conflict.constraint() != null) {
            requireConstraintAsTarget();
        }
        if (conflict.where() != null) {
            throw Refusal.unsupported(dialect, "updateWhere(…)", "use caseWhen(…) in the values that doUpdate(…) sets");
        }
        if (insert.query().isPresent()) {
            throw Refusal.unsupported(dialect, "onConflict(…) on an insert from a select", "fetch the rows and insert them with executeMany");
        }
        if (conflict.update()) {
            updateDuplicate();
        } else {
            skipDuplicate();
        }
    }

    private void updateDuplicate() {
        out.sql.append(dialect.upsert() == Upsert.ON_DUPLICATE_KEY_ALIAS ? " AS excluded" : "");
        writer.scope = scope();
        writer.proposed = table;
        List<Assignment> assignments = changes.readersFirst(conflict.assignments());
        for (int i = 0; i < assignments.size(); i++) {
            requireReadable(assignments.get(i));
            out.sql.append(i == 0 ? " ON DUPLICATE KEY UPDATE " : ", ");
            writer.changed = table;
            changes.assignment(assignments.get(i), null);
            writer.changed = null;
        }
        writer.proposed = null;
    }

    /** This form reads the table in a derived table at most, and then as it is when it comes to the row. */
    private void requireReadable(Assignment assignment) {
        boolean reads = StatementShape.of(assignment.value()).mentions(table);
        if (reads && (insert.rows().size() > 1 || !dialect.has(Feature.CHANGED_TABLE_IN_SUBQUERY))) {
            throw Refusal.unsupported(dialect, "a value of doUpdate(…) that reads table " + table + (insert.rows().size() > 1
                    ? ", for several rows," : ""), "read it with a select before, in the same transaction");
        }
    }

    /**
     * Sets a column of the key to what it is, and the last generated key to a mark, which is all that tells this from a row that was
     * inserted. INSERT IGNORE would count right, but stores what other errors should refuse.
     */
    private void skipDuplicate() {
        if (insert.rows().size() > 1) {
            throw Refusal.unsupported(dialect, "doNothing() on an insert of several rows, which could not tell how many were inserted,",
                    "use executeMany");
        }
        if (!insert.returning().isEmpty()) {
            throw Refusal.unsupported(dialect, "doNothing() with returning(…), which would give back the row that is there already,",
                    "leave returning(…) out and read the row with a select");
        }
        String name = (conflict.key().isEmpty() ? table.columns() : conflict.key()).get(0).name();
        out.sql.append(" ON DUPLICATE KEY UPDATE ");
        out.identifier(name);
        out.sql.append(" = IF(LAST_INSERT_ID(").append(Long.toUnsignedString(RowCount.SKIPPED)).append(") = 0, ");
        out.identifier(name);
        out.sql.append(", ");
        out.identifier(name);
        out.sql.append(')');
    }

    /** The columns of the row that is there; beside the proposed one a name alone would be ambiguous. */
    private Scope scope() {
        return Scope.qualified(table, "the table inserted into");
    }
}
