// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.cuts;

import io.colonnade.Database;
import io.colonnade.DatabaseStatus;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.fire.Aftermath;
import io.colonnade.fire.Drill;
import io.colonnade.fire.Figures;
import io.colonnade.fire.Target;
import io.colonnade.fire.proxy.Direction;
import io.colonnade.fire.proxy.Ending;
import io.colonnade.fire.proxy.FaultProxy;
import io.colonnade.fire.proxy.Link;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Calls whose connection is cut after a byte that was counted, and whether their callers are told what is so. One round is one cut. How many
 * bytes each call has in each direction is counted first, in a run that nobody cuts.
 */
public final class CutsDrill implements Drill {

    /** Opening a connection says so much that fewer of its bytes are tried where not all are. */
    private static final int FEWER_OF_CONNECTING = 40;
    private static final long FIRST_ID = 1_000_000_000;
    private static final long PATIENCE_SECONDS = 20;
    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
    private static final String PROBE = "SELECT n FROM fire_cuts_numbers WHERE n = :n";

    private final Target target;
    private final Aftermath before;
    private final Tables tables;
    private final FaultProxy proxy;
    private final Database database;
    private final Walk walk;

    /** Cuts after each byte; a file has no connection that could be cut, and nothing is done to it. */
    public static Drill on(Target target) throws SQLException {
        return target.engine().isServer() ? new CutsDrill(target, 1, 0) : (number, random, figures) -> figures.count("nothing to cut");
    }

    /**
     * On a server, where it makes the tables fire_cuts and fire_cuts_numbers anew.
     *
     * @param stride cuts after every so manieth byte
     * @param offset where to begin with that
     */
    CutsDrill(Target target, int stride, int offset) throws SQLException {
        this.target = target;
        before = Aftermath.of(target);
        tables = new Tables(target);
        proxy = FaultProxy.start(target.url().host(), target.url().port());
        database = Database.open(target.url().withHost("127.0.0.1").withPort(proxy.port()).withOption("max_size", "1")
                .withOption("fetch_size", "3")).join();
        walk = count(stride, offset);
    }

    /** How many cuts there are. */
    long cuts() {
        return walk.cuts();
    }

    private Walk count(int stride, int offset) throws SQLException {
        Walk counted = new Walk(offset);
        Figures figures = new Figures();
        for (Work work : Work.values()) {
            // On a connection of its own, as each cut: what was prepared before would save bytes.
            proxy.newest().cutNow(Ending.FIN);
            prepare(work);
            Link link = work == Work.CONNECT ? null : proxy.newest();
            Map<Direction, Long> said = new EnumMap<>(Direction.class);
            for (Direction direction : Direction.values()) {
                said.put(direction, link == null ? 0 : link.received(direction));
            }
            int number = -1 - work.ordinal();
            run(new Cut(work, Direction.TO_SERVER, 0, Ending.FIN), number, () -> link, figures).compare(tables.stored(id(number)), figures);
            for (Direction direction : Direction.values()) {
                long bytes = proxy.newest().received(direction) - said.get(direction);
                counted.add(work, direction, bytes, work == Work.CONNECT && stride > 1 ? stride * FEWER_OF_CONNECTING : stride);
            }
        }
        if (!figures.faults().isEmpty()) {
            throw new IllegalStateException("without a cut: " + figures.faults());
        }
        return counted;
    }

    /** Sees to it that there is one connection, which works, or none where one is to be opened. */
    private void prepare(Work work) {
        if (!answers()) {
            // The call that was cut had its answer already, so that nobody has noticed yet.
            require(answers(), "the call after the next one failed too");
        }
        while (work == Work.CONNECT && cutAndAsk()) {
            Thread.onSpinWait();
        }
    }

    /** Whether a call found out in time that the connection was cut, and opened another one. */
    private boolean cutAndAsk() {
        proxy.newest().cutNow(Ending.FIN);
        return answers();
    }

    /** Whether the next call is answered; otherwise its connection was lost before. */
    private boolean answers() {
        try {
            database.fetchValue(PROBE, Integer.class, 1).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException failed) {
            require(failed.getCause() instanceof DatabaseException error && error.kind() == ErrorKind.CONNECTION_LOST,
                    "the next call failed: " + failed.getCause());
            return false;
        } catch (InterruptedException | TimeoutException hung) {
            throw new IllegalStateException("the next call has not ended: " + database.status(), hung);
        }
    }

    private static void require(boolean so, String otherwise) {
        if (!so) {
            throw new IllegalStateException(otherwise);
        }
    }

    @Override
    public void round(long number, RandomGenerator random, Figures figures) throws SQLException {
        Cut cut = walk.cut(number);
        figures.max("positions", walk.cuts());
        prepare(cut.work());
        AtomicReference<Link> armed = new AtomicReference<>();
        if (cut.work() == Work.CONNECT) {
            proxy.plan(opened -> {
                if (armed.compareAndSet(null, opened)) {
                    opened.cutAfter(cut.direction(), cut.after(), cut.ending());
                }
            });
        } else {
            armed.set(proxy.newest());
            armed.get().cutAfter(cut.direction(), cut.after(), cut.ending());
        }
        Told told = run(cut, number, armed::get, figures);
        Link link = armed.get();
        if (!link.isCut()) {
            figures.count("not reached");
            link.cutNow(cut.ending());
        }
        figures.expect(tables.awaitEndOf(link.portAtServer()), cut + ": the server has not ended the session");
        told.compare(tables.stored(id(number)), figures);
        figures.count("cuts");
        prepare(Work.STATEMENT);
        figures.expect(isWhole(), cut + ": the pool is not whole: " + database.status());
        proxy.forget(link);
    }

    private static long id(long number) {
        return FIRST_ID + number;
    }

    private Told run(Cut cut, long number, Supplier<Link> link, Figures figures) {
        Progress progress = new Progress(() -> link.get() == null ? 0 : link.get().received(Direction.TO_SERVER));
        Throwable failure = null;
        try {
            CompletableFuture<?> future = cut.work().run(database, id(number), progress);
            future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            failure = failed.getCause();
        } catch (InterruptedException | TimeoutException hung) {
            figures.fault(cut + ": it has not ended");
            failure = hung;
        }
        // Only where the proxy goes on to read does it know that nothing more was said.
        boolean ended = failure != null && cut.ending() == Ending.FIN && link.get() != null && link.get().isCut()
                && link.get().awaitEnd(Duration.ofSeconds(PATIENCE_SECONDS));
        return new Told(cut, failure, progress.isCommitAsked(), !ended || progress.isSent());
    }

    /** One connection, lent to nobody. */
    private boolean isWhole() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        DatabaseStatus wanted = new DatabaseStatus(1, 1, 0, 0, 0);
        while (!database.status().equals(wanted) && System.nanoTime() < end) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return database.status().equals(wanted);
    }

    @Override
    public void finish(Figures figures) throws SQLException {
        database.close();
        proxy.close();
        tables.drop();
        tables.close();
        Aftermath.expect(target, before, figures);
    }

    @Override
    public void close() {
        database.close();
        proxy.close();
    }
}
