// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck;

import io.colonnade.DatabaseUrl;
import io.colonnade.spi.DatabaseBackend;
import io.colonnade.tck.reference.Mutant;
import io.colonnade.tck.reference.ReferenceBackend;
import java.util.Optional;

/** The kit on a broken backend; run by {@link MutantsTest}, which says on which one. */
class MutantTck extends BackendTck {

    static Mutant mutant;

    @Override
    protected DatabaseUrl url() {
        return DatabaseUrl.parse("memory:///mutant");
    }

    @Override
    protected Optional<DatabaseBackend> backend() {
        return Optional.of(mutant.broken(new ReferenceBackend()));
    }

    @Override
    protected boolean strict() {
        return true;
    }
}
