// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.colonnade.Database;
import io.colonnade.DatabaseUrl;
import io.colonnade.Queries;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.servers.PostgresServer;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
        try {
            return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : new CompletionException(failure.getCause());
        } catch (InterruptedException | TimeoutException failure) {
            throw new AssertionError("nothing came in 30 seconds", failure);
        }
    }

    static DatabaseException failure(ErrorKind kind, CompletionStage<?> stage) {
        DatabaseException failure = assertInstanceOf(DatabaseException.class, assertThrows(RuntimeException.class, () -> await(stage)));
        assertEquals(kind, failure.kind(), failure::getMessage);
        return failure;
    }

    static String text(Queries queries, String sql, Object... binds) {
        return await(queries.fetchValue(sql, String.class, binds)).get();
    }
}
