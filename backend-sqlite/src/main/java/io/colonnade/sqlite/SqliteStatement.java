// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.ResultColumn;
import io.colonnade.dialect.StatementKind;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.jdbc.JdbcRows;
import io.colonnade.jdbc.JdbcStatement;
import io.colonnade.jdbc.SqlText;
import io.colonnade.spi.Columns;
import java.sql.BatchUpdateException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteConnection;
import org.sqlite.core.Codes;
import org.sqlite.core.CoreStatement;
import org.sqlite.core.DB;
import org.sqlite.core.SafeStmtPtr.SafePtrFunction;

/**
 * A statement that is run by the core of the driver, below its JDBC classes. Those take a lock, make a lambda and keep a position for each
 * value that is read or bound; here a row is stepped to and read under one lock, and all values are bound in one call.
 */
final class SqliteStatement implements JdbcStatement {

    private static final long NEVER = -1;

    private final SQLiteConnection connection;
    private final Compiled compiled;
    private CoreStatement statement;
    private java.sql.Statement closeable;
    private final DB engine;
    private final SqlitePragmas pragmas;
    private final SqliteSession session;
    private final boolean changesRows;
    private long describedAt = NEVER;
    /** Whether the statement itself names and types its columns, so that nothing of them is read from the tables. */
    private final boolean typed;
    private boolean hasRun;
    private Columns columns;
    private SqliteColumn[] readers;
    /** Null until a batch asked for it. */
    private Optional<MultiRowInsert> manyRows;

    SqliteStatement(SQLiteConnection connection, Compiled compiled, SqlitePragmas pragmas, SqliteSession session) throws SQLException {
        this.connection = connection;
        this.compiled = compiled;
        this.session = session;
        this.pragmas = pragmas;
        engine = connection.getDatabase();
        if (SqlText.firstWord(SqliteDialect.LEXICAL_RULES, compiled).isEmpty()) {
            // The driver would keep it as a statement that is finalised already, and fail to close the connection because of it.
            throw DatabaseException.of(ErrorKind.SYNTAX, "The text holds no statement.").build();
        }
        prepare();
        requireOurParameters();
        changesRows = switch (compiled.kind()) {
            case INSERT, UPDATE, DELETE -> true;
            default -> false;
        };
        typed = !compiled.resultColumns().isEmpty() && compiled.resultColumns().stream().allMatch(column -> column.type() != null);
    }

    private void prepare() throws SQLException {
        closeable = connection.prepareStatement(compiled.sql());
        statement = (CoreStatement) closeable;
    }

    /** A parameter that only SQLite sees has no value. The driver would find that too, but as an error of its own that ends the transaction. */
    private void requireOurParameters() throws SQLException {
        int ours = compiled.parameters().size();
        int theirs = ((PreparedStatement) closeable).getParameterMetaData().getParameterCount();
        if (ours != theirs) {
            closeable.close();
            throw DatabaseException.of(ErrorKind.SYNTAX, "The number of parameters that SQLite reads in the text is " + theirs + ", that of"
                    + " the parameters that have a value is " + ours + ". To SQLite :name, @name, $name and ?1 outside of strings, quoted"
                    + " names and comments are parameters, and a colon behind a backslash is still a colon. Nothing was run. Write :name"
                    + " for a value, and quote a name that has such a character.").sent(false).build();
        }
    }

    private void describe() throws SQLException {
        statement.pointer.safeRun((db, pointer) -> {
            int count = db.column_count(pointer);
            List<ResultColumn> known = compiled.resultColumns().size() == count ? compiled.resultColumns() : List.of();
            List<String> names = new ArrayList<>(count);
            readers = new SqliteColumn[count];
            for (int i = 0; i < count; i++) {
                String name = known.isEmpty() ? db.column_name(pointer, i) : known.get(i).label();
                names.add(name);
                String declaration = db.column_decltype(pointer, i);
                readers[i] = !known.isEmpty() && known.get(i).type() != null ? SqliteColumn.of(i, name, known.get(i).type(), declaration)
                        : SqliteColumn.declared(i, name, declaration);
            }
            columns = new Columns(names);
            return null;
        });
    }

