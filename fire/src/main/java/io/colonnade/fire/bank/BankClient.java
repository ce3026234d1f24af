// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.bank;

import io.colonnade.Database;
import io.colonnade.fire.Figures;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A program that transfers money until it is killed, and writes down outside the database what it was told of each transfer. */
final class BankClient {

    private static final int CALLERS = 4;

    private BankClient() {
    }

    /**
     * Runs it; it ends when its input does, so that it does not outlive who started it.
     *
     * @param arguments the URL of the database, the file of what it was told, the first id, and the seed
     */
    public static void main(String[] arguments) throws IOException {
        OutputStream told = new FileOutputStream(arguments[1], true);
        Ledger ledger = new Ledger(new Figures());
        Database database = Database.open(arguments[0]).join();
        new Callers(new Transfers(database), CALLERS).start(Long.parseLong(arguments[2]), Long.parseLong(arguments[3]), new Callers.Teller() {
            @Override
            public void asksToCommit(long id) {
                ledger.asksToCommit(id);
            }

            @Override
            public void tell(long id, Throwable failure) {
                ledger.tell(id, failure);
                write(told, id + " " + ledger.told(id) + " " + ledger.words(id).replaceAll("\\s+", " ") + "\n");
            }
        });
        while (System.in.read() >= 0) {
            continue;
        }
        Runtime.getRuntime().halt(0);
    }

    /** In one call of the operating system, which keeps it when the process is killed. */
    private static void write(OutputStream told, String line) {
        try {
            told.write(line.getBytes(StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
