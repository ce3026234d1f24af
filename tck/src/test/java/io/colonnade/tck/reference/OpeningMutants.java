// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.reference;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.BackendContext;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.ConnectionSettings;
import io.colonnade.spi.DatabaseBackend;
import io.colonnade.spi.ForwardingBackend;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Faults in how a server is reached, or not. */
final class OpeningMutants {

    private OpeningMutants() {
    }

    static final List<Mutant> ALL = List.of(
            new Mutant("that nobody listens is not called safe to retry", "LIF-13", sound -> new ForwardingBackend(sound) {
                @Override
                public CompletionStage<ConnectionBackend> connect(ConnectionSettings settings, BackendContext context) {
                    return super.connect(settings, context).exceptionally(failure -> {
                        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                        throw DatabaseException.of(ErrorKind.DATABASE_UNREACHABLE, "a fault").cause(cause).build();
                    });
                }
            }),
            new Mutant("a silent server is waited for without end", "LIF-14", Endless::new));

    /** Reads from a plain socket, which no interrupt wakes. */
    private static final class Endless extends ForwardingBackend {

        Endless(DatabaseBackend sound) {
            super(sound);
        }

        @Override
        public CompletionStage<ConnectionBackend> connect(ConnectionSettings settings, BackendContext context) {
            return Dialling.asksFor(settings) ? CompletableFuture.supplyAsync(() -> read(settings), context.executor())
                    : super.connect(settings, context);
        }

        private static ConnectionBackend read(ConnectionSettings settings) {
            try (Socket socket = new Socket(settings.host(), settings.port())) {
                throw new IOException("it says " + socket.getInputStream().read());
            } catch (IOException failure) {
                throw DatabaseException.of(ErrorKind.DATABASE_UNREACHABLE, "a fault").retrySafe(true).build();
            }
        }
    }
}
