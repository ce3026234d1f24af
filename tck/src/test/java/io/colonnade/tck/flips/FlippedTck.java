// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.flips;

import io.colonnade.DatabaseUrl;
import io.colonnade.dialect.Dialect;
import io.colonnade.spi.BackendContext;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.ConnectionSettings;
import io.colonnade.spi.DatabaseBackend;
import io.colonnade.spi.ForwardingBackend;
import io.colonnade.spi.ForwardingConnection;
import io.colonnade.tck.BackendTck;
import io.colonnade.tck.report.Report;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The kit on a backend one claim of which is turned round; run by {@link FlipTable}, which sets what it needs before. */
class FlippedTck extends BackendTck {

    static DatabaseUrl url;
    static DatabaseBackend sound;
    static Flip flip;
    static Report report;

    @Override
    protected DatabaseUrl url() {
        return url;
    }

    @Override
    protected boolean strict() {
        return true;
    }

    @Override
    protected Optional<DatabaseBackend> backend() {
        return Optional.of(new ForwardingBackend(sound) {
            @Override
            public CompletionStage<ConnectionBackend> connect(ConnectionSettings settings, BackendContext context) {
                return super.connect(settings, context).thenApply(FlippedTck::flipped);
            }
        });
    }

    private static ConnectionBackend flipped(ConnectionBackend connection) {
        Dialect dialect = flip.change().apply(connection.dialect().toBuilder()).build();
        return new ForwardingConnection(connection) {
            @Override
            public Dialect dialect() {
                return dialect;
            }
        };
    }

    @Override
    protected void finished(Report made) {
        report = made;
    }
}
