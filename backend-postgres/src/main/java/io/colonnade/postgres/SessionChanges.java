// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.StatementKind;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells which statements may leave something behind in the session, so that only those cost a reset. A query or a change of data can do so
 * only by a function that it calls; all but the well-known ones are suspected. For one thread.
 */
final class SessionChanges {

    private static final int MOST_KEPT = 512;

    /** What may be a call: a name in front of a parenthesis. */
    private static final Pattern CALL = Pattern.compile("([\\p{L}_][\\p{L}\\p{N}_$]*)?(\")?\\s*\\(");
    private static final Pattern TARGET = Pattern.compile("\\binto\\s+[\\p{L}\\p{N}_$.\"]+\\s*\\(");

    private static final Set<String> HARMLESS = Set.of("""
            all and any array as between bit by case cast char conflict decimal distinct else except exists extract filter float from
            group having in intersect interval into join key lateral like limit not nothing numeric offset on or order over partition
            returning row select set some then time timestamp union using values varchar when where window with within
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
            """.strip().split("\\s+"));

    private final Map<Compiled, Boolean> known = new HashMap<>();
    /** Loops run the same statement. */
    private Compiled last;
    private boolean lastAnswer;

    /** Whether the statement may change the session. */
    boolean possible(Compiled statement) {
        if (statement.readOnly()) {
            return false;
        }
        if (statement.kind() == StatementKind.OTHER || statement.kind() == StatementKind.DDL) {
            return true;
        }
        if (statement == last) {
            return lastAnswer;
        }
        Boolean answer = known.get(statement);
        if (answer == null) {
            answer = callsUnknown(statement.sql());
            if (known.size() == MOST_KEPT) {
                known.clear();
            }
            known.put(statement, answer);
        }
        last = statement;
        lastAnswer = answer;
        return answer;
    }

    static boolean callsUnknown(String sql) {
        String text = TARGET.matcher(sql.toLowerCase(Locale.ROOT)).replaceAll("into (");
        Matcher call = CALL.matcher(text);
        while (call.find()) {
            if (call.group(2) != null || call.group(1) != null && !HARMLESS.contains(call.group(1))) {
                return true;
            }
        }
        return false;
    }
}
