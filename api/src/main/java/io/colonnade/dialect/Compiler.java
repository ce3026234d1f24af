// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.sql.CommonTable;
import io.colonnade.sql.DdlStatement;
import io.colonnade.sql.Delete;
import io.colonnade.sql.Insert;
import io.colonnade.sql.QueryExpression;
import io.colonnade.sql.Statement;
import io.colonnade.sql.Update;
import io.colonnade.sql.WithChange;
import java.util.List;

/** The one way from a tree to SQL text. */
final class Compiler {

    /**
     * A compiled statement and where its values come from.
     *
     * @param compiled the statement
     * @param slots for each placeholder the number of its value in the walk of the tree; null where they are in the same order
     * @param reusable whether it serves every statement of the same shape
     * @param elements for each placeholder the index in its list; null where there are no lists
     */
    record Result(Compiled compiled, int[] slots, boolean reusable, int[] elements) {
    }

    private final QueryWriter writer;
    private List<ResultColumn> resultColumns = List.of();
    private boolean returnsKeys;
    private RowCount rowCount = RowCount.REPORTED;

    private Compiler(Output out) {
        writer = new QueryWriter(out, this::commonTable);
    }

    /**
     * Compiles a statement that is not raw text.
     *
     * @param batch whether it is run many times at once, so that it gives back no rows
     * @param lists the lists that are given by name; null where none is
     */
    static Result compile(Dialect dialect, Statement statement, boolean batch, ListParameters lists) {
        if (statement instanceof DdlStatement ddl) {
            return new Result(DdlWriter.compile(dialect, ddl), null, false, null);
        }
        Output out = new Output(dialect, StatementShape.nodes(dialect, statement, batch, lists), lists);
        Compiler compiler = new Compiler(out);
        StatementKind kind = compiler.statement(statement, batch);
        if (out.parameters.size() > dialect.maxBindParameters()) {
            throw DatabaseException.of(ErrorKind.VALUE_TOO_LARGE, "the statement has " + out.parameters.size() + " values, long lists rounded up "
                    + "to a power of two; dialect " + dialect.name() + " takes " + dialect.maxBindParameters() + "; use shorter lists, or executeMany for many rows")
                            .build();
        }
        Compiled compiled = new Compiled(out.sql.toString(), kind, kind == StatementKind.QUERY && out.pure, out.parameters,
                compiler.resultColumns, compiler.returnsKeys, compiler.rowCount);
        int[] slots = out.slots();
        return new Result(compiled, slots, slots == null || out.slotsAreCertain(), lists == null ? null : out.elements());
    }

    /** The text with its values in it, for people. */
    static String print(Dialect dialect, Statement statement) {
        Output out = Output.forPeople(dialect);
        new Compiler(out).statement(statement, false);
        return out.sql.toString();
    }

    private StatementKind statement(Statement statement, boolean batch) {
        if (statement instanceof QueryExpression query) {
            resultColumns = writer.outermost(query);
            return StatementKind.QUERY;
        } else if (statement instanceof WithChange with && isWithin(with)) {
            return change(with.change(), batch, with.tables());
        } else if (statement instanceof WithChange with) {
            requireWith(with.change());
            writer.with(with.tables(), null, false);
            return statement(with.change(), batch);
        }
        return change(statement, batch, List.of());
    }

    private StatementKind change(Statement statement, boolean batch, List<CommonTable> within) {
        DmlWriter changes = new DmlWriter(writer, batch);
        StatementKind kind;
        if (statement instanceof Insert insert) {
            changes.insert(insert, within);
            kind = StatementKind.INSERT;
        } else if (statement instanceof Update update) {
            changes.update(update);
            kind = StatementKind.UPDATE;
        } else if (statement instanceof Delete delete) {
            changes.delete(delete);
            kind = StatementKind.DELETE;
        } else {
            throw Refusal.usage(statement.getClass().getSimpleName() + " is not compiled from a tree");
        }
        resultColumns = changes.resultColumns;
        returnsKeys = changes.returnsKeys;
        rowCount = changes.rowCount;
        return kind;
    }

    /** Whether WITH stands behind the columns of an insert, as a part of the query that gives the rows. */
    private boolean isWithin(WithChange with) {
        return !writer.out.dialect.has(Feature.WITH_BEFORE_INSERT) && with.change() instanceof Insert insert && insert.query().isPresent();
    }

    private void requireWith(Statement change) {
        if (change instanceof Insert) {
            writer.require(Feature.WITH_BEFORE_INSERT, "with(…) before an insert of values", "select the values, with from(…)");
        } else {
            writer.require(Feature.WITH_BEFORE_UPDATE_DELETE, "with(…) before an update or delete", "put it before a select in where(…)");
        }
    }

    /** Writes an insert, update or delete whose returned rows are a common table of another statement. */
    private List<ResultColumn> commonTable(Statement change) {
        List<ResultColumn> before = resultColumns;
        boolean hadKeys = returnsKeys;
        RowCount counted = rowCount;
        resultColumns = List.of();
        statement(change, !returnsRows(change));
        List<ResultColumn> columns = resultColumns;
        resultColumns = before;
        returnsKeys = hadKeys;
        rowCount = counted;
        return columns;
    }

    private static boolean returnsRows(Statement change) {
        return change instanceof Insert insert && !insert.returning().isEmpty()
                || change instanceof Update update && !update.returning().isEmpty()
                || change instanceof Delete delete && !delete.returning().isEmpty();
    }
}
