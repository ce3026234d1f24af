// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite.fault;

import io.colonnade.spi.BackendContext;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.ConnectionSettings;
import io.colonnade.spi.DatabaseBackend;
import io.colonnade.spi.ForwardingBackend;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/** A backend that is sound but for what a fault does to each of its connections. */
public final class FaultyBackend extends ForwardingBackend {

    private final UnaryOperator<ConnectionBackend> fault;

    public FaultyBackend(DatabaseBackend sound, UnaryOperator<ConnectionBackend> fault) {
        super(sound);
        this.fault = fault;
    }

    @Override
    public CompletionStage<ConnectionBackend> connect(ConnectionSettings settings, BackendContext context) {
        return super.connect(settings, context).thenApply(fault::apply);
    }
}
