// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.soak;

import io.colonnade.fire.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Changes the table again and again from a connection of the plain driver, as a deployment beside the program would. */
final class Beside implements AutoCloseable {

    private static final List<String> CHANGES = List.of("ALTER TABLE fire_soak ADD COLUMN extra VARCHAR(40)",
            "CREATE INDEX fire_soak_name ON fire_soak (name)", "ALTER TABLE fire_soak DROP COLUMN extra");
    private static final long PAUSE_MILLIS = 300;

    private final Target target;
    private final Thread thread = new Thread(this::change, "fire DDL");
    private volatile boolean stopped;
    private volatile int changes;
    private volatile SQLException failure;

    Beside(Target target) {
        this.target = target;
        thread.start();
    }

    private void change() {
        String dropIndex = "DROP INDEX fire_soak_name" + (target.engine().isMySqlFamily() ? " ON fire_soak" : "");
        try (Connection connection = target.truth(); Statement statement = connection.createStatement()) {
            while (!stopped) {
                for (String change : CHANGES) {
                    statement.execute(change);
                    changes++;
                }
                statement.execute(dropIndex);
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (SQLException refused) {
            failure = refused;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    int changes() {
        return changes;
    }

    /**
     * Ends it.
     *
     * @throws SQLException if the table could not be changed
     */
    @Override
    public void close() throws SQLException {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            throw failure;
        }
    }
}
