// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.bank;

import io.colonnade.fire.Target;
import io.colonnade.servers.OwnServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Does to the server what a {@link Fault} says. */
final class Striker {

    private static final int LONGEST_OUTAGE_MILLIS = 500;
    private static final int TWICE_OF = 4;
    private static final int LONGEST_PAUSE_MILLIS = 2_500;

    private final Target target;
    private final OwnServer server;

    /**
     * Of a database.
     *
     * @param server null where it is the user's own
     */
    Striker(Target target, OwnServer server) {
        this.target = target;
        this.server = server;
    }

    /** Strikes; gives the instant from which on the server accepts connections again, as {@link System#nanoTime} counts. */
    long strike(Fault fault, RandomGenerator random) throws SQLException, InterruptedException {
        return switch (fault) {
            case SERVER_KILLED -> {
                server.crash();
                TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_OUTAGE_MILLIS));
                long back = server.startAgain();
                if (random.nextInt(TWICE_OF) == 0) {
                    // While everybody connects.
                    server.crash();
                    back = server.startAgain();
                }
                yield back;
            }
            case SERVER_RESTARTED -> {
                server.stop();
                TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_OUTAGE_MILLIS));
                yield server.startAgain();
            }
            case SERVER_PAUSED -> {
                server.pause();
                try {
                    TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
                } finally {
                    server.resume();
                }
                yield System.nanoTime();
            }
            case SESSIONS_ENDED -> {
                endSessions(random);
                yield System.nanoTime();
            }
            case BACKEND_KILLED -> {
                List<Long> sessions = sessions(random);
                server.killBackend(sessions.get(0));
                yield server.awaitAccepting();
            }
        };
    }

    /** Some of them. */
    private void endSessions(RandomGenerator random) throws SQLException {
        List<Long> sessions = sessions(random);
        try (Connection truth = target.truth(); Statement statement = truth.createStatement()) {
            for (long session : sessions.subList(0, 1 + random.nextInt(sessions.size()))) {
                end(statement, session);
            }
        }
    }

    private void end(Statement statement, long session) {
        try {
            statement.execute(target.engine().isMySqlFamily() ? "KILL CONNECTION " + session : "SELECT pg_terminate_backend(" + session + ")");
        } catch (SQLException ended) {
            // It was faster.
        }
    }

    /** All that are there, in a random order. */
    private List<Long> sessions(RandomGenerator random) throws SQLException {
        List<Long> sessions = new ArrayList<>();
        try (Connection truth = target.truth(); Statement statement = truth.createStatement();
             ResultSet rows = statement.executeQuery(target.engine().isMySqlFamily()
                     ? "SELECT id FROM information_schema.processlist WHERE id <> connection_id() AND user NOT IN ('system user', 'event_scheduler')"
                     : "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()")) {
            while (rows.next()) {
                sessions.add(rows.getLong(1));
            }
        }
        Collections.shuffle(sessions, new Random(random.nextLong()));
        return sessions;
    }
}
