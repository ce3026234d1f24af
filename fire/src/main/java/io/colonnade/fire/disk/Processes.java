// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.disk;

import io.colonnade.Database;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.fire.Figures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Several processes move money between accounts of one file. */
public final class Processes {

    private static final int PROCESSES = 8;
    private static final int TRANSFERS = 25;
    private static final int ACCOUNTS = 20;
    private static final int MINUTES = 5;
    private static final int HEAP_MEBIBYTES = 64;

    private Processes() {
    }

    static void run(Path folder, String journal, Figures figures) throws IOException, InterruptedException, SQLException {
        Path file = folder.resolve("a.db");
        String url = "sqlite:///" + file + "?busy_timeout=30s&journal_mode=" + journal;
        try (Database database = Database.open(url).join()) {
            database.execute("CREATE TABLE fire_accounts (id INTEGER PRIMARY KEY, balance INTEGER)").join();
            database.execute("CREATE TABLE fire_transfers (process INTEGER, number INTEGER, PRIMARY KEY (process, number))").join();
            database.execute("INSERT INTO fire_accounts WITH RECURSIVE s (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < " + ACCOUNTS
                    + ") SELECT n, 100 FROM s").join();
        }
        List<Process> children = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            children.add(child(url, i));
        }
        long acknowledged = 0;
        for (Process child : children) {
            String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
            figures.expect(child.waitFor(MINUTES, TimeUnit.MINUTES), "a process does not end");
            figures.expect(child.exitValue() == 0, "a process of " + PROCESSES + ", journal " + journal + ": " + said);
            acknowledged += child.exitValue() == 0 ? Long.parseLong(said.substring(said.lastIndexOf('\n') + 1)) : 0;
        }
        figures.expect(Truth.number(file, "SELECT sum(balance) FROM fire_accounts") == ACCOUNTS * 100L, "the sum of the accounts is another one");
        figures.expect(Truth.number(file, "SELECT count(*) FROM fire_transfers") == acknowledged, "of " + acknowledged + " transfers there are "
                + Truth.number(file, "SELECT count(*) FROM fire_transfers"));
        figures.expect(Truth.isSound(file), "the file of " + PROCESSES + " processes is not sound");
        figures.add("transfers of processes", acknowledged);
    }

    private static Process child(String url, int number) throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                "-Xshare:auto", "-Xmx" + HEAP_MEBIBYTES + "m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=off", "-cp", System.getProperty("java.class.path"),
                Processes.class.getName(), url, Integer.toString(number)).redirectErrorStream(true).start();
    }

    /** One of the processes: prints how many of its transfers were acknowledged; with the error if one failed. */
    public static void main(String[] arguments) {
        RandomGenerator random = new SplittableRandom(Integer.parseInt(arguments[1]));
        int acknowledged = 0;
        try (Database database = Database.open(arguments[0]).join()) {
            for (int i = 0; i < TRANSFERS; i++) {
                DatabaseException error = Calls.error(transfer(database, Integer.parseInt(arguments[1]), i, random));
                if (error != null && error.kind() != ErrorKind.LOCK_TIMEOUT) {
                    throw error;
                }
                acknowledged += error == null ? 1 : 0;
            }
        }
        System.out.println(acknowledged);
    }

    private static CompletableFuture<?> transfer(Database database, int process, int number, RandomGenerator random) {
        int from = 1 + random.nextInt(ACCOUNTS);
        int to = 1 + random.nextInt(ACCOUNTS);
        return database.transaction(transaction -> transaction.execute("UPDATE fire_accounts SET balance = balance - 1 WHERE id = :id", from)
                .thenCompose(done -> transaction.execute("UPDATE fire_accounts SET balance = balance + 1 WHERE id = :id", to))
                .thenCompose(done -> transaction.execute("INSERT INTO fire_transfers VALUES (:process, :number)", process, number)));
    }
}
