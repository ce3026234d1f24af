// SPDX-License-Identifier: Apache-2.0
package io.colonnade.pool;

import io.colonnade.spi.ConnectionBackend;
import java.util.Objects;

/**
 * A fresh physical connection and what must be let go of after it was closed.
 *
 * @param backend the connection
 * @param dispose stops the connection's executor, by force if it still runs; called once, after closing has ended or timed out
 */
public record OpenedConnection(ConnectionBackend backend, Runnable dispose) {

    public OpenedConnection {
        Objects.requireNonNull(backend, "backend");
        Objects.requireNonNull(dispose, "dispose");
    }
}
