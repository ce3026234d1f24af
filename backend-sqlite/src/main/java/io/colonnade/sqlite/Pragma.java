// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import io.colonnade.dialect.Compiled;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What becomes of each PRAGMA that SQLite knows when the connection goes to somebody else. One that is not listed here fails a test, which
 * asks the engine for its list.
 *
 * @param name its name
 * @param fate what becomes of what it sets
 * @param fresh what a fresh connection has, for one that is set back to a fixed value; null otherwise
 */
record Pragma(String name, Fate fate, String fresh) {

    /** What becomes of what a PRAGMA sets. */
    enum Fate {
        /** It is set back. */
        RESET,
        /** It is set back to what the options or the file say, by {@link SqlitePragmas}. */
        RESTORED,
        /** It belongs to the file, and stays for everybody. */
        KEPT_BY_FILE,
        /** It sets nothing. */
        READS,
        /** It would last for all databases of the process, until its end; refused before it is sent. */
        REFUSED
    }

    static final Map<String, Pragma> ALL = all();

    private static Map<String, Pragma> all() {
        Map<String, Pragma> all = new LinkedHashMap<>();
        reset(all, "query_only 0", "ignore_check_constraints 0", "recursive_triggers 0", "reverse_unordered_selects 0", "read_uncommitted 0",
                "legacy_alter_table 0", "locking_mode NORMAL", "analysis_limit 0", "automatic_index 1", "cache_spill 1",
                "case_sensitive_like 0", "checkpoint_fullfsync 0", "count_changes 0", "defer_foreign_keys 0", "empty_result_callbacks 0",
                "full_column_names 0", "fullfsync 0", "journal_size_limit -1", "mmap_size 0", "secure_delete 0", "short_column_names 1",
                "threads 0", "wal_autocheckpoint 1000", "writable_schema RESET", "max_page_count 4294967294");
        add(all, Fate.RESTORED, "busy_timeout", "cache_size", "cell_size_check", "foreign_keys", "synchronous", "trusted_schema",
                "temp_store", "journal_mode", "page_size", "auto_vacuum");
        add(all, Fate.KEPT_BY_FILE, "application_id", "default_cache_size", "encoding", "schema_version", "user_version");
        add(all, Fate.READS, "collation_list", "compile_options", "data_version", "database_list", "foreign_key_check", "foreign_key_list",
                "freelist_count", "function_list", "incremental_vacuum", "index_info", "index_list", "index_xinfo", "integrity_check",
                "module_list", "optimize", "page_count", "pragma_list", "quick_check", "shrink_memory", "table_info", "table_list",
                "table_xinfo", "wal_checkpoint");
        add(all, Fate.REFUSED, "hard_heap_limit", "soft_heap_limit", "temp_store_directory", "data_store_directory");
        return all;
    }

    private static void reset(Map<String, Pragma> all, String... namesAndValues) {
        for (String each : namesAndValues) {
            int space = each.indexOf(' ');
            String name = each.substring(0, space);
            all.put(name, new Pragma(name, Fate.RESET, each.substring(space + 1)));
        }
    }

    private static void add(Map<String, Pragma> all, Fate fate, String... names) {
        for (String name : names) {
            all.put(name, new Pragma(name, fate, null));
        }
    }

    /** The PRAGMA that a statement sets; null for one that only reads, for an unknown one and for any other statement. */
    static Pragma setBy(Compiled statement) {
        PragmaText text = PragmaText.of(statement);
        return text == null || !text.sets() ? null : ALL.get(text.name().toLowerCase(Locale.ROOT));
    }
}
