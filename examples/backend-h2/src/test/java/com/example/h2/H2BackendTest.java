// SPDX-License-Identifier: Apache-2.0
package com.example.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.Transaction;
import io.colonnade.error.ConfigurationException;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the kit cannot know: how the URLs of H2 look and what its options mean. */
class H2BackendTest {

    @TempDir
    Path directory;

    private static DatabaseException failure(CompletionStage<?> stage) {
        CompletionException thrown = assertThrows(CompletionException.class, stage.toCompletableFuture()::join);
        return assertInstanceOf(DatabaseException.class, thrown.getCause());
    }

    // snippet: h2-open
    @Test
    void isFoundByItsScheme() {
        try (Database db = Database.open("h2:///mem:notes").join()) {
            db.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, text VARCHAR(100))").join();
            db.execute("INSERT INTO notes VALUES (:id, :text)", 1, "first").join();
            assertEquals("first", db.fetchValue("SELECT text FROM notes", String.class).join().get());
        }
    }
    // end

    @Test
    void aMemoryDatabaseIsGoneWhenItIsClosed() {
        try (Database db = Database.open("h2:///mem:gone").join()) {
            db.execute("CREATE TABLE notes (id INTEGER)").join();
        }
        try (Database db = Database.open("h2:///mem:gone").join()) {
            assertEquals(ErrorKind.NOT_FOUND, failure(db.fetchAll("SELECT id FROM notes")).kind());
        }
    }

    @Test
    void aFileKeepsItsRows() {
        String url = "h2:///" + directory.resolve("notes");
        try (Database db = Database.open(url).join()) {
            db.execute("CREATE TABLE notes (id INTEGER)").join();
            db.execute("INSERT INTO notes VALUES (7)").join();
        }
        try (Database db = Database.open(url).join()) {
            assertEquals(7, db.fetchValue("SELECT id FROM notes", Integer.class).join().get());
        }
    }

    @Test
    void refusesOtherUrls() {
        for (String url : new String[] {"h2:///", "h2://server/notes", "h2:///mem:notes;INIT=RUNSCRIPT FROM 'x'"}) {
            DatabaseException refusal = failure(Database.open(url));
            assertEquals(ErrorKind.CONFIG_INVALID, refusal.kind(), url);
            assertTrue(refusal.getMessage().contains("h2:///mem:NAME"), refusal.getMessage());
        }
        ConfigurationException refusal = (ConfigurationException) failure(Database.open("h2:///mem:notes?lock_timeout=soon"));
        assertEquals("lock_timeout", refusal.option());
    }

    @Test
    void aLockIsWaitedForAsLongAsTold() {
        try (Database db = Database.open("h2:///mem:locks?lock_timeout=50").join()) {
            db.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, n INTEGER)").join();
            db.execute("INSERT INTO notes VALUES (1, 0)").join();
            Transaction holder = db.begin().join();
            holder.execute("UPDATE notes SET n = 1").join();
            DatabaseException refusal = failure(db.execute("UPDATE notes SET n = 2"));
            assertEquals(ErrorKind.LOCK_TIMEOUT, refusal.kind());
            assertTrue(refusal.retrySafe(), "it may be tried again");
            holder.rollback().join();
        }
    }
}
