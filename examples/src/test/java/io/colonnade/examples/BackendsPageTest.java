// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.Database;
import io.colonnade.DatabaseOptions;
import org.junit.jupiter.api.Test;

/** The snippet of docs/backends.md. */
class BackendsPageTest {

    @Test
    void aClassLoader() {
        String url = "sqlite:///:memory:";
        Class<?> plugIn = getClass();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            // snippet: backends-loader
            DatabaseOptions options = DatabaseOptions.of(url)
                    .backendLoader(plugIn.getClassLoader())
                    .build();
            // end
            try (Database db = Database.open(options).join()) {
                assertEquals(3, db.fetchValue("SELECT 1 + 2", Integer.class).join().get());
            }
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
