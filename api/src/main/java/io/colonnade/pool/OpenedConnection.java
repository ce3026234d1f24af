// SPDX-License-Identifier: Apache-2.0
package io.colonnade.pool;

import io.colonnade.spi.ConnectionBackend;
import java.util.Objects;

/**
 * A fresh physical connection and what must be let go of after it was closed.
 *
 * @param backend the connection
 * @param interrupt makes the connection's thread give up what it waits for, as it hangs in a check or in its closing; does not wait
 * @param dispose stops the connection's executor, by force if it still runs; called once, after closing has ended or timed out
 */
public record OpenedConnection(ConnectionBackend backend, Runnable interrupt, Runnable dispose) {

    public OpenedConnection {
        Objects.requireNonNull(backend, "backend");
        Objects.requireNonNull(interrupt, "interrupt");
        Objects.requireNonNull(dispose, "dispose");
    }
}
