// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.reference;

import io.colonnade.DatabaseUrl;
import io.colonnade.spi.DatabaseBackend;
import io.colonnade.tck.BackendTck;
import java.util.Map;
import java.util.Optional;

/** A pristine backend without JDBC passes every rule that needs no SQL dialect. */
class ReferenceTckTest extends BackendTck {

    @Override
    protected DatabaseUrl url() {
        return DatabaseUrl.parse("memory://here/tck");
    }

    @Override
    protected Optional<DatabaseBackend> backend() {
        return Optional.of(new ReferenceBackend());
    }

    @Override
    protected Map<String, String> exclusions() {
        return ReferenceBackend.exclusions();
    }

    @Override
    protected boolean strict() {
        return true;
    }
}
