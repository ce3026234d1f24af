// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples.guice;

import io.colonnade.Database;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Keeps notes. It does not know which database, nor who opens and closes it. */
// snippet: guice-service
final class NoteService {

    private final Database db;

    @Inject
    NoteService(Database db) {
        this.db = db;
    }

    /** Saves a note and the fact that it was written: both or neither. */
    CompletableFuture<Void> write(String author, String text) {
        return db.transaction(tx -> tx.execute("INSERT INTO notes (author, text) VALUES (:author, :text)", author, text)
                .thenCompose(written -> tx.execute("UPDATE authors SET notes = notes + 1 WHERE name = :author", author))
                .thenAccept(counted -> {
                    if (counted.rowsAffected() == 0) {
                        throw new IllegalArgumentException("nobody is called " + author);
                    }
                }));
    }

    CompletableFuture<List<String>> by(String author) {
        return db.fetchAll("SELECT text FROM notes WHERE author = :author ORDER BY text", author)
                .thenApply(rows -> rows.stream().map(row -> row.getString("text")).toList());
    }
}
// end
