// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import io.colonnade.dialect.ArrayBind;
import io.colonnade.dialect.Parameter;
import io.colonnade.jdbc.JdbcColumn;
import io.colonnade.jdbc.JdbcTypes;
import io.colonnade.sql.Json;
import io.colonnade.sql.SqlType;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.postgresql.util.PGobject;

/**
 * How values pass to one statement of SQL text, of whose parameters no type is known: text and NULL without a type, so that the server infers
 * it from the place as it does for a quoted literal; but as text where it cannot. One statement on the server thus serves both.
 *
 * <p>A statement that is prepared on the server keeps what was inferred, though another session may change the columns. Where text was inferred
 * as text, that ends in an error, if it matters, and not in another value; such a statement may stay prepared, and no other. The server is
 * asked once, before the driver would prepare it there.
 */
final class TextTypes implements JdbcTypes {

    private static final JdbcTypes TYPED = PostgresJdbcTypes.INSTANCE;
    /** With this run of a statement the driver prepares it on the server: the default of its prepareThreshold. */
    private static final int PREPARED_RUN = 5;
    private static final Set<String> TEXT = Set.of("text", "varchar", "_text", "_varchar");

    private enum Inferred { UNKNOWN, AS_TEXT, OTHERWISE }

    private final boolean inferred;
    private final String sql;
    private final BitSet nullChecks;
    private final TextPlaces learnt;
    private final BitSet untyped = new BitSet();
    private Inferred as = Inferred.UNKNOWN;
    private int runs;
    private int changesBefore;
    private boolean portal;
    private boolean carried;
    /** With other classes of values the driver prepares a statement anew, so that it is not stale. */
    private int classes;
    private int classesBefore;
    private boolean otherClasses;
    private boolean bound;

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

    /** The statement is prepared anew by the driver. */
    void prepared() {
        runs = 0;
        changesBefore = learnt.changes();
        untyped.clear();
        carried = false;
        as = as == Inferred.OTHERWISE ? as : Inferred.UNKNOWN;
    }

    /** The statement runs as a stream, for which the driver prepares it on the server at once. */
    void streamed() {
        portal = true;
    }

    /** Whether it was prepared by an earlier run, with types that need not be those of today. */
    boolean mayBeStale() {
        return carried && !otherClasses && classes == classesBefore;
    }

    /**
     * Whether what was inferred when it was prepared may hold still. The server keeps a parameter text, and compares text, though its column is
     * one of {@code citext} or {@code char(n)} now, and says nothing of it.
     */
    boolean isCurrent() {
        return untyped.isEmpty() || changesBefore == learnt.changes();
    }

    /** Whether it may stay prepared after the run that has ended. */
    boolean stays() {
        boolean unprepared = !portal && runs < (as == Inferred.OTHERWISE ? PREPARED_RUN - 1 : PREPARED_RUN);
        carried = untyped.isEmpty() || as == Inferred.AS_TEXT || unprepared;
        portal = false;
        bound = false;
        otherClasses = false;
        classesBefore = classes;
        return carried;
    }

    private void begin(PreparedStatement statement) throws SQLException {
        otherClasses |= bound && classes != classesBefore;
        bound = true;
        classes = 1;
        runs++;
        if (as == Inferred.UNKNOWN && runs >= PREPARED_RUN && !untyped.isEmpty()) {
            ParameterMetaData types = statement.getParameterMetaData();
            as = untyped.stream().allMatch(index -> TEXT.contains(typeName(types, index + 1))) ? Inferred.AS_TEXT : Inferred.OTHERWISE;
        }
    }

    private static String typeName(ParameterMetaData types, int index) {
        try {
            return types.getParameterTypeName(index);
        } catch (SQLException unknown) {
            return "";
        }
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object value, Parameter parameter) throws SQLException {
        if (index == 1) {
            begin(statement);
        }
        classes = 31 * classes + (value == null || value instanceof String ? 0 : value.getClass().hashCode());
        boolean textual = value == null || value instanceof String || value instanceof Enum<?>;
        if (parameter.type() == null && value instanceof Json json && takesText(index)) {
            json(statement, index, json, parameter);
        } else if (parameter.type() == null && PostgresJdbcTypes.isOwn(value) && takesText(index)) {
            text(statement, index, value.toString(), parameter);
        } else if (parameter.type() != null || !textual && !(value instanceof ArrayBind)) {
            TYPED.bind(statement, index, value, parameter);
        } else if (value instanceof ArrayBind array) {
            list(statement, index, array, parameter);
        } else if (takesText(index)) {
            text(statement, index, value, parameter);
        } else if (value instanceof String text && inferred) {
            leaveUntyped(index);
            PostgresJdbcTypes.requireText(text, index, parameter);
            statement.setObject(index, text, Types.OTHER);
        } else {
            TYPED.bind(statement, index, value, parameter);
        }
    }

    /** Whether the server could not infer the type there. */
    private boolean takesText(int index) {
        return nullChecks.get(index - 1) || learnt.contain(sql, index - 1);
    }

    /** Where text is text, a document is a json, which keeps it as it is written. */
    private static void json(PreparedStatement statement, int index, Json json, Parameter parameter) throws SQLException {
        PostgresJdbcTypes.requireText(json.text(), index, parameter);
        PGobject document = new PGobject();
        document.setType("json");
        document.setValue(json.text());
        statement.setObject(index, document);
    }

    /** One that had a type before is inferred only now, in a statement that is prepared anew with this very run. */
    private void leaveUntyped(int index) {
        if (!untyped.get(index - 1)) {
            untyped.set(index - 1);
            as = as == Inferred.AS_TEXT ? Inferred.UNKNOWN : as;
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
        leaveUntyped(index);
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
