// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import io.colonnade.dialect.SqlTokens;
import java.util.Set;

/**
 * Tells from the tokens of a query or of a change of data whether it may leave something behind in the session that the server does not
 * report, so that only those cost a reset: by a function that it calls, of which all but the well-known ones are suspected, or by a temporary
 * table that it makes. For one thread.
 */
final class SessionChanges {

    /** What may stand in front of a parenthesis and changes no session: keywords, and functions of the server's own. */
    private static final Set<String> HARMLESS = Set.of("""
            all and any array as between bit by case cast char conflict decimal distinct else except exists extract filter float from
            group having in intersect interval into join key lateral like limit not nothing numeric offset on or order over partition
            returning row select set some then time timestamp union using values varchar when where window with within
            cube escape grouping ilike materialized rollup sets similar to
            abs array_agg avg bool_and bool_or btrim cardinality ceil ceiling char_length character_length coalesce concat concat_ws
            count date_part date_trunc dense_rank first_value floor gen_random_uuid generate_series greatest jsonb_agg jsonb_build_array
            jsonb_build_object json_agg json_build_array json_build_object lag last_value lead least left length lower lpad ltrim make_date
            max md5 min mod now nullif octet_length pg_sleep pg_typeof position power random rank repeat replace right round row_number
            rpad rtrim sign split_part sqrt string_agg strpos substr substring sum to_char to_date to_number to_timestamp trim trunc unnest
            upper version
            akeys array_to_string avals hstore jsonb_array_elements jsonb_array_elements_text jsonb_array_length jsonb_each
            jsonb_each_text jsonb_insert jsonb_object_agg jsonb_path_exists jsonb_path_match jsonb_path_query jsonb_path_query_array
            jsonb_path_query_first jsonb_pretty jsonb_set jsonb_strip_nulls jsonb_typeof phraseto_tsquery plainto_tsquery regexp_match
            regexp_replace regexp_split_to_array setweight string_to_array strip to_jsonb to_tsquery to_tsvector ts_headline ts_rank
            ts_rank_cd tsquery_phrase websearch_to_tsquery
            age array_append array_cat array_length array_lower array_position array_positions array_prepend array_remove array_replace
            array_upper ascii bit_and bit_length bit_or cbrt chr clock_timestamp corr cos covar_pop covar_samp cume_dist current_schema
            current_setting date_bin daterange decode degrees div encode every exp format host initcap int4range int8range isempty
            isfinite json_array_elements json_array_length json_each json_object_agg json_typeof jsonb_object_keys justify_days
            justify_hours ln log make_interval make_time make_timestamp make_timestamptz masklen mode nextval nth_value ntile numrange
            percent_rank percentile_cont percentile_disc pg_backend_pid pi radians range_agg range_merge regexp_count regexp_instr
            regexp_like regexp_matches regexp_split_to_table regexp_substr reverse row_to_json scale sha256 sin starts_with
            statement_timestamp stddev stddev_pop stddev_samp string_to_table tan to_hex to_json to_regclass to_regtype
            transaction_timestamp translate tsrange tstzrange var_pop var_samp variance width_bucket
            """.strip().split("\\s+"));

    private boolean possible;
    /** The name behind which a parenthesis would make it a call; null if there is none. */
    private String name;
    private boolean dotted;
    private boolean qualified;
    /** A name that is declared, such as that of the table of an INSERT, has its columns in parentheses. */
    private boolean declared;
    private boolean declares;
    private String schema;
    private boolean changesData;

    /** Whether it may, as far as the tokens were read. */
    boolean possible() {
        return possible;
    }

    /** Takes the next token. */
    void accept(SqlTokens tokens) {
        if (tokens.isWord() || tokens.isQuotedName()) {
            name(tokens);
        } else {
            other(tokens);
        }
    }

    private void name(SqlTokens tokens) {
        boolean keyword = tokens.isWord() && !dotted;
        if (keyword && tokens.is("into")) {
            possible |= !changesData;
        }
        changesData = keyword && (tokens.is("insert") || tokens.is("merge"));
        declared = declares || dotted && declared;
        declares = keyword && (tokens.is("into") || tokens.is("as") || tokens.is("with") || tokens.is("recursive"));
        qualified = dotted;
        dotted = false;
        name = tokens.name();
    }

    private void other(SqlTokens tokens) {
        if (tokens.is('.') && name != null) {
            schema = name;
            dotted = true;
            name = null;
            return;
        }
        if (tokens.is('(') && name != null && !declared) {
            boolean own = !qualified || schema.equals("pg_catalog");
            possible |= !own || !HARMLESS.contains(name);
        }
        forget();
    }

    private void forget() {
        name = null;
        dotted = false;
        qualified = false;
        declared = false;
        declares = false;
        changesData = false;
    }
}
