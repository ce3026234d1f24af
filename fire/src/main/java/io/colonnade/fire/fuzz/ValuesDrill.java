// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.fuzz;

import io.colonnade.Database;
import io.colonnade.DatabaseOptions;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.fire.Aftermath;
import io.colonnade.fire.Drill;
import io.colonnade.fire.Figures;
import io.colonnade.fire.Target;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.random.RandomGenerator;

/**
 * Values of any class, bound where the database has no type for them and into a column of text or bytes: stored as they are, or refused by an
 * error of a type; the one connection serves the next statement in any case, and no value stands in an error.
 */
public final class ValuesDrill implements Drill {

    private static final int PER_ROUND = 100;
    private static final int SHOWN = 40;
    private static final List<String> STATEMENTS = List.of("SELECT :v", "SELECT 1 WHERE :v IS NOT NULL", "SELECT id FROM fire_values WHERE t = :v",
            "SELECT id FROM fire_values WHERE n < :v", "INSERT INTO fire_values (id, t) VALUES (:id, :v)",
            "INSERT INTO fire_values (id, n) VALUES (:id, :v)");
    /** PostgreSQL finds no operator that compares a number with bytes, say. */
    private static final Set<ErrorKind> REFUSALS = EnumSet.of(ErrorKind.DATA, ErrorKind.VALUE_TOO_LARGE, ErrorKind.UNSUPPORTED, ErrorKind.USAGE,
            ErrorKind.SYNTAX, ErrorKind.NOT_FOUND);

    private final Target target;
    private final Aftermath before;
    private final Database database;
    private long id;

    /**
     * On a database in which it makes the table fire_values anew.
     *
     * @throws SQLException if the server cannot be asked
     */
    public ValuesDrill(Target target) throws SQLException {
        this.target = target;
        before = Aftermath.of(target);
        database = Database.open(DatabaseOptions.of(target.url()).maxSize(1).build()).join();
        database.execute("DROP TABLE IF EXISTS fire_values").join();
        database.execute("CREATE TABLE fire_values (id BIGINT NOT NULL PRIMARY KEY, t " + (target.engine().isMySqlFamily() ? "LONGTEXT" : "TEXT")
                + ", n NUMERIC(30,6))").join();
    }

    @Override
    public int perRound() {
        return PER_ROUND;
    }

    @Override
    public void round(long number, RandomGenerator random, Figures figures) {
        for (int i = 0; i < PER_ROUND; i++) {
            String sql = STATEMENTS.get(random.nextInt(STATEMENTS.size()));
            Object value = Values.random(random);
            run(sql, value, figures);
            long marker = random.nextInt();
            figures.expect(database.fetchValue("SELECT " + marker, Long.class).join().get() == marker, "another answer than the marker");
        }
        database.execute("DELETE FROM fire_values").join();
    }

    private void run(String sql, Object value, Figures figures) {
        try {
            if (sql.contains(":id")) {
                database.execute(sql, ++id, value).join();
                stored(value, sql.contains(" t)"), figures);
            } else {
                database.fetchAll(sql, value).join();
            }
            figures.count("taken");
        } catch (CompletionException failure) {
            judge(sql, value, failure.getCause(), figures);
        }
    }

    /** A text that was taken is the text that is there. */
    private void stored(Object value, boolean text, Figures figures) {
        if (text && value instanceof String given) {
            figures.expect(given.equals(database.fetchValue("SELECT t FROM fire_values WHERE id = :id", String.class, id).join().get()),
                    "a text did not come back as it was given: " + shown(given));
        }
    }

    private static void judge(String sql, Object value, Throwable failure, Figures figures) {
        if (!(failure instanceof DatabaseException error) || !REFUSALS.contains(error.kind())) {
            figures.fault(sql + " with a " + value.getClass().getSimpleName() + " " + shown(value) + " came to " + failure);
            return;
        }
        figures.count("refused");
        boolean told = value instanceof String text && text.length() > 3 && error.getMessage().contains(text);
        figures.expect(!told, "a value is told: " + error.getMessage());
    }

    private static String shown(Object value) {
        String text = value instanceof byte[] bytes ? Arrays.toString(bytes) : String.valueOf(value);
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    }

    @Override
    public void finish(Figures figures) throws SQLException {
        database.execute("DROP TABLE fire_values").join();
        database.close();
        Aftermath.expect(target, before, figures);
    }

    @Override
    public void close() {
        database.close();
    }
}
