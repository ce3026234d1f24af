// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import io.colonnade.Database;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/**
 * Runs transactions whose timeouts are about as long as the transactions take, and compares what each caller was told with what the database
 * holds.
 */
public final class Storm {

    private static final int COUNT = 10_000;
    private static final long SEED = 42;

    private Storm() {
    }

    /**
     * Runs it.
     *
     * @param arguments the URL of a database in which a table may be created, or nothing for every database that can be had here; the number
     *     of transactions
     */
    public static void main(String[] arguments) {
        int count = arguments.length > 1 ? Integer.parseInt(arguments[1]) : COUNT;
        PrintStream out = System.out;
        boolean well = true;
        if (arguments.length > 0) {
            try (Database database = Database.open(arguments[0]).join()) {
                well = run(database.dialect().productName(), database, count, out);
            }
        } else {
            try (Participants participants = new Participants()) {
                participants.missing().forEach(reason -> out.println("without " + reason));
                for (Map.Entry<String, Database> entry : participants.databases().entrySet()) {
                    well &= run(entry.getKey(), entry.getValue(), count, out);
                }
            }
        }
        System.exit(well ? 0 : 1);
    }

    private static boolean run(String name, Database database, int count, PrintStream out) {
        StormLedger ledger = new StormRun(database, SEED).run(count);
        out.println(name + ": " + ledger);
        List<String> faults = ledger.faults();
        faults.forEach(out::println);
        return faults.isEmpty();
    }
}
