// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.sql.Assignment;
import io.colonnade.sql.Column;
import io.colonnade.sql.DdlStatement;
import io.colonnade.sql.Delete;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Insert;
import io.colonnade.sql.Select;
import io.colonnade.sql.SelectItem;
import io.colonnade.sql.Statement;
import io.colonnade.sql.Table;
import io.colonnade.sql.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The one way from a tree to SQL text. */
final class Compiler {

    /**
     * A compiled statement and where its values come from.
     *
     * @param compiled the statement
     * @param slots for each placeholder the number of its value in the walk of the tree; null where they are in the same order
     * @param reusable whether it serves every statement of the same shape
     */
    record Result(Compiled compiled, int[] slots, boolean reusable) {
    }

    private final Dialect dialect;
    private final Output out;
    private final SelectWriter writer;
    private List<ResultColumn> resultColumns = List.of();
    private boolean returnsKeys;

    private Compiler(Output out) {
        this.out = out;
        dialect = out.dialect;
        writer = new SelectWriter(out);
    }

    /**
     * Compiles a statement that is not raw text.
     *
     * @param batch whether it is run many times at once, so that it gives back no rows
     */
    static Result compile(Dialect dialect, Statement statement, boolean batch) {
        if (statement instanceof DdlStatement ddl) {
            return new Result(DdlWriter.compile(dialect, ddl), null, false);
        }
        Output out = new Output(dialect, StatementShape.nodes(dialect, statement, batch));
        Compiler compiler = new Compiler(out);
        StatementKind kind = compiler.statement(statement, batch);
        if (out.parameters.size() > dialect.maxBindParameters()) {
            throw DatabaseException.of(ErrorKind.VALUE_TOO_LARGE, "the statement has " + out.parameters.size() + " values; dialect "
                    + dialect.name() + " takes " + dialect.maxBindParameters() + "; use shorter lists, or executeMany for many rows")
                            .build();
        }
        Compiled compiled = new Compiled(out.sql.toString(), kind, kind == StatementKind.QUERY && out.pure, out.parameters,
                compiler.resultColumns, compiler.returnsKeys);
        int[] slots = out.slots();
        return new Result(compiled, slots, slots == null || out.slotsAreCertain());
    }

    /** The text with its values in it, for people. */
    static String print(Dialect dialect, Statement statement) {
        Output out = Output.forPeople(dialect);
        new Compiler(out).statement(statement, false);
        return out.sql.toString();
    }

    private StatementKind statement(Statement statement, boolean batch) {
        if (statement instanceof Select select) {
            resultColumns = writer.outermost(select);
            return StatementKind.QUERY;
        } else if (statement instanceof Insert insert) {
            insert(insert, batch);
            return StatementKind.INSERT;
        } else if (statement instanceof Update update) {
            update(update, batch);
            return StatementKind.UPDATE;
        } else if (statement instanceof Delete delete) {
            delete(delete, batch);
            return StatementKind.DELETE;
        }
        throw Refusal.usage(statement.getClass().getSimpleName() + " is not compiled from a tree");
    }

    private void insert(Insert insert, boolean batch) {
        out.sql.append("INSERT INTO ");
        out.table(insert.table());
        if (insert.isDefaultValues()) {
            switch (dialect.defaultValues()) {
                case DEFAULT_VALUES -> out.sql.append(" DEFAULT VALUES");
                case EMPTY_LISTS -> out.sql.append(" () VALUES ()");
                case NONE -> throw Refusal.unsupported(dialect, "an insert of defaults only", "set one column of " + insert.table());
            }
        } else {
            values(insert);
        }
        Optional<Column<?>> key = insert.table().generatedKey();
        if (!insert.returning().isEmpty()) {
            returning(insert.table(), insert.returning(), Feature.INSERT_RETURNING, batch);
        } else if (!batch && key.isPresent() && !insert.columns().contains(key.get())) {
            if (dialect.has(Feature.INSERT_RETURNING)) {
                returning(insert.table(), List.of(key.get()), Feature.INSERT_RETURNING, false);
            } else {
                resultColumns = List.of(new ResultColumn(key.get().name(), key.get().type(), key.get()));
            }
            returnsKeys = true;
        }
    }

    private void values(Insert insert) {
        if (insert.rows().isEmpty()) {
            throw Refusal.usage("the insert into " + insert.table() + " has no values; use set(…), values(…) or defaultValues(), or give "
                    + "them by column name where it is run");
        }
        if (insert.rows().size() > 1 && !dialect.has(Feature.MULTIVALUES_INSERT)) {
            throw Refusal.unsupported(dialect, "an insert of several rows", "use executeMany");
        }
        out.sql.append(" (");
        names(insert.columns());
        out.sql.append(") VALUES ");
        for (int i = 0; i < insert.rows().size(); i++) {
            out.sql.append(i == 0 ? "(" : ", (");
            writer.list(insert.rows().get(i));
            out.sql.append(')');
        }
    }

    private void names(List<Column<?>> columns) {
        for (int i = 0; i < columns.size(); i++) {
            out.sql.append(i == 0 ? "" : ", ");
            out.identifier(columns.get(i).name());
        }
    }

    private void update(Update update, boolean batch) {
        if (update.assignments().isEmpty()) {
            throw Refusal.usage("the update of " + update.table() + " sets nothing; use set(…)");
        }
        out.sql.append("UPDATE ");
        out.table(update.table());
        writer.scope = only(update.table(), "the updated table");
        for (int i = 0; i < update.assignments().size(); i++) {
            Assignment assignment = update.assignments().get(i);
            out.sql.append(i == 0 ? " SET " : ", ");
            out.identifier(assignment.column().name());
            out.sql.append(" = ");
            writer.write(assignment.value());
        }
        where(update.where());
        if (!update.returning().isEmpty()) {
            returning(update.table(), update.returning(), Feature.UPDATE_RETURNING, batch);
        }
    }

    private void delete(Delete delete, boolean batch) {
        out.sql.append("DELETE FROM ");
        out.table(delete.table());
        writer.scope = only(delete.table(), "the table deleted from");
        where(delete.where());
        if (!delete.returning().isEmpty()) {
            returning(delete.table(), delete.returning(), Feature.DELETE_RETURNING, batch);
        }
    }

    private void where(Expression<Boolean> condition) {
        if (condition != null) {
            out.sql.append(" WHERE ");
            writer.write(condition);
        }
    }

    private void returning(Table table, List<SelectItem> items, Feature feature, boolean batch) {
        if (batch) {
            throw Refusal.usage("returning(…) on " + table + " in a statement that is run many times, which gives back counts only; run it"
                    + " once with several rows of values, or once for each row");
        }
        if (!dialect.has(feature)) {
            throw Refusal.unsupported(dialect, feature.name().replace('_', ' '), "leave returning(…) out and read the rows with a select");
        }
        writer.scope = only(table, "the returning table");
        out.sql.append(" RETURNING ");
        resultColumns = writer.items(items);
    }

    private static Scope only(Table table, String clause) {
        return new Scope(new ArrayList<>(List.of(table)), null, clause);
    }
}
