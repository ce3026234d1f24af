// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.usercode;

import io.colonnade.Database;
import io.colonnade.DatabaseOptions;
import io.colonnade.fire.Figures;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** A log that throws whatever is written to it: nobody is told less for that, and no connection is lost. A process of its own, for its log. */
public final class LogSinks {

    private static final int SECONDS = 20;
    private static final int MINUTES = 5;

    private LogSinks() {
    }

    /** Writes nothing, and throws. */
    private static final class Sink extends PrintStream {

        private final Behaviour behaviour;
        private volatile int lines;

        Sink(Behaviour behaviour) {
            super(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
            this.behaviour = behaviour;
        }

        @Override
        public void println(String line) {
            lines = lines + 1;
            behaviour.go();
        }
    }

    /** Runs it in a process with a log of its own, on a file that is there. */
    public static void run(Path file, Figures figures) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=debug", "-cp", System.getProperty("java.class.path"), LogSinks.class.getName(),
                file.toString()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
        figures.expect(process.waitFor(MINUTES, TimeUnit.MINUTES) && process.exitValue() == 0, "with a log that throws: " + said);
        figures.count("logs that throw");
    }

    /** The process. */
    public static void main(String[] arguments) {
        PrintStream usual = System.err;
        List<String> faults = new ArrayList<>();
        int lines = 0;
        for (Behaviour behaviour : Behaviour.values()) {
            if (behaviour.fails()) {
                Sink sink = new Sink(behaviour);
                System.setErr(sink);
                try {
                    tryAll(arguments[0], behaviour, faults);
                } catch (Throwable thrown) {
                    faults.add(behaviour + ": " + thrown + " at " + thrown.getStackTrace()[0]);
                }
                System.setErr(usual);
                lines += sink.lines;
            }
        }
        faults.forEach(System.out::println);
        System.out.println(lines + " lines");
        System.exit(faults.isEmpty() && lines > 0 ? 0 : 1);
    }

    private static void tryAll(String file, Behaviour behaviour, List<String> faults) throws Exception {
        Database database = Database.open(DatabaseOptions.of("sqlite:///" + file).maxSize(1).logValues(true)
                .slowStatementThreshold(Duration.ofNanos(1)).leakThreshold(Duration.ofMillis(1)).build()).get(SECONDS, TimeUnit.SECONDS);
        calls().forEach((name, call) -> {
            try {
                call.apply(database).handle((value, failure) -> failure == null ? "" : failure.toString()).thenAccept(failure -> {
                    if (!failure.isEmpty() != name.startsWith("wrong")) {
                        faults.add(behaviour + ", " + name + ": told " + failure);
                    }
                }).get(SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException hung) {
                faults.add(behaviour + ", " + name + ": nobody is told");
            } catch (Exception thrown) {
                faults.add(behaviour + ", " + name + ": " + thrown);
            }
        });
        database.closeAsync().get(SECONDS, TimeUnit.SECONDS);
    }

    private static Map<String, Function<Database, CompletableFuture<?>>> calls() {
        Map<String, Function<Database, CompletableFuture<?>>> calls = new LinkedHashMap<>();
        calls.put("query", database -> database.fetchAll("SELECT :a", 1));
        calls.put("wrong query", database -> database.fetchAll("SELECT no_such"));
        calls.put("transaction", database -> database.transaction(transaction -> transaction.fetchAll("SELECT 1")));
        calls.put("wrong transaction", database -> database.transaction(transaction -> transaction.fetchAll("SELECT no_such")));
        calls.put("nested transaction", database -> database.transaction(outer -> outer.transaction(inner -> inner.fetchAll("SELECT 1"))));
        calls.put("begin", database -> database.begin().thenCompose(transaction -> transaction.rollback()));
        calls.put("connection", database -> database.withConnection(connection -> connection.execute("PRAGMA cache_size = 5")));
        calls.put("transaction left open", database -> database.withConnection(connection -> connection.begin()));
        calls.put("batch", database -> database.executeMany("UPDATE sqlite_sequence SET seq = :a", List.of()));
        calls.put("stream", database -> Reader.of(database.iterate("SELECT 1"), null, () -> { }));
        calls.put("wrong stream", database -> Reader.of(database.iterate("SELECT no_such"), null, () -> { }));
        calls.put("subscriber that throws", database -> Reader.of(database.iterate("SELECT 1"), Reader.Signal.NEXT, () -> {
            throw new IllegalStateException("on purpose");
        }));
        calls.put("query at last", database -> database.fetchAll("SELECT 2"));
        return calls;
    }
}