    @Override
    public JdbcRows execute(Object[] binds, int fetchSize) throws SQLException {
        if (hasRun && compiled.kind() == StatementKind.OTHER) {
            // Many a PRAGMA has its effect when it is prepared, and none when it is run.
            closeable.close();
            prepare();
        }
        hasRun = true;
        boolean row = engine.execute(statement, SqliteEncoder.encode(compiled.parameters(), binds, -1));
        // Running it has prepared it anew if anybody has changed the tables, maybe with other columns.
        long stamp = row && !typed ? session.schemaStamp() : describedAt;
        if (readers == null || stamp != describedAt || statement.pointer.safeRunInt(DB::column_count) != readers.length) {
            describe();
            describedAt = stamp;
        }
        return readers.length == 0 ? null : new Rows(row);
    }

    @Override
    public long affected() throws SQLException {
        return changesRows ? engine.changes() : 0;
    }

    @Override
    public long[] executeMany(List<Object[]> bindings) throws SQLException {
        long[] counts = new long[bindings.size()];
        int item = insertManyAtOnce(bindings);
        Arrays.fill(counts, 0, item, 1);
        try {
            for (; item < counts.length; item++) {
                if (engine.execute(statement, SqliteEncoder.encode(compiled.parameters(), bindings.get(item), item))) {
                    statement.pointer.safeRunInt(SqliteStatement::runToTheEnd);
                }
                counts[item] = changesRows ? engine.changes() : 0;
            }
        } catch (SQLException failure) {
            throw new BatchUpdateException(failure.getMessage(), failure.getSQLState(), failure.getErrorCode(), new long[item], failure);
        }
        return counts;
    }

    /** Inserts the first items, many in one statement, if the statement is of the plain form; gives how many. */
    private int insertManyAtOnce(List<Object[]> bindings) throws SQLException {
        if (bindings.size() < 2 * MultiRowInsert.ROWS) {
            return 0;
        }
        if (manyRows == null) {
            manyRows = Optional.ofNullable(MultiRowInsert.of(connection, compiled));
        }
        if (manyRows.isEmpty()) {
            return 0;
        }
        int inserted = manyRows.get().insert(bindings);
        if (inserted == 0) {
            // What made it give up, a trigger or a bad row, may well be there the next time.
            manyRows.get().close();
            manyRows = Optional.empty();
        }
        return inserted;
    }

    private static int runToTheEnd(DB db, long pointer) throws SQLException {
        int code = db.step(pointer);
        while (code == Codes.SQLITE_ROW) {
            code = db.step(pointer);
        }
        if (code != Codes.SQLITE_DONE) {
            db.throwex(code);
        }
        return db.reset(pointer);
    }

    @Override
    public void close() throws SQLException {
        if (manyRows != null && manyRows.isPresent()) {
            manyRows.get().close();
        }
        closeable.close();
    }

    /** The rows of a run, whose first step is already made. */
    private final class Rows implements JdbcRows, SafePtrFunction<Object[], SQLException> {

        private final SqliteColumn[] layout = readers;
        private final Columns names = columns;
        private final boolean utf8 = pragmas.utf8();
        private boolean stepped = true;
        private boolean more;

        Rows(boolean more) {
            this.more = more;
        }

        @Override
        public Columns columns() {
            return names;
        }

        @Override
        public Object[] next() throws SQLException {
            return more ? statement.pointer.safeRun(this) : null;
        }

        @Override
        public Object[] run(DB db, long pointer) throws SQLException {
            if (stepped) {
                stepped = false;
            } else {
                int code = db.step(pointer);
                if (code != Codes.SQLITE_ROW) {
                    more = false;
                    if (code != Codes.SQLITE_DONE) {
                        db.throwex(code);
                    }
                    return null;
                }
            }
            Object[] values = new Object[layout.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = layout[i].read(db, pointer, utf8);
            }
            return values;
        }

        @Override
        public void close() throws SQLException {
            more = false;
            if (!statement.pointer.isClosed()) {
                statement.pointer.safeRunInt(DB::reset);
            }
        }
    }
}
