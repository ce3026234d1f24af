// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.colonnade.Database;
import io.colonnade.Row;
import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.StatementCache;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.sql.Statement;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The databases that run here, for tests that ask the same of all: what a statement becomes on each, and that it gives the same there. They
 * are started once for all test classes of the JVM and closed with it.
 */
final class EveryServer {

    static final String POSTGRES_18 = "PostgreSQL 18";
    static final String POSTGRES_14 = "PostgreSQL 14";
    static final String MYSQL = "MySQL";
    static final String MARIADB = "MariaDB";
    static final String SQLITE = "SQLite";

    private static final Participants PARTICIPANTS = new Participants();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(PARTICIPANTS::close));
    }

    private EveryServer() {
    }

    /** By name, SQLite first. */
    static Map<String, Database> databases() {
        return PARTICIPANTS.databases();
    }

    /** Does something on each, such as creating tables; a failure names the database. */
    static void each(Consumer<Database> work) {
        databases().forEach((name, database) -> on(name, database, work));
    }

    /** Does something on those databases of the names that run here. */
    static void only(Set<String> names, Consumer<Database> work) {
        databases().forEach((name, database) -> {
            if (names.contains(name)) {
                on(name, database, work);
            }
        });
    }

    private static void on(String name, Database database, Consumer<Database> work) {
        try {
            work.accept(database);
        } catch (RuntimeException | AssertionError failure) {
            throw new AssertionError("on " + name + ": " + failure.getMessage(), failure);
        }
    }

    /** What each of them answers, which must be the same; returns it. */
    static <T> T same(Function<Database, T> question) {
        Map<String, T> answers = new LinkedHashMap<>();
        each(database -> answers.put(nameOf(database), question.apply(database)));
        assertFalse(answers.isEmpty());
        T first = answers.values().iterator().next();
        answers.forEach((name, answer) -> assertEquals(first, answer, () -> name + " differs: " + answers));
        return first;
    }

    /** The rows of a statement as lists of their values, the same on all of them. */
    static List<List<Object>> rows(Statement statement) {
        return same(database -> values(database.fetchAll(statement).join()));
    }

    /** The values of rows. */
    static List<List<Object>> values(List<Row> rows) {
        return rows.stream().map(Row::toList).toList();
    }

    /** The statement is refused with UNSUPPORTED before it is sent on those, and compiles on all others. */
    static void refused(Set<String> names, Statement statement) {
        each(database -> {
            if (names.contains(nameOf(database))) {
                DatabaseException error = assertInstanceOf(DatabaseException.class,
                        assertThrows(CompletionException.class, () -> database.execute(statement).join()).getCause());
                assertEquals(ErrorKind.UNSUPPORTED, error.kind(), error.getMessage());
            } else {
                sql(database.dialect(), statement);
            }
        });
    }

    /** The text of a statement for a dialect, which needs no connection. */
    static String sql(Dialect dialect, Statement statement) {
        return new StatementCache(1).compile(dialect, statement, Map.of()).compiled().sql();
    }

    /** The text that a statement becomes on some databases: a name, its text, the next name and so on. */
    static void golden(Statement statement, String... namesAndTexts) {
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            Database database = databases().get(namesAndTexts[i]);
            if (database != null) {
                assertEquals(namesAndTexts[i + 1], sql(database.dialect(), statement), namesAndTexts[i]);
            }
        }
    }

    private static String nameOf(Database database) {
        return databases().entrySet().stream().filter(entry -> entry.getValue() == database).findFirst().orElseThrow().getKey();
    }

    /** The databases of all names but these. */
    static Set<String> allBut(String... names) {
        return Set.copyOf(databases().keySet().stream().filter(name -> !Arrays.asList(names).contains(name)).toList());
    }
}
