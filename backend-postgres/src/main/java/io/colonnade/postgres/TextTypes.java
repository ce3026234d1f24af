// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import io.colonnade.dialect.ArrayBind;
import io.colonnade.dialect.Parameter;
import io.colonnade.jdbc.JdbcColumn;
import io.colonnade.jdbc.JdbcTypes;
import io.colonnade.sql.SqlType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.BitSet;
import java.util.List;

/**
 * How values pass to one statement of SQL text, of whose parameters no type is known: text and NULL without a type, so that the server infers
 * it from the place as it does for a quoted literal; but as text where it cannot. One statement on the server thus serves both.
 */
final class TextTypes implements JdbcTypes {

    private static final JdbcTypes TYPED = PostgresJdbcTypes.INSTANCE;

    private final boolean inferred;
    private final String sql;
    private final BitSet nullChecks;
    private final TextPlaces learnt;

    /**
     * For one statement.
     *
     * @param inferred whether text goes without a type; if not, only a NULL does
     * @param nullChecks the indexes, from 0, of the placeholders directly before IS NULL
     */
    TextTypes(boolean inferred, String sql, BitSet nullChecks, TextPlaces learnt) {
        this.inferred = inferred;
        this.sql = sql;
        this.nullChecks = nullChecks;
        this.learnt = learnt;
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object value, Parameter parameter) throws SQLException {
        boolean textual = value == null || value instanceof String || value instanceof Enum<?>;
        if (parameter.type() != null || !textual && !(value instanceof ArrayBind)) {
            TYPED.bind(statement, index, value, parameter);
        } else if (value instanceof ArrayBind array) {
            list(statement, index, array, parameter);
        } else if (nullChecks.get(index - 1) || learnt.contain(sql, index - 1)) {
            text(statement, index, value, parameter);
        } else if (value instanceof String text && inferred) {
            PostgresJdbcTypes.requireText(text, index, parameter);
            statement.setObject(index, text, Types.OTHER);
        } else {
            TYPED.bind(statement, index, value, parameter);
        }
    }

    private static void text(PreparedStatement statement, int index, Object value, Parameter parameter) throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.VARCHAR);
        } else {
            TYPED.bind(statement, index, value instanceof Enum<?> constant ? constant.name() : value, parameter);
        }
    }

    private void list(PreparedStatement statement, int index, ArrayBind array, Parameter parameter) throws SQLException {
        List<?> elements = array.elements();
        if (!inferred || !elements.stream().allMatch(String.class::isInstance)) {
            TYPED.bind(statement, index, array, parameter);
            return;
        }
        for (Object element : elements) {
            PostgresJdbcTypes.requireText((String) element, index, parameter);
        }
        statement.setObject(index, ArrayElement.text(elements.toArray()), Types.OTHER);
    }

    @Override
    public Object read(ResultSet rows, int index, SqlType<?> type) throws SQLException {
        return TYPED.read(rows, index, type);
    }

    @Override
    public JdbcColumn column(ResultSetMetaData columns, int index, SqlType<?> type) throws SQLException {
        return TYPED.column(columns, index, type);
    }
}
