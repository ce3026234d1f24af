// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.rogue;

import io.colonnade.Database;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.fire.Drill;
import io.colonnade.fire.Figures;
import io.colonnade.fire.Target;
import io.colonnade.fire.Target.Engine;
import io.colonnade.servers.RogueServer;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/**
 * A program that turns to a server that is not what it seems: one case in each round, and after the last a server that is like others but for
 * some byte in what it says.
 */
public final class RogueDrill implements Drill {

    private static final String PASSWORD = "s3cr3t-w0rd";
    private static final int PATIENCE_SECONDS = 60;
    /** What may be kept of a server that is gone. */
    private static final long MOST_HEAP_MIB = 16;

    private final String scheme;
    private final List<RogueCase> cases;

    /** Of the engine of a database, which itself has no part in it. */
    public RogueDrill(Target target) {
        this(target.engine());
    }

    /** Of an engine; SQLite has none. */
    public RogueDrill(Engine engine) {
        scheme = engine == Engine.POSTGRESQL ? "postgresql" : "mysql";
        cases = engine == Engine.SQLITE ? List.of() : engine == Engine.POSTGRESQL ? PostgresCases.all() : MySqlCases.all();
    }

    /** How many cases there are. */
    public int cases() {
        return cases.size();
    }

    @Override
    public void round(long number, RandomGenerator random, Figures figures) throws Exception {
        if (number < cases.size()) {
            meet(cases.get((int) number), figures);
        } else if (!cases.isEmpty()) {
            meet(garbled(number, random), figures);
        }
    }

    /** What comes of it depends on the place; it must be told in one of the kinds that there are, or be no error at all. */
    private RogueCase garbled(long number, RandomGenerator random) {
        RogueServer.Script script = scheme.equals("postgresql") ? PostgresCases.honest(random) : MySqlCases.honest(random);
        return new RogueCase("garbled, round " + number, "&connect_timeout=1s&statement_timeout=1s&close_timeout=1s"
                + (scheme.equals("postgresql") ? "&require_auth=none" : ""), script, "", EnumSet.complementOf(EnumSet.of(ErrorKind.INTERNAL)));
    }

    private void meet(RogueCase each, Figures figures) throws Exception {
        HeapUse heap = new HeapUse();
        long begin = System.nanoTime();
        try (RogueServer server = RogueServer.start(each.script())) {
            Throwable failure = outcome(url(server, each.options()), figures, each);
            figures.max("slowest ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
            long risen = heap.risenMiB();
            figures.max("heap MiB", risen);
            figures.expect(risen <= MOST_HEAP_MIB, each + ": the heap rose by " + risen + " MiB");
            judge(each, failure, server.heard(), figures);
        }
    }

    private String url(RogueServer server, String options) {
        String time = options.contains("connect_timeout") ? "" : "&connect_timeout=30s";
        return scheme + "://user:" + PASSWORD + "@127.0.0.1:" + server.port() + "/db?max_size=1&acquire_timeout=40s" + time + options;
    }

    /** How opening, a statement and closing end; null for well. */
    private static Throwable outcome(String url, Figures figures, RogueCase each) throws InterruptedException {
        CompletableFuture<?> all = Database.open(url).thenCompose(db -> db.fetchAll("SELECT 1").handle((rows, failure) -> failure)
                .thenCompose(failure -> db.closeAsync().thenApply(closed -> failure)))
                .handle((failure, notOpened) -> notOpened == null ? failure : notOpened).toCompletableFuture();
        try {
            Throwable failure = (Throwable) all.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        } catch (TimeoutException hung) {
            figures.fault(each + ": neither the call nor closing has ended after " + PATIENCE_SECONDS + " s");
            return hung;
        } catch (ExecutionException impossible) {
            return impossible;
        }
    }

    private static void judge(RogueCase each, Throwable failure, String heard, Figures figures) {
        figures.count("met");
        if (failure instanceof DatabaseException typed) {
            figures.count(typed.kind().name());
            figures.expect(each.kinds().contains(typed.kind()), each + ": is " + typed.kind() + ", not " + each.kinds() + ": " + failure.getMessage());
            figures.expect(failure.getMessage().contains(each.says()), each + ": does not say \"" + each.says() + "\": " + failure.getMessage());
        } else if (failure == null && each.mayGoWell()) {
            figures.count("well");
        } else {
            figures.fault(each + ": was not refused (" + failure + ")");
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            figures.expect(!cause.toString().contains(PASSWORD), each + ": shows the password: " + cause);
        }
        figures.expect(!heard.contains(PASSWORD), each + ": was given the password");
    }

    /** Nothing of it all may be left in the program. */
    @Override
    public void finish(Figures figures) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (threads() > 0 && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        figures.expect(threads() == 0, threads() + " threads of connections are left");
    }

    private long threads() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().startsWith("colonnade-" + scheme)).count();
    }
}
