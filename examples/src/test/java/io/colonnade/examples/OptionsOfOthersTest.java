// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.error.ConfigurationException;
import io.colonnade.spi.DatabaseBackend;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** An option of another backend is called one, for each option of each backend. */
class OptionsOfOthersTest {

    @Test
    void areNamedAsSuch() {
        List<DatabaseBackend> backends = ServiceLoader.load(DatabaseBackend.class).stream().map(ServiceLoader.Provider::get).toList();
        assertEquals(3, backends.size(), () -> "backends: " + backends);
        for (DatabaseBackend one : backends) {
            for (DatabaseBackend other : backends) {
                for (String option : other.options()) {
                    if (!one.options().contains(option)) {
                        String url = one.schemes().iterator().next() + ":///x?" + option + "=canary";
                        ConfigurationException error = assertInstanceOf(ConfigurationException.class,
                                assertThrows(CompletionException.class, () -> Database.open(url).join()).getCause());
                        String owner = other.dialect().productName();
                        assertTrue(error.getMessage().matches("(?i).*It is an option of .*" + owner + ".*, not of this database.*"), error::getMessage);
                    }
                }
            }
        }
    }
}
