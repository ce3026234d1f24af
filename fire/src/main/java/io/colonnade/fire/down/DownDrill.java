// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.down;

import io.colonnade.Database;
import io.colonnade.DatabaseOptions;
import io.colonnade.DatabaseUrl;
import io.colonnade.error.ErrorKind;
import io.colonnade.fire.Aftermath;
import io.colonnade.fire.Drill;
import io.colonnade.fire.Figures;
import io.colonnade.fire.Target;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * The database is down while a thousand want something of it, and comes back. Nobody storms it meanwhile; whose time is over is told so and why;
 * everybody else is served in the end.
 */
public final class DownDrill implements Drill {

    private static final int CONNECTIONS = 10;
    private static final int PATIENT = 500;
    private static final int WITH_DEADLINE = 300;
    private static final int WITH_BRIEF_POOL = 200;
    private static final int ATTEMPTS_A_SECOND = 10;
    private static final long PATIENCE_SECONDS = 60;
    private static final Gate.State[] WAYS = {Gate.State.REFUSING, Gate.State.RESETTING, Gate.State.SILENT};

    private final Target target;
    private final Duration outage;
    private final Aftermath before;
    private final Gate gate;
    private final AtomicLong attempts = new AtomicLong();
    private final Database patient;
    private final Database brief;

    /**
     * On a server, which is down for its clients alone: they reach it by a port in front of it.
     *
     * @param outage how long it is down at least
     */
    public DownDrill(Target target, Duration outage) throws SQLException, IOException {
        if (!target.engine().isServer()) {
            throw new IllegalArgumentException("A file has no server that could be down.");
        }
        this.target = target;
        this.outage = outage;
        before = Aftermath.of(target);
        gate = new Gate(target.url().host(), target.url().port());
        patient = open("1h");
        brief = open(outage.toMillis() / 3 + "ms");
    }

    /** A password is asked for at each attempt to connect, so that those are counted which nobody accepts. */
    private Database open(String acquireTimeout) {
        DatabaseUrl url = target.url().withHost("127.0.0.1").withPort(gate.port()).withOption("acquire_timeout", acquireTimeout)
                .withOption("max_size", Integer.toString(CONNECTIONS));
        return Database.open(DatabaseOptions.of(url).passwordSupplier(() -> {
            attempts.incrementAndGet();
            return target.url().password();
        }).build()).join();
    }

    @Override
    public void round(long number, RandomGenerator random, Figures figures) throws IOException, InterruptedException {
        Gate.State way = WAYS[(int) (number % WAYS.length)];
        patient.fetchAll("SELECT 1").join();
        awaitServed(brief);
        long attemptsBefore = attempts.get();
        long begun = System.nanoTime();
        gate.set(way);
        Calls waiting = new Calls("without a deadline", patient, PATIENT, null, random);
        Calls late = new Calls("with a deadline", patient, WITH_DEADLINE, outage.dividedBy(1 + random.nextInt(5)).multipliedBy(4).dividedBy(5), random);
        Calls turnedAway = new Calls("with a brief acquire_timeout", brief, WITH_BRIEF_POOL, null, random);
        late.await(outage.toSeconds() + PATIENCE_SECONDS, figures);
        turnedAway.await(outage.toSeconds() + PATIENCE_SECONDS, figures);
        TimeUnit.NANOSECONDS.sleep(outage.toNanos() - (System.nanoTime() - begun));
        long stillWaiting = waiting.open();
        expectNoStorm(attempts.get() - attemptsBefore, System.nanoTime() - begun, way, figures);
        gate.set(Gate.State.UP);
        long up = System.nanoTime();
        waiting.awaitFirst(stillWaiting, PATIENCE_SECONDS);
        figures.max("ms until the first is served, max, " + way, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - up));
        waiting.await(PATIENCE_SECONDS, figures);
        figures.max("ms until all are served, max, " + way, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - up));
        figures.add("waited through it", stillWaiting);
        long lost = waiting.expect(null, figures) + late.expect(ErrorKind.STATEMENT_TIMEOUT, figures)
                + turnedAway.expect(ErrorKind.DATABASE_UNREACHABLE, figures);
        // One for each connection that was lent before the first of its pool found out; from then on nobody is lent what was open then.
        figures.expect(lost <= 2 * CONNECTIONS, lost + " calls were told that their connection was lost, " + way);
        figures.expect(stillWaiting >= PATIENT - CONNECTIONS, "Only " + stillWaiting + " of " + PATIENT + " have waited.");
        figures.count(way.toString());
    }

    /** It may not have found out yet that the last outage is over. */
    private static void awaitServed(Database database) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() - end < 0) {
            if (database.fetchAll("SELECT 1").handle((rows, notYet) -> notYet == null).join()) {
                return;
            }
        }
        throw new IllegalStateException("A database that is up is not reached within " + PATIENCE_SECONDS + " s: " + database.status());
    }

    private void expectNoStorm(long count, long nanos, Gate.State way, Figures figures) {
        figures.add("attempts to connect, " + way, count);
        figures.add("seconds down, " + way, TimeUnit.NANOSECONDS.toSeconds(nanos));
        // Of each of the two pools, and the one that was the first.
        long most = 2 * (1 + ATTEMPTS_A_SECOND * nanos / TimeUnit.SECONDS.toNanos(1));
        figures.expect(count <= most, count + " attempts to connect within " + TimeUnit.NANOSECONDS.toMillis(nanos) + " ms, " + way);
        figures.expect(count > 0, "Nobody has tried to connect, " + way);
    }

    @Override
    public void finish(Figures figures) throws SQLException, IOException {
        closeAll();
        Aftermath.expect(target, before, figures);
    }

    private void closeAll() throws IOException {
        patient.close();
        brief.close();
        gate.close();
    }

    @Override
    public void close() {
        try {
            closeAll();
        } catch (IOException closed) {
            // Nobody listens any more.
        }
    }
}
