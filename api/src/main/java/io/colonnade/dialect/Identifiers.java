// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names in SQL text. A name stands bare if it is lower case and no key word, so that text stays readable and a misspelled name is an error
 * everywhere (SQLite takes an unknown name in double quotes for a string). All others are quoted.
 */
final class Identifiers {

    private static final Pattern BARE = Pattern.compile("[a-z_][a-z0-9_]*");

    /** The reserved words of the standard and of the databases we know, together: a quote too many does no harm. */
    private static final Set<String> KEY_WORDS = Set.of("""
            accessible add all alter always analyse analyze and any are array as asc asensitive asymmetric at attach authorization
            autoincrement before between bigint binary blob both by call called cascade case cast ceil change char character check clob
            collate collation column commit concurrently condition conflict connect constraint constraints continue convert create cross
            cube cume_dist current current_catalog current_date current_path current_role current_schema current_time current_timestamp
            current_user cursor database databases day_hour day_microsecond day_minute day_second dec decimal declare default deferrable
            deferred delayed delete delete_domain_id dense_rank desc describe detach deterministic distinct distinctrow div do do_domain_ids
            double drop dual dynamic each else elseif empty enclosed end escape escaped every except exclusive exists exit explain false
            fetch first_value float float4 float8 for force foreign free freeze from full fulltext function generated get glob grant group
            grouping groups having high_priority hour_microsecond hour_minute hour_second if ignore ignore_domain_ids ilike immediate in
            index indexed infile initially inner inout insensitive insert int int1 int2 int3 int4 int8 integer intersect intersection
            interval into io_after_gtids io_before_gtids is isnull iterate join json_table key keys kill lag large last_value lateral lead
            leading leave left like limit linear lines load localtime localtimestamp lock long longblob longtext loop low_priority
            master_bind master_demote_to_replica master_demote_to_slave master_ssl_verify_server_cert match materialized maxvalue mediumblob
            mediumint mediumtext middleint minus minute_microsecond minute_second mod modifies national natural nchar nclob new
            no_write_to_binlog none not nothing notnull nth_value ntile null nullif nulls numeric of offset old on only open optimize
            optimizer_costs option optionally or order out outer outfile over overlaps page_checksum parse_vcol_expr partition percent_rank
            placing portion pragma preceding precision primary procedure purge qualify raise range rank read read_write reads real recursive
            ref ref_system_id references referencing regexp reindex release rename repeat replace require reset resignal restrict return
            returning returns revoke right rlike rollback rollup row row_number rows schema schemas second_microsecond select sensitive
            separator session_user set show signal similar smallint some spatial specific sql sql_after_gtids sql_before_gtids
            sql_big_result sql_buffer_result sql_cache sql_calc_found_rows sql_no_cache sql_small_result sqlexception sqlstate sqlwarning
            ssl starting stats_auto_recalc stats_persistent stats_sample_pages stored straight_join substring symmetric sysdate system
            system_user table tables tablesample temp temporary terminated then tinyblob tinyint tinytext to top trailing transaction
            trigger trim true unbounded undo union unique unlock unnest unsigned update upper usage use user using utc_date utc_time
            utc_timestamp vacuum values varbinary varchar varcharacter variadic varying verbose virtual when whenever where while window
            with within write xor year_month zerofill
            """.strip().split("\\s+"));

    private Identifiers() {
    }

    static void append(StringBuilder sql, Dialect dialect, String name) {
        // No unit counts more than three for each char, so most names need no counting.
        int length = name.length() * 3L <= dialect.maxIdentifierLength() ? 0 : dialect.identifierLengthUnit().of(name);
        if (length > dialect.maxIdentifierLength()) {
            boolean bytes = dialect.identifierLengthUnit() == LengthUnit.BYTES;
            throw Refusal.usage("the name " + name + " has " + length + (bytes ? " bytes; " : " characters; ") + dialect.name() + " takes "
                    + dialect.maxIdentifierLength());
        }
        if (BARE.matcher(name).matches() && !KEY_WORDS.contains(name)) {
            sql.append(name);
            return;
        }
        check(dialect, name);
        String quote = String.valueOf(dialect.identifierQuote());
        sql.append(quote).append(name.replace(quote, quote + quote)).append(quote);
    }

    /** Refuses the names of columns that the database would change in a query that another one reads. */
    static void requireKept(Dialect dialect, String name, String source) {
        if (!dialect.has(Feature.BOOLEAN_WORDS_AS_NAMES) && (name.equalsIgnoreCase("true") || name.equalsIgnoreCase("false"))) {
            throw Refusal.unsupported(dialect, "a column named " + name + " in " + source + ", which the database would rename,",
                    "give it another name with as(…)");
        }
    }

    private static void check(Dialect dialect, String name) {
        if (name.isEmpty() || name.indexOf('\0') >= 0) {
            throw Refusal.usage("a name is empty or contains the character NUL");
        }
        for (int i = 0; i < name.length(); i++) {
            if (!Character.isSurrogate(name.charAt(i))) {
                continue;
            }
            int point = name.codePointAt(i);
            if (point <= Character.MAX_VALUE) {
                throw Refusal.usage("the name " + name + " has half a surrogate pair at offset " + i + "; no database takes that");
            }
            if (!dialect.has(Feature.SUPPLEMENTARY_IDENTIFIERS)) {
                throw Refusal.unsupported(dialect, "the name " + name + " with the character " + Character.getName(point),
                        "use characters up to U+FFFF in names");
            }
            i++;
        }
    }
}
