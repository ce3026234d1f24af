// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import io.colonnade.Database;
import io.colonnade.DatabaseUrl;
import io.colonnade.Queries;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.servers.PostgresServer;
import io.colonnade.tck.cases.Calls;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A test on the newest PostgreSQL, through the public API, with one connection, so that each borrower follows on the other. */
abstract class PostgresTestCase {

    Database db;

    @BeforeEach
    final void open() {
        db = open("max_size=1");
    }

    @AfterEach
    final void close() {
        if (db != null) {
            db.close();
        }
    }

    static DatabaseUrl url() {
        return Servers.url(PostgresServer.NEWEST);
    }

    static Database open(String options) {
        String url = url().reveal();
        return await(Database.open(url + (url.contains("?") ? "&" : "?") + options));
    }

    static <T> T await(CompletionStage<T> stage) {
        return Calls.await(stage);
    }

    static DatabaseException failure(ErrorKind kind, CompletionStage<?> stage) {
        return Calls.failure(kind, stage);
    }

    static String text(Queries queries, String sql, Object... binds) {
        return await(queries.fetchValue(sql, String.class, binds)).get();
    }
}
