// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite.sql;

import io.colonnade.sql.Column;
import io.colonnade.sql.Condition;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Precedence;
import io.colonnade.sql.Sql;
import io.colonnade.sql.Table;
import io.colonnade.sql.Types;
import io.colonnade.sql.VendorExpression;
import io.colonnade.sql.VendorStatement;

/**
 * Search for words by FTS5: a table of texts that is an index of their words. It is declared like any table, with text columns and no key,
 * created with {@link #createTable}, and written to by inserts, updates and deletes. All other databases refuse it.
 */
public final class SqliteFullText {

    private static final String INSTEAD = "use what that database searches texts with";

    private SqliteFullText() {
    }

    /**
     * CREATE VIRTUAL TABLE … USING fts5, with the table's columns.
     *
     * @param options more of its arguments, such as {@code tokenize = 'porter unicode61'}. Never text of a user
     */
    public static VendorStatement createTable(Table table, String... options) {
        VendorStatement create = VendorStatement.of(SqliteOnly.DIALECT, "CREATE VIRTUAL TABLE", INSTEAD).words("CREATE VIRTUAL TABLE ")
                .name(SqliteOnly.required(table, "the table of createTable").schema().orElse(null), table.name()).words(" USING fts5 (");
        String separator = "";
        for (Column<?> column : table.columns()) {
            if (column.type().javaType() != String.class || column.isPrimaryKey()) {
                throw SqliteOnly.usage("column " + column + " of a table of texts is no text, or a key");
            }
            create = create.words(separator).name(column.name());
            separator = ", ";
        }
        for (String option : options) {
            create = create.words(", " + SqliteOnly.required(option, "an option of table " + table));
        }
        return create.words(")");
    }

    /** True where any column has what is searched for, in the syntax of FTS5: {@code word}, {@code "a phrase"}, {@code begin*}, AND, OR, NOT. */
    public static Condition matches(Table table, String query) {
        return match(SqliteOnly.hidden(table, table.name(), Types.TEXT), query);
    }

    /** True where the column has what is searched for. */
    public static Condition matches(Column<String> column, String query) {
        return match(column, query);
    }

    /** How well a row matches; the best is the smallest number. For selects with {@link #matches}. */
    public static Expression<Double> rank(Table table) {
        return only(SqliteOnly.hidden(table, "rank", Types.DOUBLE), "rank");
    }

    /** The number by which a row of the table is found, for joins with the table that the texts are of. */
    public static Expression<Long> rowId(Table table) {
        return only(SqliteOnly.hidden(table, "rowid", Types.BIGINT), "rowid");
    }

    /** The text of a column with marks around what was found. For selects with {@link #matches}. */
    public static Expression<String> highlight(Column<String> column, String before, String behind) {
        Table table = SqliteOnly.required(column, "the column of highlight").table();
        return SqliteOnly.call("highlight", Types.TEXT, INSTEAD, SqliteOnly.hidden(table, table.name(), Types.TEXT),
                Sql.value(table.columns().indexOf(column)), Sql.value(before), Sql.value(behind));
    }

    private static Condition match(Expression<String> left, String query) {
        return Sql.condition(new VendorExpression<>(SqliteOnly.DIALECT, Sql.infix("MATCH", Precedence.OTHER,
                SqliteOnly.required(left, "what is searched"), Sql.value(query, Types.TEXT), Types.BOOLEAN), INSTEAD));
    }

    private static <T> Expression<T> only(Expression<T> column, String label) {
        return new VendorExpression<>(SqliteOnly.DIALECT, column, label, INSTEAD);
    }
}
