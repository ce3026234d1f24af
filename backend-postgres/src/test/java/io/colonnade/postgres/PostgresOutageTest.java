// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import static io.colonnade.tck.cases.Calls.await;
import static io.colonnade.tck.cases.Calls.settles;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.Database;
import io.colonnade.servers.OwnServer;
import io.colonnade.servers.PostgresServer;
import io.colonnade.tck.cases.OutageTestCase;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostgresOutageTest extends OutageTestCase {

    @Override
    protected OwnServer startServer() {
        return PostgresServer.start(PostgresServer.NEWEST);
    }

    @Override
    protected String options() {
        return "&application_name=outage";
    }

    @Override
    protected void endSessions(Database admin) {
        await(admin.fetchAll("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'outage'"));
        settles(() -> processes(admin).isEmpty());
    }

    /** A setting that is reloaded is told to idle connections too, unasked: they are as good as before. */
    @Test
    void connectionsThatWereToldSomethingServeOn() {
        try (Database admin = await(Database.open(server().url()))) {
            List<Integer> before = processes(admin);
            await(admin.execute("ALTER SYSTEM SET DateStyle = 'ISO, DMY'"));
            await(admin.fetchAll("SELECT pg_reload_conf()"));
            for (int i = 0; i < 40; i++) {
                await(db().execute("INSERT INTO kept VALUES (:id)", i));
            }
            assertEquals(before, processes(admin));
            await(admin.execute("ALTER SYSTEM RESET DateStyle"));
            await(admin.fetchAll("SELECT pg_reload_conf()"));
        }
    }

    private static List<Integer> processes(Database admin) {
        return await(admin.fetchAll("SELECT pid FROM pg_stat_activity WHERE application_name = 'outage' ORDER BY pid")).stream()
                .map(row -> row.get(0, Integer.class)).toList();
    }
}
