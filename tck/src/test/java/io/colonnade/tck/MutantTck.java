// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck;

import io.colonnade.DatabaseUrl;
import io.colonnade.spi.DatabaseBackend;
import io.colonnade.tck.reference.Mutant;
import io.colonnade.tck.reference.ReferenceBackend;
import io.colonnade.tck.report.Report;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** The kit on a broken backend; the thread that runs it says before on which one, so that several can run side by side. */
class MutantTck extends BackendTck {

    private record Run(Mutant mutant, int number, AtomicReference<Report> report) {
    }

    private static final AtomicInteger RUNS = new AtomicInteger();

    /** Inherited, because each rule runs on a thread of its own. */
    private static final InheritableThreadLocal<Run> RUN = new InheritableThreadLocal<>();

    /** The broken backend of the next run on this thread, on a database that no other one has spoilt. */
    static void use(Mutant next) {
        RUN.set(new Run(next, RUNS.incrementAndGet(), new AtomicReference<>()));
    }

    /** What the last run on this thread found. */
    static Report report() {
        return RUN.get().report().get();
    }

    @Override
    protected void finished(Report report) {
        RUN.get().report().set(report);
    }

    @Override
    protected DatabaseUrl url() {
        return DatabaseUrl.parse("memory://here/mutant" + RUN.get().number());
    }

    @Override
    protected Optional<DatabaseBackend> backend() {
        return Optional.of(RUN.get().mutant().broken(new ReferenceBackend()));
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
