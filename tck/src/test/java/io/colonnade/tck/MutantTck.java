// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck;

import io.colonnade.DatabaseUrl;
import io.colonnade.spi.DatabaseBackend;
import io.colonnade.tck.reference.Mutant;
import io.colonnade.tck.reference.ReferenceBackend;
import java.util.Map;
import java.util.Optional;

/** The kit on a broken backend; run by {@link MutantsTest}, which says on which one. */
class MutantTck extends BackendTck {

    private static Mutant mutant;
    private static int run;

    /** The broken backend of the next run, on a database that no other one has spoilt. */
    static void use(Mutant next) {
        mutant = next;
        run++;
    }

    @Override
    protected DatabaseUrl url() {
        return DatabaseUrl.parse("memory:///mutant" + run);
    }

    @Override
    protected Optional<DatabaseBackend> backend() {
        return Optional.of(mutant.broken(new ReferenceBackend()));
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
