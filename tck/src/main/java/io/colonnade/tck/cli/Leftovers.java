// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.cli;

import io.colonnade.Database;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** Tables under the kit's prefix that were there before it: of a run that was stopped, or of somebody else. */
final class Leftovers {

    /** What all names begin with that the kit creates. */
    static final String PREFIX = "colonnade_tck_";

    private Leftovers() {
    }

    /** Their names; empty where the backend does not say how the database is asked. */
    static Optional<List<String>> find(Database database) {
        try {
            return Optional.of(database.catalog().tableNames().join().stream()
                    .filter(name -> name.toLowerCase(Locale.ROOT).startsWith(PREFIX)).toList());
        } catch (CompletionException e) {
            if (e.getCause() instanceof DatabaseException refusal && refusal.kind() == ErrorKind.UNSUPPORTED) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Drops them, those first that no other one refers to. */
    static void drop(Database database, List<String> tables) {
        char quote = database.dialect().identifierQuote();
        List<String> left = new ArrayList<>(tables);
        while (!left.isEmpty()) {
            int before = left.size();
            CompletionException[] last = new CompletionException[1];
            left.removeIf(table -> {
                try {
                    database.execute("DROP TABLE " + quote + table + quote).join();
                    return true;
                } catch (CompletionException e) {
                    last[0] = e;
                    return false;
                }
            });
            if (left.size() == before) {
                throw last[0];
            }
        }
    }
}
