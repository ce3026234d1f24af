// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import io.colonnade.DatabaseUrl;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.DatabaseBackend;
import io.colonnade.sqlite.fault.FaultyBackend;
import io.colonnade.tck.BackendTck;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The kit on a backend with a fault; run by {@link TckBitesTest}, which sets the fault before. */
class FaultyTck extends BackendTck {

    static UnaryOperator<ConnectionBackend> fault = UnaryOperator.identity();

    @Override
    protected boolean strict() {
        return true;
    }

    @Override
    protected DatabaseUrl url() {
        return DatabaseUrl.parse("sqlite:///:memory:");
    }

    @Override
    protected Optional<DatabaseBackend> backend() {
        return Optional.of(new FaultyBackend(new SqliteBackend(), fault));
    }
}
