// SPDX-License-Identifier: Apache-2.0
package io.colonnade.loading;

import io.colonnade.Database;
import io.colonnade.DatabaseOptions;
import io.colonnade.error.DatabaseException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A program that opens the database at a URL, computes with it, and prints what came of it; run in a JVM of its own. */
public final class OpenDatabase {

    private OpenDatabase() {
    }

    /** Takes URLs. */
    public static void main(String[] urls) {
        System.out.println(OpenDatabase.class.getModule() + ", Guice is " + (isPresent("com.google.inject.Module") ? "present" : "absent"));
        for (String url : urls) {
            print(Database.open(url));
        }
    }

    static void print(DatabaseOptions options) {
        print(Database.open(options));
    }

    static void print(CompletableFuture<Database> opening) {
        try (Database db = opening.join()) {
            System.out.println("opened, 1 + 2 = " + db.fetchValue("SELECT 1 + 2", Long.class).join().get());
        } catch (CompletionException e) {
            System.out.println(e.getCause() instanceof DatabaseException error ? error.kind() + ": " + error.getMessage() : e.toString());
        }
    }

    private static boolean isPresent(String className) {
        try {
            Class.forName(className, false, OpenDatabase.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }
}
