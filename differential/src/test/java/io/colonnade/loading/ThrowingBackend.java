// SPDX-License-Identifier: Apache-2.0
package io.colonnade.loading;

import io.colonnade.spi.DatabaseBackend;
import io.colonnade.spi.ForwardingBackend;

/** A backend whose constructor throws. */
public final class ThrowingBackend extends ForwardingBackend {

    /** Throws. */
    public ThrowingBackend() {
        super(refuse());
    }

    private static DatabaseBackend refuse() {
        throw new IllegalStateException("no licence was found");
    }
}
