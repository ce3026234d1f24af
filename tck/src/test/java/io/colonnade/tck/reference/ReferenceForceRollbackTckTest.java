// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.reference;

import io.colonnade.DatabaseUrl;
import io.colonnade.spi.DatabaseBackend;
import io.colonnade.tck.BackendTck;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The rules of the kit on databases that are rolled back when they are closed. */
class ReferenceForceRollbackTckTest extends BackendTck {

    @Override
    protected DatabaseUrl url() {
        return DatabaseUrl.parse("memory:///forced?force_rollback=true&acquire_timeout=2s");
    }

    @Override
    protected Optional<DatabaseBackend> backend() {
        return Optional.of(new ReferenceBackend());
    }

    @Override
    protected Map<String, String> exclusions() {
        Map<String, String> exclusions = new TreeMap<>(ReferenceBackend.exclusions());
        for (String id : List.of("FLG-16", "FLG-124", "FLG-126")) {
            exclusions.put(id, "the rule writes beside the database, and the engine lets it wait for its one writer longer than the kit waits");
        }
        return exclusions;
    }
}
