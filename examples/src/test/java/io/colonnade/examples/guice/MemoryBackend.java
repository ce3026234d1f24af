// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples.guice;

import io.colonnade.spi.DatabaseBackend;
import io.colonnade.spi.ForwardingBackend;
import jakarta.inject.Inject;
import java.util.ServiceLoader;
import java.util.Set;

/** A backend that stands in no service file: SQLite under another scheme. */
final class MemoryBackend extends ForwardingBackend {

    @Inject
    MemoryBackend() {
        super(ServiceLoader.load(DatabaseBackend.class).stream().map(ServiceLoader.Provider::get)
                .filter(backend -> backend.schemes().contains("sqlite")).findAny().orElseThrow());
    }

    @Override
    public Set<String> schemes() {
        return Set.of("memory");
    }
}
