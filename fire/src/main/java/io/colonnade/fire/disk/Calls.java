// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.disk;

import io.colonnade.Database;
import io.colonnade.Queries;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls that end, and what they end with. */
final class Calls {

    private static final int SECONDS = 60;

    private Calls() {
    }

    static Database open(Path file, String options) {
        return Database.open("sqlite:///" + file + "?busy_timeout=1s&" + options).join();
    }

    /** The error of a call; null if it went well. Anything but an error of the product's, and no end at all, is thrown. */
    static DatabaseException error(CompletableFuture<?> call) {
        try {
            call.get(SECONDS, TimeUnit.SECONDS);
            return null;
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof DatabaseException typed) {
                return typed;
            }
            throw new IllegalStateException("an error without a type", failure.getCause());
        } catch (TimeoutException | InterruptedException hung) {
            throw new IllegalStateException("a call does not end", hung);
        }
    }

    static boolean isOneOf(DatabaseException error, ErrorKind... kinds) {
        return error != null && Arrays.asList(kinds).contains(error.kind());
    }

    /** Inserts a row of so many bytes. */
    static CompletableFuture<?> insert(Queries on, int id, int bytes) {
        return on.execute("INSERT INTO fire_disk (id, content) VALUES (:id, :content)", id, new byte[bytes]);
    }

    static CompletableFuture<?> create(Queries on) {
        return on.execute("CREATE TABLE fire_disk (id INTEGER PRIMARY KEY, content BLOB)");
    }
}
