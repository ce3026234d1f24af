// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples.guice;

import com.google.inject.Guice;
import com.google.inject.Injector;
import io.colonnade.Database;
import io.colonnade.guice.Databases;

/** An application wired by Guice: writes two notes and prints them. */
public final class NotesProgram {

    private NotesProgram() {
    }

    /** Takes the URL of a database that it creates its tables in. */
    public static void main(String[] args) {
        String url = args.length == 0 ? "sqlite:///:memory:" : args[0];
        // snippet: guice-main
        Injector injector = Guice.createInjector(new NotesModule(url));
        Databases databases = injector.getInstance(Databases.class);
        try (databases) {
            createTables(injector.getInstance(Database.class));
            NoteService notes = injector.getInstance(NoteService.class);
            notes.write("ada", "buy milk")
                    .thenCompose(written -> notes.write("ada", "answer Charles"))
                    .thenCompose(written -> notes.by("ada"))
                    .thenAccept(texts -> texts.forEach(System.out::println))
                    .join();
        }
        // end
    }

    static void createTables(Database db) {
        db.execute("CREATE TABLE authors (name VARCHAR(50) PRIMARY KEY, notes INTEGER NOT NULL)")
                .thenCompose(created -> db.execute("CREATE TABLE notes (author VARCHAR(50) NOT NULL, text VARCHAR(200) NOT NULL)"))
                .thenCompose(created -> db.execute("INSERT INTO authors VALUES ('ada', 0), ('bob', 0)"))
                .join();
    }
}
