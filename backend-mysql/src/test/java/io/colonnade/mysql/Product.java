// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import io.colonnade.Connection;
import io.colonnade.Database;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.servers.MariaDbServer;
import io.colonnade.servers.MySqlServer;
import io.colonnade.servers.ServerUnavailableException;
import io.colonnade.servers.TestServer;
import io.colonnade.tck.cases.Calls;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;

/** The servers that all tests share, and what the tests do with them. A test on one that cannot be had is skipped with the reason. */
enum Product {
    MYSQL(MySqlServer::shared, () -> MySqlServer.shared().socket()), MARIADB(MariaDbServer::shared, () -> MariaDbServer.shared().socket());

    private final Supplier<TestServer> server;
    private final Supplier<Path> socket;

    Product(Supplier<TestServer> server, Supplier<Path> socket) {
        this.server = server;
        this.socket = socket;
    }

    /** The server's Unix socket; null for a server of the user's own. */
    Path socket() {
        url();
        return socket.get();
    }

    String url() {
        try {
            return server.get().url();
        } catch (ServerUnavailableException reason) {
            return Assumptions.abort(reason.getMessage());
        }
    }

    /** A database with the given options, such as {@code max_size=1}. */
    Database open(String options) {
        return await(Database.open(url() + "?" + options));
    }

    Database open() {
        return open("max_size=4");
    }

    /** The URL for another user, with these options. */
    String urlOf(String user, String options) {
        return url().replaceFirst("//[^/]*@", "//" + user + "@") + "?" + options;
    }

    /** Runs something that waits, with one connection, on a thread that may. */
    static void pinned(Database db, Consumer<Connection> body) {
        await(db.withConnection(connection -> CompletableFuture.runAsync(() -> body.accept(connection))));
    }

    static <T> T await(CompletionStage<T> stage) {
        return Calls.await(stage);
    }

    /** The failure of a stage, which must be of a kind. */
    static DatabaseException failure(ErrorKind kind, CompletionStage<?> stage) {
        return Calls.failure(kind, stage);
    }

    /** Kills all sessions in the database of the tests that do nothing, but for that of the administrator. */
    static void endSleepingSessions(Database admin) {
        String others = " FROM information_schema.processlist WHERE db = 'test' AND command = 'Sleep' AND id <> CONNECTION_ID()";
        await(admin.fetchAll("SELECT id" + others)).forEach(row -> await(admin.execute("KILL " + row.get(0, Long.class))));
        Calls.settles(() -> number(admin, "SELECT count(*)" + others) == 0);
    }

    /** Creates a table anew. */
    static void table(Database db, String name, String columns) {
        await(db.execute("DROP TABLE IF EXISTS " + name));
        await(db.execute("CREATE TABLE " + name + " (" + columns + ")"));
    }

    static long number(Database db, String sql) {
        return await(db.fetchValue(sql, Long.class)).get();
    }
}
