// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.mysql.cj.jdbc.JdbcConnection;
import io.colonnade.Database;
import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.ParamStyle;
import io.colonnade.dialect.Parameter;
import io.colonnade.dialect.StatementCache;
import io.colonnade.sql.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * The parameters that we find in a text are those that the server finds in what we make of it, and each takes the value of its name: names
 * stand among strings, quoted names, comments and operators that are full of what looks like a parameter.
 */
class PositionsOnEveryServerTest {

    /** How many texts each server prepares; {@code -Dcolonnade.positions=10000} is the full run. */
    private static final int TEXTS = Integer.getInteger("colonnade.positions", 300);

    @Test
    void theServerCountsTheSameParameters() {
        long seed = Long.getLong("colonnade.seed", new Random().nextLong());
        EveryServer.each(database -> {
            Dialect dialect = database.dialect();
            database.withConnection(connection -> {
                Connection driver = connection.unwrap(Connection.class).orElseThrow();
                Random random = new Random(seed);
                for (int i = 0; i < TEXTS; i++) {
                    TextWithNames text = new TextWithNames(dialect, random);
                    Compiled compiled = compiled(dialect, text.sql());
                    assertEquals(text.names(), compiled.parameters().stream().map(Parameter::name).toList(), text::toString);
                    assertEquals(text.names().size(), counted(dialect, driver, text.sql(), compiled), () -> "seed " + seed + ": " + text);
                }
                return CompletableFuture.completedFuture(null);
            }).join();
        });
    }

    @Test
    void eachParameterTakesTheValueOfItsName() {
        long seed = Long.getLong("colonnade.seed", new Random().nextLong());
        EveryServer.each(database -> {
            Random random = new Random(seed);
            for (int i = 0; i < TEXTS; i++) {
                TextWithNames text = new TextWithNames(database.dialect(), random);
                assertEquals(text.row(), answered(database, text), () -> "seed " + seed + ": " + text);
            }
        });
    }

    private static List<String> answered(Database database, TextWithNames text) {
        return database.fetchExactlyOne(Sql.text(text.sql()).bind(text.values())).join().toList().stream().map(String::valueOf).toList();
    }

    /** A text with the value of none of its parameters. */
    private static Compiled compiled(Dialect dialect, String sql) {
        return new StatementCache(1).compileMany(dialect, Sql.text(sql), List.of()).compiled();
    }

    /** How many parameters the server finds. */
    private static int counted(Dialect dialect, Connection driver, String sql, Compiled compiled) {
        try {
            if (dialect.name().equals("postgresql")) {
                Dialect numbered = dialect.toBuilder().paramStyle(ParamStyle.DOLLAR_NUMERIC).build();
                return countedByPostgres(driver, compiled(numbered, sql).sql());
            } else if (dialect.name().equals("mysql")) {
                try (PreparedStatement prepared = driver.unwrap(JdbcConnection.class).serverPrepareStatement(compiled.sql())) {
                    return prepared.getParameterMetaData().getParameterCount();
                }
            }
            try (PreparedStatement prepared = driver.prepareStatement(compiled.sql())) {
                return prepared.getParameterMetaData().getParameterCount();
            }
        } catch (SQLException e) {
            throw new AssertionError(compiled.sql() + ": " + e.getMessage(), e);
        }
    }

    /** The driver would count the question marks itself. */
    private static int countedByPostgres(Connection driver, String sql) throws SQLException {
        try (Statement statement = driver.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute("PREPARE colonnade_counted AS " + sql);
            try (ResultSet row = statement.executeQuery("SELECT coalesce(cardinality(parameter_types), 0) FROM pg_prepared_statements"
                    + " WHERE name = 'colonnade_counted'")) {
                row.next();
                return row.getInt(1);
            } finally {
                statement.execute("DEALLOCATE colonnade_counted");
            }
        }
    }
}
