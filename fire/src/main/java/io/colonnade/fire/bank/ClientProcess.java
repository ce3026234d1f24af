// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.bank;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A {@link BankClient} in a JVM of its own. */
final class ClientProcess {

    private final Process process;
    private final Path ledger;

    private ClientProcess(Process process, Path ledger) {
        this.process = process;
        this.ledger = ledger;
    }

    /**
     * Starts it.
     *
     * @param folder where it keeps what it was told, and its log
     * @param url of the database
     * @param firstId the first of its ids, and the name of its files
     * @param seed decides what its transfers do
     */
    static ClientProcess start(Path folder, String url, long firstId, long seed) throws IOException {
        Path ledger = Files.createFile(folder.resolve("told-" + firstId));
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xshare:auto", "-Xmx128m",
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), BankClient.class.getName(), url,
                ledger.toString(), Long.toString(firstId), Long.toString(seed)).redirectErrorStream(true)
                .redirectOutput(folder.resolve("log-" + firstId).toFile()).start();
        return new ClientProcess(process, ledger);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What it was told, in its own words; what it has not written down to the end it was not told. */
    Map<Long, String> told() throws IOException {
        String text = Files.readString(ledger);
        List<String> lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        Map<Long, String> told = new HashMap<>();
        for (String line : lines) {
            int space = line.indexOf(' ');
            told.put(Long.parseLong(line.substring(0, space)), line.substring(space + 1));
        }
        return told;
    }

    static Told what(String words) {
        return Told.valueOf(words.substring(0, words.indexOf(' ')));
    }

    long committed() throws IOException {
        return told().values().stream().filter(words -> what(words) == Told.COMMITTED).count();
    }

    /** Kills it at once; returns when it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
