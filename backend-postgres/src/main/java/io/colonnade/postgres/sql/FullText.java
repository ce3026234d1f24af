// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres.sql;

import io.colonnade.sql.Expression;
import io.colonnade.sql.Sql;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Types;
import java.util.regex.Pattern;

/**
 * PostgreSQL's full-text search, as in {@code toTsVector("english", NOTES.text).matches(websearchToTsQuery("english", "cats -dogs"))}; made
 * to be
 * imported statically. It is explained in the chapter "Full Text Search" of PostgreSQL's documentation.
 *
 * <p>A configuration ({@code english}, {@code simple}) is part of the SQL text, so that an index on {@code toTsVector("english", …)} is
 * found; it
 * is the program's own word, never a user's. Without one, the server's setting {@code default_text_search_config} holds, and no index can
 * be.
 * Queries are bound values, and may be a user's; only {@link #toTsQuery} refuses some of them.
 *
 * <p>A column that keeps documents has the type {@link PostgresTypes#TSVECTOR}, and is best computed:
 * {@code column("words", TSVECTOR, computed(toTsVector("english", text), Computed.STORED))}.
 *
 * <p>All other databases refuse it with an error of kind UNSUPPORTED. Null is refused with a {@link io.colonnade.error.UsageException}.
 */
public final class FullText {

    static final String INSTEAD = "use containsIgnoreCase(…), or that database's own search with function(…) and fragment(…)";

    private static final Pattern CONFIGURATION = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)?");

    private FullText() {
    }

    /** A document that is there, such as a column, with the operators of full-text search. */
    public static TsVector tsVector(Expression<String> document) {
        return new TsVector(document);
    }

    /** A query that is there, such as a column, with the operators of full-text search. */
    public static TsQuery tsQuery(Expression<String> query) {
        return new TsQuery(query);
    }

    /** A text as a document: {@code to_tsvector}. */
    public static TsVector toTsVector(String configuration, Expression<String> text) {
        return new TsVector(call("to_tsvector", PostgresTypes.TSVECTOR, configuration, text));
    }

    /** A text as a document, by the server's default configuration. */
    public static TsVector toTsVector(Expression<String> text) {
        return new TsVector(call("to_tsvector", PostgresTypes.TSVECTOR, text));
    }

    /** A query of words with {@code &}, {@code |}, {@code !} and {@code <->}; the server refuses any other: {@code to_tsquery}. */
    public static TsQuery toTsQuery(String configuration, String query) {
        return toTsQuery(configuration, Operands.text(query, "the query of to_tsquery"));
    }

    /** As {@link #toTsQuery(String, String)}. */
    public static TsQuery toTsQuery(String configuration, Expression<String> query) {
        return query("to_tsquery", configuration, query);
    }

    /** A query for all words of a text: {@code plainto_tsquery}. */
    public static TsQuery plainToTsQuery(String configuration, String query) {
        return plainToTsQuery(configuration, Operands.text(query, "the query of plainto_tsquery"));
    }

    /** As {@link #plainToTsQuery(String, String)}. */
    public static TsQuery plainToTsQuery(String configuration, Expression<String> query) {
        return query("plainto_tsquery", configuration, query);
    }

    /** A query for the words of a text one behind the other: {@code phraseto_tsquery}. */
    public static TsQuery phraseToTsQuery(String configuration, String query) {
        return phraseToTsQuery(configuration, Operands.text(query, "the query of phraseto_tsquery"));
    }

    /** As {@link #phraseToTsQuery(String, String)}. */
    public static TsQuery phraseToTsQuery(String configuration, Expression<String> query) {
        return query("phraseto_tsquery", configuration, query);
    }

    /** A query as people write it, with quotes, {@code or} and {@code -}; nothing is an error: {@code websearch_to_tsquery}. */
    public static TsQuery websearchToTsQuery(String configuration, String query) {
        return websearchToTsQuery(configuration, Operands.text(query, "the query of websearch_to_tsquery"));
    }

    /** As {@link #websearchToTsQuery(String, String)}. */
    public static TsQuery websearchToTsQuery(String configuration, Expression<String> query) {
        return query("websearch_to_tsquery", configuration, query);
    }

    /** How well a document answers a query, by how often its words occur and by their weights: {@code ts_rank}. */
    public static Expression<Float> tsRank(TsVector document, TsQuery query) {
        return call("ts_rank", Types.REAL, document, query);
    }

    /** The same in relation to the document's length, by the sum of the server's flags: {@code ts_rank}. */
    public static Expression<Float> tsRank(TsVector document, TsQuery query, int normalization) {
        return call("ts_rank", Types.REAL, document, query, Sql.value(normalization));
    }

    /** How well a document answers a query, by how close to each other its words stand too: {@code ts_rank_cd}. */
    public static Expression<Float> tsRankCd(TsVector document, TsQuery query) {
        return call("ts_rank_cd", Types.REAL, document, query);
    }

    /** The same in relation to the document's length, by the sum of the server's flags: {@code ts_rank_cd}. */
    public static Expression<Float> tsRankCd(TsVector document, TsQuery query, int normalization) {
        return call("ts_rank_cd", Types.REAL, document, query, Sql.value(normalization));
    }

    /** A part of a text with the answers in {@code <b>}; what else the text holds is not escaped: {@code ts_headline}. */
    public static Expression<String> tsHeadline(String configuration, Expression<String> text, TsQuery query) {
        return call("ts_headline", Types.TEXT, configuration, text, query);
    }

    /** The same with options, such as {@code StartSel=[, StopSel=], MaxWords=20}. */
    public static Expression<String> tsHeadline(String configuration, Expression<String> text, TsQuery query, String options) {
        return call("ts_headline", Types.TEXT, configuration, text, query, Operands.text(options, "the options of ts_headline"));
    }

    private static TsQuery query(String function, String configuration, Expression<String> query) {
        return new TsQuery(call(function, PostgresTypes.TSQUERY, configuration, query));
    }

    private static <T> Expression<T> call(String function, SqlType<T> type, String configuration, Expression<?>... arguments) {
        if (!CONFIGURATION.matcher(Operands.required(configuration, "the configuration of " + function)).matches()) {
            throw Operands.usage("the configuration of " + function + " is the name of one, such as english, with a schema and a dot in front of "
                    + "it where needed, not \"" + configuration + "\"");
        }
        Expression<?>[] all = new Expression<?>[arguments.length + 1];
        all[0] = constant("'" + configuration + "'::regconfig");
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return call(function, type, all);
    }

    private static <T> Expression<T> call(String function, SqlType<T> type, Expression<?>... arguments) {
        return Only.call(function, type, INSTEAD, arguments);
    }

    /** A constant of a type for which the server takes no parameter. */
    static Expression<String> constant(String text) {
        return Only.fragment(text, Types.TEXT, INSTEAD);
    }
}
