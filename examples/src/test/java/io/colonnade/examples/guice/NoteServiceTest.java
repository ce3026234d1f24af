// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples.guice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.inject.Guice;
import com.google.inject.Inject;
import com.google.inject.util.Modules;
import io.colonnade.Database;
import io.colonnade.DatabaseOptions;
import io.colonnade.guice.ColonnadeModule;
import io.colonnade.guice.Databases;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each test works on the same database, and none sees what another one wrote: it is rolled back when the database is closed. */
class NoteServiceTest {

    @TempDir
    static Path folder;

    private static String url() {
        return "sqlite:///" + folder.resolve("notes.db");
    }

    @BeforeAll
    static void createTables() {
        try (Database db = Database.open(url()).join()) {
            NotesProgram.createTables(db);
        }
    }

    // snippet: guice-test
    @Inject
    private Databases databases;
    @Inject
    private NoteService notes;

    @BeforeEach
    void inject() {
        DatabaseOptions rolledBack = DatabaseOptions.of(url()).forceRollback(true).build();
        Guice.createInjector(Modules.override(new NotesModule(url())).with(ColonnadeModule.of(rolledBack))).injectMembers(this);
    }

    @AfterEach
    void rollBack() {
        databases.close();
    }

    @Test
    void writesANote() {
        notes.write("ada", "buy milk").join();
        assertEquals(List.of("buy milk"), notes.by("ada").join());
    }
    // end

    @Test
    void writesAnotherNote() {
        notes.write("ada", "buy bread").join();
        assertEquals(List.of("buy bread"), notes.by("ada").join());
    }

    @Test
    void writesNothingForStrangers() {
        CompletableFuture<Void> written = notes.write("eve", "listen");
        assertInstanceOf(IllegalArgumentException.class, assertThrows(CompletionException.class, written::join).getCause());
        assertEquals(List.of(), notes.by("eve").join());
    }

    @Test
    void leavesNothingBehind() {
        notes.write("ada", "buy milk").join();
        databases.close();
        try (Database db = Database.open(url()).join()) {
            assertEquals(0, db.fetchValue("SELECT count(*) FROM notes", Long.class).join().get());
        }
    }

    @Test
    void theProgramPrintsItsNotes() {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            NotesProgram.main(new String[0]);
        } finally {
            System.setOut(before);
        }
        assertTrue(printed.toString(StandardCharsets.UTF_8).lines().toList().equals(List.of("answer Charles", "buy milk")), printed.toString());
    }
}
