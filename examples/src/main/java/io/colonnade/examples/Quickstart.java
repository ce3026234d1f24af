// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import io.colonnade.Database;
import io.colonnade.error.ConfigurationException;
import io.colonnade.error.DatabaseException;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/** Loads the history of all time zones into a database, asks questions of it, and shows transactions and a stream at work. */
public final class Quickstart {

    private static final int FAILED = 1;
    private static final int BAD_ARGUMENTS = 2;

    private static final String USAGE = """
            usage: quickstart [URL]

            URL  the database to use, for example sqlite:///zones.db. Its tables quickstart_zones and
                 quickstart_transitions are made anew. Without a URL a file in a temporary directory
                 is used and deleted at the end.""";

    private final PrintStream out;
    private final PrintStream err;
    private final boolean terminal;
    private final Clock clock;

    Quickstart(PrintStream out, PrintStream err, boolean terminal, Clock clock) {
        this.out = out;
        this.err = err;
        this.terminal = terminal;
        this.clock = clock;
    }

    /** Takes a URL or nothing. Exits with 1 for an error of the database, 2 for bad arguments. */
    public static void main(String[] args) throws IOException {
        int status = new Quickstart(System.out, System.err, isTerminal(), Clock.systemUTC()).run(args);
        if (status != 0) {
            System.exit(status);
        }
    }

    /** Runs with the program's arguments and gives its exit status. */
    int run(String... args) throws IOException {
        if (args.length == 1 && args[0].equals("--help")) {
            out.println(USAGE);
            return 0;
        }
        if (args.length > 1 || args.length == 1 && args[0].startsWith("-")) {
            err.println((args.length > 1 ? "one URL is expected, not " + args.length + " arguments" : "unknown option " + args[0])
                    + System.lineSeparator() + USAGE);
            return BAD_ARGUMENTS;
        }
        if (args.length == 1) {
            return await(tour(args[0]));
        }
        try (TemporaryDatabase database = TemporaryDatabase.create()) {
            return await(tour(database.url()));
        }
    }

    private CompletableFuture<Void> tour(String url) {
        return Database.open(url).thenCompose(db -> {
            out.println("Opened " + db.url());
            out.println();
            return new Tour(db, out, terminal, clock).run().handle((done, error) -> closed(db, error)).thenCompose(Function.identity());
        });
    }

    /** Closes the database and then fails with the error, if there was one. */
    private static CompletableFuture<Void> closed(Database db, Throwable error) {
        return db.closeAsync().thenCompose(done -> error == null ? CompletableFuture.completedFuture(null)
                : CompletableFuture.failedFuture(error));
    }

    private int await(CompletableFuture<Void> tour) {
        try {
            tour.join();
            return 0;
        } catch (CompletionException e) {
            if (e.getCause() instanceof DatabaseException error) {
                err.println(error.kind() + ": " + error.getMessage());
                return error instanceof ConfigurationException ? BAD_ARGUMENTS : FAILED;
            }
            throw e;
        }
    }

    /** Since JDK 22 there is a console without a terminal, which then says so by a method that JDK 17 lacks. */
    private static boolean isTerminal() {
        Console console = System.console();
        try {
            return console != null && (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
