// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.bank;

import io.colonnade.Database;
import io.colonnade.fire.Aftermath;
import io.colonnade.fire.Drill;
import io.colonnade.fire.Figures;
import io.colonnade.fire.Target;
import io.colonnade.fire.Target.Engine;
import io.colonnade.servers.OwnServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/**
 * A bank under fire: many callers transfer money while the server is killed, restarted, paused or ends their sessions. In the end every
 * transfer is where its caller was told that it is.
 */
public final class BankDrill implements Drill {

    private static final int CONNECTIONS = 16;
    private static final int CALLERS = 64;
    private static final int BEFORE_LEAST = 30;
    private static final int BEFORE_MORE = 200;
    /** So many are served after each fault. */
    private static final int AFTER = 2 * CALLERS;
    private static final int ROUNDS_PER_FILE = 10;
    private static final long PATIENCE_SECONDS = 60;
    private static final List<String[]> OPTIONS = List.of(new String[] {"acquire_timeout", "30s"}, new String[] {"session_reset", "full"},
            new String[] {"max_lifetime", "2s"}, new String[] {"prepared_statement_cache_size", "0"}, new String[] {"validate_after_idle", "0"});
    /** Between the first transfers of two rounds. */
    private static final long IDS = 10_000_000;

    private final Target target;
    private final OwnServer server;
    private final List<Fault> faults;
    private final Striker striker;
    private final Aftermath before;
    private String[] openedWith;
    private Database database;
    private Callers callers;
    private final Acknowledgements acknowledged = new Acknowledgements();
    private final Comebacks comebacks = new Comebacks("first commit");
    private final Comebacks peerComebacks = new Comebacks("HikariCP's first commit");
    /** Null unless something is to be measured beside it. */
    private final HikariBank peer;

    /** On a server of the user's own, of which only sessions are ended; it makes the tables {@code fire_accounts} and {@code fire_transfers} anew. */
    public BankDrill(Target target) throws SQLException {
        this(target, null, false);
    }

    private BankDrill(Target target, OwnServer server, boolean beside) throws SQLException {
        if (!target.engine().isServer()) {
            throw new IllegalArgumentException("The bank makes SQLite files of its own: run it on sqlite in place of a URL.");
        }
        this.target = target;
        this.server = server;
        faults = Fault.of(target, server);
        striker = new Striker(target, server);
        before = Aftermath.of(target);
        try (Connection truth = target.truth()) {
            Accounts.create(truth);
        }
        peer = beside ? new HikariBank(target, CONNECTIONS, CALLERS) : null;
    }

    /** On a server of its own; for SQLite on files, whose clients are killed. */
    public static Drill on(Engine engine) throws SQLException {
        return engine == Engine.SQLITE ? new SqliteBankDrill(ROUNDS_PER_FILE) : on(BankServers.start(engine), false);
    }

    /** On a server of its own, where the same is done at the same time with HikariCP and the plain driver. */
    public static Drill besideHikari(Engine engine) throws SQLException {
        return on(BankServers.start(engine), true);
    }

    private static BankDrill on(OwnServer server, boolean beside) throws SQLException {
        return new BankDrill(Target.of(server.url()), server, beside);
    }

    @Override
    public void round(long number, RandomGenerator random, Figures figures) throws SQLException, InterruptedException {
        Fault fault = faults.get((int) (number % faults.size()));
        openAsIn(number / faults.size());
        Ledger ledger = new Ledger(figures);
        acknowledged.clear();
        try (Connection truth = target.truth()) {
            Accounts.reset(truth);
        }
        long begun = System.nanoTime();
        callers.start(number * IDS, random.nextLong(), teller(ledger));
        if (peer != null) {
            peer.begin(PATIENCE_SECONDS);
        }
        figures.expect(acknowledged.await(BEFORE_LEAST + random.nextInt(BEFORE_MORE), begun, PATIENCE_SECONDS), "Nobody is served before " + fault);
        long back = striker.strike(fault, random);
        figures.count(fault.toString());
        figures.expect(acknowledged.await(AFTER, back, PATIENCE_SECONDS), "Nobody is served after " + fault + ": " + database.status());
        comebacks.add(fault, acknowledged.firstAfter(back), figures);
        if (peer != null) {
            peerComebacks.add(fault, peer.firstAfter(back, PATIENCE_SECONDS), figures);
        }
        long hung = callers.stop(PATIENCE_SECONDS);
        figures.expect(hung == 0, hung + " callers are not told what became of their transfer after " + fault);
        if (peer == null) {
            expectOnlyThePool(figures);
        }
        try (Connection truth = target.truth()) {
            Accounts.compare(truth, ledger.told(), ledger::words, id -> false, figures);
        }
    }

    /** Each fault comes to a pool with each of the options. */
    private void openAsIn(long cycle) {
        String[] option = OPTIONS.get((int) (cycle % OPTIONS.size()));
        if (option != openedWith) {
            closeClients();
            database = Database.open(target.url().withOption("max_size", Integer.toString(CONNECTIONS)).withOption(option[0], option[1])).join();
            openedWith = option;
            callers = new Callers(new Transfers(database), CALLERS);
        }
    }

    private Callers.Teller teller(Ledger ledger) {
        return new Callers.Teller() {
            @Override
            public void asksToCommit(long id) {
                ledger.asksToCommit(id);
            }

            @Override
            public void tell(long id, Throwable failure) {
                ledger.tell(id, failure);
                if (failure == null) {
                    acknowledged.add();
                }
            }
        };
    }

    /** What nobody needs any more, the server has ended: what is open there is what the pool has open. */
    private void expectOnlyThePool(Figures figures) throws SQLException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        Aftermath left = Aftermath.of(target);
        while (!isOnlyThePool(left) && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            left = Aftermath.of(target);
        }
        figures.expect(isOnlyThePool(left), "The server has " + left + " left while the pool is at " + database.status() + "; before it was " + before);
    }

    private boolean isOnlyThePool(Aftermath left) {
        return left.equals(new Aftermath(before.sessions() + database.status().open(), before.transactions(), before.prepared()))
                && database.status().lent() + database.status().waiting() == 0;
    }

    @Override
    public void finish(Figures figures) throws SQLException {
        closeAll();
        try (Connection truth = target.truth()) {
            Accounts.drop(truth);
        }
        comebacks.finish(figures);
        peerComebacks.finish(figures);
        Aftermath.expect(target, before, figures);
    }

    @Override
    public void close() {
        closeAll();
        if (server != null) {
            server.close();
        }
    }

    private void closeClients() {
        if (database != null) {
            callers.close();
            database.close();
        }
    }

    private void closeAll() {
        closeClients();
        if (peer != null) {
            peer.close();
        }
    }
}
