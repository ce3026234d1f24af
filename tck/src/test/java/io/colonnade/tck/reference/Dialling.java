// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.reference;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.BackendContext;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.ConnectionSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What the reference does with a URL that names a port: it waits for a greeting there, which no server knows. */
final class Dialling {

    private Dialling() {
    }

    static boolean asksFor(ConnectionSettings settings) {
        return settings.port() >= 0;
    }

    /** On the connection's thread, whose interrupt closes the channel once the time is up. */
    static CompletionStage<ConnectionBackend> connect(ConnectionSettings settings, BackendContext context) {
        return CompletableFuture.supplyAsync(() -> {
            try (SocketChannel channel = SocketChannel.open(new InetSocketAddress(settings.host(), settings.port()))) {
                channel.read(ByteBuffer.allocate(1));
                throw new IOException("it is no server of this engine");
            } catch (IOException failure) {
                throw DatabaseException.of(ErrorKind.DATABASE_UNREACHABLE, "The server cannot be reached (" + failure.getMessage() + ").")
                        .cause(failure).retrySafe(true).connectionUsable(false).build();
            }
        }, context.executor());
    }
}
