// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import java.sql.SQLException;
import org.sqlite.SQLiteConnection;
import org.sqlite.core.Codes;
import org.sqlite.core.CoreStatement;
import org.sqlite.core.DB;

/**
 * Tells whether the tables are still those that a statement was prepared for: any program may change them, and SQLite then prepares the
 * statement anew without a word. One number of the file is read for it, within the snapshot that the statement reads.
 */
final class SchemaWatch {

    private final SQLiteConnection connection;
    /** Null until it is first needed. */
    private CoreStatement version;
    /** Counts what this connection has changed itself, of which temporary tables are no part of the file. */
    private int own;
    private int known;
    private boolean isKnown;
    private boolean attached;

    SchemaWatch(SQLiteConnection connection) {
        this.connection = connection;
    }

    /** To be called after a statement that may have changed tables, or the files that are attached. */
    void changed() {
        own++;
        isKnown = false;
        attached = true;
    }

    /** To be called when a transaction begins or is set back: within one only we change tables. */
    void snapshotChanged() {
        isKnown = false;
    }

    /**
     * A number that is another one whenever the tables may be others.
     *
     * @param inTransaction whether a transaction is open that goes on behind the statement
     */
    long stamp(boolean inTransaction) throws SQLException {
        if (attached) {
            // Each attached file has a number of its own.
            attached = hasAttached();
            own += attached ? 1 : 0;
        }
        if (!isKnown) {
            known = read();
            isKnown = inTransaction;
        }
        return (long) own << Integer.SIZE | known & 0xffff_ffffL;
    }

    private boolean hasAttached() throws SQLException {
        CoreStatement statement = prepare("SELECT 1 FROM pragma_database_list WHERE name NOT IN ('main', 'temp')");
        try {
            return statement.pointer.safeRunInt(DB::step) == Codes.SQLITE_ROW;
        } finally {
            statement.pointer.close();
        }
    }

    private int read() throws SQLException {
        if (version == null) {
            version = prepare("PRAGMA schema_version");
        }
        return version.pointer.safeRunInt(SchemaWatch::step);
    }

    private static int step(DB engine, long statement) throws SQLException {
        int code = engine.step(statement);
        int version = code == Codes.SQLITE_ROW ? engine.column_int(statement, 0) : 0;
        engine.reset(statement);
        if (code != Codes.SQLITE_ROW) {
            engine.throwex(code);
        }
        return version;
    }

    private CoreStatement prepare(String sql) throws SQLException {
        return (CoreStatement) connection.prepareStatement(sql);
    }
}
