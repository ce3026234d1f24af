// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql.sql;

import io.colonnade.sql.Condition;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Sql;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Types;
import io.colonnade.sql.VendorClause;
import java.util.Arrays;
import java.util.List;

/**
 * Search for words: {@code match(PAGES.title, PAGES.body).against("colonnade")}. Exactly these columns need a full-text index:
 * {@code Index.on(title, body).kind(FULLTEXT)}. Immutable.
 */
public final class MySqlFullText {

    /** For {@link io.colonnade.sql.Index#kind}: an index of words. */
    public static final VendorClause FULLTEXT = VendorClause.of(MySqlCall.DIALECT, "FULLTEXT", "leave kind(…) out");

    private static final String INSTEAD = "use contains(…), or what that database searches texts with";

    /** How what is searched for is read. */
    public enum Mode {
        /** As words, of which some are to be found. */
        NATURAL_LANGUAGE(""),
        /** As words with operators: {@code +must -not "a phrase" begins*}. */
        BOOLEAN(" IN BOOLEAN MODE"),
        /** As words, and a second time with those that stand in what was found best. */
        QUERY_EXPANSION(" WITH QUERY EXPANSION");

        private final String text;

        Mode(String text) {
            this.text = text;
        }
    }

    private final List<Expression<String>> columns;

    private MySqlFullText(List<Expression<String>> columns) {
        this.columns = columns;
    }

    /** For {@link io.colonnade.sql.Index#clause}: what splits texts into words, such as {@code ngram} (MySQL). */
    public static VendorClause withParser(String name) {
        return VendorClause.of(MySqlCall.DIALECT, "WITH PARSER " + MySqlTypes.checked(name, "a parser"), "leave clause(…) out");
    }

    /** The columns that are searched. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static MySqlFullText match(Expression<String>... columns) {
        if (columns.length == 0 || Arrays.asList(columns).contains(null)) {
            throw MySqlTypes.usage("match(…) takes one or more columns, and not null");
        }
        return new MySqlFullText(List.of(columns));
    }

    /** True where words of the text are found. */
    public Condition against(String text) {
        return against(text, Mode.NATURAL_LANGUAGE);
    }

    /** True where the text is found. */
    public Condition against(String text, Mode mode) {
        return against(Sql.value(text, Types.TEXT), mode);
    }

    /** True where the text, a value or a parameter, is found. */
    public Condition against(Expression<String> text, Mode mode) {
        return Sql.condition(call(text, mode, " > 0", Types.BOOLEAN));
    }

    /** How well the text is found; 0 where it is not. */
    public Expression<Double> relevance(String text, Mode mode) {
        return call(Sql.value(text, Types.TEXT), mode, "", Types.DOUBLE);
    }

    private <T> Expression<T> call(Expression<String> text, Mode mode, String behind, SqlType<T> type) {
        if (text == null || mode == null) {
            throw MySqlTypes.usage("match(…) is not against null");
        }
        StringBuilder sql = new StringBuilder("MATCH (");
        Expression<?>[] arguments = new Expression<?>[columns.size() + 1];
        for (int i = 0; i < columns.size(); i++) {
            sql.append(i == 0 ? "{" : ", {").append(i).append('}');
            arguments[i] = columns.get(i);
        }
        arguments[columns.size()] = text;
        sql.append(") AGAINST ({").append(columns.size()).append('}').append(mode.text).append(')').append(behind);
        return MySqlCall.form(sql.toString(), type, "MATCH … AGAINST", INSTEAD, arguments);
    }
}
