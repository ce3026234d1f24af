// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.error.ConfigurationException;
import io.colonnade.error.ConstraintViolation;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The snippets and the table of docs/errors.md. */
class ErrorsPageTest {

    private Database db;

    @BeforeEach
    void open() {
        db = Database.open("sqlite:///:memory:").join();
        db.execute("CREATE TABLE users (name TEXT NOT NULL UNIQUE)")
                .thenCompose(created -> db.execute("INSERT INTO users VALUES ('ada')"))
                .join();
    }

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void theTableNamesEveryKindAndItsClass() {
        List<String> rows = Repository.lines(Repository.path("docs/errors.md")).stream()
                .filter(line -> line.matches("\\| `[A-Z_]+` \\|.*"))
                .map(line -> line.split("\\|"))
                .map(cells -> cells[1].strip().replace("`", "") + " " + cells[2].strip().replace("`", ""))
                .toList();
        List<String> kinds = Arrays.stream(ErrorKind.values())
                .map(kind -> kind + " " + DatabaseException.of(kind, "test").build().getClass().getSimpleName())
                .toList();
        assertEquals(kinds, rows);
    }

    @Test
    void byClass() {
        // snippet: errors-class
        CompletableFuture<String> saved = db.execute("INSERT INTO users VALUES (:name)", "ada")
                .handle((result, thrown) -> {
                    Throwable error = thrown instanceof CompletionException ? thrown.getCause() : thrown;
                    if (error instanceof StatementException e && e.kind() == ErrorKind.CONSTRAINT) {
                        return "refused by a constraint of type " + e.constraint().orElseThrow().type();
                    }
                    return error == null ? "saved" : "failed: " + error.getMessage();
                });
        // end
        assertEquals("refused by a constraint of type " + ConstraintViolation.Type.UNIQUE, saved.join());
    }

    @Test
    void joined() {
        // snippet: errors-join
        String answer;
        try {
            answer = db.fetchValue("SELECT name FROM userz", String.class).join().get();
        } catch (CompletionException e) {
            DatabaseException error = (DatabaseException) e.getCause();
            answer = error.kind() + ": " + error.getMessage();
        }
        // end
        assertTrue(answer.startsWith("NOT_FOUND: "), answer);
    }

    @Test
    void mistakesInTheCall() {
        // snippet: errors-usage
        CompletableFuture<?> mistake = db.fetchAll("SELECT * FROM users WHERE name = :name");
        // end
        var error = assertThrows(CompletionException.class, mistake::join);
        var usage = (DatabaseException) error.getCause();
        assertEquals(ErrorKind.USAGE, usage.kind());
        assertTrue(usage.toBuilder().sql(null).build().getMessage().contains("[name]"), usage.getMessage());
    }

    @Test
    void mistakesInTheConfiguration() {
        // snippet: errors-configuration
        CompletableFuture<Database> mistake = Database.open("sqlite:///users.db?max_sise=4");
        // end
        var thrown = assertThrows(CompletionException.class, mistake::join);
        var error = (ConfigurationException) thrown.getCause();
        assertEquals(ErrorKind.CONFIG_INVALID, error.kind());
        assertTrue(error.getMessage().contains("max_size"), error.getMessage());
    }
}
