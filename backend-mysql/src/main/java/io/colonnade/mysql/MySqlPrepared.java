// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import com.mysql.cj.ServerPreparedQuery;
import com.mysql.cj.jdbc.ServerPreparedStatement;
import com.mysql.cj.jdbc.result.ResultSetInternalMethods;
import com.mysql.cj.result.Field;
import io.colonnade.dialect.Compiled;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A statement of the driver, the classes of values that it takes, and how its results were read last. */
final class MySqlPrepared {

    private final PreparedStatement statement;
    private final ParameterClasses classes;
    private MySqlLayout layout;
    private boolean once;

    MySqlPrepared(PreparedStatement statement, ParameterClasses classes) {
        this.statement = statement;
        this.classes = classes;
    }

    /**
     * Makes the driver read results by what the server says of each. It would take the signs of numbers from what was said when the statement
     * was prepared, although others may have changed the table since, and expect as many columns as there were then.
     */
    static PreparedStatement current(PreparedStatement prepared) {
        ((ServerPreparedQuery) ((ServerPreparedStatement) prepared).getQuery()).setResultFields(null);
        return prepared;
    }

    PreparedStatement statement() {
        return statement;
    }

    /** Whether it can be run with such values as if it had been prepared for them; the next run is with them then. */
    boolean takes(Object[] values) {
        boolean fit = !once && classes.fit(values, 0);
        if (fit) {
            classes.note(values, 0);
        }
        return fit;
    }

    /** Says that it was prepared for such values, and is run with them next. */
    void takeFirst(Object[] values) {
        once = !classes.fit(values, 0);
        classes.note(values, 0);
    }

    /** Whether it is good for the run that it was prepared for only. */
    boolean isForOneRun() {
        return once;
    }

    MySqlLayout layout(Compiled compiled, ResultSet rows) throws SQLException {
        Field[] fields = ((ResultSetInternalMethods) rows).getColumnDefinition().getFields();
        MySqlLayout.requireKnownTypes(fields);
        if (layout == null || !layout.fits(fields)) {
            layout = new MySqlLayout(compiled, rows.getMetaData(), fields);
        }
        return layout;
    }

    /** Whether the layout of its results is known, and with that that it returns some. */
    boolean hasReturnedRows() {
        return layout != null;
    }

    void close() throws SQLException {
        statement.close();
    }
}
