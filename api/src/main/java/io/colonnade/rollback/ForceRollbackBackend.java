// SPDX-License-Identifier: Apache-2.0
package io.colonnade.rollback;

import io.colonnade.spi.BackendContext;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.ConnectionSettings;
import io.colonnade.spi.DatabaseBackend;
import io.colonnade.spi.ForwardingBackend;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * A backend for tests: all connections of a database stand on one connection of the backend behind it, in one transaction that is rolled
 * back when the database is closed. What is called on them takes turns: see {@link Turns}.
 *
 * <p>Thread-safe. Pinned by rules TXN-25 and TXN-37 to TXN-39.
 */
public final class ForceRollbackBackend extends ForwardingBackend {

    private final Duration patience;

    /**
     * Wraps a backend.
     *
     * @param patience how long a call waits for its turn
     */
    public ForceRollbackBackend(DatabaseBackend delegate, Duration patience) {
        super(delegate);
        this.patience = patience;
    }

    /** The class of a backend as its author knows it. */
    public static Class<?> typeOf(DatabaseBackend backend) {
        return backend instanceof ForceRollbackBackend wrapper ? wrapper.delegate().getClass() : backend.getClass();
    }

    @Override
    public CompletionStage<ConnectionBackend> connect(ConnectionSettings settings, BackendContext context) {
        return context.shared(SharedConnection.class, SharedConnection::new)
                .join(() -> super.connect(settings, context), connection -> new Turns(connection, patience));
    }
}
