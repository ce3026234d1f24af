// SPDX-License-Identifier: Apache-2.0
package com.example.h2;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.Dialect;
import io.colonnade.jdbc.JdbcErrors;
import io.colonnade.jdbc.JdbcSession;
import io.colonnade.jdbc.JdbcStatement;
import io.colonnade.jdbc.JdbcTypes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

// snippet: h2-session
/**
 * One connection to H2.
 *
 * @param connection the driver's connection
 * @param dialect what this H2 can do
 */
record H2Session(Connection connection, Dialect dialect) implements JdbcSession {

    static H2Session of(Connection connection) throws SQLException {
        String version = connection.getMetaData().getDatabaseProductVersion().split(" ")[0];
        return new H2Session(connection, H2Dialect.ASSUMED.toBuilder().server("H2", version).build());
    }

    @Override
    public JdbcTypes types() {
        return H2Types.INSTANCE;
    }

    @Override
    public JdbcErrors errors() {
        return H2Errors.INSTANCE;
    }
    // end

    // snippet: h2-statements
    /** A temporary table belongs to its connection everywhere; H2 shows it to all unless it is called LOCAL. */
    @Override
    public JdbcStatement prepare(Compiled given) throws SQLException {
        String sql = given.sql().replaceFirst("(?i)^\\s*CREATE\\s+TEMP(ORARY)?\\s", "CREATE LOCAL TEMPORARY ");
        return JdbcSession.super.prepare(sql.equals(given.sql()) ? given
                : new Compiled(sql, given.kind(), given.readOnly(), given.parameters(), given.resultColumns(), given.returnsKeys()));
    }

    /** Temporary tables would live as long as the connection. */
    @Override
    public void reset(boolean thorough) throws SQLException {
        JdbcSession.super.reset(thorough);
        if (thorough) {
            List<String> drops = new ArrayList<>();
            try (Statement statement = connection.createStatement()) {
                ResultSet tables = statement.executeQuery("SELECT 'DROP TABLE ' || quote_ident(table_schema) || '.'"
                        + " || quote_ident(table_name) FROM information_schema.tables WHERE table_type = 'LOCAL TEMPORARY'");
                while (tables.next()) {
                    drops.add(tables.getString(1));
                }
                for (String drop : drops) {
                    statement.execute(drop);
                }
            }
        }
    }
    // end
}
