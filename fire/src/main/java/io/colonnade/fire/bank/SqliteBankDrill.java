// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.bank;

import io.colonnade.error.ErrorKind;
import io.colonnade.fire.Aftermath;
import io.colonnade.fire.Drill;
import io.colonnade.fire.Figures;
import io.colonnade.fire.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A bank that is one SQLite file, and whose clients are killed: several processes transfer money, some are killed in the middle of that, the
 * others go on. After each kill the file is whole, and holds every transfer that any of them was told is committed.
 */
public final class SqliteBankDrill implements Drill {

    private static final List<String> JOURNALS = List.of("wal", "delete");
    private static final int CLIENTS = 3;
    private static final int BEFORE_LEAST = 10;
    private static final int BEFORE_MORE = 100;
    private static final int AFTER = 10;
    private static final int LONGEST_DELAY_MICROS = 20_000;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long IDS = 10_000_000;
    /** What may become of a call whose own process lives: there is no queue between processes, and some transfers have a deadline. */
    private static final Set<ErrorKind> USUAL = EnumSet.of(ErrorKind.LOCK_TIMEOUT, ErrorKind.STATEMENT_TIMEOUT, ErrorKind.COMMIT_OUTCOME_UNKNOWN);

    private final int perJournal;
    private final List<ClientProcess> clients = new ArrayList<>();
    /** Those that were killed in this file. */
    private final List<ClientProcess> dead = new ArrayList<>();
    private Path folder;
    private String journal;
    private long started;

    /**
     * On files of its own.
     *
     * @param perJournal after how many rounds it takes a new file, with the other mode of the journal: WAL and DELETE in turn
     */
    public SqliteBankDrill(int perJournal) {
        this.perJournal = perJournal;
    }

    @Override
    public void round(long number, RandomGenerator random, Figures figures) throws Exception {
        String wanted = JOURNALS.get((int) (number / perJournal % JOURNALS.size()));
        if (folder == null || number % perJournal == 0) {
            endFile(figures);
            beginFile(wanted);
        }
        while (clients.size() < CLIENTS) {
            clients.add(ClientProcess.start(folder, url(), (number * CLIENTS + clients.size() + 1) * IDS, random.nextLong()));
            started++;
        }
        int victims = 1 + random.nextInt(CLIENTS - 1);
        for (ClientProcess client : clients) {
            expectMore(client, 0, BEFORE_LEAST + random.nextInt(BEFORE_MORE), figures);
        }
        for (int i = 0; i < victims; i++) {
            TimeUnit.MICROSECONDS.sleep(random.nextInt(LONGEST_DELAY_MICROS));
            ClientProcess victim = clients.remove(random.nextInt(clients.size()));
            victim.kill();
            dead.add(victim);
            figures.count("killed, " + journal);
        }
        figures.add("journals found after a kill", Files.exists(Path.of(file() + "-journal")) ? 1 : 0);
        for (ClientProcess client : clients) {
            expectMore(client, client.committed(), AFTER, figures);
        }
        compare(figures);
    }

    private void expectMore(ClientProcess client, long before, int more, Figures figures) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (client.committed() < before + more && client.isAlive() && System.nanoTime() - end < 0) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        figures.expect(client.isAlive(), "A client has ended by itself: see " + folder);
        figures.expect(client.committed() >= before + more, "A client is not served any more, with journal_mode=" + journal);
    }

    private void compare(Figures figures) throws IOException, SQLException {
        // What was told is read first: what is told meanwhile is in the file too.
        Map<Long, String> words = new HashMap<>();
        for (ClientProcess client : Stream.concat(clients.stream(), dead.stream()).toList()) {
            words.putAll(client.told());
        }
        Map<Long, Told> told = new HashMap<>();
        words.forEach((id, said) -> {
            told.put(id, ClientProcess.what(said));
            figures.expect(told.get(id) == Told.COMMITTED || USUAL.stream().anyMatch(kind -> said.contains(" " + kind + " ")),
                    "Transfer " + id + " was told " + said);
        });
        try (Connection truth = target().truth()) {
            try (Statement statement = truth.createStatement(); ResultSet rows = statement.executeQuery("PRAGMA integrity_check")) {
                rows.next();
                figures.expect("ok".equals(rows.getString(1)), "integrity_check: " + rows.getString(1));
            }
            Accounts.compare(truth, told, words::get, id -> true, figures);
        }
        figures.max("transfers of one file, max", told.size());
    }

    private void beginFile(String mode) throws IOException, SQLException {
        journal = mode;
        folder = Files.createTempDirectory("colonnade-fire-bank-");
        try (Connection truth = target().truth()) {
            try (Statement statement = truth.createStatement()) {
                statement.execute("PRAGMA journal_mode = " + mode);
            }
            Accounts.create(truth);
        }
    }

    /** All are killed at once. */
    private void endFile(Figures figures) throws IOException, SQLException, InterruptedException {
        if (folder == null) {
            return;
        }
        for (ClientProcess client : clients) {
            client.kill();
        }
        dead.addAll(clients);
        clients.clear();
        Aftermath left = Aftermath.of(target());
        figures.expect(left.transactions() == 0, "The file is locked although no process is left.");
        compare(figures);
        delete();
    }

    private void delete() throws IOException {
        dead.clear();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path each : files.toList()) {
                Files.delete(each);
            }
        }
        Files.delete(folder);
        folder = null;
    }

    private Path file() {
        return folder.resolve("bank.db");
    }

    private String url() {
        return "sqlite:///" + file() + "?journal_mode=" + journal;
    }

    private Target target() throws SQLException {
        return Target.of("sqlite:///" + file());
    }

    @Override
    public void finish(Figures figures) throws Exception {
        endFile(figures);
        figures.add("clients started", started);
    }

    @Override
    public void close() {
        for (ClientProcess client : clients) {
            try {
                client.kill();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        clients.clear();
    }
}
