// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.reference;

import io.colonnade.DatabaseUrl;
import io.colonnade.spi.DatabaseBackend;
import io.colonnade.tck.BackendTck;
import java.util.Optional;

/** A pristine backend without JDBC passes every rule. */
class ReferenceTckTest extends BackendTck {

    @Override
    protected DatabaseUrl url() {
        return DatabaseUrl.parse("memory:///tck");
    }

    @Override
    protected Optional<DatabaseBackend> backend() {
        return Optional.of(new ReferenceBackend());
    }

    @Override
    protected boolean strict() {
        return true;
    }
}
