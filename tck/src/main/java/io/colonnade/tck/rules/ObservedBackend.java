// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import io.colonnade.spi.BackendContext;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.ConnectionSettings;
import io.colonnade.spi.DatabaseBackend;
import io.colonnade.spi.ForwardingBackend;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** Hands everything on to the backend under test and keeps the connections that it opened, so that a leak can be told. */
final class ObservedBackend extends ForwardingBackend {

    private final List<ObservedConnection> connections = new CopyOnWriteArrayList<>();

    private final StatementTrace trace;

    ObservedBackend(DatabaseBackend delegate, StatementTrace trace) {
        super(delegate);
        this.trace = trace;
    }

    /** All connections that were opened, in order. */
    List<ObservedConnection> connections() {
        return connections;
    }

    @Override
    public CompletionStage<ConnectionBackend> connect(ConnectionSettings settings, BackendContext context) {
        return super.connect(settings, context).thenApply(connection -> {
            ObservedConnection observed = new ObservedConnection(connection, trace);
            connections.add(observed);
            return observed;
        });
    }
}
