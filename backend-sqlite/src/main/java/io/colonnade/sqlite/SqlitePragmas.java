// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.SQLiteConnection;
import org.sqlite.core.DB;

/** What is set on a connection, when it is opened and when it is returned by somebody who may have changed it. */
final class SqlitePragmas {

    private final SQLiteConnection connection;
    private final DB engine;
    private final SqliteSettings settings;
    private boolean utf8;

    SqlitePragmas(SQLiteConnection connection, SqliteSettings settings) {
        this.connection = connection;
        this.engine = connection.getDatabase();
        this.settings = settings;
    }

    /** Whether text is stored in UTF-8, as it is unless somebody asked for UTF-16 before the first table was made. */
    boolean utf8() {
        return utf8;
    }

    void set() throws SQLException {
        // A file may come from anywhere: its views, triggers and indexes may call only what is harmless, and damage is looked for.
        pragma("trusted_schema", "0");
        pragma("cell_size_check", "1");
        pragma("foreign_keys", settings.foreignKeys() ? "1" : "0");
        pragma("synchronous", settings.synchronous());
        pragma("cache_size", Integer.toString(settings.cacheSize()));
        utf8 = query("PRAGMA encoding").equals(List.of("UTF-8"));
    }

    String journalMode() throws SQLException {
        return query("PRAGMA journal_mode").get(0);
    }

    /** Kept by the file. A file that cannot be written keeps the mode that it has. */
    void setJournalMode(String mode) throws SQLException {
        try {
            query("PRAGMA journal_mode = " + mode);
        } catch (SQLException failure) {
            if (!SqliteOpening.isReadOnly(failure)) {
                throw failure;
            }
        }
    }

    void encodingMayHaveChanged() {
        try {
            utf8 = query("PRAGMA encoding").equals(List.of("UTF-8"));
        } catch (SQLException unknown) {
            utf8 = false;
        }
    }

    /** Undoes whatever raw text may have set, attached or created for the session; no transaction is open. */
    void reset() throws SQLException {
        for (Pragma pragma : Pragma.ALL.values()) {
            if (pragma.fate() == Pragma.Fate.RESET) {
                pragma(pragma.name(), pragma.fresh());
            }
        }
        // What the next VACUUM was to make of the file is what the file has now.
        pragma("page_size", query("PRAGMA page_size").get(0));
        pragma("auto_vacuum", query("PRAGMA auto_vacuum").get(0));
        // Changing where temporary tables are stored drops them all.
        pragma("temp_store", "1");
        pragma("temp_store", "2");
        pragma("temp_store", "0");
        for (String schema : query("SELECT name FROM pragma_database_list WHERE name NOT IN ('main', 'temp')")) {
            engine.exec("DETACH \"" + schema.replace("\"", "\"\"") + "\"", false);
        }
        set();
    }

    private void pragma(String name, String value) throws SQLException {
        engine.exec("PRAGMA " + name + " = " + value, false);
    }

    private List<String> query(String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
