// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.LexicalRules;
import io.colonnade.jdbc.BulkInsert;
import io.colonnade.jdbc.SqlText;
import io.colonnade.sql.SqlType;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.List;
import org.postgresql.jdbc.PgConnection;

/**
 * A plain insert with one array for each column in place of one placeholder for each value: {@code INSERT INTO … SELECT * FROM unnest(…)}. The
 * server plans one small statement, and there is no limit of parameters. A savepoint, sent along with it, undoes it where a row is refused or
 * a trigger makes other counts.
 */
final class UnnestInsert implements BulkInsert {

    private static final String SAVEPOINT = "colonnade_rows";
    private static final String BASE = "WITH RECURSIVE base AS (SELECT typbasetype FROM pg_type WHERE oid = ?::regtype UNION ALL "
            + "SELECT t.typbasetype FROM pg_type t JOIN base b ON t.oid = b.typbasetype WHERE t.typtype = 'd') "
            + "SELECT CASE n.nspname WHEN 'pg_catalog' THEN t.typname ELSE format('\"%s\".\"%s\"', replace(n.nspname, '\"', '\"\"'), "
            + "replace(t.typname, '\"', '\"\"')) END FROM base b JOIN pg_type t ON t.oid = b.typbasetype "
            + "JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.typtype NOT IN ('d', 'c') AND t.typcategory <> 'A'";
    /** Bounds the size of one message. */
    private static final int MOST_ROWS = 8_192;

    private final PgConnection connection;
    private final String[] types;
    /** Whether one value of text would go to the column without a type: what would be refused by itself must not pass in an array. */
    private final boolean[] untyped;
    private final String insert;
    private final PreparedStatement first;
    /** For what does not fit into the first; null until there was so much. */
    private PreparedStatement further;

    private UnnestInsert(PgConnection connection, String[] types, boolean[] untyped, String insert) throws SQLException {
        this.connection = connection;
        this.types = types;
        this.untyped = untyped;
        this.insert = insert;
        first = connection.prepareStatement("SAVEPOINT " + SAVEPOINT + "; " + insert);
    }

    /**
     * Null if it is no plain insert, or a column has a type of which there are no arrays to be had.
     *
     * @param inferred whether text that is bound to SQL text goes without a type
     */
    static UnnestInsert of(PgConnection connection, LexicalRules rules, Compiled compiled, boolean inferred) throws SQLException {
        String head = SqlText.insertHead(rules, compiled);
        if (head == null) {
            return null;
        }
        String[] types = new String[compiled.parameters().size()];
        boolean[] untyped = new boolean[types.length];
        StringBuilder sql = new StringBuilder(head).append(" SELECT * FROM unnest(");
        try (PreparedStatement described = connection.prepareStatement(compiled.sql())) {
            ParameterMetaData parameters = described.getParameterMetaData();
            for (int i = 0; i < types.length; i++) {
                SqlType<?> given = compiled.parameters().get(i).type();
                untyped[i] = given == null ? inferred : PostgresJdbcTypes.isVendor(given);
                int kind = parameters.getParameterType(i + 1);
                types[i] = parameters.getParameterTypeName(i + 1);
                if (kind == Types.DISTINCT) {
                    types[i] = base(connection, types[i]);
                }
                if (types[i] == null || !ArrayElement.has(types[i], kind)) {
                    return null;
                }
                sql.append(i == 0 ? "?::" : ", ?::").append(ArrayElement.quoted(types[i])).append("[]");
            }
        }
        return new UnnestInsert(connection, types, untyped, sql.append(')').toString());
    }

    /** The type of which a domain takes some values, as the driver names it; null if there are no arrays of that. */
    private static String base(PgConnection connection, String domain) throws SQLException {
        try (PreparedStatement asked = connection.prepareStatement(BASE)) {
            asked.setString(1, ArrayElement.quoted(domain));
            try (ResultSet base = asked.executeQuery()) {
                return base.next() ? base.getString(1) : null;
            }
        }
    }

    @Override
    public boolean insert(List<Object[]> rows) throws SQLException {
        if (!accepted(rows)) {
            return false;
        }
        boolean done = false;
        try {
            done = insertAll(rows);
        } catch (SQLException failure) {
            if (!isRefusalOfARow(failure)) {
                throw failure;
            }
        }
        if (!done) {
            command("ROLLBACK TO SAVEPOINT " + SAVEPOINT);
        }
        command("RELEASE SAVEPOINT " + SAVEPOINT);
        return done;
    }

    private boolean accepted(List<Object[]> rows) {
        for (Object[] row : rows) {
            for (int i = 0; i < types.length; i++) {
                if (!ArrayElement.accepts(types[i], row[i], untyped[i])) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean insertAll(List<Object[]> rows) throws SQLException {
        int count = Math.min(rows.size(), MOST_ROWS);
        bind(first, rows.subList(0, count));
        first.execute();
        first.getMoreResults();
        boolean done = first.getUpdateCount() == count;
        for (int from = count; done && from < rows.size(); from += count) {
            count = Math.min(rows.size() - from, MOST_ROWS);
            if (further == null) {
                further = connection.prepareStatement(insert);
            }
            bind(further, rows.subList(from, from + count));
            done = further.executeUpdate() == count;
        }
        return done;
    }

    private void bind(PreparedStatement statement, List<Object[]> rows) throws SQLException {
        for (int column = 0; column < types.length; column++) {
            Object[] elements = ArrayElement.array(types[column], rows.size());
            for (int row = 0; row < elements.length; row++) {
                elements[row] = ArrayElement.of(types[column], rows.get(row)[column]);
            }
            if (ArrayElement.isTextual(types[column])) {
                // Not by the driver's arrays: it remembers the numbers of types that were dropped and created anew.
                statement.setObject(column + 1, ArrayElement.text(elements), Types.OTHER);
            } else {
                statement.setArray(column + 1, connection.createArrayOf(types[column], elements));
            }
        }
    }

    private void command(String sql) throws SQLException {
        try (Statement command = connection.createStatement()) {
            command.execute(sql);
        }
    }

    private static boolean isRefusalOfARow(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        return state.startsWith("22") || state.startsWith("23") || state.startsWith("P0");
    }

    @Override
    public void close() throws SQLException {
        first.close();
        if (further != null) {
            further.close();
        }
    }
}
